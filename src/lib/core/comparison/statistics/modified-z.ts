import { dec, divide, isZero, multiply, subtract, type Decimal } from '../../decimal/decimal.ts';

/** 0.6745 is Φ⁻¹(0.75): with it the score of a normal value equals its ordinary z. */
const NORMAL_QUARTILE = dec('0.6745');

/** Beyond this size a value is suspect (Iglewicz & Hoaglin 1993). */
export const SUSPECT_FROM = dec('3.5');

/** Modified z-score (修正 z 分数) 0.6745 · (x − median) ÷ MAD, half-up at `places`; null where the MAD is zero. */
export function modifiedZ(value: Decimal, median: Decimal, mad: Decimal, places: number): Decimal | null {
	return isZero(mad)
		? null
		: divide(multiply(NORMAL_QUARTILE, subtract(value, median)), mad, 'half-up', places);
}
