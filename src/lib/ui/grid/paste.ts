import type { EditCommand, EditField } from '#lib/core/costing/edit-command.ts';
import { isNumericField, takesFormula } from '#lib/core/costing/line-fields.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { equals } from '#lib/core/decimal/decimal.ts';
import { ID_MARK, PARAMETER_MARK } from '#lib/core/formula/references.ts';
import { totalKind } from '#lib/core/intake/meaning.ts';
import { moneyFactor, readNumberText } from '#lib/core/intake/number-text.ts';
import { isEditable, isMoneyField } from './cell-text.ts';
import type { PastedCell, PastedTable } from './clipboard-read.ts';
import { isFigureColumn, type SheetColumn } from './column-sets.ts';
import type { SheetRow } from './flatten.ts';
import { readHead, type NamedColumn } from './paste-header.ts';
import { sizeOf, type Block } from './selection.ts';
import { SheetWriter, type CellInput, type RefusedCell } from './sheet-writer.ts';

/** What is on the screen, and where the person stands in it. */
export interface PasteTarget {
	readonly rows: readonly SheetRow[];
	readonly columns: readonly SheetColumn[];
	readonly block: Block;
}

export interface PasteSource {
	readonly draft: AnalysisDraft;
	readonly tree: Tree;
	readonly newId: () => string;
	/** What a cell says, in 元. */
	readonly textOf: (row: SheetRow, column: SheetColumn) => string;
	/** A text under a head of the sheet, with the unit that the sheet shows amounts in. */
	readonly inSheetUnit: (field: EditField, text: string) => string;
}

/** What a paste does, for the person to see and for one undo to take back. */
export interface PastePlan {
	readonly commands: readonly EditCommand[];
	/** Rows that were written, without a head. */
	readonly rows: number;
	/** Lines that were added below because the table was longer. */
	readonly added: number;
	readonly accepted: number;
	readonly refused: readonly RefusedCell[];
	/** Rows of totals at its end, which would count everything twice. */
	readonly skippedTotals: number;
	/** Heads of the pasted table that no column of ours is called. */
	readonly skippedHeads: readonly string[];
	/** Ids of the lines that were written, from top to bottom, and their columns. */
	readonly lineIds: readonly string[];
	readonly columns: readonly SheetColumn[];
}

/** Where a column of the pasted table goes. */
interface ColumnPlan {
	readonly column: SheetColumn | null;
	/** The money word its head carries. */
	readonly unit: string;
	/** Whether its head says the unit, or says that there is none. */
	readonly named: boolean;
}

/**
 * Plans a paste as Excel does it: from the top left cell of the selection on, blank cells included; repeated where the
 * selection is a multiple of the table; below the last line new ones are added beside it. A row of heads, with what
 * stands above it, is not data: it says which column is which, and in which unit.
 */
export function planPaste(table: PastedTable, target: PasteTarget, source: PasteSource): PastePlan {
	const head = readHead(table);
	const rest = withoutBlankTail(head ? table.slice(head.rows) : table);
	const data = head ? withoutTotals(rest) : rest;
	const { rows, columns } = head
		? { rows: data.length, columns: head.columns.length }
		: repeatedSize(data, target.block);
	const plans = head ? namedPlans(head.columns) : placedPlans(target, columns);
	const writer = new SheetWriter(source.draft, source.tree);
	const lines = targetLines(writer, target, rows, source);
	const width = data[0]?.length ?? 0;
	const factors = plans.map(({ column }) => column);
	for (let row = 0; row < rows; row += 1) {
		const cells = data[row % data.length] ?? [];
		const line = lines[row] as string | SheetRow;
		plans.forEach((plan, place) => {
			const cell = cells[place % width];
			if (cell) writeCell(writer, line, plan, cell, factors, source);
		});
	}
	const written = writer.finish();
	return {
		...written,
		rows,
		added: lines.filter((line) => typeof line === 'string').length,
		skippedTotals: rest.length - data.length,
		skippedHeads: (head?.columns ?? [])
			.filter(({ field, head: text }) => field === null && text !== '')
			.map((h) => h.head),
		lineIds: lines.map((line) => (typeof line === 'string' ? line : line.id)),
		columns: factors.filter((column) => column !== null)
	};
}

/** Rows without any text at the end come from copying more than the table; above them a blank row is meant. */
function withoutBlankTail(table: PastedTable): PastedTable {
	let end = table.length;
	while (end > 1 && table[end - 1]?.every(({ text, formula }) => text === '' && formula === undefined))
		end -= 1;
	return table.slice(0, end);
}

/** A table with a head may end with its totals; the sheet has its own, and as lines they would be added once more. */
function withoutTotals(table: PastedTable): PastedTable {
	let end = table.length;
	while (end > 1 && isTotal(table[end - 1] ?? [])) end -= 1;
	return table.slice(0, end);
}

function isTotal(row: PastedTable[number]): boolean {
	const first = row.find(({ text }) => text.trim() !== '')?.text ?? '';
	const kind = totalKind(first);
	return kind === 'total' || kind === 'grand';
}

/** One cell fills the whole selection, and a table as much of it as it fits into without a remainder. */
function repeatedSize(table: PastedTable, block: Block): { rows: number; columns: number } {
	const [rows, columns] = [table.length, table[0]?.length ?? 0];
	const selected = sizeOf(block);
	const fits = selected.rows % rows === 0 && selected.columns % columns === 0;
	return fits ? selected : { rows, columns };
}

