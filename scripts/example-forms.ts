import { cellAddress, columnLetters } from '#lib/core/address/cell-address.ts';
import type { CellStyleName, WrittenCell, WrittenSheet } from '#lib/server/intake/xlsx-write.ts';

/** A form as Chinese finance offices lay it out: title, unit line, header, lines, total, notes. */
export interface Form {
	readonly sheet: string;
	readonly title: string;
	/** The line above the header: organisation on the left, unit of money on the right. */
	readonly organisation: string;
	readonly unit: string;
	readonly columns: readonly {
		readonly header: string;
		readonly width: number;
		readonly style?: CellStyleName;
	}[];
	/** Values by column: text, exact decimal text for number columns, "=…" with its value, or "" for an empty cell. */
	readonly lines: readonly (readonly FormValue[])[];
	readonly total: readonly FormValue[];
	readonly notes: readonly string[];
	/** Merged ranges of the body, by row index into `lines`. */
	readonly merges?: readonly { readonly column: number; readonly from: number; readonly to: number }[];
}

export type FormValue = string | { readonly formula: string; readonly value: string };

/** Row of the first line of every form. */
export const FIRST_LINE = 4;

/** Said under every real case: these figures are copied from public web pages and checked by nobody. */
export const UNVERIFIED = '数据来自公开网页摘录,未经官方核实,仅供演示。';
export const SYNTHETIC = '合成数据,仅供演示,不代表任何真实单位。';

export function formSheet(form: Form): WrittenSheet {
	const width = form.columns.length;
	const last = columnLetters(width);
	const body = form.lines.map((line) => lineCells(form, line, false));
	const notesFrom = FIRST_LINE + form.lines.length + 1;
	const notes = form.notes.map((text): WrittenCell[] => [{ text, style: 'note' }]);
	return {
		name: form.sheet,
		widths: form.columns.map((column) => column.width),
		rows: [
			[{ text: form.title, style: 'title' }],
			unitLine(form, width),
			form.columns.map(({ header }) => ({ text: header, style: 'header' as const })),
			...body,
			lineCells(form, form.total, true),
			...notes
		],
		merges: [
			`A1:${last}1`,
			...(form.merges ?? []).map(
				({ column, from, to }) =>
					`${cellAddress(FIRST_LINE + from, column)}:${cellAddress(FIRST_LINE + to, column)}`
			),
			...form.notes.map((_, index) => `A${notesFrom + index}:${last}${notesFrom + index}`)
		]
	};
}

/** The same form as separated text, for senders who have no workbook. */
export function formCsv(form: Form): string {
	const plain = (value: FormValue) => (typeof value === 'string' ? value : value.value);
	const rows = [
		[form.title],
		[form.organisation, ...Array<string>(Math.max(0, form.columns.length - 2)).fill(''), form.unit],
		form.columns.map(({ header }) => header),
		...form.lines.map((line) => line.map(plain)),
		form.total.map(plain),
		...form.notes.map((note) => [note])
	];
	const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
	return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function unitLine(form: Form, width: number): (WrittenCell | null)[] {
	const middle = Array<null>(Math.max(0, width - 2)).fill(null);
	return [{ text: form.organisation, style: 'note' }, ...middle, { text: form.unit, style: 'note' }];
}

function lineCells(form: Form, line: readonly FormValue[], total: boolean): (WrittenCell | null)[] {
	return form.columns.map((column, index) => {
		const value = line[index] ?? '';
		const style = column.style ?? 'text';
		const numeric = style === 'money' || style === 'number' || style === 'whole';
		if (typeof value !== 'string')
			return { number: value.value, formula: value.formula, style: totalStyle(style, total) };
		if (value === '') return null;
		if (numeric && /^-?\d+(\.\d+)?$/.test(value)) return { number: value, style: totalStyle(style, total) };
		return { text: value, style: total ? 'total-text' : style === 'text' ? 'text' : 'header' };
	});
}

function totalStyle(style: CellStyleName, total: boolean): CellStyleName {
	return total && style === 'money' ? 'total-money' : style;
}
