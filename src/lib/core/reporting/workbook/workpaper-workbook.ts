import { fen, fenText } from '../../money/fen.ts';
import type { WorkpaperResults } from '../../standards/workpaper/review-workpaper.ts';
import type { WorkpaperReportInput } from '../workpaper-report.ts';
import { exactCell, numberKind } from './cell-number.ts';
import { LOOKS, numberLook } from './looks.ts';
import type { PlannedCell, PlannedRow, WorkbookPlan } from './sheet-plan.ts';

const HEADS = [
	'序号',
	'申报单位',
	'预算项目',
	'类别',
	'等级',
	'数量',
	'计量单位',
	'月数',
	'申报数（元）',
	'建议安排（元）',
	'审减（元）',
	'算法',
	'标准编号',
	'文号',
	'条款',
	'单位意见'
];
const WIDTHS = [6, 18, 24, 22, 8, 14, 10, 7, 17, 17, 15, 52, 18, 22, 30, 24];
const HEAD_ROWS = 3;

/** 审核工作底稿 as a workbook: 审减 and the sums are live formulas, the last column is for the unit's own reply. */
export function workpaperWorkbook(input: WorkpaperReportInput): WorkbookPlan {
	const { content, results, organisation, author } = input;
	const last = HEAD_ROWS + content.lines.length;
	const rows: PlannedRow[] = [
		{ cells: [{ text: `${content.title}审核工作底稿`, look: LOOKS.title }], height: 28 },
		{
			cells: [
				{
					text: `${organisation}，${content.year} 年度预算，适用 ${content.date} 有效的标准；编制人 ${author}`,
					look: LOOKS.note
				}
			]
		},
		{ cells: HEADS.map((text) => ({ text, look: LOOKS.header })) },
		...content.lines.map((_, i) => lineRow(input, i)),
		sumRow(results, last)
	];
	return {
		names: [],
		sheets: [
			{
				name: '审核工作底稿',
				columns: WIDTHS.map((width) => ({ width })),
				rows,
				merges: ['A1:P1', 'A2:P2'],
				frozen: { rows: HEAD_ROWS, columns: 3 },
				print: { paper: 'A3', landscape: true, titleRows: HEAD_ROWS, area: `A1:P${last + 2}` }
			}
		]
	};
}

function sumRow({ requested, allowed, over, rate }: WorkpaperResults, end: number): PlannedRow {
	const row = end + 1;
	const sum = (letter: string, value: string): PlannedCell => ({
		number: fenText(fen(Number(value))),
		formula: `SUM(${letter}${HEAD_ROWS + 1}:${letter}${end})`,
		look: LOOKS.totalMoney
	});
	const blank: PlannedCell = { blank: true, look: LOOKS.total };
	return {
		cells: [
			blank,
			{ text: '合计', look: LOOKS.total },
			...Array.from({ length: 6 }, () => blank),
			sum('I', requested),
			sum('J', allowed),
			sum('K', over),
			rate === null
				? blank
				: {
						text: `审减率 ${rate}%`,
						formula: `"审减率 "&TEXT(ROUND(K${row}/I${row}*100,2),"0.00")&"%"`,
						look: LOOKS.total
					},
			...Array.from({ length: 4 }, () => blank)
		]
	};
}

function lineRow({ content, results }: WorkpaperReportInput, i: number): PlannedRow {
	const line = content.lines[i];
	const result = results.lines[i];
	if (!line || !result) throw new Error('Every line of a workpaper has its result');
	const row = HEAD_ROWS + 1 + i;
	const money = (value: string): PlannedCell => ({
		number: fenText(fen(Number(value))),
		look: numberLook('money', 'input')
	});
	return {
		cells: [
			{ text: String(i + 1), look: LOOKS.centre },
			{ text: line.organisation, look: LOOKS.text },
			{ text: line.line, look: LOOKS.text },
			{ text: line.category, look: LOOKS.text },
			{ text: line.grade, look: LOOKS.centre },
			exactCell(line.quantity, numberLook(numberKind(line.quantity), 'input')),
			{ text: line.unit, look: LOOKS.centre },
			{ number: String(line.months), look: numberLook('whole', 'input') },
			money(line.requested),
			money(result.allowed),
			{
				number: fenText(fen(Number(result.over))),
				formula: `I${row}-J${row}`,
				look: numberLook('money', 'computed')
			},
			{ text: result.words, look: LOOKS.text },
			{ text: line.code, look: LOOKS.text },
			{ text: line.document, look: LOOKS.text },
			{ text: line.clause, look: LOOKS.text },
			{ blank: true, look: LOOKS.input }
		],
		height: heightOf([result.words, 11], [line.clause, 14], [line.line, 2])
	};
}

const LINE_POINTS = 14;

/** Room for the longest of the wrapped texts: a Chinese character is as wide as two of the characters widths are counted in. */
function heightOf(...texts: readonly (readonly [text: string, column: number])[]): number {
	const lines = texts.map(([text, column]) => {
		const wide = [...text].reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0);
		return Math.ceil(wide / ((WIDTHS[column] ?? 10) - 2));
	});
	return Math.max(1, ...lines) * LINE_POINTS + 4;
}
