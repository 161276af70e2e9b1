import type { HeaderRows } from '#lib/core/intake/header.ts';
import { isField, type Field } from '#lib/core/intake/field.ts';
import type { Mapping } from '#lib/core/intake/mapping.ts';

/** What the reading form asks for: another sheet or sender, other header rows, or another meaning of the columns. */
export type ReadingInput = {
	readonly intakeId: string;
	readonly sheet: string;
	readonly header: HeaderRows | null;
	readonly mapping: Mapping | null;
	readonly sender: string;
};

/**
 * Reads the form. A new sheet or sender makes the program propose everything anew, new header rows the columns; otherwise the
 * mapping is what the form says. The service checks it.
 */
export function readingInput(form: FormData): ReadingInput {
	const text = (name: string) => String(form.get(name) ?? '');
	const { intakeId, sheet, sender } = {
		intakeId: text('intake'),
		sheet: text('sheet'),
		sender: text('sender')
	};
	const anew = { intakeId, sheet, sender, mapping: null };
	if (sheet !== text('sheetBefore') || sender !== text('senderBefore')) return { ...anew, header: null };
	const header = headerAsked(form);
	if (`${header.first}-${header.last}` !== text('headerBefore')) return { ...anew, header };
	const columns: { [letters: string]: Field } = {};
	for (const [name, value] of form) {
		if (name.startsWith('column.') && isField(value)) columns[name.slice('column.'.length)] = value;
	}
	const { amountFactor, priceFactor } = {
		amountFactor: text('amountFactor'),
		priceFactor: text('priceFactor')
	};
	const skippedRows = toggled(numbersIn(text('skipped')), Number(text('toggleRow')));
	const mapping = { header, columns, amountFactor, priceFactor, skippedRows };
	return { intakeId, sheet, sender, header, mapping };
}

/** The rows typed, or the one whose “表头” button was pressed: right beside the header it joins it, else it is the header. */
function headerAsked(form: FormData): HeaderRows {
	const number = (name: string) => Math.trunc(Number(form.get(name) ?? 0));
	const first = number('headerFirst');
	const last = Math.max(first, number('headerLast'));
	const row = number('headerRow');
	if (row <= 0) return { first, last };
	if (row === last + 1) return { first, last: row };
	if (row === first - 1) return { first: row, last };
	return { first: row, last: row };
}

function numbersIn(text: string): readonly number[] {
	return text
		.split(',')
		.map(Number)
		.filter((row) => Number.isSafeInteger(row) && row > 0);
}

/** Takes a row out, or back in where it was out; zero stands for "no row". */
function toggled(rows: readonly number[], row: number): readonly number[] {
	if (!Number.isSafeInteger(row) || row <= 0) return rows;
	return rows.includes(row) ? rows.filter((other) => other !== row) : [...rows, row].sort((a, b) => a - b);
}
