import type { Decimal } from '../../decimal/decimal.ts';
import { over, plus, times, twoDouble, type TwoDouble } from './two-double.ts';

const LIMB = 10n ** 15n;

/** A decimal as a double-double: "0.8116" keeps its meaning beyond the sixteenth digit, which a double would lose. */
export function fromDecimal({ coefficient, scale }: Decimal): TwoDouble {
	return over(fromInteger(coefficient), fromInteger(10n ** BigInt(scale)));
}

/** By limbs of fifteen digits, each exact in a double. */
function fromInteger(value: bigint): TwoDouble {
	if (value < 0n) {
		const { high, low } = fromInteger(-value);
		return { high: -high, low: -low };
	}
	if (value < LIMB) return twoDouble(Number(value));
	return plus(times(fromInteger(value / LIMB), twoDouble(Number(LIMB))), twoDouble(Number(value % LIMB)));
}

export function columnOf(values: readonly Decimal[]): readonly TwoDouble[] {
	return values.map(fromDecimal);
}
