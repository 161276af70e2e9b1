import * as v from 'valibot';
import { fieldRule, PLAIN_FIELDS } from '#lib/core/costing/line-fields.ts';
import { FORMULA_FIELDS, isSourcedField } from '#lib/core/costing/line.ts';
import { isYearColumn } from '#lib/core/costing/year-column.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { fen } from '#lib/core/money/fen.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';

export const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));
export const text = v.pipe(v.string(), v.maxLength(LIMITS.remarkLength), v.transform(storableText));
/** What a cell may hold: a text, or a formula with its leading "=". */
export const typed = v.pipe(
	v.string(),
	v.maxLength(Math.max(LIMITS.remarkLength, LIMITS.formulaLength) + 1),
	v.transform(storableText)
);
export const position = v.pipe(v.number(), v.integer(), v.minValue(0));

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const amount = v.nullable(
	v.pipe(
		v.number(),
		v.safeInteger(),
		v.check((value) => Math.abs(value) <= LIMITS.amountFen),
		v.transform(fen)
	)
);

export const source = v.strictObject({
	file: hash,
	sheet: v.pipe(v.string(), v.maxLength(LIMITS.nameLength)),
	address: v.pipe(v.string(), v.regex(/^[A-Z]{1,3}\d{1,7}$/)),
	factor: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,12})?$/)))
});

export const recipe = v.strictObject({
	code: text,
	name: text,
	version: v.pipe(v.number(), v.integer(), v.minValue(1)),
	hash
});

/** Content of a line by the table of its fields; whether a value is sound beyond its shape, core decides. */
export const lineContent: v.ObjectEntries = {
	...Object.fromEntries(
		PLAIN_FIELDS.flatMap((field) => (field === 'adjustment' ? [] : [[field, schemaOf(field)]]))
	),
	years: v.record(v.pipe(v.string(), v.check(isYearColumn)), typed),
	fills: v.strictObject(Object.fromEntries(FORMULA_FIELDS.map((field) => [field, v.exactOptional(typed)]))),
	recipe: v.nullable(recipe),
	sources: v.record(v.pipe(v.string(), v.check(isSourcedField)), source)
};

export const someContent: v.ObjectEntries = Object.fromEntries(
	Object.entries(lineContent).map(([field, schema]) => [field, v.exactOptional(schema as v.GenericSchema)])
);

function schemaOf(field: (typeof PLAIN_FIELDS)[number]): v.GenericSchema {
	const rule = fieldRule(field);
	switch (rule.kind) {
		case 'text':
		case 'code':
			return text;
		case 'formula':
		case 'year':
			return v.nullable(typed);
		case 'money':
			return amount;
		case 'whole':
			return v.pipe(v.number(), v.integer());
		case 'choice': {
			const keys = Object.keys(rule.choices);
			const chosen: v.GenericSchema = rule.numeric ? v.picklist(keys.map(Number)) : v.picklist(keys);
			return rule.blank ? v.nullable(chosen) : chosen;
		}
	}
}
