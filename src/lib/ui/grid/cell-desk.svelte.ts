import { tick } from 'svelte';
import type { EditCommand, EditField } from '#lib/core/costing/edit-command.ts';
import type { Problem } from '#lib/core/problem.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { CellArea } from './cell-area.svelte.ts';
import { plainText } from './cell-text.ts';
import { readClipboard } from './clipboard-read.ts';
import { clipboardHtml, tabbedText } from './clipboard-write.ts';
import { isFigureColumn, type SheetColumn } from './column-sets.ts';
import { copiedCells } from './copied-cells.ts';
import { emptied, type CutCells } from './cut-cells.ts';
import type { CostSheet } from './cost-sheet.svelte.ts';
import {
	endOfSiblings,
	filledPart,
	planFill,
	planFillWithin,
	planSame,
	setOnce,
	wholeColumnFormula,
	type FillSheet,
	type WholeColumn
} from './fill.ts';
import type { SheetRow } from './flatten.ts';
import { pastedBlock, pasteSentence, planPaste, type PastePlan } from './paste.ts';
import { selectBlock, type Block } from './selection.ts';
import type { RefusedCell, Written } from './sheet-writer.ts';

/** What the cells need of the desk they are on. */
export interface CellDeskLinks {
	readonly sheet: CostSheet;
	/** The lines and columns on the screen. */
	readonly rows: () => readonly SheetRow[];
	readonly columns: () => readonly SheetColumn[];
	/** What a cell says, in 元. */
	readonly textOf: (row: SheetRow, column: SheetColumn) => string;
	/** Amounts as the heads say, and as typed under them. */
	readonly edited: (column: SheetColumn, text: string) => string;
	readonly typed: (column: EditField, text: string) => string;
	/** One undoable edit; the reason when it is refused as a whole. */
	readonly apply: (commands: readonly EditCommand[], lineId: string) => Problem | null;
	readonly say: (text: string) => void;
	/** Gives the keyboard to the current cell. */
	readonly stand: () => void;
}

/** What an edit of many cells left out, for the person to go through. */
export interface CellReport {
	readonly sentence: string;
	readonly refused: readonly RefusedCell[];
}

/** Edits of many cells at once: copying, pasting, filling, clearing. Each is one edit, which one undo takes back. */
export class CellDesk {
	/** Until the next edit or until it is closed. */
	report: CellReport | null = $state.raw(null);
	/** A formula that a person has filled down a whole column: it could be stored once. */
	offer: WholeColumn | null = $state.raw(null);
	readonly area: CellArea;

	readonly #links: CellDeskLinks;
	/** What was cut: it goes where it came from as soon as it is pasted. */
	#cut: CutCells | null = null;

	constructor(links: CellDeskLinks) {
		this.#links = links;
		this.area = new CellArea(links);
	}

	/** Puts the selection on the clipboard; a cut is marked, and moves when it is pasted. */
	copy(data: DataTransfer, cut: boolean): void {
		const { block } = this.area;
		if (block === null) return;
		const rows = this.#links.rows().slice(block.top, block.bottom + 1);
		const columns = this.#links.columns().slice(block.left, block.right + 1);
		const cells = copiedCells(rows, columns, {
			textOf: this.#links.textOf,
			inSheetUnit: this.#links.edited
		});
		const text = tabbedText(cells);
		data.setData('text/plain', text);
		data.setData('text/html', clipboardHtml(cells));
		this.area.markCopied();
		this.#cut = cut && !this.#links.sheet.readonly ? { text, rows, columns } : null;
		this.#links.say(`已${this.#cut ? '剪切' : '复制'} ${rows.length} 行 ${columns.length} 列`);
	}

