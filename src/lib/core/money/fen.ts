import { decimal, multiply, round, toFixedText, type Decimal } from '../decimal/decimal.ts';
import type { RoundingMode } from '../decimal/rounding.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

declare const fenBrand: unique symbol;

/** Money as a whole number of 分. A safe integer, so it is exact in JavaScript, JSON, SQLite and PostgreSQL alike. */
export type Fen = number & { readonly [fenBrand]: true };

export const ZERO_FEN = 0 as Fen;

/** The one door from a plain number to money; anything but a whole number within the limit is a broken invariant. */
export function fen(value: number): Fen {
	if (!Number.isSafeInteger(value) || Math.abs(value) > LIMITS.amountFen)
		throw new Error(`Not an amount in fen: ${value}`);
	return (value === 0 ? 0 : value) as Fen;
}

/** 元 → 分, rounded once by `mode`. Refuses amounts beyond `LIMITS.amountFen`. */
export function fenFromYuan(yuan: Decimal, mode: RoundingMode): Result<Fen> {
	const rounded = round(multiply(yuan, decimal(100n)), 0, mode).coefficient;
	const limit = BigInt(LIMITS.amountFen);
	if (rounded > limit || rounded < -limit)
		return refuse(problem('money/too-large', { yuan: toFixedText(yuan, 2) }));
	return ok(fen(Number(rounded)));
}

export function yuanFromFen(amount: Fen): Decimal {
	return decimal(BigInt(amount), 2);
}

/** Sum of amounts. Throws beyond the limit, because the limit on single lines and line counts keeps sums far below. */
export function sumFen(amounts: Iterable<Fen>): Fen {
	let total = 0;
	for (const amount of amounts) total += amount;
	return fen(total);
}

export function subtractFen(a: Fen, b: Fen): Fen {
	return fen(a - b);
}

/** "1234.50": 元 with two decimals, no separators; the form of snapshots' readable text and of exports. */
export function fenText(amount: Fen): string {
	return toFixedText(yuanFromFen(amount), 2);
}

/** "1,234.50": 元 as shown on screens and in reports. */
export function formatFen(amount: Fen): string {
	return groupThousands(fenText(amount));
}

/** Shown in 万元 with two decimals; display only, the stored amount stays 分. */
export function formatWan(amount: Fen): string {
	return groupThousands(toFixedText(decimal(BigInt(amount), 6), 2));
}

/** Inserts thousands separators into the whole part of a plain decimal text. */
export function groupThousands(text: string): string {
	const [whole = '', fraction] = text.split('.');
	const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
	return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
