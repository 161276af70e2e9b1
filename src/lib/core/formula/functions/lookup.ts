import { decimal, round, ZERO, type Decimal } from '../../decimal/decimal.ts';
import { valueAt, valuesOf, type CellColumn } from '../cells.ts';
import { CELLS_PER_STEP } from '../column-arithmetic.ts';
import { compareValues, rank } from '../compare.ts';
import { settled, toNumber, toTruth } from '../convert.ts';
import type { Node } from '../node.ts';
import { NUMBER, NumberColumn, wholeAt } from '../number-column.ts';
import { isArea, rowsOf, single, type Area, type Operand } from '../operand.ts';
import type { Steps } from '../steps.ts';
import { rowsOfText } from '../text-rows.ts';
import {
	formulaError,
	isError,
	isNumber,
	valueText,
	type FormulaError,
	type FormulaValue
} from '../value.ts';
import { matches, plainText, readPattern } from './wildcard.ts';
import type { FunctionEntry, OperandOf } from './formula-function.ts';

/** Functions that find a row by what stands in it. */
export const LOOKUP_FUNCTIONS: readonly FunctionEntry[] = [
	['VLOOKUP', { least: 3, most: 4, takes: 'operands', run: verticalLookUp }],
	['XLOOKUP', { least: 3, most: 6, takes: 'nodes', run: crossLookUp }],
	['MATCH', { least: 2, most: 3, takes: 'operands', run: matchPosition }],
	['INDEX', { least: 2, most: 3, takes: 'operands', run: cellByPosition }]
];

/** How XLOOKUP's match_mode says it: exact, else the next smaller, else the next larger, or with wildcards. */
type MatchMode = 0 | -1 | 1 | 2;

function verticalLookUp(operands: readonly Operand[], steps: Steps): FormulaValue {
	const [wanted = null, table = null, columnValue = null, approximate = true] = operands.map((operand, i) =>
		i === 1 ? operand : single(operand)
	);
	const key = single(wanted);
	if (isError(key)) return key;
	if (!isArea(table)) return isError(table) ? table : formulaError('#VALUE!', 'VLOOKUP');
	const column = wholeNumber(single(columnValue));
	if (isError(column)) return column;
	if (column < 1) return formulaError('#VALUE!', 'VLOOKUP');
	const found = table.area[column - 1];
	if (!found) return formulaError('#REF!', `第 ${column} 列`);
	const near = toTruth(single(approximate));
	if (isError(near)) return near;
	const keys = table.area[0] ?? [];
	const row = near ? lastNotAbove(key, keys, steps) : rowOf(key, keys, 2, false, steps);
	return row < 0 ? notFound(key) : valueAt(found, row);
}

/** Its not-found value is computed only when it is needed. */
function crossLookUp(parameters: readonly Node[], steps: Steps, operandOf: OperandOf): Operand {
	const [wanted, within, answers, otherwise, modeNode, orderNode] = parameters;
	const operand = (node: Node | undefined): Operand => (node ? operandOf(node) : null);
	const key = single(operand(wanted));
	const [keys, results] = [operand(within), operand(answers)];
	const mode = matchMode(modeNode ? single(operandOf(modeNode)) : null);
	const order = wholeNumber(orderNode ? single(operandOf(orderNode)) : decimal(1n));
	const error = [key, keys, results, mode, order].find(
		(part) => typeof part === 'object' && part !== null && 'error' in part
	);
	if (error) return error as FormulaError;
	if (!isArea(keys) || !isArea(results) || typeof mode !== 'number' || typeof order !== 'number')
		return formulaError('#VALUE!', 'XLOOKUP');
	if (keys.area.length !== 1 || rowsOf(results) !== rowsOf(keys))
		return formulaError('#VALUE!', '区域大小不同');
	const row = rowOf(key, keys.area[0] ?? [], mode, order < 0, steps);
	if (row >= 0) return { area: results.area.map((column) => [valueAt(column, row)]) };
	return otherwise && otherwise.kind !== 'blank' ? operandOf(otherwise) : notFound(key);
}

function matchMode(value: FormulaValue): MatchMode | FormulaError {
	const mode = wholeNumber(value);
	if (typeof mode !== 'number') return mode;
	return mode === 0 || mode === -1 || mode === 1 || mode === 2 ? mode : formulaError('#VALUE!', 'XLOOKUP');
}

/** MATCH(wanted, cells, 1 next smaller in rising order | 0 exact | -1 next larger in falling order), counted from 1. */
function matchPosition(operands: readonly Operand[], steps: Steps): FormulaValue {
	const [wanted = null, cells = null, typeOperand] = operands;
	const key = single(wanted);
	if (isError(key)) return key;
	if (!isArea(cells)) return isError(cells) ? cells : formulaError('#N/A', 'MATCH');
	const type = typeOperand === undefined ? 1 : wholeNumber(single(typeOperand));
	if (isError(type)) return type;
	const keys = cells.area.length === 1 ? (cells.area[0] ?? []) : [];
	const row =
		type === 0
			? rowOf(key, keys, 2, false, steps)
			: type > 0
				? lastNotAbove(key, keys, steps)
				: lastNotBelow(key, keys, steps);
	return row < 0 ? notFound(key) : decimal(BigInt(row + 1));
}

