import { dec } from '#lib/core/decimal/decimal.ts';
import type { Cells } from '#lib/core/formula/cells.ts';
import { columnWord } from '#lib/core/formula/columns.ts';
import { evaluate } from '#lib/core/formula/evaluate.ts';
import type { ExcelPlaces } from '#lib/core/formula/from-excel.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { formulaError, valueText, type FormulaValue } from '#lib/core/formula/value.ts';
import { unwrap } from '#lib/core/result.ts';

/** What a cell of a table is written as: a number, a text, a truth, nothing, or an error as "#DIV/0!". */
export type WrittenCell = number | string | boolean | null;

export interface FormulaTable {
	/** Column words of the grammar. */
	readonly columns: readonly string[];
	readonly rows: readonly (readonly WrittenCell[])[];
}

/** Row 2 of the sheet is the table's first row; its line has the key "2", and rows 2 to 9 are the leaves of "2-9". */
export function tableCells({ columns, rows }: FormulaTable, parameters: Record<string, string> = {}): Cells {
	const cell = (row: number, word: string): FormulaValue =>
		cellValue(rows[row - 2]?.[columns.indexOf(word)] ?? null);
	return {
		value: (key, column) =>
			rows[Number(key) - 2] ? cell(Number(key), columnWord(column)) : formulaError('#REF!', key),
		range: (key, _scope, wanted) => {
			const [first = 0, last = -1] = key.split('-').map(Number);
			return wanted.map((column) =>
				Array.from({ length: last - first + 1 }, (_, i) => cell(first + i, columnWord(column)))
			);
		},
		parameter: (key) => (parameters[key] === undefined ? formulaError('#REF!', key) : dec(parameters[key]))
	};
}

/** Where a sheet with the table in columns A, B, C… under a header row has its cells. */
export function tablePlaces({ columns }: FormulaTable): ExcelPlaces {
	const at = (address: string): readonly [column: number, row: string] => [
		address.charCodeAt(0) - 'A'.charCodeAt(0),
		address.slice(1)
	];
	return {
		cell: (address) => {
			const [column, row] = at(address);
			return columns[column] && `[${row}].${columns[column]}`;
		},
		range: (first, last) => {
			const [[from, top], [to, bottom]] = [at(first), at(last)];
			return `[${top}-${bottom}].明细.${columns.slice(from, to + 1).join(':')}`;
		},
		name: () => undefined
	};
}

/** A formula's value as text; a blank is "". */
export function calculated(formula: string, cells: Cells): string {
	return valueText(evaluate(unwrap(parseFormula(formula)), cells));
}

function cellValue(written: WrittenCell): FormulaValue {
	if (typeof written === 'number') return dec(written);
	return written === '=1/0' ? formulaError('#DIV/0!') : written;
}
