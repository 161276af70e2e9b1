import type { RecipeResults } from './build-up.ts';
import { RECIPE_GROUPS, RECIPE_RATES, type RecipeContent, type RecipeLine } from './recipe.ts';

/** One difference between two versions of a build-up, for people: what, before, after; null where it was not there. */
export interface RecipeChange {
	readonly what: string;
	readonly before: string | null;
	readonly after: string | null;
}

type Version = { readonly content: RecipeContent; readonly results: RecipeResults };

/** What a new version changes. Lines are the same when group and name are; of several alike the order decides. */
export function recipeChanges(from: Version, to: Version): readonly RecipeChange[] {
	const plain: readonly (readonly [string, string, string])[] = [
		['名称', from.content.name, to.content.name],
		['计量单位', from.content.unit, to.content.unit],
		...(['management', 'profit', 'tax'] as const).map(
			(rate) => [RECIPE_RATES[rate], `${from.content.rates[rate]}%`, `${to.content.rates[rate]}%`] as const
		),
		['单价小数位数', String(from.content.places), String(to.content.places)],
		['依据', from.content.source, to.content.source],
		['单价', from.results.price, to.results.price]
	];
	return [
		...lineChanges(from.content.lines, to.content.lines),
		...plain
			.filter(([, before, after]) => before !== after)
			.map(([what, before, after]) => ({ what, before, after }))
	];
}

function lineChanges(from: readonly RecipeLine[], to: readonly RecipeLine[]): readonly RecipeChange[] {
	const waiting = new Map<string, RecipeLine[]>();
	for (const line of from) waiting.set(keyOf(line), [...(waiting.get(keyOf(line)) ?? []), line]);
	const found: RecipeChange[] = [];
	for (const line of to) {
		const earlier = waiting.get(keyOf(line))?.shift();
		const [before, after] = [earlier ? lineWords(earlier) : null, lineWords(line)];
		if (before !== after) found.push({ what: keyOf(line), before, after });
	}
	const gone = [...waiting.values()].flat();
	return [...found, ...gone.map((line) => ({ what: keyOf(line), before: lineWords(line), after: null }))];
}

function keyOf({ group, name }: RecipeLine): string {
	return `${RECIPE_GROUPS[group]} ${name}`;
}

function lineWords(line: RecipeLine): string {
	return line.kind === 'percent'
		? `${RECIPE_GROUPS[line.base]}的 ${line.percent}%`
		: `${line.consumption} ${line.unit} × ${line.price} 元`;
}
