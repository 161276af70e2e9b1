import {
	divide,
	equals,
	isNegative,
	isZero,
	multiply,
	round,
	subtract,
	type Decimal
} from '../../decimal/decimal.ts';
import { naturalLog } from '../../decimal/power.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { apportion } from './apportion.ts';
import { product } from './chain-substitution.ts';
import type { Effect, Factor } from './factor.ts';

/** Decimals of logarithms and of effects before they are rounded. */
const CARRIED = 40;

/**
 * Logarithmic mean Divisia split (LMDI-I, Ang 2004): effectᵢ = L(Y₁, Y₀) · ln(xᵢ₁ / xᵢ₀) with the logarithmic mean
 * L(a, b) = (a − b) / (ln a − ln b). No order, no remainder; needs every factor above zero. The effects add up exactly to
 * the rounded difference.
 */
export function logMeanSplit(factors: readonly Factor[], places: number): Result<readonly Effect[]> {
	const flawed = factors.find(({ base, actual }) => !isPositive(base) || !isPositive(actual));
	if (flawed) return refuse(problem('decomposition/not-positive', { factor: flawed.name }));
	const before = product(factors.map(({ base }) => base));
	const after = product(factors.map(({ actual }) => actual));
	const weight = logarithmicMean(after, before);
	const effects = factors.map(({ base, actual }) =>
		round(multiply(weight, subtract(ln(actual), ln(base))), CARRIED, 'half-up')
	);
	// The logarithms are rounded at forty digits: what that leaves is far below the last place shown.
	const total = round(subtract(after, before), places, 'half-up');
	const rounded = apportion(effects, total, places);
	return ok(factors.map(({ name }, i) => ({ name, effect: rounded[i] ?? weight })));
}

/** L(a, b), and a itself where both are equal. */
function logarithmicMean(a: Decimal, b: Decimal): Decimal {
	return equals(a, b) ? a : divide(subtract(a, b), subtract(ln(a), ln(b)), 'half-up', CARRIED);
}

function ln(x: Decimal): Decimal {
	return naturalLog(x, 'half-up', CARRIED);
}

function isPositive(value: Decimal): boolean {
	return !isZero(value) && !isNegative(value);
}
