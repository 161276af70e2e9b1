import { compare, dec, multiply, ONE, parseDecimal, toText, type Decimal } from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { readParameter } from './parameter.ts';
import type { ClaimedCoefficient, Coefficient } from './standard-snapshot.ts';

/** All coefficients of a line together may not move the quota further than this (DOMAIN §2.9, recommended). */
const LEAST_PRODUCT = dec('0.7');
const MOST_PRODUCT = dec('1.5');

/** Whether coefficients can be claimed at all: each has a name of its own, a condition, and a range that is one. */
export function checkCoefficients(coefficients: readonly Coefficient[]): Result<true> {
	const names = new Set<string>();
	for (const [i, { name, condition, low, high }] of coefficients.entries()) {
		const at = name.trim() === '' ? `第 ${i + 1} 个调整系数` : `调整系数“${name}”`;
		if (name.trim() === '' || names.has(name)) return refuse(bad(`${at}的名称`, name, '不重复的名称'));
		if (condition.trim() === '') return refuse(bad(`${at}的适用条件`, condition, '写明什么情况下可以用'));
		names.add(name);
		const from = positive(`${at}的下限`, low);
		if (!from.ok) return from;
		const to = positive(`${at}的上限`, high);
		if (!to.ok) return to;
		if (compare(from.value, to.value) > 0)
			return refuse(bad(`${at}的上限`, high, `不小于下限 ${toText(from.value)} 的数字`));
	}
	return ok(true);
}

/** The product of what a line claims, each within its range; a line that claims nothing is 1. */
export function claimedProduct(
	offered: readonly Coefficient[],
	claimed: readonly ClaimedCoefficient[]
): Result<Decimal> {
	let product = ONE;
	for (const { name, value } of claimed) {
		const coefficient = offered.find((candidate) => candidate.name === name);
		if (!coefficient) return refuse(problem('standard/coefficient-unknown', { name }));
		const { low, high } = coefficient;
		const read = readParameter(`调整系数“${name}”`, value, {
			from: dec(low),
			to: dec(high),
			words: `${low} 到 ${high} 之间的数字`
		});
		if (!read.ok) return read;
		product = multiply(product, read.value);
	}
	if (compare(product, LEAST_PRODUCT) < 0 || compare(product, MOST_PRODUCT) > 0)
		return refuse(
			problem('standard/coefficient-product', {
				product: toText(product),
				from: toText(LEAST_PRODUCT),
				to: toText(MOST_PRODUCT)
			})
		);
	return ok(product);
}

function positive(name: string, text: string): Result<Decimal> {
	const value = parseDecimal(text);
	return value.ok && value.value.coefficient > 0n ? value : refuse(bad(name, text, '大于 0 的数字'));
}

function bad(name: string, text: string, expected: string) {
	return problem('standard/bad-parameter', { name, text: text.slice(0, 40), expected });
}
