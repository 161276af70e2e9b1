import type { HeaderRows } from '#lib/core/intake/header.ts';
import type { Field } from '#lib/core/intake/field.ts';
import { isField, type Mapping } from '#lib/core/intake/mapping.ts';

/** What the reading form asks for: another sheet, other header rows, or another meaning of the columns. */
export type ReadingInput = {
	readonly intakeId: string;
	readonly sheet: string;
	readonly header: HeaderRows | null;
	readonly mapping: Mapping | null;
};

/**
 * Reads the form. A new sheet makes the program propose everything anew, new header rows the columns; otherwise the
 * mapping is what the form says. The service checks it.
 */
export function readingInput(form: FormData): ReadingInput {
	const text = (name: string) => String(form.get(name) ?? '');
	const intakeId = text('intake');
	const sheet = text('sheet');
	if (sheet !== text('sheetBefore')) return { intakeId, sheet, header: null, mapping: null };
	const first = Math.trunc(Number(text('headerFirst')));
	const header = { first, last: Math.max(first, Math.trunc(Number(text('headerLast')))) };
	if (`${header.first}-${header.last}` !== text('headerBefore'))
		return { intakeId, sheet, header, mapping: null };
	const columns: { [letters: string]: Field } = {};
	for (const [name, value] of form) {
		if (name.startsWith('column.') && isField(value)) columns[name.slice('column.'.length)] = value;
	}
	const { amountFactor, priceFactor } = {
		amountFactor: text('amountFactor'),
		priceFactor: text('priceFactor')
	};
	const skippedRows = toggled(numbersIn(text('skipped')), Number(text('toggleRow')));
	return { intakeId, sheet, header, mapping: { header, columns, amountFactor, priceFactor, skippedRows } };
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
