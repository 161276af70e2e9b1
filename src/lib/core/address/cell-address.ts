/** Excel's own grid: no address beyond it names a cell. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** A cell by 1-based row and column numbers: row 7, column 2 is "B7". */
export type CellPosition = { readonly row: number; readonly column: number };

/** A rectangle of cells, both corners included. */
export type CellRange = {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
};

/** Column letters of a 1-based column number: 1 → "A", 28 → "AB". */
export function columnLetters(column: number): string {
	let letters = '';
	for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
		letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
	return letters;
}

/** 1-based column number of letters; 0 where the text names no column. */
export function columnNumber(letters: string): number {
	if (!/^[A-Z]{1,3}$/.test(letters)) return 0;
	let column = 0;
	for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
	return column <= LAST_COLUMN ? column : 0;
}

export function cellAddress(row: number, column: number): string {
	return `${columnLetters(column)}${row}`;
}

/** Position of "B7" (or "$B$7"); undefined where the text is no cell of Excel's grid. */
export function parseCellAddress(text: string): CellPosition | undefined {
	const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(text);
	const column = columnNumber(match?.[1] ?? '');
	const row = Number(match?.[2] ?? 0);
	return column > 0 && row > 0 && row <= LAST_ROW ? { row, column } : undefined;
}

/** Corners of "A1:C3", in order; a single cell is a range of one. */
export function parseCellRange(text: string): CellRange | undefined {
	const [from, to] = text.split(':', 2);
	const a = parseCellAddress(from ?? '');
	const b = parseCellAddress(to ?? from ?? '');
	if (!a || !b) return undefined;
	return {
		top: Math.min(a.row, b.row),
		left: Math.min(a.column, b.column),
		bottom: Math.max(a.row, b.row),
		right: Math.max(a.column, b.column)
	};
}

export function rangeText(range: CellRange): string {
	return `${cellAddress(range.top, range.left)}:${cellAddress(range.bottom, range.right)}`;
}
