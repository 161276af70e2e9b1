import { cellAddress, parseCellAddress } from '#lib/core/address/cell-address.ts';
import type { FilledCell } from '#lib/core/intake/fill-back.ts';
import { decodeText, fieldsOf } from '../intake/csv.ts';
import { separatorOf } from '../intake/separator.ts';

/**
 * Writes values into a separated text. Fields that are not touched keep their characters, quotes included; the result
 * is UTF-8 with its mark, which Excel and WPS recognise, whatever the original was encoded in.
 */
export function fillCsv(bytes: Uint8Array, file: string, cells: readonly FilledCell[]): Buffer {
	const text = decodeText(bytes, file);
	const separator = separatorOf(text);
	const wanted = new Map(
		cells.map(({ at, value }) => [at, 'number' in value ? value.number : plainText(value.text)])
	);
	const widest = widestByRow(cells);
	let filled = '';
	let copied = 0;
	let [row, column] = [1, 1];
	for (const field of fieldsOf(text, separator, file)) {
		const value = wanted.get(cellAddress(row, column));
		if (value !== undefined) {
			filled += text.slice(copied, field.from) + quoted(value, separator);
			copied = field.to;
		}
		if (!field.endsRow) {
			column += 1;
			continue;
		}
		filled += text.slice(copied, field.to);
		copied = field.to;
		for (let more = column + 1; more <= (widest.get(row) ?? 0); more += 1)
			filled += separator + quoted(wanted.get(cellAddress(row, more)) ?? '', separator);
		[row, column] = [row + 1, 1];
	}
	return Buffer.from(`\uFEFF${filled}${text.slice(copied)}`, 'utf8');
}

function widestByRow(cells: readonly FilledCell[]): ReadonlyMap<number, number> {
	const widest = new Map<number, number>();
	for (const { at } of cells) {
		const place = parseCellAddress(at);
		if (place) widest.set(place.row, Math.max(widest.get(place.row) ?? 0, place.column));
	}
	return widest;
}

/** Spreadsheet programs take a text that begins like a formula for one; the mark in front keeps it a text. */
function plainText(text: string): string {
	return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function quoted(text: string, separator: string): string {
	const needed = text.includes(separator) || /["\r\n]/.test(text);
	return needed ? `"${text.replaceAll('"', '""')}"` : text;
}
