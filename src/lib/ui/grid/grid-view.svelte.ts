import type { EditField } from '#lib/core/costing/edit-command.ts';
import type { YearColumn } from '#lib/core/costing/year-column.ts';
import { fen, fenFromYuan, subtractFen, ZERO_FEN, type Fen } from '#lib/core/money/fen.ts';
import {
	allColumns,
	LEADING,
	presetColumns,
	PRESETS,
	yearColumnsOf,
	type SheetColumn
} from './column-sets.ts';
import { columnText, type TextSource } from './column-text.ts';
import type { CostSheet } from './cost-sheet.svelte.ts';
import { columnSpec } from './field-specs.ts';
import { filtered, type ColumnFilter, type Filtered, type Filters } from './filter.ts';
import { fiscalAmounts } from './fiscal-amounts.ts';
import type { Display, SheetRow } from './flatten.ts';
import {
	boundedWidth,
	isPreset,
	withoutOwnView,
	withOwnView,
	type Frozen,
	type GridSettings,
	type OwnView
} from './grid-settings.ts';
import {
	editedInUnit,
	roundingDifferenceText,
	shownInUnit,
	typedInUnit,
	type MoneyUnit
} from './money-unit.ts';
import { ranksOf, type Ranks, type Sorting } from './sort.ts';
import { numberIn } from './status-figures.ts';
import { unitTexts } from './unit-texts.ts';

/**
 * How one person looks at the sheet: which columns, in which unit, filtered and sorted how. Nothing of it changes what is
 * stored; the columns, widths and unit are remembered, the filter and the order last as long as the page.
 */
export class GridView {
	settings: GridSettings = $state.raw() as GridSettings;
	filters: Filters = $state.raw(new Map());
	/** Whether the heads offer filters (Ctrl+Shift+L). */
	filtering = $state(false);
	filterResult: Filtered | null = $state.raw(null);
	sorting: Sorting | null = $state.raw(null);
	#ranks: Ranks | null = $state.raw(null);

	readonly sheet: CostSheet;
	/** Every line as a row, also those that are folded away. */
	readonly #rows: () => readonly SheetRow[];
	readonly #keep: (settings: GridSettings) => void;

	readonly years: readonly YearColumn[] = $derived.by(() =>
		this.#sameYears(yearColumnsOf(this.sheet.draft.fiscalYear, this.sheet.draft.lines))
	);
	/** The shown columns from left to right, without the row number. */
	readonly columns: readonly SheetColumn[] = $derived.by(() => [
		...LEADING,
		...this.chosen.filter((column) => !LEADING.includes(column))
	]);
	readonly display: Display = $derived.by(() => ({
		hidden: this.filterResult?.hidden ?? null,
		ranks: this.#ranks
	}));
	readonly #unitTexts = $derived.by(() => unitTexts(this.sheet.draft, this.sheet.figures));
	readonly #fiscal = $derived.by(() => fiscalAmounts(this.sheet.figures));
	readonly texts: TextSource = {
		unitsOf: (lineId) => this.#unitTexts.get(lineId) ?? '',
		fiscalOf: (index) => this.#fiscal[index] ?? ZERO_FEN
	};

	constructor(
		sheet: CostSheet,
		rows: () => readonly SheetRow[],
		settings: GridSettings,
		keep: (settings: GridSettings) => void
	) {
		this.sheet = sheet;
		this.#rows = rows;
		this.settings = settings;
		this.#keep = keep;
	}

	get unit(): MoneyUnit {
		return this.settings.unit;
	}

	get ownView(): OwnView | null {
		return this.settings.own.find(({ id }) => id === this.settings.view) ?? null;
	}

	/** What the view is called. */
	get label(): string {
		const { view } = this.settings;
		return this.ownView?.name ?? (isPreset(view) ? PRESETS[view].label : PRESETS.declared.label);
	}

	/** The columns of the view without regard to the leading ones. */
	get chosen(): readonly SheetColumn[] {
		const { view } = this.settings;
		return this.ownView?.columns ?? presetColumns(isPreset(view) ? view : 'declared', this.years);
	}

	get choosable(): readonly SheetColumn[] {
		return allColumns(this.years).filter((column) => !LEADING.includes(column));
	}

	show(view: string): void {
		this.#remember({ ...this.settings, view });
	}

	showIn(unit: MoneyUnit): void {
		this.#remember({ ...this.settings, unit });
	}

	freeze(frozen: Frozen): void {
		this.#remember({ ...this.settings, frozen });
	}

	resize(column: SheetColumn, width: number): void {
		const widths = { ...this.settings.widths, [column]: boundedWidth(width) };
		this.#remember({ ...this.settings, widths });
	}

	keepView(view: OwnView): void {
		this.#remember(withOwnView(this.settings, view));
	}

	removeView(id: string): void {
		this.#remember(withoutOwnView(this.settings, id));
	}

	widthOf(column: SheetColumn): number {
		return this.settings.widths[column] ?? columnSpec(column).width;
	}

