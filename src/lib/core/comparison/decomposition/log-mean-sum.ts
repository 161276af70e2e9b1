import {
	add,
	divide,
	equals,
	isNegative,
	isZero,
	multiply,
	ONE,
	round,
	subtract,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { naturalLog } from '../../decimal/power.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { apportion } from './apportion.ts';
import { product } from './chain-substitution.ts';
import type { Factor } from './factor.ts';

/** Decimals of logarithms and of effects before they are rounded. */
const CARRIED = 40;

/** One product of a sum Y = Σ Π xᵢ; several may share a factor by its name. */
export interface Term {
	readonly label: string;
	readonly factors: readonly Factor[];
}

/**
 * Additive logarithmic mean Divisia split (LMDI-I, Ang 2004) of a sum of products: effect of x = Σ over the terms of
 * L(Y₁, Y₀) · ln(x₁ / x₀), in the order of `names`. Free of any order, no remainder; the effects add up exactly to `total`.
 * A term that is zero at one end takes its analytical limit (Ang & Liu 2007): the whole change belongs to the factors that
 * are zero there, in equal parts. Refuses a factor that changes its sign, because a ratio of it has no logarithm.
 */
export function logMeanOfSum(
	names: readonly string[],
	terms: readonly Term[],
	total: Decimal,
	places: number
): Result<readonly Decimal[]> {
	const effects = new Map<string, Decimal>(names.map((name) => [name, ZERO]));
	for (const { label, factors } of terms) {
		const turned = factors.find(({ base, actual }) => isNegative(multiply(base, actual)));
		if (turned) return refuse(problem('decomposition/sign-changes', { line: label, factor: turned.name }));
		for (const [name, effect] of effectsOf(factors))
			effects.set(name, add(effects.get(name) ?? ZERO, effect));
	}
	return ok(apportion([...effects.values()], total, places));
}

function effectsOf(factors: readonly Factor[]): readonly (readonly [string, Decimal])[] {
	const before = product(factors.map(({ base }) => base));
	const after = product(factors.map(({ actual }) => actual));
	const change = subtract(after, before);
	if (isZero(before) || isZero(after)) {
		const [empty, full]: readonly ['base' | 'actual', 'base' | 'actual'] = isZero(before)
			? ['base', 'actual']
			: ['actual', 'base'];
		const gone = factors.filter((factor) => isZero(factor[empty]) && !isZero(factor[full]));
		const count = gone.reduce((sum) => add(sum, ONE), ZERO);
		return isZero(change)
			? []
			: gone.map(({ name }) => [name, divide(change, count, 'half-up', CARRIED)] as const);
	}
	// Neither end is zero and no factor turns, so every ratio is above zero.
	const ratio = (factor: Factor) => lnRatio(factor.actual, factor.base);
	const weight = equals(after, before) ? after : divide(change, lnRatio(after, before), 'half-up', CARRIED);
	return factors.map((factor) => [factor.name, round(multiply(weight, ratio(factor)), CARRIED, 'half-up')]);
}

function lnRatio(a: Decimal, b: Decimal): Decimal {
	return subtract(ln(a), ln(b));
}

/** Of the size: both ends of a factor have the same sign, which leaves their ratio. */
function ln(x: Decimal): Decimal {
	return naturalLog(isNegative(x) ? subtract(ZERO, x) : x, 'half-up', CARRIED);
}
