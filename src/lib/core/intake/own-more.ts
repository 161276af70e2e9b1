import { FORMULA_FIELDS, isSourcedField, type CellSource, type CostLine } from '../costing/line.ts';
import { isYearColumn } from '../costing/year-column.ts';
import { isFormula } from '../formula/references.ts';
import type { LineMore } from '../reporting/workbook/line-more.ts';

type Fields = { readonly [field: string]: unknown };

/**
 * What stands beside a row of our own workbook, as far as it has the form that we write: anybody may have edited it.
 * What it says is checked again as part of the whole line before anything is stored.
 */
export function moreIn(text: string): LineMore {
	const more = fieldsOf(parsed(text));
	const { basis, stated } = more;
	const own = fieldsOf(more['own']);
	return {
		...(basis === 'stated' || basis === 'computed' ? { basis } : {}),
		...(typeof stated === 'string' ? { stated } : {}),
		formulas: texts(
			more['formulas'],
			(key, text) => isFactor(key, text) || (isYearColumn(key) && isFormula(text))
		),
		fills: texts(more['fills'], isFactor),
		recipe: recipeIn(more['recipe']),
		sources: sourcesIn(more['sources']),
		own: {
			...(Number.isSafeInteger(own['verifiedAmount']) ? { verifiedAmount: own['verifiedAmount'] } : {}),
			...(typeof own['reason'] === 'string' ? { reason: own['reason'] } : {}),
			...(Number.isInteger(own['periodMonths']) ? { periodMonths: own['periodMonths'] } : {}),
			...(own['recurrence'] === 'once' ? { recurrence: 'once' } : {}),
			years: texts(own['years'], (key) => isYearColumn(key))
			// Whether a reason is one of the list is seen when the line is checked.
		} as LineMore['own'] & object
	};
}

function parsed(text: string): unknown {
	try {
		return text === '' ? {} : JSON.parse(text);
	} catch {
		// Somebody cut the text short: the row itself still says what it shows.
		return {};
	}
}

function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function isFactor(key: string, text: string): boolean {
	return (FORMULA_FIELDS as readonly string[]).includes(key) && isFormula(text);
}

function texts(value: unknown, wanted: (key: string, text: string) => boolean): { [key: string]: string } {
	return Object.fromEntries(
		Object.entries(fieldsOf(value)).flatMap(([key, text]) =>
			typeof text === 'string' && wanted(key, text) ? [[key, text]] : []
		)
	);
}

function recipeIn(value: unknown): CostLine['recipe'] {
	const { code, name, version, hash } = fieldsOf(value);
	if (typeof code !== 'string' || typeof name !== 'string' || typeof hash !== 'string') return null;
	return typeof version === 'number' && Number.isInteger(version) ? { code, name, version, hash } : null;
}

function sourcesIn(value: unknown): CostLine['sources'] {
	return Object.fromEntries(
		Object.entries(fieldsOf(value)).flatMap(([field, given]) => {
			const source = isSourcedField(field) ? sourceIn(given) : undefined;
			return source ? [[field, source]] : [];
		})
	);
}

function sourceIn(value: unknown): CellSource | undefined {
	const { file, sheet, address, factor } = fieldsOf(value);
	if (typeof file !== 'string' || typeof sheet !== 'string' || typeof address !== 'string') return undefined;
	return { file, sheet, address, ...(typeof factor === 'string' ? { factor } : {}) };
}
