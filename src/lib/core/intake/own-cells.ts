import { columnLetters } from '../address/cell-address.ts';
import type { EditField } from '../costing/edit-command.ts';
import { fieldRule } from '../costing/line-fields.ts';
import { parseDecimal, toText } from '../decimal/decimal.ts';
import { fenFromYuan, type Fen } from '../money/fen.ts';
import { cellDigits } from '../reporting/workbook/cell-number.ts';
import { describe, type ColumnKey } from '../reporting/workbook/breakdown-columns.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import type { Grid } from './grid.ts';

/** Where the columns of 成本明细 stand now: people may have moved or inserted some. */
export interface OwnColumns {
	readonly headerRow: number;
	readonly places: ReadonlyMap<ColumnKey, number>;
}

const SEARCHED_ROWS = 30;

/** Finds the columns by their heads, below which the lines stand; undefined where the hidden ones are gone. */
export function ownColumns(grid: Grid, keys: readonly ColumnKey[]): OwnColumns | undefined {
	const heads = new Map(keys.map((key) => [describe(key, 'A').head, key]));
	for (let row = 1; row <= Math.min(SEARCHED_ROWS, grid.rows); row += 1) {
		const places = new Map<ColumnKey, number>();
		for (const { column, cell } of grid.cellsIn(row)) {
			const key = heads.get(cell.raw.trim());
			if (key !== undefined && !places.has(key)) places.set(key, column);
		}
		if (places.has('key') && places.has('level') && places.has('name')) return { headerRow: row, places };
	}
	return undefined;
}

/** Letters of each column, as formulas name them. */
export function lettersOf({ places }: OwnColumns): ReadonlyMap<ColumnKey, string> {
	return new Map([...places].map(([key, column]) => [key, columnLetters(column)]));
}

export function cellText(cell: SourceCell | undefined): string {
	if (!cell || cell.kind === 'error') return '';
	return cell.kind === 'text' ? cell.raw : cell.shown;
}

/** A typed number: canonical text; null for a blank cell; undefined for what is no number. */
export function cellDecimal(cell: SourceCell | undefined): string | null | undefined {
	if (!cell || (cell.kind === 'text' && cell.raw.trim() === '')) return null;
	if (cell.kind !== 'number' && cell.kind !== 'text') return undefined;
	const parsed = parseDecimal(cell.raw);
	if (!parsed.ok) return undefined;
	// Programs write a typed 1.1 as 1.1000000000000001; a text keeps all its digits.
	return cell.kind === 'number' ? cellDigits(parsed.value) : toText(parsed.value);
}

/** A typed amount in 元, rounded half-up to 分; null for a blank cell; undefined for what is no amount. */
export function cellFen(cell: SourceCell | undefined): Fen | null | undefined {
	const text = cellDecimal(cell);
	if (text === null || text === undefined) return text;
	const parsed = parseDecimal(text);
	const amount = parsed.ok ? fenFromYuan(parsed.value, 'half-up') : parsed;
	return amount.ok ? amount.value : undefined;
}

/** The stored key of a choice by its words; null for a blank cell, undefined for words that are none of them. */
export function chosenKey(field: EditField, text: string): string | null | undefined {
	if (text === '') return null;
	const rule = fieldRule(field);
	if (rule.kind !== 'choice') return undefined;
	return Object.keys(rule.choices).find((key) => rule.choices[key] === text);
}

/** Whether two formulas of a workbook are the same apart from how programs write them. */
export function sameFormula(a: string, b: string): boolean {
	return plainFormula(a) === plainFormula(b);
}

function plainFormula(formula: string): string {
	return formula
		.replace(/[{}\s']/g, '')
		.replace(/_xlfn\.|_xlws\./gi, '')
		.replace(/\b(TRUE|FALSE)\(\)/gi, '$1')
		.replace(/引用区域!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?/g, '引用区域')
		.toUpperCase();
}
