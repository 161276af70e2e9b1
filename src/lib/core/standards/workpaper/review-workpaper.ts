import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import { dec, divide, multiply, toFixedText } from '../../decimal/decimal.ts';
import { fen, fenText, formatFen, subtractFen, sumFen, ZERO_FEN, type Fen } from '../../money/fen.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { Json } from '../../snapshot/canonical.ts';
import type { InputSnapshots, Method } from '../../snapshot/method.ts';
import { atPointer, type Snapshot } from '../../snapshot/snapshot.ts';
import { typedFigure } from '../typed-figure.ts';

/**
 * 审核工作底稿: every requested budget line against the standard in force on one day. Inputs: role "check" for each line a
 * standard was applied to, a `standard/budget-check@1` or a `standard/rule-check@3` of its own.
 */
export type WorkpaperContent = {
	readonly title: string;
	/** 预算年度 */
	readonly year: number;
	readonly date: string;
	/** 项目所在地区, by which rules are chosen; omitted where nothing is said of it. */
	readonly region?: string;
	readonly lines: readonly WorkpaperLine[];
};

/** A requested line as the unit sent it. */
export type RequestedLine = {
	readonly organisation: string;
	readonly line: string;
	readonly category: string;
	readonly grade: string;
	readonly quantity: string;
	readonly unit: string;
	readonly months: number;
	/** 分 as text. */
	readonly requested: string;
};

export type WorkpaperLine = RequestedLine & {
	/** Index into the inputs of the check that applied a standard; null where none applies. */
	readonly check: number | null;
	/** Code, document number and clause of the standard applied; "" where none is. */
	readonly code: string;
	readonly document: string;
	readonly clause: string;
	/** Why no standard was applied, or why this one before others that also apply; "" where only one does. */
	readonly note: string;
};

export type WorkpaperResults = {
	readonly lines: readonly {
		/** 建议安排, 分: what the standard allows at most, or all where no standard applies. */
		readonly allowed: string;
		/** 审减, 分 */
		readonly over: string;
		/** The calculation written out in Chinese. */
		readonly words: string;
	}[];
	readonly requested: string;
	readonly allowed: string;
	readonly over: string;
	/** 审减率 in %, two decimals: over ÷ requested; null where nothing was requested. */
	readonly rate: string | null;
	/** Lines above their standard, and lines no standard applies to. */
	readonly cut: number;
	readonly unmatched: number;
	readonly words: string;
};

/** As much of a check as a workpaper reads; both kinds of checks have it. */
type CheckSnapshot = Snapshot<
	{ readonly requested: string },
	{ readonly allowed: string; readonly over: string; readonly words: string }
>;

export const reviewWorkpaper: Method = {
	id: 'standard/workpaper@1',
	kind: 'budget-check',
	words: '逐行对照当日有效的标准：超标准的部分审减，没有适用标准的行照列待审；审减率 = 审减合计 ÷ 申报合计。',
	source: '预算审核常用口径：审减率 =（申报 − 建议安排）÷ 申报',
	compute: computeWorkpaper,
	explain: explainWorkpaper
};

function computeWorkpaper(inputs: InputSnapshots, json: Json): Result<Json> {
	// The content of a workpaper has this one type (schema 1).
	const { lines, title } = json as WorkpaperContent;
	if (lines.length === 0) return refuse(problem('workpaper/empty', { title }));
	const reviewed = lines.map((line) => reviewLine(line, inputs));
	const requested = sumFen(lines.map((line) => amount(line.requested)));
	const over = sumFen(reviewed.map((line) => amount(line.over)));
	const facts = {
		requested: String(requested),
		allowed: String(subtractFen(requested, over)),
		over: String(over),
		rate: rateOf(over, requested),
		cut: reviewed.filter((line) => line.over !== '0').length,
		unmatched: lines.filter(({ check }) => check === null).length
	};
	return ok({
		lines: reviewed,
		...facts,
		words: workpaperWords(lines.length, facts)
	} satisfies WorkpaperResults);
}

