import { columnLetters } from '../../address/cell-address.ts';
import { ALLOCATION_METHODS, type CostPool } from '../../costing/cost-pool.ts';
import { countedLines } from '../../costing/unit-cost.ts';
import type { AnalysisFigures } from '../../costing/figures.ts';
import { dec, sum, type Decimal } from '../../decimal/decimal.ts';
import { sumFen, yuanFromFen, type Fen } from '../../money/fen.ts';
import { columnAreas } from './areas.ts';
import { BREAKDOWN_SHEET, type BreakdownLayout } from './breakdown-place.ts';
import { cellDigits, exactCell, formulaCell, numberKind } from './cell-number.ts';
import { LOOKS, numberLook } from './looks.ts';
import type { PlannedCell, PlannedRow, SheetPlan } from './sheet-plan.ts';

export const POOL_SHEET = '分摊';
const HEAD_ROWS = 3;
const FIXED = ['共同成本池', '类别', '动因', '成本（元）', '动因量合计'];
const STAGES = { support: '共同成本', activity: '作业' } as const;

interface Target {
	readonly target: 'pool' | 'unit';
	readonly id: string;
	readonly name: string;
}

/** 分摊: what each shared pool costs, by which driver, and the driver volumes of everything it may go to. */
export function poolSheet(layout: BreakdownLayout, figures: AnalysisFigures): SheetPlan | null {
	const { pools, units, allocationMethod } = layout.draft;
	if (pools.length === 0) return null;
	const targets: readonly Target[] = [
		...pools.map(({ id, name }) => ({ target: 'pool', id, name }) as const),
		...units.map(({ id, name }) => ({ target: 'unit', id, name }) as const)
	];
	const last = columnLetters(FIXED.length + targets.length);
	const heads = [
		...FIXED,
		...targets.map(({ target, name }) => `${target === 'pool' ? '成本池' : '成本单元'}：${name}`)
	];
	const rows: PlannedRow[] = [
		{ cells: [{ text: '共同成本分摊', look: LOOKS.title }], height: 28 },
		{ cells: [{ text: `分摊方法：${ALLOCATION_METHODS[allocationMethod]}。动因量表`, look: LOOKS.note }] },
		headRow(heads),
		...pools.map((_, index) => poolRow(layout, figures, index, targets, HEAD_ROWS + 1 + index)),
		{ cells: [] },
		{
			cells: [
				{
					text: '分摊结果：每个成本池自身成本最后归到各成本单元的金额，分到分，余数按最大余额法，合计与成本相等。',
					look: LOOKS.note
				}
			]
		},
		headRow(['共同成本池', '成本（元）', '合计', ...units.map(({ name }) => name)]),
		...pools.map((_, index) => resultRow(layout, figures, index)),
		resultTotals(layout, figures)
	];
	return {
		name: POOL_SHEET,
		columns: heads.map((_, index) => ({ width: index === 0 ? 26 : 15 })),
		rows,
		merges: [`A1:${last}1`, `A2:${last}2`],
		frozen: { rows: HEAD_ROWS, columns: 1 },
		print: { paper: 'A4', landscape: true, titleRows: 1, area: `A1:${last}${rows.length}` }
	};
}

function headRow(texts: readonly string[]): PlannedRow {
	return { cells: texts.map((text) => ({ text, look: LOOKS.header })), height: 30 };
}

/** First row of the results: the volumes, a blank row, the note and the heads stand above. */
function resultRowNumber(layout: BreakdownLayout, pool: number): number {
	return HEAD_ROWS + layout.draft.pools.length + 3 + 1 + pool;
}

function resultRow(layout: BreakdownLayout, figures: AnalysisFigures, index: number): PlannedRow {
	const { pools, units } = layout.draft;
	const row = resultRowNumber(layout, index);
	const own = figures.allocation?.ok ? figures.allocation.value.pools[index] : undefined;
	const parts = new Map(own?.parts.map(({ unit, full }) => [unit, full]));
	const cost = own ? yuanFromFen(own.own.full) : null;
	const [from, to] = [columnLetters(4), columnLetters(3 + units.length)];
	return {
		cells: [
			{ text: pools[index]?.name ?? '', look: LOOKS.text },
			moneyCell(`D${HEAD_ROWS + 1 + index}`, cost),
			moneyCell(`SUM(${from}${row}:${to}${row})`, own ? yuanFromFen(sumFen([...parts.values()])) : null),
			...units.map((_, unit) => {
				const part = parts.get(unit);
				return part === undefined
					? { blank: true as const, look: LOOKS.text }
					: moneyCell(null, yuanFromFen(part));
			})
		]
	};
}

