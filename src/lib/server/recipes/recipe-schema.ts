import * as v from 'valibot';
import { RECIPE_GROUPS, type RecipeContent, type RecipeGroup } from '#lib/core/costing/recipe.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';

const text = v.pipe(v.string(), v.transform(storableText), v.maxLength(LIMITS.remarkLength));
// The names of the record are what it is made of.
const group = v.picklist(Object.keys(RECIPE_GROUPS) as RecipeGroup[]);

const recipeSchema = v.strictObject({
	code: text,
	name: text,
	unit: text,
	lines: v.pipe(
		v.array(
			v.variant('kind', [
				v.strictObject({
					kind: v.literal('consumption'),
					group,
					name: text,
					unit: text,
					consumption: text,
					price: text
				}),
				v.strictObject({ kind: v.literal('percent'), group, name: text, base: group, percent: text })
			])
		),
		v.maxLength(LIMITS.recipeLines)
	),
	rates: v.strictObject({ management: text, profit: text, tax: text }),
	places: v.number(),
	source: text
});

/** Reads a build-up as the page sends it, JSON in one field; its numbers stay text and are judged by `readRecipe`. */
export function parseRecipe(sent: string): Result<RecipeContent> {
	const parsed = v.safeParse(recipeSchema, jsonOf(sent));
	return parsed.success
		? ok(parsed.output)
		: refuse(problem('recipe/malformed', { field: '定额测算', expected: '内容不完整或过长' }));
}

function jsonOf(sent: string): unknown {
	try {
		return JSON.parse(sent);
	} catch {
		return undefined;
	}
}
