import { decimal, type Decimal } from '../../decimal/decimal.ts';
import { bounded } from '../arithmetic.ts';
import { isArea, rowsOf, single, type Area, type Operand } from '../operand.ts';
import type { Steps } from '../steps.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from '../value.ts';
import { average, exactSum } from './aggregates.ts';
import { readCriterion, type Criterion } from './criteria.ts';
import { MANY, type FunctionEntry } from './formula-function.ts';

/** Functions over the cells that meet conditions. */
export const CONDITIONAL_FUNCTIONS: readonly FunctionEntry[] = [
	['SUMIF', { least: 2, most: 3, takes: 'operands', run: overOne((numbers) => exactSum(numbers)) }],
	['AVERAGEIF', { least: 2, most: 3, takes: 'operands', run: overOne(average) }],
	['SUMIFS', { least: 3, most: MANY, takes: 'operands', run: overSeveral((numbers) => exactSum(numbers)) }],
	['AVERAGEIFS', { least: 3, most: MANY, takes: 'operands', run: overSeveral(average) }],
	['COUNTIF', { least: 2, most: 2, takes: 'operands', run: countMeeting }],
	['COUNTIFS', { least: 2, most: MANY, takes: 'operands', run: countMeeting }]
];

type OfNumbers = (numbers: readonly Decimal[]) => FormulaValue;

/** SUMIF(tested, criterion, summed): what is summed stands in the same places, and is the tested cells by default. */
function overOne(run: OfNumbers) {
	return ([tested = null, criterion = null, summed]: readonly Operand[], steps: Steps): FormulaValue =>
		overMeeting(summed ?? tested, [tested, criterion], steps, run);
}

function overSeveral(run: OfNumbers) {
	return ([summed = null, ...conditions]: readonly Operand[], steps: Steps): FormulaValue =>
		overMeeting(summed, conditions, steps, run);
}

function overMeeting(
	summed: Operand,
	conditions: readonly Operand[],
	steps: Steps,
	run: OfNumbers
): FormulaValue {
	const places = placesMeeting(conditions, steps);
	if (isError(places)) return places;
	if (!isArea(summed)) return isError(summed) ? summed : notCells();
	if (!isOneShape([summed, places.shape])) return differs();
	const cells = summed.area.flat();
	const numbers: Decimal[] = [];
	for (const place of places.met) {
		const cell = cells[place] ?? null;
		if (isError(cell)) return cell;
		if (isNumber(cell)) numbers.push(cell);
	}
	return bounded(run(numbers));
}

function countMeeting(conditions: readonly Operand[], steps: Steps): FormulaValue {
	const places = placesMeeting(conditions, steps);
	return isError(places) ? places : decimal(BigInt(places.met.length));
}

interface Places {
	readonly shape: Area;
	/** Places, column after column, whose cells meet every condition. */
	readonly met: readonly number[];
}

/** Conditions are pairs of tested cells and a criterion, in which every area is equally large. */
function placesMeeting(
	conditions: readonly Operand[],
	steps: Steps
): Places | (FormulaError & { met?: never }) {
	const tests: { readonly cells: readonly FormulaValue[]; readonly meets: Criterion }[] = [];
	const areas: Area[] = [];
	for (let i = 0; i < conditions.length; i += 2) {
		const [tested = null, criterion] = [conditions[i], conditions[i + 1]];
		if (!isArea(tested)) return isError(tested) ? tested : notCells();
		if (criterion === undefined) return formulaError('#VALUE!', '条件');
		areas.push(tested);
		tests.push({ cells: tested.area.flat(), meets: readCriterion(single(criterion), steps) });
	}
	const [shape] = areas;
	if (!shape || !isOneShape(areas)) return differs();
	steps.spend(shape.area.length * rowsOf(shape) * areas.length);
	const met: number[] = [];
	for (let place = 0; place < shape.area.length * rowsOf(shape); place += 1)
		if (tests.every(({ cells, meets }) => meets(cells[place] ?? null))) met.push(place);
	return { shape, met };
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
