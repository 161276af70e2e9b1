import { FORMULA_FIELDS, type AnalysisDraft, type CostLine } from '../line.ts';
import type { YearColumn } from '../year-column.ts';
import type { Calculation } from './calculation.ts';
import { TEXT_COLUMNS } from './wiring.ts';

const AMOUNT_FIELDS = [
	'statedAmount',
	'verifiedAmount',
	'amountBasis',
	'periodMonths',
	'recurrence'
] as const satisfies readonly (keyof CostLine)[];

/**
 * Types into a calculated sheet what differs between two drafts of the same tree; the calculation then has to be run.
 * False where the sheet must be made anew: another tree, other fills, names, months or years.
 */
export function retypeDraft(calculation: Calculation, before: AnalysisDraft, next: AnalysisDraft): boolean {
	const { sheet } = calculation;
	if (before.periodMonths !== next.periodMonths || !retypeParameters(calculation, before, next)) return false;
	if (before.lines === next.lines) return true;
	if (before.lines.length !== next.lines.length) return false;
	const inOrder = sheet.tree.lines === before.lines;
	// A draft may list its lines otherwise than in pre-order, as rows come from the database.
	const reordered = inOrder ? null : [...sheet.tree.lines];
	for (let at = 0; at < next.lines.length; at += 1) {
		// Both lists have a line at every index below their length.
		const is = next.lines[at] as CostLine;
		const was = before.lines[at] as CostLine;
		if (was === is) continue;
		const index = inOrder ? at : (sheet.tree.indexOf.get(was.id) as number);
		if (!retypeLine(calculation, index, was, is)) return false;
		if (reordered) reordered[index] = is;
	}
	sheet.tree = { ...sheet.tree, lines: reordered ?? next.lines };
	return true;
}

function retypeParameters(calculation: Calculation, before: AnalysisDraft, next: AnalysisDraft): boolean {
	if (before.parameters === next.parameters) return true;
	if (before.parameters.length !== next.parameters.length) return false;
	const { sheet } = calculation;
	for (const [place, parameter] of next.parameters.entries()) {
		const was = before.parameters[place];
		if (was?.id !== parameter.id || was.name !== parameter.name) return false;
		if (was.value === parameter.value) continue;
		if (sheet.setParameter(parameter)) calculation.rewire();
		calculation.touch(sheet.wiring.parameterNode(parameter.id) as number);
	}
	return true;
}

function retypeLine(calculation: Calculation, index: number, was: CostLine, is: CostLine): boolean {
	if (was.id !== is.id || was.parentId !== is.parentId || was.position !== is.position) return false;
	if (was.fills !== is.fills) return false;
	const { sheet } = calculation;
	for (const [place, field] of FORMULA_FIELDS.entries()) {
		if (was[field] === is[field]) continue;
		if (sheet.setFactor(index, field, sheet.factorText(is, index, field))) calculation.rewire();
		calculation.touch(sheet.layout.node(place, index));
	}
	if (was.years !== is.years && !retypeYears(calculation, index, was, is)) return false;
	if (AMOUNT_FIELDS.some((field) => was[field] !== is[field])) {
		sheet.amounts.setLine(index, is);
		calculation.touchLine(index);
		// A verified amount reads the declared one, or no longer does.
		if ((was.verifiedAmount === null) !== (is.verifiedAmount === null)) calculation.rewireVerified(index);
	}
	for (const column of TEXT_COLUMNS) {
		if (was[column] === is[column]) continue;
		calculation.touch(sheet.wiring.textNode(column));
		// A ring names its lines.
		if (calculation.hasRings) calculation.rewire();
	}
	return true;
}

function retypeYears(calculation: Calculation, index: number, was: CostLine, is: CostLine): boolean {
	const { sheet } = calculation;
	if (sheet.isLeaf[index] === 0) return true;
	// Keys of `years` are year columns by its type.
	for (const year of Object.keys({ ...was.years, ...is.years }) as YearColumn[]) {
		const [before, after] = [was.years[year] ?? null, is.years[year] ?? null];
		if (before === after) continue;
		const place = sheet.layout.placeOf(year);
		if (place === undefined) return false;
		if (sheet.setYear(index, year, after, true)) calculation.rewire();
		calculation.touch(sheet.layout.node(place, index));
	}
	return true;
}
