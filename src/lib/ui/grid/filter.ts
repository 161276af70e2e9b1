import type { Tree } from '#lib/core/costing/tree.ts';
import { compare, dec, multiply, type Decimal } from '#lib/core/decimal/decimal.ts';
import { moneyFactor, readNumberText } from '#lib/core/intake/number-text.ts';
import type { SheetColumn } from './column-sets.ts';
import { numberIn } from './status-figures.ts';

/** What a person asks of one column. Several columns are asked together: a line must answer all. */
export type ColumnFilter =
	| { readonly kind: 'contains'; readonly text: string }
	/** Shown texts that stay; "" stands for empty cells. */
	| { readonly kind: 'among'; readonly texts: ReadonlySet<string> }
	| { readonly kind: 'number'; readonly test: NumberTest; readonly value: Decimal };

export const NUMBER_TESTS = {
	'>=': '大于等于',
	'>': '大于',
	'<=': '小于等于',
	'<': '小于',
	'=': '等于',
	'<>': '不等于'
} as const;
export type NumberTest = keyof typeof NUMBER_TESTS;

export type Filters = ReadonlyMap<SheetColumn, ColumnFilter>;

/** Which lines a filter leaves: those that match, and those only shown because something below them matches. */
export interface Filtered {
	readonly hidden: ReadonlySet<string>;
	readonly context: ReadonlySet<string>;
	readonly matches: number;
}

export function passes(filter: ColumnFilter, text: string): boolean {
	switch (filter.kind) {
		case 'contains':
			return text.toLowerCase().includes(filter.text.toLowerCase());
		case 'among':
			return filter.texts.has(text);
		case 'number': {
			const value = numberIn(text);
			return value !== null && holds(filter.test, compare(value, filter.value));
		}
	}
}

function holds(test: NumberTest, order: -1 | 0 | 1): boolean {
	switch (test) {
		case '>=':
			return order >= 0;
		case '>':
			return order > 0;
		case '<=':
			return order <= 0;
		case '<':
			return order < 0;
		case '=':
			return order === 0;
		case '<>':
			return order !== 0;
	}
}

/** A typed condition on amounts, in 元: "12.5" in the unit the column is shown in, or with its own ("10万"). */
export function conditionValue(typed: string, bareUnit: string): Decimal | null {
	const reading = readNumberText(typed);
	if (reading.kind !== 'number') return null;
	const factor = moneyFactor(reading.suffix === '' ? bareUnit : reading.suffix);
	return factor === undefined ? null : multiply(reading.value, dec(factor));
}

/**
 * Judges every line once. The answer stands until it is asked again, as in Excel: a line does not vanish under the hands
 * of the person who is typing into it.
 */
export function filtered(
	tree: Tree,
	filters: Filters,
	textAt: (index: number, column: SheetColumn) => string
): Filtered {
	const hidden = new Set<string>();
	const context = new Set<string>();
	let matches = 0;
	const asked = [...filters];
	const needed = new Uint8Array(tree.lines.length);
	// Children stand behind their parents, so walking backwards knows what is below a line before the line.
	for (let index = tree.lines.length - 1; index >= 0; index -= 1) {
		const id = tree.lines[index]?.id ?? '';
		const matched = asked.every(([column, filter]) => passes(filter, textAt(index, column)));
		if (matched) matches += 1;
		else if (needed[index] === 1) context.add(id);
		else hidden.add(id);
		const parent = tree.parents[index] ?? -1;
		if (parent >= 0 && (matched || needed[index] === 1)) needed[parent] = 1;
	}
	return { hidden, context, matches };
}

/** The different texts of a column with how often each occurs, for a list to choose from; null beyond `limit` texts. */
export function choicesOf(texts: Iterable<string>, limit: number): ReadonlyMap<string, number> | null {
	const found = new Map<string, number>();
	for (const text of texts) {
		found.set(text, (found.get(text) ?? 0) + 1);
		if (found.size > limit) return null;
	}
	return new Map([...found].sort(([a], [b]) => collator.compare(a, b)));
}

/** Chinese by pinyin, and numbers inside texts by their value: 2 before 10. */
export const collator = new Intl.Collator('zh-CN', { numeric: true });
