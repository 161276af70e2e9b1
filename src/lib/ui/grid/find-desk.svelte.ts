import { columnLabel, isFigureColumn, type SheetColumn } from './column-sets.ts';
import { editText, isEditable } from './cell-text.ts';
import { findHits, matches, nextHit, replaced, type Hit, type Query } from './find.ts';
import { columnSpec } from './field-specs.ts';
import type { GridDesk } from './grid-desk.svelte.ts';
import { SheetWriter, type RefusedCell } from './sheet-writer.ts';
import { problemText } from '#lib/text/zh-CN.ts';

/** Finding and replacing in all lines of the sheet, also those that are folded away or not on the screen. */
export class FindDesk {
	open = $state(false);
	replacing = $state(false);
	text = $state('');
	replacement = $state('');
	matchCase = $state(false);
	wholeCell = $state(false);
	/** Only in the current column, or in all shown ones. */
	inColumn = $state(false);
	hits: readonly Hit[] = $state.raw([]);
	/** Which hit the person stands on; -1 for none. */
	at = $state(-1);
	/** What the last replacement did. */
	said = $state('');
	refused: readonly RefusedCell[] = $state.raw([]);

	readonly #desk: GridDesk;
	/** What the hits were found in: after an edit they are looked for anew. */
	#searched: unknown = null;
	#column: SheetColumn | null = null;

	constructor(desk: GridDesk) {
		this.#desk = desk;
	}

	/** "3/17" */
	get place(): string {
		if (this.text === '') return '';
		return this.hits.length === 0 ? '没有找到' : `${this.at + 1}/${this.hits.length}`;
	}

	show(replacing: boolean): void {
		this.open = true;
		this.replacing = replacing && !this.#desk.sheet.readonly;
		this.#column = this.#desk.at?.column ?? null;
		this.said = '';
	}

	close(): void {
		this.open = false;
		this.refused = [];
		const at = this.#desk.at;
		if (at) this.#desk.stand(at.lineId, at.column);
	}

	/** The column that a search in one column is about. */
	get columnName(): string {
		return this.#column === null ? '' : columnLabel(this.#column);
	}

	/** Looks anew after the question has changed, and goes to the first hit from where the person stands. */
	search(): void {
		this.said = '';
		this.refused = [];
		this.#find();
		const at = this.#here();
		const first = at ? this.hits.findIndex((hit) => hit.index >= at.index) : 0;
		this.at = this.hits.length === 0 ? -1 : Math.max(0, first);
		this.#reveal();
	}

	/** The next hit, or the one before, around the end. */
	go(step: 1 | -1): void {
		if (this.#searched !== this.#desk.sheet.draft) this.#find();
		const from = this.hits[this.at] ?? this.#here();
		this.at = nextHit(this.hits, this.#columns(), from, step);
		this.#reveal();
	}

	/** Replaces in the hit the person stands on and goes on to the next. */
	replaceOne(): void {
		if (this.#searched !== this.#desk.sheet.draft) this.search();
		const hit = this.hits[this.at];
		if (!hit) return;
		this.#replace([hit]);
		this.#find();
		this.at = nextHit(this.hits, this.#columns(), { index: hit.index, column: hit.column }, 1);
		this.#reveal();
	}

	/** Replaces everywhere as one edit, which one undo takes back. */
	replaceAll(): void {
		this.#find();
		this.#replace(this.hits);
		this.#find();
		this.at = this.hits.length === 0 ? -1 : 0;
	}

	#replace(hits: readonly Hit[]): void {
		const { sheet, view, all } = this.#desk;
		const writer = new SheetWriter(sheet.draft, sheet.figures.tree);
		for (const { index, column } of hits) {
			const row = all[index];
			if (!row) continue;
			const text = this.#replacedText(index, column);
			const typed = isFigureColumn(column) ? text : view.typed(column, text);
			writer.write(row, column, { kind: 'typed', text: typed });
		}
		const { commands, accepted, refused } = writer.finish();
		const first = hits[0] ? (all[hits[0].index]?.id ?? null) : null;
		const problem = commands.length === 0 ? null : this.#desk.change(commands, first);
		this.refused = problem ? [] : refused;
		this.said = problem ? problemText(problem) : summary(accepted, refused.length);
	}

	/** What a cell becomes: what one would edit where that has the text, or else what it shows. */
	#replacedText(index: number, column: SheetColumn): string {
		const [shown = '', edited = shown] = this.#textsAt(index, column);
		const from = matches(edited, this.#query) ? edited : shown;
		return replaced(from, this.#query, this.replacement);
	}

	#find(): void {
		this.#searched = this.#desk.sheet.draft;
		this.hits = findHits(this.#desk.all.length, this.#columns(), this.#query, (index, column) =>
			this.#textsAt(index, column)
		);
	}

	/** What a cell shows, and for numbers what one edits: people look for 1234.5 as well as for 1,234.50. */
	#textsAt(index: number, column: SheetColumn): readonly string[] {
		const { view, all, sheet } = this.#desk;
		const shown = view.shown(column, view.textAt(index, column));
		const row = all[index];
		const { kind } = columnSpec(column);
		if (!row || isFigureColumn(column) || kind === 'text' || kind === 'choice') return [shown];
		if (!isEditable(row, column)) return [shown];
		return [shown, view.edited(column, editText(row, column, sheet.figures.tree))];
	}

	get #query(): Query {
		return { text: this.text, matchCase: this.matchCase, wholeCell: this.wholeCell };
	}

	#columns(): readonly SheetColumn[] {
		const { columns } = this.#desk.view;
		return this.inColumn && this.#column !== null ? [this.#column] : columns;
	}

	#here(): Hit | null {
		const { at, sheet } = this.#desk;
		const index = sheet.figures.tree.indexOf.get(at?.lineId ?? '');
		return at && index !== undefined ? { index, column: at.column } : null;
	}

	/** Opens what is folded above the hit and shows it; the keyboard stays in the search. */
	#reveal(): void {
		const hit = this.hits[this.at];
		const id = hit ? this.#desk.all[hit.index]?.id : undefined;
		if (hit && id !== undefined) this.#desk.show(id, hit.column);
	}
}

function summary(accepted: number, refused: number): string {
	const done = `已替换 ${accepted} 格`;
	return refused === 0 ? done : `${done}，${refused} 格未接受`;
}