	/** How many columns from the left stand still. */
	get frozenCount(): number {
		return this.settings.frozen === 'none' ? 0 : this.columns.indexOf(this.settings.frozen) + 1;
	}

	/** What a cell says, amounts in 元. */
	textAt(index: number, column: SheetColumn): string {
		const row = this.#rows()[index];
		return row ? columnText(row, column, this.texts) : '';
	}

	/** What a cell shows, amounts in the chosen unit. */
	shown(column: SheetColumn, text: string): string {
		return columnSpec(column).kind === 'money' ? shownInUnit(text, this.unit) : text;
	}

	/** What an editor starts with, amounts in the chosen unit. */
	edited(column: SheetColumn, text: string): string {
		return columnSpec(column).kind === 'money' ? editedInUnit(text, this.unit) : text;
	}

	/** What somebody typed or pasted under a head that names the chosen unit, as text with its own unit. */
	typed(column: EditField, text: string): string {
		return columnSpec(column).kind === 'money' ? typedInUnit(text, this.unit) : text;
	}

	filterBy(column: SheetColumn, filter: ColumnFilter | null): void {
		const filters = new Map(this.filters);
		if (filter === null) filters.delete(column);
		else filters.set(column, filter);
		this.filters = filters;
		this.applyFilters();
	}

	/** Judges the lines anew: after edits, what does not match any more goes. */
	applyFilters(): void {
		const tree = this.sheet.figures.tree;
		this.filterResult =
			this.filters.size === 0
				? null
				: filtered(tree, this.filters, (index, column) => this.textAt(index, column));
	}

	/** Takes a line and those above it out of what a filter hides, because somebody goes there. */
	unhide(lineId: string): void {
		const { filterResult } = this;
		if (!filterResult?.hidden.has(lineId)) return;
		const { tree } = this.sheet.figures;
		const hidden = new Set(filterResult.hidden);
		for (let at = tree.indexOf.get(lineId) ?? -1; at >= 0; at = tree.parents[at] ?? -1)
			hidden.delete(tree.lines[at]?.id ?? '');
		this.filterResult = { ...filterResult, hidden };
	}

	/** Ctrl+Shift+L: offers filters in the heads, or takes them and every filter away. */
	toggleFiltering(): void {
		this.filtering = !this.filtering;
		if (this.filtering) return;
		this.filters = new Map();
		this.filterResult = null;
	}

	/** Puts siblings in order for the eye; null shows the stored order again. */
	sortBy(sorting: Sorting | null): void {
		this.sorting = sorting;
		this.#ranks = sorting
			? ranksOf(this.sheet.figures.tree, sorting, (index) => this.textAt(index, sorting.column))
			: null;
	}

	/** 尾差 of the shown amounts at the top of the tree, in words; "" where they add up. */
	readonly roundingNote: string = $derived.by(() => {
		const { tree, lines, total } = this.sheet.figures;
		if (this.unit === 'yuan') return '';
		const roots = lines.filter((_, index) => tree.parents[index] === -1);
		const note = (label: string, text: string) => (text === '' ? '' : `${label}${text}`);
		return [
			note(
				'申报',
				roundingDifferenceText(
					roots.map(({ declared }) => declared),
					total.declared,
					this.unit
				)
			),
			note(
				'核定',
				roundingDifferenceText(
					roots.map(({ verified }) => verified),
					total.verified,
					this.unit
				)
			)
		]
			.filter((text) => text !== '')
			.join('，');
	});

	/** The sum of a column over the lines at the top of the tree; null where a sum says nothing. */
	sumOf(column: SheetColumn): Fen | null {
		const { tree, lines, total } = this.sheet.figures;
		if (columnSpec(column).kind !== 'money') return null;
		if (column === 'statedAmount' || column === 'verifiedAmount' || column === 'computed') return null;
		if (column === 'adjustment') return subtractFen(total.verified, total.declared);
		let sum = 0;
		let blank = true;
		for (const [index, { period }] of lines.entries()) {
			if (tree.parents[index] !== -1) continue;
			const amount = this.#amountAt(index, column, period);
			if (amount !== null) blank = false;
			sum += amount ?? 0;
		}
		return blank ? null : fen(sum);
	}

	#amountAt(index: number, column: SheetColumn, period: Fen): Fen | null {
		if (column === 'period') return period;
		return column === 'fiscal' ? this.texts.fiscalOf(index) : amountIn(this.textAt(index, column));
	}

	#remember(settings: GridSettings): void {
		this.settings = settings;
		this.#keep(settings);
	}

	#years: readonly YearColumn[] = [];
	/** The same list as long as the same years are in it, so that typing does not rebuild the columns. */
	#sameYears(years: readonly YearColumn[]): readonly YearColumn[] {
		if (years.join() !== this.#years.join()) this.#years = years;
		return this.#years;
	}
}

/** The amount a cell says in 元; null for blanks and words. */
function amountIn(text: string): Fen | null {
	const value = numberIn(text);
	const amount = value === null ? null : fenFromYuan(value, 'half-up');
	return amount?.ok ? amount.value : null;
}
