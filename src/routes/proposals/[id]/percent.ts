import { dec, divide, multiply, parseDecimal, toText } from '#lib/core/decimal/decimal.ts';

const HUNDRED = dec(100);

/** People write shares in per cent, the standard keeps a ratio; a text that is no number is kept to be named. */
export function percentOf(share: string): string {
	const ratio = parseDecimal(share);
	return ratio.ok ? toText(multiply(ratio.value, HUNDRED)) : share;
}

export function shareOf(percent: string): string {
	const value = parseDecimal(percent);
	return value.ok ? toText(divide(value.value, HUNDRED, 'half-up', value.value.scale + 2)) : percent;
}
