import type { EditCommand, EditField } from '#lib/core/costing/edit-command.ts';
import { fieldValue, typedText } from '#lib/core/costing/field-text.ts';
import { fieldRule, isNumericField, takesFormula } from '#lib/core/costing/line-fields.ts';
import type { AnalysisDraft, FormulaField } from '#lib/core/costing/line.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import {
	add,
	dec,
	decimal,
	equals,
	multiply,
	subtract,
	toText,
	type Decimal
} from '#lib/core/decimal/decimal.ts';
import { isFormula } from '#lib/core/formula/references.ts';
import { formulaAt, isDerived, isFormulaField, plainText } from './cell-text.ts';
import { isFigureColumn, type SheetColumn } from './column-sets.ts';
import type { SheetRow } from './flatten.ts';
import { sizeOf, type Block, type Direction } from './selection.ts';
import { SheetWriter, type CellInput, type Written } from './sheet-writer.ts';

/** What is on the screen, and the draft behind it. */
export interface FillSheet {
	readonly rows: readonly SheetRow[];
	readonly columns: readonly SheetColumn[];
	readonly draft: AnalysisDraft;
	readonly tree: Tree;
}

/** The part of `whole` that the fill writes: what `source` does not cover, on the side the handle was dragged to. */
export function filledPart(
	source: Block,
	whole: Block
): { readonly part: Block; readonly direction: Direction } | null {
	if (whole.bottom > source.bottom)
		return { part: { ...source, top: source.bottom + 1, bottom: whole.bottom }, direction: 'down' };
	if (whole.top < source.top)
		return { part: { ...source, top: whole.top, bottom: source.top - 1 }, direction: 'up' };
	if (whole.right > source.right)
		return { part: { ...source, left: source.right + 1, right: whole.right }, direction: 'right' };
	if (whole.left < source.left)
		return { part: { ...source, left: whole.left, right: source.left - 1 }, direction: 'left' };
	return null;
}

/**
 * Continues `source` over `part`. As in Excel, two or more numbers at an even distance go on as a series, and texts that
 * end in a number count on; everything else is repeated, formulas as they are. `copies` repeats whatever it is.
 */
export function planFill(
	sheet: FillSheet,
	source: Block,
	{ part, direction }: { readonly part: Block; readonly direction: Direction },
	copies = false
): Written {
	const writer = new SheetWriter(sheet.draft, sheet.tree);
	const vertical = direction === 'down' || direction === 'up';
	const backwards = direction === 'up' || direction === 'left';
	const across = vertical ? [part.left, part.right] : [part.top, part.bottom];
	const count = vertical ? sizeOf(part).rows : sizeOf(part).columns;
	for (let lane = across[0] as number; lane <= (across[1] as number); lane += 1) {
		const cells = laneOf(sheet, source, lane, vertical);
		if (backwards) cells.reverse();
		const continued = copies ? null : seriesOf(cells);
		for (let step = 0; step < count; step += 1) {
			const place = backwards ? -step : step;
			const row = sheet.rows[vertical ? (backwards ? part.bottom : part.top) + place : lane];
			const column = sheet.columns[vertical ? lane : (backwards ? part.right : part.left) + place];
			const from = cells[step % cells.length];
			if (row && column && from) writer.write(row, column, continued?.(step) ?? inputFrom(from, column));
		}
	}
	return writer.finish();
}

/** Ctrl+D and Ctrl+R: the first row or column of the block over the rest of it. */
export function planFillWithin(sheet: FillSheet, block: Block, direction: 'down' | 'right'): Written {
	const source = direction === 'down' ? { ...block, bottom: block.top } : { ...block, right: block.left };
	const filled = filledPart(source, block);
	return filled ? planFill(sheet, source, filled, true) : { commands: [], accepted: 0, refused: [] };
}

/** Writes the same text into every cell of the block: Ctrl+Enter, and "" for Delete. */
export function planSame(sheet: FillSheet, block: Block, textFor: (column: EditField) => string): Written {
	const writer = new SheetWriter(sheet.draft, sheet.tree);
	for (const row of sheet.rows.slice(block.top, block.bottom + 1))
		for (const column of sheet.columns.slice(block.left, block.right + 1))
			writer.write(row, column, {
				kind: 'typed',
				text: isFigureColumn(column) ? '' : textFor(column)
			});
	return writer.finish();
}

/** The last row of the siblings that stand below a line on the screen: how far a double click on the handle fills. */
export function endOfSiblings(rows: readonly SheetRow[], from: number): number {
	const parentId = rows[from]?.line.parentId;
	let end = from;
	while (rows[end + 1]?.line.parentId === parentId && end + 1 < rows.length) end += 1;
	return end;
}

interface SourceCell {
	readonly row: SheetRow;
	readonly column: SheetColumn;
}

function laneOf({ rows, columns }: FillSheet, source: Block, lane: number, vertical: boolean): SourceCell[] {
	const cells: SourceCell[] = [];
	const [first, last] = vertical ? [source.top, source.bottom] : [source.left, source.right];
	for (let at = first; at <= last; at += 1) {
		const row = rows[vertical ? at : lane];
		const column = columns[vertical ? lane : at];
		if (row && column) cells.push({ row, column });
	}
	return cells;
}

