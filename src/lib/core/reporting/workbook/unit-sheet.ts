import type { AnalysisFigures } from '../../costing/figures.ts';
import type { CostUnit } from '../../costing/line.ts';
import { annualRate, countedLines, type UnitFigures } from '../../costing/unit-cost.ts';
import type { Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { subtractFen, yuanFromFen, ZERO_FEN } from '../../money/fen.ts';
import { isFlowText } from '../../quantity/flow.ts';
import { columnAreas } from './areas.ts';
import { BREAKDOWN_SHEET, type BreakdownLayout } from './breakdown-place.ts';
import { cellDigits, exactCell, formulaCell, numberKind } from './cell-number.ts';
import { allocatedCell } from './pool-sheet.ts';
import { LOOKS, numberLook } from './looks.ts';
import type { PlannedCell, PlannedRow, SheetPlan } from './sheet-plan.ts';

export const UNIT_SHEET = '成本单元';
export const UNIT_HEAD_ROWS = 2;
export const UNIT_OUTPUT_COLUMN = 'C';
const HEADS = [
	'成本单元',
	'等级',
	'产出数量',
	'计量单位',
	'直接归集（元）',
	'分摊共同成本（元）',
	'全成本（元）',
	'单位成本',
	'年化单位成本',
	'年化计量',
	'其中财政成本（元）',
	'财政单位成本'
];
const WIDTHS = [28, 8, 15, 10, 17, 17, 17, 14, 14, 14, 17, 14];
/** A sum over more places than this would be longer than a cell may be; its value is written then, with a remark. */
const MOST_AREAS = 200;

/** 成本单元: unit cost = cost of the chosen lines over the period ÷ output, as formulas over 成本明细. */
export function unitSheet(layout: BreakdownLayout, figures: AnalysisFigures): SheetPlan | null {
	const { units, combined } = layout.draft;
	if (units.length === 0) return null;
	const rows = units.map((unit, index) => unitRow(layout, figures, unit, index));
	const staged = combined.length > 0 ? combinedRows(layout, figures) : [];
	const heads = HEADS.map((text) => ({ text, look: LOOKS.header }));
	const all: PlannedRow[] = [
		{ cells: [{ text: '成本单元与单位成本', look: LOOKS.title }], height: 28 },
		{ cells: heads },
		...rows,
		...staged
	];
	return {
		name: UNIT_SHEET,
		columns: WIDTHS.map((width) => ({ width })),
		rows: all,
		merges: ['A1:L1'],
		frozen: { rows: UNIT_HEAD_ROWS, columns: 1 },
		print: { paper: 'A4', landscape: true, titleRows: UNIT_HEAD_ROWS, area: `A1:L${all.length}` }
	};
}

function unitRow(
	layout: BreakdownLayout,
	figures: AnalysisFigures,
	unit: CostUnit,
	index: number
): PlannedRow {
	const row = UNIT_HEAD_ROWS + 1 + index;
	const own = figures.units[index];
	const months = layout.draft.periodMonths;
	const scale = LIMITS.unitCostScale;
	const annual = isFlowText(unit.unit) ? `H${row}` : `ROUND(G${row}*12/(C${row}*${months}),${scale})`;
	const computed = (formula: string, value: Decimal | null): PlannedCell =>
		value === null
			? { text: '不能计算', look: numberLook('long', 'error') }
			: formulaCell(formula, value, numberLook('long', 'computed'), numberLook('long', 'error'));
	const figure = own?.ok ? own.value : null;
	const shared = figure && allocatedCell(layout, index);
	return {
		cells: [
			{ text: unit.name, look: LOOKS.text },
			{ text: unit.grade, look: LOOKS.centre },
			exactCell(unit.output, numberLook(numberKind(unit.output), 'input')),
			{ text: unit.unit, look: LOOKS.centre },
			directCell(layout, figure, unit),
			moneyCell(shared, figure && yuanFromFen(figure.allocated ?? ZERO_FEN)),
			moneyCell(`E${row}+F${row}`, figure && yuanFromFen(figure.cost)),
			computed(`ROUND(G${row}/C${row},${scale})`, figure && figure.unitCost),
			computed(annual, figure && figure.annualUnitCost),
			{ text: annualRate(unit.unit), look: LOOKS.centre },
			moneyCell(null, figure && yuanFromFen(figure.fiscalCost)),
			computed(`ROUND(K${row}/C${row},${scale})`, figure && figure.fiscalUnitCost)
		]
	};
}

function moneyCell(formula: string | null, value: Decimal | null): PlannedCell {
	if (value === null) return { text: '不能计算', look: numberLook('money', 'error') };
	const look = numberLook('money', 'computed');
	if (formula === null) return { number: cellDigits(value), look };
	return formulaCell(formula, value, look, numberLook('money', 'error'));
}

/** What the unit's own lines cost over the period. */
function directCell(layout: BreakdownLayout, figure: UnitFigures | null, unit: CostUnit): PlannedCell {
	if (!figure) return moneyCell(null, null);
	const value = yuanFromFen(subtractFen(figure.cost, figure.allocated ?? ZERO_FEN));
	const letter = layout.letters.get('period') ?? layout.letters.get('verifiedAmount') ?? '';
	const rows = countedLines(unit, layout.tree).flatMap((line) => layout.rows[line] ?? []);
	const areas = columnAreas(letter, rows);
	if (areas.length === 0 || areas.length > MOST_AREAS) return moneyCell(null, value);
	return moneyCell(`SUM(${areas.map((area) => `${BREAKDOWN_SHEET}!${area}`).join(',')})`, value);
}

/** 分段单位成本: the stages' unit costs added, each with its own output; shown in 分 so that the page adds up. */
function combinedRows(layout: BreakdownLayout, figures: AnalysisFigures): PlannedRow[] {
	const { units, combined } = layout.draft;
	const rowOf = new Map(units.map(({ id }, index) => [id, UNIT_HEAD_ROWS + 1 + index]));
	const heads = ['分段单位成本', '', '', '', '', '', '', '单位成本', '各段取到分相加'];
	const rows = combined.map(({ name, parts }, index): PlannedRow => {
		const own = figures.combined[index];
		const terms = (text: (row: number) => string) =>
			parts
				.map(({ unitId, sign }) => `${sign === 'add' ? '+' : '-'}${text(rowOf.get(unitId) ?? 0)}`)
				.join('')
				.replace(/^\+/, '');
		const cell = (formula: string, value: Decimal | null): PlannedCell =>
			value === null
				? { text: '不能计算', look: numberLook('long', 'error') }
				: formulaCell(formula, value, numberLook('long', 'computed'), numberLook('long', 'error'));
		const blank = { blank: true, look: LOOKS.text } as const;
		return {
			cells: [
				{ text: name, look: LOOKS.text },
				...[blank, blank, blank, blank, blank, blank],
				cell(
					`ROUND(${terms((row) => `G${row}/C${row}`)},${LIMITS.unitCostScale})`,
					own?.ok ? own.value.unitCost : null
				),
				cell(
					terms((row) => `ROUND(H${row},2)`),
					own?.ok ? own.value.shownUnitCost : null
				)
			]
		};
	});
	return [{ cells: heads.map((text) => ({ text, look: LOOKS.header })) }, ...rows];
}
