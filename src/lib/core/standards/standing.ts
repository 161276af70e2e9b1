import { compare, dec, isNegative, parseDecimal } from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { NationalBase, StandardStanding } from './standard-snapshot.ts';

/** A standing in which nothing is said yet, for forms to fill. */
export const NO_STANDING: StandardStanding = {
	tier: '',
	region: '',
	clauses: { service: '', quota: '', expenditure: '' },
	nationalBase: null,
	derivedFrom: null
};

/** Role of the standard that another was carried over from, among the inputs of its expenditure standard. */
export const DERIVED_FROM = 'derived-from';

export function saysNothing({ tier, region, clauses, nationalBase, derivedFrom }: StandardStanding): boolean {
	const words = [tier, region, ...Object.values(clauses)];
	return words.every((text) => text.trim() === '') && nationalBase === null && derivedFrom === null;
}

/** How a value stands to the national base standard (国家基础标准): a base without a number sets no bound. */
export type BaseStanding = 'none' | 'within' | 'above';

export function againstBase(base: NationalBase | null, value: string): BaseStanding {
	if (base === null || base.value.trim() === '') return 'none';
	return compare(dec(value), dec(base.value)) > 0 ? 'above' : 'within';
}

/**
 * Refuses a base standard without its document or with a number that is none, and a value (元 per unit and year) above
 * the base for which no reason is given (DOMAIN §2.9: the national base is noted, and not exceeded silently).
 */
export function checkBase(base: NationalBase | null, value: string, unit: string): Result<BaseStanding> {
	if (base === null) return ok('none');
	if (base.document.trim() === '')
		return refuse(badBase('文件名称', base.document, '规定基础标准的文件名称或文号'));
	const number = parseDecimal(base.value);
	if (base.value.trim() !== '' && (!number.ok || isNegative(number.value)))
		return refuse(badBase('数值', base.value, '不小于 0 的金额（元），文件没有规定数值的留空'));
	const stands = againstBase(base, value);
	if (stands === 'above' && base.reason.trim() === '')
		return refuse(problem('standard/above-base', { value, unit, base: base.value, document: base.document }));
	return ok(stands);
}

function badBase(field: string, text: string, expected: string) {
	return problem('standard/bad-parameter', {
		name: `国家基础标准的${field}`,
		text: text.slice(0, 40),
		expected
	});
}
