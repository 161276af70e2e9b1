import { takesFormula } from '#lib/core/costing/line-fields.ts';
import { columnWord, type Column } from '#lib/core/formula/columns.ts';
import { SELF_KEY } from '#lib/core/formula/references.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { isFigureColumn, type SheetColumn } from './column-sets.ts';
import { plainText } from './cell-text.ts';
import type { SheetRow } from './flatten.ts';
import { referenceText } from './formula-text.ts';

/** The column of the formula language that a column of the sheet is called; null where formulas cannot read it. */
export function formulaColumn(column: SheetColumn): Column | null {
	if (column === 'statedAmount') return 'amount';
	if (READABLE.includes(column) || /^\d{4}:/.test(column)) return column as Column;
	return null;
}

/** The column of the sheet that shows a column of the formula language. */
export function sheetColumn(column: Column): SheetColumn {
	return column === 'amount' ? 'statedAmount' : column;
}

const READABLE: readonly string[] = [
	...['code', 'name', 'grade', 'element', 'unit', 'quantity', 'unitPrice'],
	...['frequency', 'months', 'coefficient', 'verifiedAmount']
];

/** What Alt+= puts into the editor, or why it has nothing to add up. */
export type SumFormula = { readonly text: string } | { readonly whyNot: string };

/**
 * The sum that belongs into a cell: of a line with lines below it, their column; of any other, the run of numbers that
 * stand right above it among its siblings.
 */
export function sumFormula(
	tree: Tree,
	rows: readonly SheetRow[],
	row: SheetRow,
	column: SheetColumn
): SumFormula {
	const read = formulaColumn(column);
	if (isFigureColumn(column) || !takesFormula(column) || read === null)
		return { whyNot: row.isParent ? '有下级的行，金额就是下级的合计，不用再求和' : '这一列不能填公式' };
	if (row.isParent) return { text: `=SUM([${SELF_KEY}].下级.${columnWord(read)})` };
	const above = numbersAbove(rows, row, (other) => plainText(other, column) !== '');
	if (above.length === 0) return { whyNot: '上面没有可以求和的数' };
	const references = above.map((index) => referenceText(tree, row.index, index, read));
	const text = `=SUM(${references.join(',')})`;
	return text.length <= LIMITS.formulaLength ? { text } : { whyNot: '上面的数太多，请改在上级行求和' };
}

/** Indices of the siblings right above, from top to bottom, up to the first blank one. */
function numbersAbove(
	rows: readonly SheetRow[],
	row: SheetRow,
	isFilled: (row: SheetRow) => boolean
): readonly number[] {
	const siblings = rows.filter(({ line }) => line.parentId === row.line.parentId);
	const found: number[] = [];
	for (let at = siblings.indexOf(row) - 1; at >= 0; at -= 1) {
		const sibling = siblings[at] as SheetRow;
		if (!isFilled(sibling)) break;
		found.unshift(sibling.index);
	}
	return found;
}
