import { dec, decimal, parseDecimal, round, type Decimal } from '../decimal/decimal.ts';
import type { SourceCell } from '../snapshot/source-table.ts';

/**
 * What a cell says as a number. `suffix` is the word behind the digits ("万元", "座", "%"), for the caller to judge;
 * `changed` tells that the text was not the plain number itself.
 */
export type NumberReading =
	| { readonly kind: 'number'; readonly value: Decimal; readonly suffix: string; readonly changed: boolean }
	| { readonly kind: 'empty'; readonly dash: boolean }
	| {
			readonly kind: 'unreadable';
			readonly why: 'text' | 'date' | 'boolean' | 'error' | 'no-value' | 'too-long';
	  };

/** Words by which senders of tables say that there is nothing, beside dashes. */
const NOTHING = /^(?:无|暂无|…+|\.{2,}|n\/?a|null|nan)$/i;

/** Significant digits that Excel keeps of a number typed into it. */
const EXCEL_DIGITS = 15;

const NUMBER =
	/^([+△▲-]?)¥?([+-]?)((?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?|\.\d+)(%|[\p{L}㎡][^\d()+~<>=-]*[23]?)?$/u;

/**
 * Reads one cell as an exact number, or says why it is none; never guesses. Accepts 1,234.50 · (1,234.50) · △1,234.50
 * (below zero, as accounts write it) · ¥ · full-width digits · a trailing unit · "-", "—", "/", "无" and "…" as empty.
 */
export function readNumber(cell: SourceCell | undefined): NumberReading {
	if (!cell) return { kind: 'empty', dash: false };
	switch (cell.kind) {
		case 'number':
			return excelNumber(cell.raw);
		case 'text':
			if (cell.raw === '' && cell.formula !== undefined) return { kind: 'unreadable', why: 'no-value' };
			return NOTHING.test(cell.raw.trim()) ? { kind: 'empty', dash: true } : readNumberText(cell.raw);
		default:
			return { kind: 'unreadable', why: cell.kind };
	}
}

/** Reads a text as a number; see `readNumber`. */
export function readNumberText(text: string): NumberReading {
	const plain = halfWidth(text).replace(/[\s\u200b-\u200d\u2060]/g, '');
	if (/^[-—_/]*$/.test(plain)) return { kind: 'empty', dash: plain !== '' };
	const brackets = /^\((.*)\)(.*)$/.exec(plain);
	const match = NUMBER.exec(brackets ? `${brackets[1]}${brackets[2]}` : plain.replace(/^'/, ''));
	const [, before = '', behind = '', digits = '', suffix = ''] = match ?? [];
	const signs = (before + behind).replace(/[△▲]/g, '-');
	if (!match || signs.length > 1 || (brackets && signs !== '')) return { kind: 'unreadable', why: 'text' };
	const parsed = parseDecimal(digits.replaceAll(',', ''));
	if (!parsed.ok) return { kind: 'unreadable', why: 'too-long' };
	const negative = brackets !== null || signs === '-';
	const value = negative ? decimal(-parsed.value.coefficient, parsed.value.scale) : parsed.value;
	return {
		kind: 'number',
		value,
		suffix,
		changed: text !== `${signs === '-' ? '-' : ''}${digits}` || digits.includes(',')
	};
}

/**
 * A number as Excel shows it: fifteen significant digits, so that the double 9.3562000000000003 is the 9.3562 somebody
 * typed. Rounds half-up.
 */
export function fifteenDigits(value: Decimal): Decimal {
	const magnitude = value.coefficient < 0n ? -value.coefficient : value.coefficient;
	const places = value.scale - (magnitude.toString().length - EXCEL_DIGITS);
	if (places >= value.scale) return value;
	if (places >= 0) return round(value, places, 'half-up');
	return decimal(round(decimal(value.coefficient, value.scale - places), 0, 'half-up').coefficient, places);
}

const SHORT_NUMBER = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Whether a workbook's number is one that can be kept exactly; the common form is recognised without computing it. */
export function isExactNumber(raw: string): boolean {
	return SHORT_NUMBER.test(raw) || parseDecimal(raw).ok;
}

const NUMBER_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a workbook's number is written as one at all, even if it has more digits or places than are kept. */
export function isNumberText(raw: string): boolean {
	return NUMBER_TEXT.test(raw.trim());
}

/** A whole number beyond fifteen digits has lost its last ones in Excel already: it is a code, not an amount. */
function excelNumber(raw: string): NumberReading {
	const exact = dec(raw);
	// At most fifteen characters cannot be more than fifteen digits; an exponent could make more of them.
	if (SHORT_NUMBER.test(raw) && raw.length <= EXCEL_DIGITS)
		return { kind: 'number', value: exact, suffix: '', changed: false };
	const magnitude = exact.coefficient < 0n ? -exact.coefficient : exact.coefficient;
	if (exact.scale === 0 && magnitude >= 10n ** BigInt(EXCEL_DIGITS))
		return { kind: 'unreadable', why: 'too-long' };
	const value = fifteenDigits(exact);
	return {
		kind: 'number',
		value,
		suffix: '',
		changed: value.coefficient !== exact.coefficient || value.scale !== exact.scale
	};
}

const FACTORS: { readonly [suffix: string]: string } = {
	'': '1',
	元: '1',
	圆: '1',
	元整: '1',
	千元: '1000',
	万: '10000',
	万元: '10000',
	百万元: '1000000',
	千万元: '10000000',
	亿: '100000000',
	亿元: '100000000'
};

/** What a money word multiplies by to give 元: "万元" → "10000"; undefined where it is no money word. */
export function moneyFactor(word: string): string | undefined {
	return Object.hasOwn(FACTORS, word) ? FACTORS[word] : undefined;
}

/** Any character that `halfWidth` replaces. */
const WIDE = /[\uff01-\uff5e\uffe5\u2010-\u2015\u2212\u2500\u3000\u00a0]/;

/** Full-width forms, the full-width yen sign and the many dashes, as typed by hand; other characters stay. */
export function halfWidth(text: string): string {
	// Most texts hold none of these, and a pasted table asks about each of its cells.
	if (!WIDE.test(text)) return text;
	return text
		.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
		.replace(/\uffe5/g, '¥')
		.replace(/[\u2010-\u2013\u2212]/g, '-')
		.replace(/[\u2014\u2015\u2500]/g, '—')
		.replace(/[\u3000\u00a0]/g, ' ');
}

/** Traditional characters of table headers, and what is written for them in simplified ones. */
const TRADITIONAL = '項稱額單價數備註說總計預決編號碼內細費級規據實執經來資類別門標區務積';
const SIMPLIFIED = '项称额单价数备注说总计预决编号码内细费级规据实执经来资类别门标区务积';
const ANY_TRADITIONAL = new RegExp(`[${TRADITIONAL}]`, 'g');

/** The words of headers, units and totals rows in simplified characters; other traditional ones stay. */
export function simplified(text: string): string {
	return text.replace(
		ANY_TRADITIONAL,
		(character) => SIMPLIFIED[TRADITIONAL.indexOf(character)] ?? character
	);
}
