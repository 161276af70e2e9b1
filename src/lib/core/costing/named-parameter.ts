import { parseDecimal, toText } from '../decimal/decimal.ts';
import { columnOfWord } from '../formula/columns.ts';
import { FUNCTIONS } from '../formula/functions.ts';
import { parseFormula } from '../formula/parse.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** A number with a Chinese name that formulas of the analysis may read, e.g. 道路面积 or 管理费率. */
export type NamedParameter = {
	readonly id: string;
	readonly position: number;
	/** Unique in the analysis; letters, digits and "_" only, and no digit first. */
	readonly name: string;
	/** Canonical decimal, or a formula over other parameters and lines. */
	readonly value: string;
	/** Measure unit as written; "" when none. */
	readonly unit: string;
	/** Where the value comes from. */
	readonly source: string;
};

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** A parameter that came from outside, its value canonical; refuses names that formulas could not tell apart. */
export function checkParameter(
	given: NamedParameter,
	others: readonly NamedParameter[]
): Result<NamedParameter> {
	const name = given.name.trim().normalize('NFC');
	if (!NAME.test(name) || name.length > LIMITS.parameterNameLength)
		return refuse(
			problem('parameter/bad-name', { name: name.slice(0, 40), limit: String(LIMITS.parameterNameLength) })
		);
	const upper = name.toUpperCase();
	if (upper === 'TRUE' || upper === 'FALSE' || FUNCTIONS.has(upper) || columnOfWord(name))
		return refuse(problem('parameter/reserved-name', { name }));
	if (others.some((other) => other.id !== given.id && other.name.toUpperCase() === upper))
		return refuse(problem('parameter/name-taken', { name }));
	const value = readValue(name, given.value);
	if (!value.ok) return value;
	const { unit, source } = given;
	if (unit.length > LIMITS.nameLength || source.length > LIMITS.remarkLength)
		return refuse(problem('analysis/malformed', { field: `${name} 的单位或来源`, expected: '写得太长' }));
	return ok({ ...given, name, value: value.value });
}

function readValue(name: string, value: string): Result<string> {
	const text = value.trim();
	if (text.startsWith('=')) {
		const parsed = parseFormula(text);
		return parsed.ok ? ok(text) : parsed;
	}
	const number = parseDecimal(text.replaceAll(',', ''));
	return number.ok
		? ok(toText(number.value))
		: refuse(
				problem('analysis/bad-value', {
					field: name,
					value: text === '' ? '空白' : text.slice(0, 40),
					expected: '须是数字，或以 = 开头的公式'
				})
			);
}
