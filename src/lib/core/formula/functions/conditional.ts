import { add, decimal, ZERO, type Decimal } from '../../decimal/decimal.ts';
import { bounded } from '../arithmetic.ts';
import { valuesOf, type CellColumn } from '../cells.ts';
import { CELLS_PER_STEP } from '../column-arithmetic.ts';
import { NumberColumn } from '../number-column.ts';
import { isArea, rowsOf, single, type Area, type Operand } from '../operand.ts';
import type { Steps } from '../steps.ts';
import { rowsOfText } from '../text-rows.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from '../value.ts';
import { exactSum, mean } from './aggregates.ts';
import { countOfNumbers, sumOfColumn } from './column-sums.ts';
import { readCriterion, type Criterion } from './criteria.ts';
import { keepMeeting } from './criterion-column.ts';
import { MANY, type FunctionEntry } from './formula-function.ts';

/** Functions over the cells that meet conditions. */
export const CONDITIONAL_FUNCTIONS: readonly FunctionEntry[] = [
	['SUMIF', { least: 2, most: 3, takes: 'operands', run: overOne((sum) => sum) }],
	['AVERAGEIF', { least: 2, most: 3, takes: 'operands', run: overOne(mean) }],
	['SUMIFS', { least: 3, most: MANY, takes: 'operands', run: overSeveral((sum) => sum) }],
	['AVERAGEIFS', { least: 3, most: MANY, takes: 'operands', run: overSeveral(mean) }],
	['COUNTIF', { least: 2, most: 2, takes: 'operands', run: countMeeting }],
	['COUNTIFS', { least: 2, most: MANY, takes: 'operands', run: countMeeting }]
];

/** What is answered of the exact sum and the count of the numbers that meet the conditions. */
type OfSum = (sum: Decimal, count: number) => FormulaValue;

/** SUMIF(tested, criterion, summed): what is summed stands in the same places, and is the tested cells by default. */
function overOne(run: OfSum) {
	return ([tested = null, criterion = null, summed]: readonly Operand[], steps: Steps): FormulaValue =>
		overMeeting(summed ?? tested, [tested, criterion], steps, run);
}

function overSeveral(run: OfSum) {
	return ([summed = null, ...conditions]: readonly Operand[], steps: Steps): FormulaValue =>
		overMeeting(summed, conditions, steps, run);
}

function overMeeting(
	summed: Operand,
	conditions: readonly Operand[],
	steps: Steps,
	run: OfSum
): FormulaValue {
	const places = placesMeeting(conditions, steps);
	if (isError(places)) return places;
	if (!isArea(summed)) return isError(summed) ? summed : notCells();
	if (!isOneShape([summed, places.shape])) return differs();
	let sum: Decimal = ZERO;
	let count = 0;
	for (const [at, column] of summed.area.entries()) {
		const met = places.met[at] as Uint8Array;
		const part = sumInPlaces(column, met);
		if ('error' in part) return part;
		sum = add(sum, part.sum);
		count += part.count;
	}
	return bounded(run(sum, count));
}

function sumInPlaces(
	column: CellColumn,
	met: Uint8Array
): { readonly sum: Decimal; readonly count: number } | FormulaError {
	if (column instanceof NumberColumn)
		return { sum: sumOfColumn(column, met), count: countOfNumbers(column, met) };
	const numbers: Decimal[] = [];
	for (const [row, cell] of column.entries()) {
		if (met[row] === 0) continue;
		if (isError(cell)) return cell;
		if (isNumber(cell)) numbers.push(cell);
	}
	return { sum: exactSum(numbers), count: numbers.length };
}

function countMeeting(conditions: readonly Operand[], steps: Steps): FormulaValue {
	const places = placesMeeting(conditions, steps);
	if (isError(places)) return places;
	const count = places.met.reduce((all, met) => met.reduce((sum, one) => sum + one, all), 0);
	return decimal(BigInt(count));
}

interface Places {
	readonly shape: Area;
	/** For each column, 1 at the places whose cells meet every condition. */
	readonly met: readonly Uint8Array[];
}

/** Conditions are pairs of tested cells and a criterion, in which every area is equally large. */
function placesMeeting(
	conditions: readonly Operand[],
	steps: Steps
): Places | (FormulaError & { met?: never }) {
	const tests: { readonly tested: Area; readonly criterion: Criterion }[] = [];
	for (let i = 0; i < conditions.length; i += 2) {
		const [tested = null, criterion] = [conditions[i], conditions[i + 1]];
		if (!isArea(tested)) return isError(tested) ? tested : notCells();
		if (criterion === undefined) return formulaError('#VALUE!', '条件');
		tests.push({ tested, criterion: readCriterion(single(criterion), steps) });
	}
	const [shape] = tests.map(({ tested }) => tested);
	if (!shape || !isOneShape(tests.map(({ tested }) => tested))) return differs();
	const met = shape.area.map((_, at) => {
		const places = new Uint8Array(rowsOf(shape)).fill(1);
		for (const { tested, criterion } of tests) keepTested(places, tested.area[at] ?? [], criterion, steps);
		return places;
	});
	return { shape, met };
}

function keepTested(places: Uint8Array, column: CellColumn, criterion: Criterion, steps: Steps): void {
	if (column instanceof NumberColumn) {
		steps.spend(column.length / CELLS_PER_STEP);
		keepMeeting(places, column, criterion);
		return;
	}
	const rows = criterion.text === undefined ? undefined : rowsOfText(column, criterion.text);
	if (rows) {
		steps.spend(column.length / CELLS_PER_STEP);
		keepRows(places, rows);
		return;
	}
	steps.spend(column.length);
	const cells = valuesOf(column);
	for (let row = 0; row < places.length; row += 1)
		if (places[row] === 1 && !criterion.meets(cells[row] ?? null)) places[row] = 0;
}

function keepRows(places: Uint8Array, rows: readonly number[]): void {
	const before = places.slice();
	places.fill(0);
	for (const row of rows) places[row] = before[row] as number;
}

function isOneShape(areas: readonly Area[]): boolean {
	const [first] = areas;
	return (
		first !== undefined &&
		areas.every((area) => area.area.length === first.area.length && rowsOf(area) === rowsOf(first))
	);
}

function differs(): FormulaError {
	return formulaError('#VALUE!', '区域大小不同');
}

/** Excel takes cells only here, not texts or calculated values. */
function notCells(): FormulaError {
	return formulaError('#VALUE!', '条件区域');
}
