import { LIMITS } from '#lib/core/limits.ts';
import { isSheetColumn, PRESETS, type PresetName, type SheetColumn } from './column-sets.ts';
import { MONEY_UNITS, type MoneyUnit } from './money-unit.ts';

/** A view a person has put together: which columns, in which order. */
export interface OwnView {
	readonly id: string;
	readonly name: string;
	readonly columns: readonly SheetColumn[];
}

/** How far the columns on the left stand still: 名称 and before, or every column up to one, or only the row number. */
export type Frozen = SheetColumn | 'none';

/** How one person likes the grid, in every analysis; kept on the server. */
export interface GridSettings {
	/** A preset or the id of an own view. */
	readonly view: string;
	readonly own: readonly OwnView[];
	readonly widths: { readonly [column: string]: number };
	readonly unit: MoneyUnit;
	readonly frozen: Frozen;
}

export const DEFAULT_SETTINGS: GridSettings = {
	view: 'declared',
	own: [],
	widths: {},
	unit: 'yuan',
	frozen: 'name'
};

/**
 * Settings as they were kept, whatever version wrote them: what is not understood any more is left out rather than
 * refused, for nobody may be kept from working by an old habit.
 */
export function readSettings(kept: unknown): GridSettings {
	const { view, own, widths, unit, frozen } = fieldsOf(kept);
	const views = Array.isArray(own) ? own.flatMap(readOwnView).slice(0, LIMITS.ownViews) : [];
	const known = typeof view === 'string' && (isPreset(view) || views.some(({ id }) => id === view));
	return {
		view: known ? view : DEFAULT_SETTINGS.view,
		own: views,
		widths: Object.fromEntries(
			Object.entries(fieldsOf(widths)).filter(([column, width]) => isSheetColumn(column) && isWidth(width))
		) as GridSettings['widths'],
		unit: typeof unit === 'string' && Object.hasOwn(MONEY_UNITS, unit) ? (unit as MoneyUnit) : 'yuan',
		frozen: typeof frozen === 'string' && (frozen === 'none' || isSheetColumn(frozen)) ? frozen : 'name'
	};
}

export function isPreset(view: string): view is PresetName {
	return Object.hasOwn(PRESETS, view);
}

/** Puts an own view in, or in place of the one with its id, and shows it. */
export function withOwnView(settings: GridSettings, view: OwnView): GridSettings {
	const others = settings.own.filter(({ id }) => id !== view.id);
	const place = settings.own.findIndex(({ id }) => id === view.id);
	const own = place < 0 ? [...others, view] : others.toSpliced(place, 0, view);
	return { ...settings, own, view: view.id };
}

/** Takes an own view away; who was looking at it sees 申报. */
export function withoutOwnView(settings: GridSettings, id: string): GridSettings {
	const own = settings.own.filter((view) => view.id !== id);
	return { ...settings, own, view: settings.view === id ? DEFAULT_SETTINGS.view : settings.view };
}

/** "我的视图 2": the first such name nobody has taken. */
export function freeViewName(own: readonly OwnView[]): string {
	const taken = new Set(own.map(({ name }) => name));
	let number = 1;
	while (taken.has(`我的视图 ${number}`)) number += 1;
	return `我的视图 ${number}`;
}

/** Moves a column one place among the chosen ones. */
export function movedColumn(
	columns: readonly SheetColumn[],
	column: SheetColumn,
	step: 1 | -1
): readonly SheetColumn[] {
	const from = columns.indexOf(column);
	const to = from + step;
	if (from < 0 || to < 0 || to >= columns.length) return columns;
	return columns.toSpliced(from, 1).toSpliced(to, 0, column);
}

const NARROWEST = 40;
const WIDEST = 800;

/** A width within reason, for a column dragged or fitted. */
export function boundedWidth(width: number): number {
	return Math.min(WIDEST, Math.max(NARROWEST, Math.round(width)));
}

function isWidth(width: unknown): boolean {
	return typeof width === 'number' && width >= NARROWEST && width <= WIDEST;
}

function readOwnView(kept: unknown): OwnView[] {
	const { id, name, columns } = fieldsOf(kept);
	if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(columns)) return [];
	const known = columns.filter(
		(column): column is SheetColumn => typeof column === 'string' && isSheetColumn(column)
	);
	return known.length === 0 ? [] : [{ id, name, columns: [...new Set(known)] }];
}

function fieldsOf(value: unknown): { readonly [field: string]: unknown } {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}