function reviewLine(line: WorkpaperLine, inputs: InputSnapshots): WorkpaperResults['lines'][number] {
	if (line.check === null)
		return {
			allowed: line.requested,
			over: '0',
			words: `${line.note}本行照列 ${yuan(line.requested)} 元，待人工审核`
		};
	// An index of a line only ever names a check, whose shape its own method fixed.
	const check = inputs[line.check]?.snapshot as CheckSnapshot | undefined;
	if (check?.content.requested !== line.requested)
		throw new Error('A workpaper line names a check of another amount');
	const requested = amount(line.requested);
	const over = amount(check.results.over);
	return { allowed: String(subtractFen(requested, over)), over: String(over), words: check.results.words };
}

function rateOf(over: Fen, requested: Fen): string | null {
	if (requested === ZERO_FEN) return null;
	return toFixedText(divide(multiply(dec(over), dec(100)), dec(requested), 'half-up', 2), 2);
}

function workpaperWords(
	lines: number,
	{ requested, allowed, over, rate, cut, unmatched }: Omit<WorkpaperResults, 'lines' | 'words'>
): string {
	const open = unmatched === 0 ? '' : `另有 ${unmatched} 行没有适用的标准，照列申报数，须另行审核。`;
	const share = rate === null ? '' : `，审减率 ${rate}%`;
	return `共审核 ${lines} 行，申报 ${yuan(requested)} 元，建议安排 ${yuan(allowed)} 元，审减 ${yuan(over)} 元${share}；${cut} 行超过标准。${open}`;
}

const LINE_FIGURE = /^\/results\/lines\/(\d+)\/(allowed|over)$/;

function explainWorkpaper(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const content = snapshot.content as WorkpaperContent;
	const results = snapshot.results as WorkpaperResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const money = (label: string, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label,
		value: fenText(amount(String(atPointer(snapshot, pointer)))),
		unit: '元',
		method: { id: reviewWorkpaper.id, words },
		inputs
	});
	const each = (field: 'allowed' | 'over') =>
		content.lines.map((_, i) => own(`/results/lines/${i}/${field}`));
	if (pointer === '/results/over') return money(`${content.title} 审减合计`, results.words, each('over'));
	if (pointer === '/results/allowed')
		return money(`${content.title} 建议安排合计`, results.words, each('allowed'));
	if (pointer === '/results/requested')
		return money(
			`${content.title} 申报合计`,
			'各行申报金额之和',
			content.lines.map((_, i) => own(`/content/lines/${i}/requested`))
		);
	if (pointer === '/results/rate' && results.rate !== null)
		return {
			ref: own(pointer),
			label: `${content.title} 审减率`,
			value: results.rate,
			unit: '%',
			method: { id: reviewWorkpaper.id, words: '审减合计 ÷ 申报合计 × 100%，保留两位小数' },
			inputs: [own('/results/over'), own('/results/requested')]
		};
	const [, at = '', field = ''] = LINE_FIGURE.exec(pointer) ?? [];
	const line = content.lines[Number(at)];
	const result = results.lines[Number(at)];
	if (at !== '' && line && result) {
		const check = line.check === null ? undefined : snapshot.inputs[line.check];
		const read: ValueRef[] = check
			? [{ kind: 'frozen', snapshot: check.hash, pointer: '/results/over' }]
			: [];
		const label = `${line.organisation} ${line.line} ${field === 'over' ? '审减' : '建议安排'}`;
		return money(label, result.words, [own(`/content/lines/${at}/requested`), ...read]);
	}
	return explainTyped(snapshot, hash, pointer);
}

const TYPED_FIGURE = /^\/content\/lines\/(\d+)\/(requested|quantity|months)$/;

function explainTyped(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const [, at = '', field = ''] = TYPED_FIGURE.exec(pointer) ?? [];
	const line = (snapshot.content as WorkpaperContent).lines[Number(at)];
	if (at === '' || !line) return undefined;
	const name = `${line.organisation} ${line.line}`;
	if (field === 'requested')
		return {
			ref: { kind: 'frozen', snapshot: hash, pointer },
			label: `${name} 申报金额`,
			value: fenText(amount(line.requested)),
			unit: '元',
			method: null,
			inputs: [],
			end: 'typed'
		};
	return typedFigure(snapshot, hash, pointer, {
		[pointer]: {
			label: `${name} ${field === 'quantity' ? '数量' : '服务月数'}`,
			unit: field === 'quantity' ? line.unit : '个月'
		}
	});
}

function amount(text: string): Fen {
	return fen(Number(text));
}

function yuan(text: string): string {
	return formatFen(amount(text));
}
