import {
	dec,
	multiply,
	decimal,
	negate,
	isNegative,
	isZero,
	round,
	toFixedText,
	toText,
	type Decimal
} from '#lib/core/decimal/decimal.ts';
import { fifteenDigits } from '#lib/core/intake/number-text.ts';
import { groupThousands } from '#lib/core/money/fen.ts';
import { shownDate } from './date-format.ts';
import { plainShown } from './plain-shown.ts';

/** Format codes that workbooks name by number only (ECMA-376 §18.8.30, with the Chinese dates Excel uses for 27 to 36). */
const BUILT_IN: { readonly [id: number]: string } = {
	1: '0',
	2: '0.00',
	3: '#,##0',
	4: '#,##0.00',
	9: '0%',
	10: '0.00%',
	14: 'yyyy/m/d',
	15: 'd-mmm-yy',
	16: 'd-mmm',
	17: 'mmm-yy',
	18: 'h:mm AM/PM',
	19: 'h:mm:ss AM/PM',
	20: 'h:mm',
	21: 'h:mm:ss',
	22: 'yyyy/m/d h:mm',
	27: 'yyyy"年"m"月"',
	28: 'm"月"d"日"',
	29: 'm"月"d"日"',
	30: 'm/d/yy',
	31: 'yyyy"年"m"月"d"日"',
	32: 'h"时"mm"分"',
	33: 'h"时"mm"分"ss"秒"',
	36: 'yyyy"年"m"月"',
	37: '#,##0;-#,##0',
	38: '#,##0;-#,##0',
	39: '#,##0.00;-#,##0.00',
	40: '#,##0.00;-#,##0.00',
	41: '#,##0;-#,##0;"-"',
	42: '¥#,##0;-¥#,##0;"-"',
	43: '#,##0.00;-#,##0.00;"-"',
	44: '¥#,##0.00;-¥#,##0.00;"-"',
	57: 'yyyy"年"m"月"',
	58: 'm"月"d"日"'
};

export function builtInFormat(id: number): string {
	return BUILT_IN[id] ?? 'General';
}

/** What the sender saw for a number, and whether the format makes it a date. Formats outside the common ones show as General. */
export function shownNumber(raw: string, format: string, date1904: boolean): { text: string; date: boolean } {
	const plain = plainShown(raw, format);
	if (plain !== undefined) return { text: plain, date: false };
	if (isDateFormat(format)) {
		const text = shownDate(dec(raw), format, date1904);
		return text === undefined ? { text: general(dec(raw)), date: false } : { text, date: true };
	}
	const value = fifteenDigits(dec(raw));
	return { text: formatted(value, format) ?? general(value), date: false };
}

export function isDateFormat(format: string): boolean {
	const first = format.split(';', 1)[0] ?? '';
	const bare = first.replace(/"[^"]*"|\\.|\[(?:\$[^\]]*|[A-Za-z]{3,})\]|[_*]./g, '');
	return !/general/i.test(bare) && /[ymdhs]/i.test(bare) && !/[#0?]/.test(bare.replace(/s\.0+/i, 's'));
}

function formatted(value: Decimal, format: string): string | undefined {
	const section = sectionFor(value, format);
	const plain = section.code.replace(/\[\$([^\]-]*)[^\]]*\]/g, '"$1"').replace(/\[[A-Za-z0-9]+\]/g, '');
	if (/\[|general|@|[eE][+-]|\/|\?/i.test(plain.replace(/"[^"]*"/g, ''))) return undefined;
	const parts =
		/^((?:"[^"]*"|\\.|_.|\*.|[^#0."\\])*)([#0,]*(?:\.[#0]*)?,*)((?:"[^"]*"|\\.|_.|\*.|[^#0."\\])*)$/.exec(
			plain
		);
	if (!parts) return undefined;
	const [, before = '', pattern = '', behind = ''] = parts;
	if (pattern === '') return literal(before) + literal(behind);
	const percents = (before + behind).replace(/"[^"]*"/g, '').split('%').length - 1;
	const number = patterned(multiply(section.value, decimal(10n ** BigInt(2 * percents))), pattern);
	return `${section.sign}${literal(before)}${number}${literal(behind)}`;
}

/** Excel's sections: positive; negative; zero. With one section a negative keeps its sign. */
function sectionFor(value: Decimal, format: string): { code: string; value: Decimal; sign: string } {
	const codes = format.match(/(?:"[^"]*"|\\.|[^;])+/g) ?? [''];
	const positive = codes[0] ?? '';
	if (isNegative(value)) {
		const own = codes[1];
		return { code: own ?? positive, value: negate(value), sign: own === undefined ? '-' : '' };
	}
	return { code: isZero(value) ? (codes[2] ?? positive) : positive, value, sign: '' };
}

function patterned(value: Decimal, pattern: string): string {
	// Commas behind the last digit divide by a thousand each.
	const scale = /,*$/.exec(pattern)?.[0].length ?? 0;
	const scaled = decimal(value.coefficient, value.scale + 3 * scale);
	const [whole = '', decimals = ''] = pattern.slice(0, pattern.length - scale).split('.');
	const fixed = toFixedText(scaled, decimals.length, 'half-up');
	const required = decimals.lastIndexOf('0') + 1;
	const [left = '', right = ''] = fixed.split('.');
	const shownLeft =
		left === '0' && !whole.includes('0') ? '' : left.padStart(whole.replace(/[^0]/g, '').length, '0');
	let shownRight = right;
	while (shownRight.length > required && shownRight.endsWith('0')) shownRight = shownRight.slice(0, -1);
	const grouped = whole.includes(',') ? groupThousands(shownLeft) : shownLeft;
	return pattern.includes('.') && (shownRight !== '' || required > 0) ? `${grouped}.${shownRight}` : grouped;
}

/** Literal text of a format: quotes and escapes taken off, width spaces dropped. */
function literal(code: string): string {
	return code.replace(
		/"([^"]*)"|\\(.)|_.|\*./g,
		(_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''
	);
}

/** Excel's General shows at most eleven characters. */
function general(value: Decimal): string {
	const exact = toText(fifteenDigits(value));
	const whole = exact.replace('-', '').split('.')[0] ?? '';
	if (exact.replace('-', '').length <= 11) return exact;
	return whole.length <= 11 ? toText(round(value, Math.max(0, 10 - whole.length), 'half-up')) : exact;
}
