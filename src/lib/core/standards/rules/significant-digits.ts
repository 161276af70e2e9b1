import { dec, round, toText } from '../../decimal/decimal.ts';

/** Digits of a double that are kept in a snapshot: beyond them the last bit of a sum may differ. */
const DIGITS = 12;

/** A finite double as plain decimal text of twelve significant digits, half-up, without an exponent. */
export function significantDigits(value: number): string {
	const exact = dec(String(value));
	const { coefficient, scale } = exact;
	const digits = (coefficient < 0n ? -coefficient : coefficient).toString().length;
	return toText(round(exact, Math.max(0, DIGITS - digits + scale), 'half-up'));
}
