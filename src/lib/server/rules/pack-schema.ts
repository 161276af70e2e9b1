import * as v from 'valibot';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';
import type { RulePack } from '#lib/core/standards/rule-pack/rule-pack.ts';

const name = v.pipe(v.string(), v.transform(storableText), v.trim(), v.maxLength(LIMITS.nameLength));
const bound = v.nullable(name);
const many = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.maxLength(LIMITS.packSteps));

const formula = v.pipe(v.string(), v.transform(storableText), v.maxLength(LIMITS.formulaLength));
const asked = { name, note: v.exactOptional(name), default: v.exactOptional(name) };
const stated = {
	name,
	unit: name,
	clause: name,
	rounding: v.exactOptional(
		v.strictObject({
			places: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6)),
			mode: v.picklist(['half-up', 'half-even', 'up', 'down'])
		})
	)
};
const tiers = many(v.strictObject({ from: name, to: bound, value: name }));

const packSchema = v.strictObject({
	code: name,
	title: name,
	region: name,
	document: name,
	matter: v.exactOptional(name),
	force: v.exactOptional(v.picklist(['floor', 'fixed', 'reference'])),
	inputs: many(
		v.variant('kind', [
			v.strictObject({
				kind: v.literal('number'),
				...asked,
				unit: name,
				least: bound,
				most: bound,
				whole: v.exactOptional(v.literal(true))
			}),
			v.strictObject({ kind: v.literal('choice'), ...asked, choices: many(name) }),
			v.strictObject({ kind: v.literal('yes-no'), ...asked })
		])
	),
	steps: many(
		v.variant('kind', [
			v.strictObject({
				kind: v.literal('formula'),
				...stated,
				formula
			}),
			v.strictObject({ kind: v.literal('choices'), ...stated, of: name, values: v.record(name, name) }),
			v.strictObject({ kind: v.literal('tiers'), ...stated, of: name, tiers }),
			v.strictObject({ kind: v.literal('bands'), ...stated, of: name, tiers })
		])
	),
	result: name,
	conditions: v.exactOptional(many(v.strictObject({ formula, words: name, clause: name }))),
	payers: v.exactOptional(many(v.strictObject({ payer: name, step: name })))
});

/** Reads a rule as a file or a page sends it: its shape only; whether it is sound is `checkPack`'s to say. */
export function parsePack(input: unknown): Result<RulePack> {
	const parsed = v.safeParse(packSchema, input);
	if (parsed.success) return ok(parsed.output);
	return refuse(problem('standard/draft-malformed', { field: '规则' }));
}
