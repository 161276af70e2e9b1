import { refText } from '#lib/core/address/value-ref.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { parseDate } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import type { StandardKind } from '#lib/core/standards/standard-snapshot.ts';
import type { ExplainedOutline } from '#lib/core/lineage/explained-step.ts';
import type { Json } from '#lib/core/snapshot/canonical.ts';
import { today, type Context } from '#lib/server/context.ts';
import { explainChain } from '#lib/server/lineage/explain.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { CommandRefused, UsageError, type Arguments, type Command } from '../command.ts';
import { contextOf, need, withDatabase } from '../installation.ts';
import { outlineLines } from '../outline-lines.ts';

/** The figure that stands for a whole standard. */
const HEADLINE: { readonly [K in StandardKind]: string } = {
	service: '/results/items',
	quota: '/results/value',
	expenditure: '/results/value'
};

export const command: Command = {
	usage: 'hengzhun explain <数字地址> | hengzhun explain --standard <标准编号> [--date <日期>]',
	help: [
		'从一个数字一步步追溯到原始文件的单元格，每一步写明数值、单位、规则和来源。',
		'  <数字地址>          页面或报告上的地址，如 frozen/3f9a…/results/value',
		'  --standard <编号>   印发的标准的编号，从它的标准值追溯',
		'  --date <日期>       按哪一天有效的版本（默认今天），如 2026-11-22',
		'  --depth <层数>      最多展开几层来源'
	],
	options: { standard: { type: 'string' }, date: { type: 'string' }, depth: { type: 'string' } },
	positionals: 1,
	run: (given) =>
		withDatabase(async (open) => {
			const context = contextOf(open);
			const [address] = given.positionals;
			const code = given.text('standard');
			if ((address === undefined) === (code === undefined))
				throw new UsageError('请给出一个数字地址，或 --standard 加编号。');
			const ref = address ?? (await standardRef(context, code ?? '', given.text('date')));
			const chain = need(await explainChain(context, ref, depthOf(given)));
			return { ok: true, lines: outlineLines(chain), json: { chain: chainJson(chain) } };
		})
};

function depthOf(given: Arguments): number {
	const text = given.text('depth') ?? String(LIMITS.chainDepth);
	if (!/^\d{1,3}$/.test(text)) throw new UsageError('--depth 应是 0 到 999 之间的整数。');
	return Number(text);
}

async function standardRef(context: Context, code: string, date: string | undefined): Promise<string> {
	const at = date === undefined ? today(context) : need(parseDate(date));
	for (const { codes, hashes } of need(await lookUp(context, { date: at })))
		for (const kind of ['expenditure', 'quota', 'service'] as const)
			if (codes[kind] === code)
				return refText({ kind: 'frozen', snapshot: hashes[kind], pointer: HEADLINE[kind] });
	throw new CommandRefused(problem('standard/none-in-force', { code, date: at }));
}

/** The same tree as plain JSON. */
function chainJson(chain: ExplainedOutline): Json {
	return JSON.parse(JSON.stringify(chain)) as Json;
}