	/** Pastes texts and tables; pictures that spreadsheet programs put on the clipboard as well are never taken. */
	paste(data: DataTransfer): void {
		if (this.#links.sheet.readonly) return this.#links.say('这一份现在只能看，不能粘贴');
		const { block } = this.area;
		const text = data.getData('text/plain');
		const table = readClipboard(data.getData('text/html'), text);
		if (table.length === 0 || (block === null && this.#links.rows().length > 0)) return;
		const { sheet } = this.#links;
		const plan = planPaste(
			table,
			{
				rows: this.#links.rows(),
				columns: this.#links.columns(),
				block: block ?? { top: 0, left: 0, bottom: 0, right: 0 }
			},
			{
				draft: sheet.draft,
				tree: sheet.figures.tree,
				newId: sheet.newId,
				textOf: this.#links.textOf,
				inSheetUnit: this.#links.typed
			}
		);
		const cut = this.#cut?.text === text.replace(/\r?\n$/, '') ? this.#cut : null;
		const moved = cut ? emptied(cut, this.#sheet, plan) : [];
		const sentence = pasteSentence(plan);
		if (!this.#apply([...plan.commands, ...moved], plan.lineIds[0] ?? '')) return;
		this.#cut = null;
		if (moved.length > 0) this.area.forgetCopied();
		void this.#selectWritten(plan);
		this.#links.say(sentence);
		if (plan.refused.length > 0 || plan.skippedHeads.length > 0 || plan.skippedTotals > 0)
			this.report = { sentence, refused: plan.refused };
	}

	/** Delete: empties what can be emptied. */
	clear(): void {
		if (this.area.block)
			this.#write(
				planSame(this.#sheet, this.area.block, () => ''),
				'已清除'
			);
	}

	/** Ctrl+Enter: what was typed goes into every selected cell. */
	same(text: string): void {
		const { block } = this.area;
		const { typed } = this.#links;
		if (block)
			this.#write(
				planSame(this.#sheet, block, (column) => typed(column, text)),
				'已填入'
			);
	}

	/** Ctrl+D and Ctrl+R; a single cell takes what stands above it or to its left. */
	fill(direction: 'down' | 'right'): void {
		const { block } = this.area;
		if (block === null) return;
		const alone = direction === 'down' ? block.top === block.bottom : block.left === block.right;
		const from = alone
			? { ...block, ...(direction === 'down' ? { top: block.top - 1 } : { left: block.left - 1 }) }
			: block;
		if (from.top < 0 || from.left < 0) return;
		this.#write(planFillWithin(this.#sheet, from, direction), '已填充');
		if (direction === 'down') this.#offerWhole(from);
	}

	/** The fill handle was dropped: the selection is continued over the rest of `whole`. */
	fillTo(whole: Block, copies: boolean): void {
		const { block } = this.area;
		this.area.filling = null;
		const filled = block && filledPart(block, whole);
		if (!block || !filled) return;
		this.area.select(selectBlock(whole));
		this.#write(planFill(this.#sheet, block, filled, copies), '已填充');
		if (filled.direction === 'down' || filled.direction === 'up') this.#offerWhole(whole);
	}

	/** A double click on the handle: down to the last of the siblings. */
	fillSiblings(): void {
		const { block } = this.area;
		if (block === null) return;
		const bottom = endOfSiblings(this.#links.rows(), block.bottom);
		if (bottom > block.bottom) this.fillTo({ ...block, bottom }, false);
	}

	/** Ctrl+': the formula or text of the cell above; Ctrl+": what it shows. */
	takeAbove(what: 'formula' | 'value'): void {
		const active = this.area.selection?.active;
		if (!active || active.row === 0) return;
		if (what === 'formula')
			return this.#write(
				planFillWithin(
					this.#sheet,
					{ top: active.row - 1, bottom: active.row, left: active.column, right: active.column },
					'down'
				),
				'已填充'
			);
		const above = this.#links.rows()[active.row - 1];
		const column = this.#links.columns()[active.column];
		if (!above || column === undefined || isFigureColumn(column)) return;
		const cell = { top: active.row, bottom: active.row, left: active.column, right: active.column };
		this.#write(
			planSame(this.#sheet, cell, () => plainText(above, column)),
			'已填充'
		);
	}

	/** Stores the offered formula once, so that lines added later follow it as well. */
	acceptOffer(): void {
		const { offer } = this;
		if (offer && this.#apply(setOnce(offer), offer.parentId))
			this.#links.say('整列已套用同一个公式，以后在本级新增的行也会照此计算');
	}

	/** Whether nothing is only shown that Esc takes away. */
	get isTidy(): boolean {
		return this.area.copied === null && this.report === null && this.offer === null;
	}

	/** Esc: takes away what is only shown. */
	dismiss(): void {
		this.area.forgetCopied();
		this.#cut = null;
		this.report = null;
		this.offer = null;
	}

	get #sheet(): FillSheet {
		const { sheet, rows, columns } = this.#links;
		return { rows: rows(), columns: columns(), draft: sheet.draft, tree: sheet.figures.tree };
	}

	#write({ commands, refused }: Written, done: string): void {
		if (commands.length === 0 && refused.length === 0) return;
		if (!this.#apply(commands, this.area.at?.lineId ?? '')) return;
		if (refused.length === 0) return;
		this.report = { sentence: `${done}，${refused.length} 格未接受`, refused };
		this.#links.say(this.report.sentence);
	}

	#apply(commands: readonly EditCommand[], lineId: string): boolean {
		this.report = null;
		this.offer = null;
		if (commands.length === 0) return true;
		const refusal = this.#links.apply(commands, lineId);
		if (refusal) this.report = { sentence: problemText(refusal), refused: [] };
		return refusal === null;
	}

	/** Shows what was pasted as the selection, as Excel does. */
	async #selectWritten(plan: PastePlan): Promise<void> {
		await tick();
		const block = pastedBlock(plan, this.#links.rows(), this.#links.columns());
		if (block === null) return;
		this.area.select(selectBlock(block));
		this.#links.stand();
	}

	#offerWhole({ left, right, bottom }: Block): void {
		const row = this.#links.rows()[bottom];
		const column = this.#links.columns()[left];
		if (left === right && row && column !== undefined && this.report === null)
			this.offer = wholeColumnFormula(this.#links.sheet.figures.tree, row.id, column);
	}
}
