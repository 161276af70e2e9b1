/** Marks a table of ours, and in its cells a formula as stored, or that the value followed from other cells. */
export const OWN_ATTRIBUTE = 'data-hengzhun';
export const FORMULA_ATTRIBUTE = 'data-formula';
export const DERIVED_ATTRIBUTE = 'data-derived';

/** One cell as it is copied. */
export interface CopiedCell {
	/** As people read it; a number without separators. */
	readonly text: string;
	/** Whether `text` is a number that other programs shall calculate with. */
	readonly isNumber: boolean;
	/** The formula as stored; null where there is none. */
	readonly formula: string | null;
	/** Whether the value follows from other cells. */
	readonly derived: boolean;
}

export type CopiedTable = readonly (readonly CopiedCell[])[];

/** Tab-separated text as Excel writes it; a cell with a line break, a tab or a quote stands in quotes. */
export function tabbedText(cells: CopiedTable): string {
	return cells.map((row) => row.map(({ text }) => quoted(text)).join('\t')).join('\r\n');
}

function quoted(text: string): string {
	return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The HTML that Excel and WPS read: borders, exact numbers, and codes as texts, so that 8.10 stays 8.10 and eighteen
 * digits stay eighteen digits. Attributes of our own carry what only this grid understands.
 */
export function clipboardHtml(cells: CopiedTable): string {
	const rows = cells.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`).join('\n');
	return (
		'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body>' +
		`<table ${OWN_ATTRIBUTE}="1" style="border-collapse:collapse" border="1">\n${rows}\n</table></body></html>`
	);
}

const BORDER = 'border:.5pt solid #999999';
const NUMBER_STYLE = `${BORDER};text-align:right;mso-number-format:General`;
const TEXT_STYLE = `${BORDER};mso-number-format:'\\@'`;

function cellHtml({ text, isNumber, formula, derived }: CopiedCell): string {
	const own =
		(formula === null ? '' : ` ${FORMULA_ATTRIBUTE}="${escaped(formula)}"`) +
		(derived ? ` ${DERIVED_ATTRIBUTE}=""` : '');
	if (isNumber) return `<td style="${NUMBER_STYLE}" x:num="${escaped(text)}"${own}>${escaped(text)}</td>`;
	const shown = escaped(text).replaceAll('\n', '<br style="mso-data-placement:same-cell">');
	return `<td style="${TEXT_STYLE}"${own}>${shown}</td>`;
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