function resultTotals(layout: BreakdownLayout, figures: AnalysisFigures): PlannedRow {
	const { pools, units } = layout.draft;
	const [from, to] = [resultRowNumber(layout, 0), resultRowNumber(layout, pools.length - 1)];
	const allocation = figures.allocation?.ok ? figures.allocation.value : null;
	const column = (letter: string, value: Fen | null): PlannedCell =>
		value === null
			? { blank: true, look: LOOKS.total }
			: formulaCell(
					`SUM(${letter}${from}:${letter}${to})`,
					yuanFromFen(value),
					LOOKS.totalMoney,
					LOOKS.totalMoney
				);
	const own = allocation && sumFen(allocation.pools.map((pool) => pool.own.full));
	const shared = allocation && sumFen(allocation.units.map(({ full }) => full));
	return {
		cells: [
			{ text: '合计', look: LOOKS.total },
			column('B', own),
			column('C', shared),
			...units.map((_, unit) => column(columnLetters(4 + unit), allocation?.units[unit]?.full ?? null))
		]
	};
}

/** The cell that holds what a unit is allocated from all pools; null without pools. */
export function allocatedCell(layout: BreakdownLayout, unit: number): string | null {
	const { pools } = layout.draft;
	if (pools.length === 0) return null;
	return `${POOL_SHEET}!${columnLetters(4 + unit)}${resultRowNumber(layout, pools.length)}`;
}

function moneyCell(formula: string | null, value: Decimal | null): PlannedCell {
	if (value === null) return { text: '不能计算', look: numberLook('money', 'error') };
	const look = numberLook('money', 'computed');
	if (formula === null) return { number: cellDigits(value), look };
	return formulaCell(formula, value, look, numberLook('money', 'error'));
}

function poolRow(
	layout: BreakdownLayout,
	figures: AnalysisFigures,
	index: number,
	targets: readonly Target[],
	row: number
): PlannedRow {
	// Rows are made from the pools themselves.
	const pool = layout.draft.pools[index] as CostPool;
	const volumes = new Map(pool.shares.map(({ target, id, volume }) => [`${target}/${id}`, volume]));
	const [from, to] = [columnLetters(FIXED.length + 1), columnLetters(FIXED.length + targets.length)];
	const total = sum(pool.shares.map(({ volume }) => dec(volume)));
	const own = figures.allocation?.ok ? figures.allocation.value.pools[index]?.own.full : undefined;
	return {
		cells: [
			{ text: pool.name, look: LOOKS.text },
			{ text: STAGES[pool.stage], look: LOOKS.centre },
			{ text: pool.driver, look: LOOKS.centre },
			moneyCell(costFormula(layout, pool), own === undefined ? null : yuanFromFen(own)),
			formulaCell(
				`SUM(${from}${row}:${to}${row})`,
				total,
				numberLook('long', 'computed'),
				numberLook('long', 'error')
			),
			...targets.map(({ target, id }): PlannedCell => {
				const volume = volumes.get(`${target}/${id}`);
				return volume === undefined
					? { blank: true, look: numberLook('long', 'input') }
					: exactCell(volume, numberLook(numberKind(volume), 'input'));
			})
		]
	};
}

/** A sum over more places than this would be longer than a cell may be; its value is written then. */
const MOST_AREAS = 200;

function costFormula(layout: BreakdownLayout, pool: CostPool): string | null {
	const letter = layout.letters.get('period') ?? layout.letters.get('verifiedAmount') ?? '';
	const rows = countedLines(pool, layout.tree).flatMap((line) => layout.rows[line] ?? []);
	const areas = columnAreas(letter, rows);
	if (areas.length === 0 || areas.length > MOST_AREAS) return null;
	return `SUM(${areas.map((area) => `${BREAKDOWN_SHEET}!${area}`).join(',')})`;
}