/** What a cell gives to another one: its formula or its stored value where both are of a kind, else what it shows. */
function inputFrom({ row, column }: SourceCell, to: SheetColumn): CellInput {
	if (isFigureColumn(column) || isFigureColumn(to)) return { kind: 'typed', text: '' };
	const formula = formulaAt(row, column);
	if (formula !== null && takesFormula(to)) return { kind: 'stored', value: formula };
	if (column === to && isDerived(row, column)) return { kind: 'stored', value: null };
	if (
		fieldRule(column).kind === fieldRule(to).kind &&
		formula === null &&
		column === to &&
		column !== 'adjustment'
	)
		return { kind: 'stored', value: typedText(column, fieldValue(row.line, column)) || null };
	return { kind: 'typed', text: plainText(row, column) };
}

/** How the cells go on, from the first one behind them; null where they only repeat. */
function seriesOf(cells: readonly SourceCell[]): ((step: number) => CellInput) | null {
	const texts = cells.map(({ row, column }) =>
		isFigureColumn(column) || formulaAt(row, column) !== null || isFollowing(row, column)
			? ''
			: plainText(row, column)
	);
	const first = cells[0]?.column;
	if (first === undefined || isFigureColumn(first) || texts.includes('')) return null;
	if (isNumericField(first)) return cells.length < 2 ? null : numberSeries(texts);
	return fieldRule(first).kind === 'text' ? textSeries(texts) : null;
}

function isFollowing(row: SheetRow, column: EditField): boolean {
	return column === 'statedAmount' && isDerived(row, column);
}

function numberSeries(texts: readonly string[]): ((step: number) => CellInput) | null {
	if (texts.some((text) => !/^-?\d+(\.\d+)?$/.test(text))) return null;
	const values = texts.map(dec);
	const distance = evenDistance(values);
	if (distance === null) return null;
	const last = values.at(-1) as Decimal;
	return (step) => ({
		kind: 'typed',
		text: toText(add(last, multiply(distance, decimal(BigInt(step + 1)))))
	});
}

function evenDistance(values: readonly Decimal[]): Decimal | null {
	const distances = values.slice(1).map((value, place) => subtract(value, values[place] as Decimal));
	const [first] = distances;
	return first && distances.every((distance) => equals(distance, first)) ? first : null;
}

/** "路段1" goes on as "路段2", "8.1" as "8.2"; zeros in front are kept. A year or a number with its unit is no count. */
const COUNTED = /^(.*?)(\d{1,9})$/s;

function textSeries(texts: readonly string[]): ((step: number) => CellInput) | null {
	const parts = texts.map((text) => COUNTED.exec(text));
	const prefix = parts[0]?.[1];
	if (parts.some((part) => part === null || part[1] !== prefix)) return null;
	const digits = parts.map((part) => part?.[2] ?? '');
	const numbers = digits.map(Number);
	const distance = numbers.length < 2 ? 1 : (numbers[1] as number) - (numbers[0] as number);
	if (numbers.some((number, place) => place > 0 && number - (numbers[place - 1] as number) !== distance))
		return null;
	const last = numbers.at(-1) as number;
	const width = digits[0]?.startsWith('0') ? digits[0].length : 0;
	return (step) => {
		const next = last + distance * (step + 1);
		// Counting down ends at zero: then the texts are repeated.
		return { kind: 'typed', text: `${prefix}${String(Math.max(next, 0)).padStart(width, '0')}` };
	};
}

/** One formula that stands in a column of every line directly below a parent. */
export interface WholeColumn {
	readonly parentId: string;
	readonly field: FormulaField;
	readonly formula: string;
	readonly lineIds: readonly string[];
}

/** Stores the formula once for the whole column, which lines added later follow as well. */
export function setOnce({ parentId, field, formula, lineIds }: WholeColumn): readonly EditCommand[] {
	return [
		{ type: 'set-fill', lineId: parentId, field, formula },
		...lineIds.map((lineId) => ({ type: 'set', lineId, field, value: null }) as const)
	];
}

/** Whether every cell of a column below one parent has the same formula: it could be set once for the whole column. */
export function wholeColumnFormula(tree: Tree, lineId: string, column: SheetColumn): WholeColumn | null {
	const index = tree.indexOf.get(lineId) ?? -1;
	const parent = tree.parents[index] ?? -1;
	const siblings = tree.children[parent] ?? [];
	if (parent < 0 || siblings.length < 2 || !isFormulaField(column)) return null;
	const texts = siblings.map((sibling) => {
		const line = tree.lines[sibling];
		return line && tree.children[sibling]?.length === 0 ? typedText(column, fieldValue(line, column)) : '';
	});
	const [formula = ''] = texts;
	const parentId = tree.lines[parent]?.id ?? '';
	return isFormula(formula) && texts.every((text) => text === formula)
		? { parentId, field: column, formula, lineIds: siblings.map((sibling) => tree.lines[sibling]?.id ?? '') }
		: null;
}
