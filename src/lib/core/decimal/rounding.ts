/**
 * Rounding modes by name. `half-up` is half away from zero, as Excel's ROUND and finance practice (四舍五入);
 * `half-even` is GB/T 8170-2008 (四舍六入五成双), used only where a technical quota says so.
 * Ceiling and floor are towards +∞ and −∞; up and down are away from and towards zero (Excel ROUNDUP, ROUNDDOWN).
 */
export type RoundingMode = 'half-up' | 'half-even' | 'up' | 'down' | 'ceiling' | 'floor';

/** numerator / denominator rounded to an integer by `mode`. The denominator must not be zero. */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
	const n = denominator < 0n ? -numerator : numerator;
	const d = denominator < 0n ? -denominator : denominator;
	const quotient = n / d;
	const remainder = n % d;
	if (remainder === 0n) return quotient;
	const away = n < 0n ? quotient - 1n : quotient + 1n;
	const twice = (remainder < 0n ? -remainder : remainder) * 2n;
	switch (mode) {
		case 'half-up':
			return twice >= d ? away : quotient;
		case 'half-even':
			return twice > d || (twice === d && quotient % 2n !== 0n) ? away : quotient;
		case 'up':
			return away;
		case 'down':
			return quotient;
		case 'ceiling':
			return n > 0n ? away : quotient;
		case 'floor':
			return n < 0n ? away : quotient;
	}
}

const POWERS: bigint[] = Array.from({ length: 64 }, (_, i) => 10n ** BigInt(i));

export function powerOfTen(exponent: number): bigint {
	return POWERS[exponent] ?? 10n ** BigInt(exponent);
}
