import { BLANK_LINE } from '../costing/blank-line.ts';
import { isPlainField, type PlainField } from '../costing/edit-command.ts';
import { fieldRule } from '../costing/line-fields.ts';
import { FORMULA_FIELDS, type CostLine, type FormulaField } from '../costing/line.ts';
import { isYearColumn, type YearColumn } from '../costing/year-column.ts';
import { cellAddress } from '../address/cell-address.ts';
import { LIMITS } from '../limits.ts';
import { fen, type Fen } from '../money/fen.ts';
import type { ColumnKey } from '../reporting/workbook/breakdown-columns.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import type { Grid } from './grid.ts';
import { cellDecimal, cellFen, cellText, chosenKey, type OwnColumns } from './own-cells.ts';
import type { OwnRow } from './own-rows.ts';

/** Something in the workbook that could not be taken as it stands. */
export interface OwnRemark {
	readonly cell: string;
	/** `dropped`: neither number nor choice, left blank; `value`: a formula of which only the value was taken. */
	readonly kind: 'dropped' | 'value';
	readonly shown: string;
}

/** A cell with a formula, still to be put into our words. */
export interface PendingFormula {
	readonly line: number;
	readonly field: FormulaField | YearColumn;
	readonly cell: SourceCell;
}

export interface OwnLines {
	readonly lines: readonly CostLine[];
	readonly pending: readonly PendingFormula[];
	readonly remarks: readonly OwnRemark[];
}

/** The lines as the rows show them, with what is noted beside them. Formulas that we wrote are taken from there. */
export function ownLines(
	grid: Grid,
	columns: OwnColumns,
	rows: readonly OwnRow[],
	periodMonths: number
): OwnLines {
	const parents = new Set(rows.map(({ parentId }) => parentId));
	const pending: PendingFormula[] = [];
	const remarks: OwnRemark[] = [];
	const lines = rows.map((row, line): CostLine => {
		const reader = new RowReader(grid, columns, row, parents.has(row.id), remarks);
		const read = reader.line(periodMonths);
		for (const { field, cell } of reader.formulas) pending.push({ line, field, cell });
		return read;
	});
	return { lines, pending, remarks };
}

class RowReader {
	readonly formulas: { readonly field: FormulaField | YearColumn; readonly cell: SourceCell }[] = [];
	readonly #grid: Grid;
	readonly #columns: OwnColumns;
	readonly #row: OwnRow;
	readonly #isParent: boolean;
	readonly #remarks: OwnRemark[];

	constructor(grid: Grid, columns: OwnColumns, row: OwnRow, isParent: boolean, remarks: OwnRemark[]) {
		this.#grid = grid;
		this.#columns = columns;
		this.#row = row;
		this.#isParent = isParent;
		this.#remarks = remarks;
	}

	line(periodMonths: number): CostLine {
		const { id, parentId, position, more } = this.#row;
		const words: { [field: string]: string | number | null } = {};
		for (const key of this.#columns.places.keys())
			if (isPlainField(key) && isWords(key)) words[key] = this.#words(key, periodMonths);
		const factors = Object.fromEntries(FORMULA_FIELDS.map((field) => [field, this.#factor(field)]));
		const years: { [column: YearColumn]: string } = {};
		for (const key of this.#columns.places.keys()) {
			const amount = isYearColumn(key) && !this.#isParent ? this.#factor(key) : null;
			if (isYearColumn(key) && amount !== null) years[key] = amount;
		}
		const shown = {
			...BLANK_LINE,
			periodMonths,
			...words,
			...factors,
			...this.#amounts(),
			years,
			...(this.#isParent
				? { verifiedAmount: null, reason: null, periodMonths, recurrence: 'recurring', ...more.own }
				: {}),
			fills: more.fills ?? {},
			recipe: more.recipe ?? null,
			sources: more.sources ?? {}
		};
		// What was noted beside the row is checked as a whole line before anything is stored.
		return { id, parentId, position, ...shown } as CostLine;
	}

	#cell(key: ColumnKey): SourceCell | undefined {
		return this.#grid.cell(this.#row.row, this.#columns.places.get(key) ?? 0);
	}

	#words(field: PlainField, periodMonths: number): string | number | null {
		const cell = this.#cell(field);
		const text = cellText(cell);
		const rule = fieldRule(field);
		if (rule.kind === 'whole') {
			if (/^\d{1,9}$/.test(text)) return Number(text);
			if (text !== '') this.#remark('dropped', field, cell);
			return periodMonths;
		}
		if (rule.kind !== 'choice') return text;
		const key = chosenKey(field, text);
		if (key === undefined) this.#remark('dropped', field, cell);
		if (field === 'recurrence') return key ?? 'recurring';
		return key === undefined || key === null ? null : rule.numeric ? Number(key) : key;
	}

	/** The content of a factor or a year: a number, or the formula that we noted; every formula is looked at again. */
	#factor(field: FormulaField | YearColumn): string | null {
		const cell = this.#cell(field);
		if (cell?.formula !== undefined) {
			this.formulas.push({ field, cell });
			return this.#row.more.formulas?.[field] ?? null;
		}
		const number = cellDecimal(cell);
		if (number === undefined) this.#remark('dropped', field, cell);
		return number ?? null;
	}

	#amounts(): Pick<CostLine, 'amountBasis' | 'statedAmount' | 'verifiedAmount'> {
		const { more } = this.#row;
		const noted = notedFen(more.stated);
		const declared = this.#cell('statedAmount');
		const verified = this.#amount('verifiedAmount');
		if (this.#isParent || declared?.formula !== undefined)
			return { amountBasis: more.basis ?? 'computed', statedAmount: noted, verifiedAmount: verified };
		const stated = this.#amount('statedAmount');
		const basis = stated === null ? (more.basis ?? 'computed') : 'stated';
		return { amountBasis: basis, statedAmount: stated, verifiedAmount: verified };
	}

	/** A typed amount; a formula stands for "as computed" or "as declared". */
	#amount(key: 'statedAmount' | 'verifiedAmount'): Fen | null {
		const cell = this.#cell(key);
		if (cell?.formula !== undefined) return null;
		const amount = cellFen(cell);
		if (amount === undefined) this.#remark('dropped', key, cell);
		return amount ?? null;
	}

	#remark(kind: OwnRemark['kind'], key: ColumnKey, cell: SourceCell | undefined): void {
		const at = cellAddress(this.#row.row, this.#columns.places.get(key) ?? 1);
		this.#remarks.push({ cell: at, kind, shown: cell?.shown ?? '' });
	}
}

function notedFen(text: string | undefined): Fen | null {
	const amount = /^-?\d{1,16}$/.test(text ?? '') ? Number(text) : NaN;
	return Number.isSafeInteger(amount) && Math.abs(amount) <= LIMITS.amountFen ? fen(amount) : null;
}

/** Fields that a row shows in words, and the months. */
function isWords(field: PlainField): boolean {
	const { kind } = fieldRule(field);
	return kind === 'text' || kind === 'choice' || kind === 'code' || kind === 'whole';
}
