import { compare, ZERO } from '../decimal/decimal.ts';
import { settled } from './convert.ts';
import { isNumber, type FormulaValue } from './value.ts';

/** Comparison as Excel orders mixed values: numbers before texts before truths; texts without regard to case. */
export function compareValues(a: FormulaValue, b: FormulaValue): number {
	const left = comparable(a, b);
	const right = comparable(b, a);
	if (isNumber(left) && isNumber(right)) return compare(settled(left), settled(right));
	const order = rank(left) - rank(right);
	if (order !== 0) return order;
	if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
	return compareTexts(String(left), String(right));
}

/** By code unit and not by a locale, so that browser and server agree. */
export function compareTexts(a: string, b: string): number {
	if (a === b) return 0;
	const s = a.toLowerCase();
	const t = b.toLowerCase();
	return s < t ? -1 : s > t ? 1 : 0;
}

/** A blank compares as the empty value of the other side's kind. */
function comparable(value: FormulaValue, other: FormulaValue): FormulaValue {
	if (value !== null) return value;
	return typeof other === 'string' ? '' : typeof other === 'boolean' ? false : ZERO;
}

/** 0 numbers, 1 texts, 2 truths. */
export function rank(value: FormulaValue): number {
	return isNumber(value) ? 0 : typeof value === 'string' ? 1 : 2;
}
