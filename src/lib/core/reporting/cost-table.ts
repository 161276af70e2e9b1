import type { Hash, ValueRef } from '../address/value-ref.ts';
import type { AnalysisContent, AnalysisResults, FrozenLine } from '../costing/analysis-snapshot.ts';
import { ADJUSTMENT_REASONS } from '../costing/line.ts';
import { fen, formatFen, groupThousands } from '../money/fen.ts';
import type { Column, Row, Run, Table } from './document.ts';

interface FrozenAnalysis {
	readonly snapshot: Hash;
	readonly content: AnalysisContent;
	readonly results: AnalysisResults;
}

const COLUMNS: readonly Column[] = [
	{ head: '实施内容', width: 18, align: 'left' },
	{ head: '费用明细', width: 20, align: 'left' },
	{ head: '单价', width: 10, align: 'right' },
	{ head: '数量', width: 11, align: 'right' },
	{ head: '计量单位', width: 7, align: 'centre' },
	{ head: '申报总价', width: 12, align: 'right' },
	{ head: '核定总价', width: 12, align: 'right' },
	{ head: '核定理由', width: 10, align: 'left' }
];

/** 成本核算分析表 (S2, DOMAIN §4.1) with the declared and the verified amount of every line, in the order of the tree. */
export function costTable({ snapshot, content, results }: FrozenAnalysis): Table {
	const parents = new Set(content.lines.map((line) => line.parent));
	const depths = depthsOf(content.lines);
	const at = (pointer: string): ValueRef => ({ kind: 'frozen', snapshot, pointer });
	const rows = content.lines.map((line, i): Row => {
		const own = results.lines[i];
		const opened = parents.has(i);
		// A line that is opened further, or that stands alone at the top, is 实施内容; what it is opened into is 费用明细.
		const isContent = opened || line.parent === null;
		const name = line.grade === '' ? line.name : `${line.name}（${line.grade}）`;
		const figure = (text: string | null | undefined, field: string): Run =>
			text === null || text === undefined || opened
				? ''
				: { text: groupThousands(text), ref: at(`/results/lines/${i}/${field}`) };
		return {
			cells: [
				isContent ? name : '',
				isContent ? '' : name,
				figure(own?.unitPrice, 'unitPrice'),
				figure(own?.quantity, 'quantity'),
				opened ? '' : line.unit,
				{ text: yuan(own?.declared ?? '0'), ref: at(`/results/lines/${i}/declared`) },
				{ text: yuan(own?.verified ?? '0'), ref: at(`/results/lines/${i}/verified`) },
				remark(line)
			],
			indent: isContent ? (depths[i] ?? 0) : 0,
			strong: opened
		};
	});
	return {
		kind: 'table',
		caption: '成本核算分析表',
		unit: '元',
		columns: COLUMNS,
		rows: [...rows, totalRow(results, at)],
		notes: ['下级各行相加为上级；核定总价与申报总价不同的，列明核定理由。'],
		landscape: true
	};
}

function totalRow({ total }: AnalysisResults, at: (pointer: string) => ValueRef): Row {
	return {
		cells: [
			'合计',
			'',
			'',
			'',
			'',
			{ text: yuan(total.declared), ref: at('/results/total/declared') },
			{ text: yuan(total.verified), ref: at('/results/total/verified') },
			''
		],
		indent: 0,
		strong: true
	};
}

/** Why the verified amount differs, and what keeps the line out of a year's ordinary cost. */
function remark(line: FrozenLine): string {
	const parts = [
		line.reason === null ? '' : ADJUSTMENT_REASONS[line.reason],
		line.recurrence === 'once' ? '一次性' : '',
		line.periodMonths === 12 ? '' : `${line.periodMonths} 个月`
	];
	return parts.filter((part) => part !== '').join('，');
}

function depthsOf(lines: readonly FrozenLine[]): readonly number[] {
	const depths: number[] = [];
	// Pre-order: a parent always comes before its children.
	for (const { parent } of lines) depths.push(parent === null ? 0 : (depths[parent] ?? 0) + 1);
	return depths;
}

function yuan(text: string): string {
	return formatFen(fen(Number(text)));
}
