import { cellAddress, parseCellAddress } from '#lib/core/address/cell-address.ts';

const PIECE =
	/"(?:[^"]|"")*"|'(?:[^']|'')*'|(?<![\p{L}\p{N}_.$])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\p{L}\p{N}_(.])|[^"'$\p{L}\p{N}]+|./gsu;

/**
 * The formula of a cell that shares another cell's: relative references move by the distance between the two, as when
 * the formula had been copied there. A reference pushed off the sheet becomes #REF!.
 */
export function shiftFormula(formula: string, rows: number, columns: number): string {
	return formula.replace(
		PIECE,
		(piece: string, lockColumn?: string, letters?: string, lockRow?: string, digits?: string) => {
			const from = letters === undefined ? undefined : parseCellAddress(`${letters}${digits}`);
			if (!from) return piece;
			const row = lockRow ? from.row : from.row + rows;
			const column = lockColumn ? from.column : from.column + columns;
			if (row < 1 || column < 1) return '#REF!';
			const moved = /^([A-Z]+)(\d+)$/.exec(cellAddress(row, column));
			return `${lockColumn}${moved?.[1]}${lockRow}${moved?.[2]}`;
		}
	);
}
