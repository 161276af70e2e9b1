import {
	add,
	dec,
	decimal,
	equals,
	multiply,
	round,
	subtract,
	toFixedText,
	toText,
	ZERO,
	type Decimal
} from '#lib/core/decimal/decimal.ts';
import { yuanFromFen, groupThousands, type Fen } from '#lib/core/money/fen.ts';
import { readNumberText } from '#lib/core/intake/number-text.ts';

/** In which unit amounts are shown. Only shown: what is stored and calculated stays 元 with its 分. */
export const MONEY_UNITS = { yuan: '元', wan: '万元', yi: '亿元' } as const;
export type MoneyUnit = keyof typeof MONEY_UNITS;

/** By how many places a unit moves the point. */
const SHIFT: { readonly [U in MoneyUnit]: number } = { yuan: 0, wan: 4, yi: 8 };

/** Decimals of an amount as shown; enough in 亿元 that a million is still seen. */
const PLACES: { readonly [U in MoneyUnit]: number } = { yuan: 2, wan: 2, yi: 4 };

/** 元 → the unit, exactly. */
export function inUnit(yuan: Decimal, unit: MoneyUnit): Decimal {
	return decimal(yuan.coefficient, yuan.scale + SHIFT[unit]);
}

/** "12.35": an amount in the unit, rounded half-up for the eye only. */
export function shownAmount(amount: Fen, unit: MoneyUnit): string {
	return groupThousands(toFixedText(inUnit(yuanFromFen(amount), unit), PLACES[unit]));
}

/** The number that `shownAmount` writes. */
export function shownValue(amount: Fen, unit: MoneyUnit): Decimal {
	return round(inUnit(yuanFromFen(amount), unit), PLACES[unit], 'half-up');
}

/** A shown text of an amount in 元 ("1,234.50") in the unit; any other text stays as it is. */
export function shownInUnit(text: string, unit: MoneyUnit): string {
	if (!/^-?[\d,]+(\.\d+)?$/.test(text) || (unit === 'yuan' && /\.\d\d$/.test(text))) return text;
	return groupThousands(toFixedText(inUnit(dec(text.replaceAll(',', '')), unit), PLACES[unit]));
}

/** What the editor starts with: the exact amount in the unit, with all its decimals. */
export function editedInUnit(text: string, unit: MoneyUnit): string {
	if (unit === 'yuan' || !/^-?\d+(\.\d+)?$/.test(text)) return text;
	return toText(inUnit(dec(text), unit));
}

/** What was typed into an amount shown in the unit: a bare number means that unit, "500元" means 元 all the same. */
export function typedInUnit(text: string, unit: MoneyUnit): string {
	if (unit === 'yuan') return text;
	const reading = readNumberText(text);
	if (reading.kind !== 'number' || reading.suffix !== '') return text;
	return toText(multiply(reading.value, dec(`1e${SHIFT[unit]}`)));
}

/**
 * 尾差: by how much the shown total differs from the sum of the shown parts, in the unit, because each was rounded for
 * itself; zero in 元.
 */
export function roundingDifference(parts: readonly Fen[], total: Fen, unit: MoneyUnit): Decimal {
	if (unit === 'yuan') return ZERO;
	const sum = parts.reduce((running, part) => add(running, shownValue(part, unit)), ZERO);
	return subtract(shownValue(total, unit), sum);
}

/** "尾差 0.01 万元", or nothing where the shown figures add up. */
export function roundingDifferenceText(parts: readonly Fen[], total: Fen, unit: MoneyUnit): string {
	const difference = roundingDifference(parts, total, unit);
	if (equals(difference, ZERO)) return '';
	return `尾差 ${toFixedText(difference, PLACES[unit])} ${MONEY_UNITS[unit]}`;
}
