import { decimal, type Decimal } from '../decimal/decimal.ts';
import { EXACT, LARGEST_POWER, POWERS } from '../decimal/doubles.ts';
import type { FormulaValue } from './value.ts';

/** What a cell of such a column is. */
export const NUMBER = 0;
export const BLANK = 1;
/** TRUE and FALSE, whose numbers are 1 and 0. */
export const TRUTH = 2;

/**
 * A column of many numbers as whole numbers of one scale, so that functions over a hundred thousand cells take a loop
 * over a flat array instead of as many decimals. What has no room in it (errors, texts, numbers beyond 2^53) is a plain
 * column of values; the results are the same to the last digit.
 */
export class NumberColumn {
	/** The number of each cell × 10^scale, exact; 0 for blanks. */
	readonly mantissa: Float64Array;
	/** From 0 to `LARGEST_POWER`. */
	readonly scale: number;
	/** What each cell is; null where all are numbers. */
	readonly kinds: Uint8Array | null;
	#values: readonly FormulaValue[] | null = null;

	constructor(mantissa: Float64Array, scale: number, kinds: Uint8Array | null) {
		this.mantissa = mantissa;
		this.scale = scale;
		this.kinds = kinds;
	}

	get length(): number {
		return this.mantissa.length;
	}

	at(row: number): FormulaValue {
		const mantissa = this.mantissa[row];
		if (mantissa === undefined) return null;
		const kind = this.kinds === null ? NUMBER : this.kinds[row];
		if (kind === NUMBER) return decimal(BigInt(mantissa), this.scale);
		return kind === BLANK ? null : mantissa !== 0;
	}

	/** The cells one by one, for whoever cannot calculate with the column. */
	values(): readonly FormulaValue[] {
		return (this.#values ??= Array.from(this.mantissa, (_, row) => this.at(row)));
	}

	/** Whether there are truths among the cells. */
	hasTruths(): boolean {
		return this.kinds !== null && this.kinds.includes(TRUTH);
	}
}

/** A number as the whole number it is at a scale; undefined where a double does not hold it exactly. */
export function wholeAt(value: Decimal, scale: number): number | undefined {
	if (value.scale > scale || scale - value.scale > LARGEST_POWER) return undefined;
	const whole = Number(value.coefficient) * (POWERS[scale - value.scale] as number);
	return whole < EXACT && whole > -EXACT ? whole : undefined;
}
