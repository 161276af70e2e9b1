import {
	absolute,
	compare,
	dec,
	divide,
	isZero,
	multiply,
	parseDecimal,
	subtract,
	toFixedText,
	toText
} from '../decimal/decimal.ts';

/**
 * The new value against the old one, in words for the 原/新 table: "较原标准 12.00 元下降 0.63 元(5.25%)". Null where the
 * old standard is not a number ("无", or a text that only people can compare).
 */
export function changeInWords(oldStandard: string, value: string): string | null {
	const old = parseDecimal(oldStandard.replaceAll(',', '').replace(/\s*元.*$/, ''));
	if (!old.ok || isZero(old.value)) return null;
	const difference = subtract(dec(value), old.value);
	const from = `较原标准 ${toText(old.value)} 元`;
	if (isZero(difference)) return `${from}持平`;
	const percent = divide(multiply(absolute(difference), dec(100)), old.value, 'half-up', 2);
	const direction = compare(difference, dec(0)) > 0 ? '上升' : '下降';
	return `${from}${direction} ${toText(absolute(difference))} 元（${toFixedText(percent, 2)}%）`;
}
