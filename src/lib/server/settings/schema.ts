import * as v from 'valibot';
import { isPlainField } from '#lib/core/costing/edit-command.ts';
import { isYearColumn } from '#lib/core/costing/year-column.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';

const id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
/** A column of the sheet: a field, a year, or one that is calculated, which only the screen knows. */
const column = v.pipe(
	v.string(),
	v.check((text) => isPlainField(text) || isYearColumn(text) || /^[A-Za-z]{1,20}$/.test(text))
);

const grid = v.strictObject({
	view: id,
	own: v.pipe(
		v.array(
			v.strictObject({
				id,
				name: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.viewName), v.transform(storableText)),
				columns: v.pipe(v.array(column), v.minLength(1), v.maxLength(LIMITS.viewColumns))
			})
		),
		v.maxLength(LIMITS.ownViews)
	),
	widths: v.pipe(
		v.record(column, v.pipe(v.number(), v.integer(), v.minValue(40), v.maxValue(800))),
		v.check((widths) => Object.keys(widths).length <= LIMITS.viewColumns)
	),
	unit: v.picklist(['yuan', 'wan', 'yi']),
	frozen: column
});

/** What can be kept for a person, and of which shape each must be. */
export const SETTINGS = { grid } as const;
export type SettingKey = keyof typeof SETTINGS;

export function isSettingKey(key: string): key is SettingKey {
	return Object.hasOwn(SETTINGS, key);
}