function placedPlans({ columns, block }: PasteTarget, count: number): readonly ColumnPlan[] {
	return Array.from({ length: count }, (_, place) => ({
		column: columns[block.left + place] ?? null,
		unit: '',
		named: false
	}));
}

function namedPlans(head: readonly NamedColumn[]): readonly ColumnPlan[] {
	return head.map(({ field, unit }) => ({ column: field, unit, named: true }));
}

/** The lines that are written: those on the screen from the top on, then new ones at the level of the last. */
function targetLines(
	writer: SheetWriter,
	{ rows, block }: PasteTarget,
	count: number,
	{ tree, newId }: PasteSource
): readonly (SheetRow | string)[] {
	const lines: (SheetRow | string)[] = rows.slice(block.top, block.top + count);
	const last = rows.at(-1)?.line;
	const parentId = last?.parentId ?? null;
	let position = last ? last.position + 1 : tree.lines.length;
	for (; lines.length < count; position += 1) lines.push(writer.addLine({ id: newId(), parentId, position }));
	return lines;
}

function writeCell(
	writer: SheetWriter,
	line: SheetRow | string,
	plan: ColumnPlan,
	cell: PastedCell,
	columns: readonly (SheetColumn | null)[],
	source: PasteSource
): void {
	const { column } = plan;
	const lineId = typeof line === 'string' ? line : line.id;
	if (column === null) {
		const outside = !plan.named && cell.text !== '';
		if (outside) writer.refuse(lineId, 'name', typed(cell.text), '右边没有更多的列可以放');
		return;
	}
	const input = inputOf(plan, cell, columns, source);
	if (typeof line === 'string') writer.writeNew(line, column, input);
	else if (isEditableColumn(line, column) || !saysSame(source.textOf(line, column), cell))
		writer.write(line, column, input);
}

function isEditableColumn(row: SheetRow, column: SheetColumn): boolean {
	return !isFigureColumn(column) && isEditable(row, column);
}

/** What cannot be written but says what stands there already, as when a table is pasted onto itself, is no refusal. */
function saysSame(shown: string, { text, number }: PastedCell): boolean {
	const plain = readNumberText(shown);
	const pasted = readNumberText(number ?? text);
	if (plain.kind === 'number' && pasted.kind === 'number') return equals(plain.value, pasted.value);
	return shown === text;
}

/** Columns that an amount of ours follows from; copied along with them, it goes on following. */
const FOLLOWS: { readonly [column: string]: readonly SheetColumn[] | undefined } = {
	statedAmount: ['quantity', 'unitPrice'],
	verifiedAmount: ['statedAmount'],
	adjustment: ['statedAmount']
};

function inputOf(
	{ column, unit, named }: ColumnPlan,
	cell: PastedCell,
	columns: readonly (SheetColumn | null)[],
	source: PasteSource
): CellInput {
	if (column === null || isFigureColumn(column)) return typed(cell.text);
	if (cell.formula !== undefined && takesFormula(column) && isKnown(cell.formula, source))
		return { kind: 'stored', value: cell.formula };
	if (cell.derived && FOLLOWS[column]?.every((cause) => columns.includes(cause)))
		return { kind: 'stored', value: null };
	if (!isNumericField(column)) return typed(cell.text);
	const number = cell.number ?? cell.text;
	if (!isMoneyField(column) && column !== 'unitPrice') return typed(number);
	if (unit !== '') return typed(withUnit(number, unit));
	return typed(named ? number : source.inSheetUnit(column, number));
}

/** A word behind the number itself goes before that of the head: 12万元 under 金额（元）. */
function withUnit(text: string, unit: string): string {
	const reading = readNumberText(text);
	return reading.kind === 'number' && reading.suffix === '' && moneyFactor(unit) !== undefined
		? `${text.trim()}${unit}`
		: text;
}

const REFERENCE = new RegExp(`\\[([${ID_MARK}${PARAMETER_MARK}])([^\\]]*)\\]`, 'g');

/** Formulas of another analysis name lines that are not here; then their values are pasted. */
function isKnown(formula: string, { tree, draft }: PasteSource): boolean {
	for (const [, mark, id = ''] of formula.matchAll(REFERENCE)) {
		const found =
			mark === ID_MARK ? tree.indexOf.has(id) : draft.parameters.some((parameter) => parameter.id === id);
		if (!found) return false;
	}
	return true;
}

function typed(text: string): CellInput {
	return { kind: 'typed', text };
}

/** "已粘贴 120 行，3 格未接受" */
export function pasteSentence({ rows, added, refused, skippedTotals, skippedHeads }: PastePlan): string {
	const parts = [
		`已粘贴 ${rows} 行`,
		...(added > 0 ? [`其中新增 ${added} 行`] : []),
		...(refused.length > 0 ? [`${refused.length} 格未接受`] : []),
		...(skippedTotals > 0 ? ['合计行未粘贴（本表自动合计）'] : []),
		...(skippedHeads.length > 0 ? [`没有对应的列：${skippedHeads.join('、')}`] : [])
	];
	return parts.join('，');
}

/** Where on the screen a paste has gone; null where none of it is shown. */
export function pastedBlock(
	{ lineIds, columns }: PastePlan,
	rows: readonly SheetRow[],
	shown: readonly SheetColumn[]
): Block | null {
	const places = columns.map((column) => shown.indexOf(column)).filter((place) => place >= 0);
	const top = rows.findIndex(({ id }) => id === lineIds[0]);
	if (top < 0 || places.length === 0) return null;
	const bottom = Math.min(top + lineIds.length, rows.length) - 1;
	return { top, bottom, left: Math.min(...places), right: Math.max(...places) };
}
