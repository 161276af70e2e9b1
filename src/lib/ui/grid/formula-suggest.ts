import type { Tree } from '#lib/core/costing/tree.ts';
import { COLUMNS } from '#lib/core/formula/columns.ts';
import { FUNCTIONS } from '#lib/core/formula/functions.ts';
import { ALL_KEY, PARENT_KEY, SELF_KEY } from '#lib/core/formula/references.ts';
import { tokenize } from '#lib/core/formula/tokens.ts';
import { lineKey, lineOfKey } from './formula-text.ts';
import { sheetColumn } from './sum-formula.ts';
import type { SheetColumn } from './column-sets.ts';

/** What the person may mean: replaces the text from `from` to the caret. */
export interface Suggestions {
	readonly from: number;
	readonly items: readonly Suggestion[];
}

export interface Suggestion {
	/** What is put in. */
	readonly insert: string;
	readonly label: string;
	readonly hint: string;
}

/** What formulas of a sheet can name. */
export interface FormulaWords {
	readonly tree: Tree;
	readonly parameters: readonly string[];
}

/** As many as can be read at a glance. */
const MOST = 8;
const NOTHING: Suggestions = { from: 0, items: [] };

/** How the word before the caret could go on: functions, parameters, lines in brackets, columns behind them. */
export function suggestionsAt(text: string, caret: number, words: FormulaWords): Suggestions {
	const before = text.slice(0, caret);
	if (!/^[=\uff1d]/.test(before)) return NOTHING;
	const [, key] = /[[\u3010]([^[\]\u3010\u3011]*)$/.exec(before) ?? [];
	if (key !== undefined) return { from: caret - key.length, items: lineItems(key, words.tree) };
	const [, scope, column] =
		/[\]\u3011][.\u3002]((?:下级|明细)[.\u3002])?([\p{L}\p{N}]*)$/u.exec(before) ?? [];
	if (column !== undefined)
		return { from: caret - column.length, items: columnItems(column, scope === undefined) };
	const [name] = /[\p{L}_][\p{L}\p{N}_.]*$/u.exec(before) ?? [];
	return name === undefined
		? NOTHING
		: { from: caret - name.length, items: nameItems(name, words.parameters) };
}

/** Choices whose words have what is typed, those that begin with it first; none when it is one of them already. */
export function choicesLike(text: string, choices: { readonly [key: string]: string }): Suggestions {
	const typed = text.trim();
	const labels = Object.entries(choices).flatMap(([key, label]) => (key === '' ? [] : [label]));
	if (typed === '' || labels.includes(typed)) return NOTHING;
	const begin = labels.filter((label) => label.startsWith(typed));
	const inside = labels.filter((label) => label.includes(typed) && !label.startsWith(typed));
	return { from: 0, items: [...begin, ...inside].map((label) => ({ insert: label, label, hint: '' })) };
}

function lineItems(key: string, tree: Tree): readonly Suggestion[] {
	const items: Suggestion[] = RELATIVE.filter(({ label }) => label.startsWith(key)).slice();
	for (let index = 0; index < tree.lines.length && items.length < MOST; index += 1) {
		const line = tree.lines[index];
		if (!line || !(line.code.startsWith(key) || (key !== '' && line.name.includes(key)))) continue;
		const label = lineKey(tree, index);
		items.push({ insert: `${label}].`, label, hint: line.name === label ? '' : line.name });
	}
	return items;
}

const RELATIVE: readonly Suggestion[] = [
	{ insert: `${SELF_KEY}].`, label: SELF_KEY, hint: '公式所在的行' },
	{ insert: `${PARENT_KEY}].`, label: PARENT_KEY, hint: '本行的上级' },
	{ insert: `${ALL_KEY}].明细.`, label: ALL_KEY, hint: '整个分析' }
];

function columnItems(word: string, scopes: boolean): readonly Suggestion[] {
	const columns = Object.keys(COLUMNS).map((label) => ({ insert: label, label, hint: '列' }));
	const below = [
		{ insert: '下级.', label: '下级', hint: '直接下级各行' },
		{ insert: '明细.', label: '明细', hint: '最末级各行' }
	];
	return [...columns, ...(scopes ? below : [])]
		.filter(({ label }) => label.startsWith(word) && label !== word)
		.slice(0, MOST + 6);
}

function nameItems(name: string, parameters: readonly string[]): readonly Suggestion[] {
	const upper = name.toUpperCase();
	const named = parameters
		.filter((parameter) => parameter.includes(name) && parameter !== name)
		.map((label) => ({ insert: label, label, hint: '参数' }));
	const functions = [...FUNCTIONS.keys()]
		.filter((label) => label.startsWith(upper))
		.map((label) => ({ insert: `${label}(`, label, hint: '函数' }));
	return [...named, ...functions].slice(0, MOST);
}

/** A cell that a formula names. */
export interface NamedCell {
	readonly lineId: string;
	readonly column: SheetColumn;
}

/** The cells a formula names one by one, in order of appearance; none while it is still incomplete. */
export function cellsNamed(formula: string, tree: Tree, from: number): readonly NamedCell[] {
	const tokens = tokenize(formula);
	if (!tokens.ok) return [];
	return tokens.value.flatMap((token) => {
		if (token.kind !== 'reference' || token.scope !== null) return [];
		const line = tree.lines[lineOfKey(tree, from, token.key) ?? -1];
		return line ? token.columns.map((column) => ({ lineId: line.id, column: sheetColumn(column) })) : [];
	});
}
