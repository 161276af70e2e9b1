import { STANDARD_KINDS, type StandardKind } from '#lib/core/standards/standard-snapshot.ts';
import {
	replayAll,
	replaySnapshots,
	type ReplayReport,
	type StandardReplay
} from '#lib/server/lineage/replay.ts';
import { resolveHash } from '#lib/server/snapshots/service.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { UsageError, type Command, type Outcome } from '../command.ts';
import { need, withDatabase } from '../installation.ts';
import { openReplayState } from '../replay-state.ts';

export const command: Command = {
	usage: 'hengzhun replay --all [--state <文件>] | hengzhun replay <快照哈希>',
	help: [
		'复算：从原始文件起，把快照里的每个数字重新算一遍，与存储的结果逐字节核对。',
		'  --all           复算数据库里的每一个快照和原始文件，逐项报告每一个印发的标准和条件规则',
		'  --state <文件>  把进度记在这个文件里：中断后用同一条命令接着算，算完自动删除',
		'  <快照哈希>      只复算这一个快照和它下面的全部来源（至少 12 位）'
	],
	options: { all: { type: 'boolean' }, state: { type: 'string' } },
	positionals: 1,
	async run(given) {
		const [hash] = given.positionals;
		if (given.flag('all') === (hash !== undefined)) throw new UsageError('请给出 --all 或一个快照哈希。');
		const state = given.text('state');
		if (hash !== undefined && state !== undefined) throw new UsageError('--state 只和 --all 一起用。');
		return hash === undefined ? replayEverything(state) : replayOne(hash);
	}
};

function replayOne(prefix: string): Promise<Outcome> {
	return withDatabase(async ({ db }) => {
		const hash = need(await resolveHash(db, prefix));
		const { snapshots, files } = need(await replaySnapshots(db, [hash]));
		return {
			ok: true,
			lines: [`一致：快照 ${hash}，连同来源共核对快照 ${snapshots} 个、原件 ${files} 个。`],
			json: { hash, snapshots, files }
		};
	});
}

function replayEverything(statePath: string | undefined): Promise<Outcome> {
	return withDatabase(async ({ db }, { databaseUrl }) => {
		const state = statePath === undefined ? null : openReplayState(statePath, databaseUrl);
		const proven = state?.proven ?? new Set<string>();
		const start = performance.now();
		const report = await replayAll(db, {
			proven,
			prove: (hashes, done, total) => {
				state?.add(hashes);
				showProgress(done, total);
			}
		});
		state?.finish();
		const pace = paceOf(report, proven.size, (performance.now() - start) / 1_000);
		const ok = report.faults.length === 0;
		return { ok, lines: [...linesOf(report), pace.words], json: { ...jsonOf(report), ...pace.json } };
	});
}

/** Told where somebody is looking on; a program reads the outcome only. */
function showProgress(done: number, total: number): void {
	if (process.stderr.isTTY) process.stderr.write(`\r已复算 ${done} / ${total}${done === total ? '\n' : ''}`);
}

function paceOf({ standards, snapshots, files }: ReplayReport, skipped: number, seconds: number) {
	const perSecond = (count: number) => (count / Math.max(seconds, 0.001)).toFixed(1);
	const done = snapshots + files - skipped;
	const words = [
		`用时 ${seconds.toFixed(1)} 秒`,
		`每秒复算快照和原件 ${perSecond(done)} 个`,
		...(skipped > 0
			? [`上次已复算 ${skipped} 个，没有重复`]
			: [`每秒印发标准 ${perSecond(standards.length)} 项（含其全部来源）`])
	];
	return {
		words: `${words.join('，')}。`,
		json: { seconds: Number(seconds.toFixed(3)), perSecond: Number(perSecond(done)), skipped }
	};
}

function linesOf({ standards, faults, snapshots, files }: ReplayReport): readonly string[] {
	const named = standards.map((standard) => {
		const { code, documentNumber, snapshot, problem } = standard;
		const title = `${kindName(standard)} ${code}（${documentNumber}，快照 ${snapshot.slice(0, 12)}）`;
		return problem === null ? `${title}：一致` : `${title}：不一致。${problemText(problem)}`;
	});
	const summary =
		faults.length === 0
			? `全部一致：印发标准 ${standards.length} 项，快照 ${snapshots} 个，原始文件 ${files} 份。`
			: `发现 ${faults.length} 处问题：`;
	return [...named, summary, ...faults.map((fault) => `  ${problemText(fault)}`)];
}

function jsonOf({ standards, faults, snapshots, files }: ReplayReport): Outcome['json'] {
	return {
		standards: standards.map(({ kind, code, documentNumber, snapshot, problem }) => ({
			kind,
			code,
			documentNumber,
			snapshot,
			identical: problem === null,
			problem: problem === null ? null : problemText(problem)
		})),
		faults: faults.map((fault) => ({
			code: fault.code,
			values: { ...fault.values },
			problem: problemText(fault)
		})),
		snapshots,
		files
	};
}

function kindName({ kind }: StandardReplay): string {
	// A row whose kind was tampered with is still listed, under the word it now carries.
	if (kind === 'rule') return '条件规则';
	return Object.hasOwn(STANDARD_KINDS, kind) ? STANDARD_KINDS[kind as StandardKind] : kind;
}
