import type { Hash, ValueRef } from '../address/value-ref.ts';
import { reasonTotals, type ReasonTotal } from '../costing/adjustment.ts';
import type { AnalysisContent, AnalysisResults } from '../costing/analysis-snapshot.ts';
import { ADJUSTMENT_REASONS } from '../costing/line.ts';
import { fen, formatFen, subtractFen, type Fen } from '../money/fen.ts';
import { paragraph, type Block, type Column, type Row, type Run } from './document.ts';

interface FrozenAnalysis {
	readonly snapshot: Hash;
	readonly content: AnalysisContent;
	readonly results: AnalysisResults;
}

interface AdjustedLine {
	readonly index: number;
	readonly name: string;
	readonly reason: keyof typeof ADJUSTMENT_REASONS | null;
	readonly declared: Fen;
	readonly verified: Fen;
}

const COLUMNS: readonly Column[] = [
	{ head: '核定理由和费用明细', width: 36, align: 'left' },
	{ head: '申报', width: 16, align: 'right' },
	{ head: '核定', width: 16, align: 'right' },
	{ head: '审减', width: 16, align: 'right' },
	{ head: '审增', width: 16, align: 'right' }
];

/** 申报 → 核定 by reason (DOMAIN §2.5): 审减 and 审增 apart, the lines under their reason. Nothing where no line moved. */
export function adjustmentBlocks(input: FrozenAnalysis): readonly Block[] {
	const adjusted = adjustedLines(input);
	if (adjusted.length === 0) return [];
	const rows = reasonTotals(adjusted).flatMap((total): Row[] => [
		reasonRow(total),
		...adjusted.filter(({ reason }) => (reason ?? '') === total.reason).map((line) => lineRow(input, line))
	]);
	return [
		paragraph('核定数与申报数不同的，按核定理由列示如下，审减与审增分列，不相互抵销。'),
		{
			kind: 'table',
			caption: '审减审增分理由表',
			unit: '元',
			columns: COLUMNS,
			rows: [...rows, totalRow(input)],
			notes: [
				'审减、审增为该行申报数与核定数之差，理由行为其下各行之和；审减率=（审减合计－审增合计）÷申报合计。'
			],
			landscape: false
		}
	];
}

function adjustedLines({ content, results }: FrozenAnalysis): readonly AdjustedLine[] {
	const parents = new Set(content.lines.map((line) => line.parent));
	return content.lines.flatMap((line, index) => {
		const [declared, verified] = [
			money(results.lines[index]?.declared),
			money(results.lines[index]?.verified)
		];
		if (parents.has(index) || declared === verified) return [];
		return [{ index, name: line.name, reason: line.reason, declared, verified }];
	});
}

function reasonRow({ reason, lines, cut, raise }: ReasonTotal): Row {
	const words = reason === '' ? '未填理由' : ADJUSTMENT_REASONS[reason];
	const sum = (amount: bigint) => (amount === 0n ? '' : formatFen(fen(Number(amount))));
	return { cells: [`${words}（${lines} 行）`, '', '', sum(cut), sum(raise)], indent: 0, strong: true };
}

function lineRow(input: FrozenAnalysis, { index, name, declared, verified }: AdjustedLine): Row {
	const own = (amount: Fen, field: string): Run => bound(input, amount, `/results/lines/${index}/${field}`);
	const [cut, raise] =
		declared > verified
			? [formatFen(subtractFen(declared, verified)), '']
			: ['', formatFen(subtractFen(verified, declared))];
	return {
		cells: [name, own(declared, 'declared'), own(verified, 'verified'), cut, raise],
		indent: 1,
		strong: false
	};
}

function totalRow(input: FrozenAnalysis): Row {
	const { cutRate, ...total } = input.results.total;
	const own = (field: 'declared' | 'verified' | 'cut' | 'raise'): Run =>
		bound(input, money(total[field]), `/results/total/${field}`);
	const rate = cutRate === null ? '' : `（审减率 ${cutRate}%）`;
	return {
		cells: [`合计${rate}`, own('declared'), own('verified'), own('cut'), own('raise')],
		indent: 0,
		strong: true
	};
}

function bound({ snapshot }: FrozenAnalysis, amount: Fen, pointer: string): Run {
	const ref: ValueRef = { kind: 'frozen', snapshot, pointer };
	return { text: formatFen(amount), ref };
}

function money(text: string | undefined): Fen {
	return fen(Number(text ?? '0'));
}