/** INDEX(cells, row, column), counted from 1; with 0 the whole column or row. */
function cellByPosition(operands: readonly Operand[]): Operand {
	const [cells = null, rowOperand = null, columnOperand] = operands;
	const row = wholeNumber(single(rowOperand));
	const column = columnOperand === undefined ? 1 : wholeNumber(single(columnOperand));
	if (isError(row)) return row;
	if (isError(column)) return column;
	const area: Area = isArea(cells) ? cells : { area: [[cells]] };
	if (row < 0 || column < 0) return formulaError('#VALUE!', 'INDEX');
	if (row > rowsOf(area) || column > area.area.length) return formulaError('#REF!', `第 ${row} 行`);
	const columns = column === 0 ? area.area : area.area.slice(column - 1, column);
	return { area: row === 0 ? columns : columns.map((one) => [valueAt(one, row - 1)]) };
}

/**
 * The row whose cell equals the key, the first or the last of several; in modes -1 and 1 else the nearest smaller or
 * larger one of the same kind; -1 where there is none. Mode 2 reads wildcards in a text.
 */
function rowOf(
	key: FormulaValue,
	column: CellColumn,
	mode: MatchMode,
	fromLast: boolean,
	steps: Steps
): number {
	const isNear = mode === 1 || mode === -1;
	if (column instanceof NumberColumn && !isNear && (key === null || isNumber(key))) {
		steps.spend(column.length / CELLS_PER_STEP);
		return rowOfNumber(key ?? ZERO, column, fromLast);
	}
	const cells = valuesOf(column);
	const text = isNear ? undefined : exactText(key, mode === 2);
	const rows = text === undefined ? undefined : rowsOfText(cells, text);
	if (rows) {
		steps.spend(cells.length / CELLS_PER_STEP);
		return rows.at(fromLast ? -1 : 0) ?? -1;
	}
	const isEqual = equalTo(key, mode === 2, steps);
	let nearest = -1;
	for (let i = 0; i < cells.length; i += 1) {
		const row = fromLast ? cells.length - 1 - i : i;
		const cell = cells[row] ?? null;
		steps.spend(isNear && typeof cell === 'string' ? NEAR_TEXT_STEPS : 1);
		if (isEqual(cell)) return row;
		if (isNear && isNearer(cell, key, cells[nearest], mode)) nearest = row;
	}
	return nearest;
}

/** The text in lower case that a key is, where it is one without wildcards. */
function exactText(key: FormulaValue, wildcards: boolean): string | undefined {
	if (typeof key !== 'string') return undefined;
	return wildcards ? plainText(readPattern(key)) : key.toLowerCase();
}

/** As `rowOf`, for a number in a column of numbers. */
function rowOfNumber(key: Decimal, { mantissa, kinds, scale }: NumberColumn, fromLast: boolean): number {
	const whole = wholeAt(settled(key), scale);
	if (whole === undefined) return -1;
	const next = (row: number) =>
		fromLast ? mantissa.lastIndexOf(whole, row - 1) : mantissa.indexOf(whole, row + 1);
	let row = fromLast ? mantissa.lastIndexOf(whole) : mantissa.indexOf(whole);
	while (row >= 0 && kinds !== null && kinds[row] !== NUMBER) row = row === 0 && fromLast ? -1 : next(row);
	return row;
}

/** A text is compared three times where the nearest is looked for. */
const NEAR_TEXT_STEPS = 8;

function isNearer(
	cell: FormulaValue,
	key: FormulaValue,
	nearest: FormulaValue | undefined,
	side: MatchMode
): boolean {
	if (!isOneKind(cell, key) || Math.sign(compareValues(cell, key)) !== side) return false;
	return nearest === undefined || Math.sign(compareValues(cell, nearest)) === -side;
}

function equalTo(key: FormulaValue, wildcards: boolean, steps: Steps): (cell: FormulaValue) => boolean {
	const pattern = wildcards && typeof key === 'string' ? readPattern(key) : undefined;
	if (pattern && plainText(pattern) === undefined)
		return (cell) => typeof cell === 'string' && matches(pattern, cell, steps);
	const wanted = (pattern && plainText(pattern)) ?? key;
	return (cell) => {
		if (!isOneKind(cell, wanted)) return false;
		if (typeof cell === 'string') steps.spendText(cell);
		return compareValues(cell, wanted) === 0;
	};
}

/** Blank cells and errors are found by nothing; a blank key is 0. */
function isOneKind(cell: FormulaValue, key: FormulaValue): boolean {
	return cell !== null && !isError(cell) && rank(cell) === rank(key ?? decimal(0n));
}

/** The last cell of the key's kind that is not above it, the cells being in rising order. */
function lastNotAbove(key: FormulaValue, cells: CellColumn, steps: Steps): number {
	return lastBefore(
		valuesOf(cells),
		steps,
		(cell) => isOneKind(cell, key),
		(cell) => compareValues(cell, key) > 0
	);
}

function lastNotBelow(key: FormulaValue, cells: CellColumn, steps: Steps): number {
	return lastBefore(
		valuesOf(cells),
		steps,
		(cell) => isOneKind(cell, key),
		(cell) => compareValues(cell, key) < 0
	);
}

/**
 * From the top down to the first cell beyond the key. Cells out of order are for Excel an unspecified answer; this one
 * is LibreOffice's and can be followed by hand.
 */
function lastBefore(
	cells: readonly FormulaValue[],
	steps: Steps,
	counts: (cell: FormulaValue) => boolean,
	isBeyond: (cell: FormulaValue) => boolean
): number {
	let last = -1;
	for (const [row, cell] of cells.entries()) {
		steps.spend(1);
		if (!counts(cell)) continue;
		if (isBeyond(cell)) break;
		last = row;
	}
	return last;
}

function wholeNumber(value: FormulaValue): number | FormulaError {
	const number = toNumber(value);
	return isError(number) ? number : Number(round(number, 0, 'floor').coefficient);
}

function notFound(key: FormulaValue): FormulaError {
	return formulaError('#N/A', valueText(key).slice(0, 20));
}
