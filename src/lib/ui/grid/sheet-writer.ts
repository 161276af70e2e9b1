import { patched, type LinePatch } from '#lib/core/costing/line-patch.ts';
import { BLANK_LINE } from '#lib/core/costing/blank-line.ts';
import type { EditCommand, EditField } from '#lib/core/costing/edit-command.ts';
import { fieldChange, readAdjustment } from '#lib/core/costing/edit-fields.ts';
import { fieldValue, typedText } from '#lib/core/costing/field-text.ts';
import { LEAF_FIELDS } from '#lib/core/costing/line-fields.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { isPlainField } from '#lib/core/costing/edit-command.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readTyped } from './cell-input.ts';
import { amountFollowsFactors } from './cell-text.ts';
import { isFigureColumn, type SheetColumn } from './column-sets.ts';
import type { SheetRow } from './flatten.ts';

/** What goes into a cell: as somebody would type it, or as a line of the same analysis stores it. */
export type CellInput =
	| { readonly kind: 'typed'; readonly text: string }
	| { readonly kind: 'stored'; readonly value: string | null };

/** A cell that did not take what it was given. */
export interface RefusedCell {
	readonly lineId: string;
	readonly column: SheetColumn;
	/** What it was given. */
	readonly text: string;
	/** Why not, and what to do. */
	readonly reason: string;
}

/** Commands of one edit, and what they leave out. */
export interface Written {
	readonly commands: readonly EditCommand[];
	/** Cells that took what they were given, those that had it already included. */
	readonly accepted: number;
	readonly refused: readonly RefusedCell[];
}

const COMPUTED = '这一列由系统计算，不能直接填写';
const OF_CHILDREN = '本行有下级，由下级得出，不能直接填写；请填在下级行';

/**
 * Gathers what one edit writes into many cells. Every value is read and checked as if it had been typed; what cannot
 * stand in its cell is set aside with the reason, and the rest is written.
 */
export class SheetWriter {
	readonly #draft: AnalysisDraft;
	readonly #tree: Tree;
	/** Lines as this edit leaves them, where it has written into them. */
	readonly #lines = new Map<string, CostLine>();
	/** Lines of this edit: nobody else has them yet, so they are written in place, which a long table is felt by. */
	readonly #added = new Map<string, NewLine>();
	readonly #commands: EditCommand[] = [];
	readonly #refused: RefusedCell[] = [];
	#accepted = 0;

	constructor(draft: AnalysisDraft, tree: Tree) {
		this.#draft = draft;
		this.#tree = tree;
	}

	/** Adds a blank line to write into; answers its id. */
	addLine(place: Pick<CostLine, 'id' | 'parentId' | 'position'>): string {
		const line = { ...BLANK_LINE, periodMonths: this.#draft.periodMonths, ...place };
		this.#added.set(line.id, line);
		return line.id;
	}

	/** Writes into a line that `addLine` made. */
	writeNew(lineId: string, column: SheetColumn, input: CellInput): void {
		const line = this.#added.get(lineId);
		if (!line) throw new Error('A line that was not added was written into');
		const written = isBlank(input) ? null : this.#read(column, input);
		if (written === null) return;
		if (!written.ok) return this.refuse(lineId, column, input, problemText(written.problem));
		// An adjustment follows from what the line comes to, which is known when the line is there.
		if (column === 'adjustment') this.#set(lineId, 'adjustment', written.value);
		else this.#change(line, column, written.value, input);
	}

	/** Writes into a line that is on the sheet. */
	write(row: SheetRow, column: SheetColumn, input: CellInput): void {
		if (isFigureColumn(column)) {
			if (!isBlank(input)) this.refuse(row.id, column, input, COMPUTED);
			return;
		}
		if (row.isParent && isPlainField(column) && LEAF_FIELDS.includes(column)) {
			if (!isBlank(input)) this.refuse(row.id, column, input, OF_CHILDREN);
			return;
		}
		const read = this.#read(column, input);
		if (read === null) return;
		if (!read.ok) return this.refuse(row.id, column, input, problemText(read.problem));
		const line = this.#lines.get(row.id) ?? row.line;
		if (holds(line, row, column, read.value)) this.#accepted += 1;
		else if (this.#change(line, column, read.value, input)) this.#set(row.id, column, read.value);
	}

	refuse(lineId: string, column: SheetColumn, input: CellInput, reason: string): void {
		const text = input.kind === 'typed' ? input.text : (input.value ?? '');
		this.#refused.push({ lineId, column, text, reason });
	}

	finish(): Written {
		const added: EditCommand[] =
			this.#added.size === 0 ? [] : [{ type: 'add', lines: [...this.#added.values()].map(settled) }];
		return { commands: [...added, ...this.#commands], accepted: this.#accepted, refused: this.#refused };
	}

	#read(column: SheetColumn, input: CellInput): Result<string | null> | null {
		if (isFigureColumn(column)) return null;
		return input.kind === 'stored'
			? ok(input.value)
			: readTyped(column, input.text, this.#tree, this.#draft.parameters);
	}

	/** Checks a value by making the change on a copy of the line, so that values of one line see each other. */
	#change(line: CostLine, column: SheetColumn, value: string | null, input: CellInput): boolean {
		if (isFigureColumn(column)) return false;
		const change = column === 'adjustment' ? readAdjustment(value) : fieldChange(line, column, value);
		if (!change.ok) {
			this.refuse(line.id, column, input, problemText(change.problem));
			return false;
		}
		// What an adjustment makes of the line is not known here; nothing else of the line depends on it.
		if (column !== 'adjustment') this.#take(line, change.value as LinePatch);
		this.#accepted += 1;
		return true;
	}

	#take(line: CostLine, patch: LinePatch): void {
		const added = this.#added.get(line.id);
		if (!added) this.#lines.set(line.id, patched(line, patch));
		else if (patch.years || patch.sources) Object.assign(added, patched(added, patch));
		else Object.assign(added, patch.values);
	}

	#set(lineId: string, field: EditField, value: string | null): void {
		this.#commands.push({ type: 'set', lineId, field, value });
		const line = this.#lines.get(lineId);
		if (field === 'statedAmount' && line && amountFollowsFactors(line))
			this.#commands.push({ type: 'set', lineId, field: 'amountBasis', value: 'computed' });
	}
}

type NewLine = { -readonly [Field in keyof CostLine]: CostLine[Field] };

/** A pasted amount that is what the factors of its line come to anyway goes on following them. */
function settled(line: CostLine): CostLine {
	return amountFollowsFactors(line) ? { ...line, amountBasis: 'computed' } : line;
}

/** Whether the cell has this value already, be it its own or one that follows from others. */
function holds(line: CostLine, row: SheetRow, column: EditField, value: string | null): boolean {
	if (column === 'adjustment') return false;
	if (column === 'statedAmount' && line.amountBasis === 'computed') {
		// What the factors come to is only known for the line as it was before this edit.
		return line === row.line && value !== null && typedText(column, row.figures.declared) === value;
	}
	return typedText(column, fieldValue(line, column)) === (value ?? '');
}

function isBlank(input: CellInput): boolean {
	return input.kind === 'typed' ? input.text.trim() === '' : input.value === null;
}
