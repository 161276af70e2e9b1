import { decimal, divide, dec, negate, parseDecimal, round, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import type { SourceCell } from '../../snapshot/source-table.ts';
import type { SampleReading } from './sample-table.ts';

/** What foreign and statistical tables write where there is no figure. */
const BLANKS = new Set([
	'',
	'-',
	'--',
	'—',
	'–',
	'.',
	'..',
	'…',
	'/',
	'*',
	'na',
	'n/a',
	'#n/a',
	'nan',
	'null',
	'none',
	'无',
	'缺'
]);
const EXCEL_DIGITS = 15;

/**
 * Reads a cell of a sample as an exact number: null where it is blank, "unreadable" where it is neither. Knows thousands
 * separators and decimal commas, money signs, %, brackets for negative ones and powers of ten; never guesses between the
 * two meanings of a comma, because the table says which it uses.
 */
export function readSampleNumber(
	cell: SourceCell | undefined,
	mark: SampleReading['decimalMark'],
	textFile: boolean
): Decimal | null | 'unreadable' {
	if (!cell) return null;
	if (cell.kind === 'date' || cell.kind === 'boolean') return 'unreadable';
	if (cell.kind === 'error') return /N\/A/i.test(cell.raw) ? null : 'unreadable';
	if (cell.kind === 'number') return textFile ? written(cell.raw, mark) : fromWorkbook(cell.raw);
	const text = cell.raw
		.normalize('NFKC')
		.replace(/[\u2010-\u2013\u2212]/g, '-')
		.replace(/[\s'\u2019]/g, '');
	if (BLANKS.has(text.toLowerCase())) return null;
	return parsed(text.replace(/^([+-]?)[$€£¥]/, '$1').replace(/(?:[$€£¥]|元)$/, ''), mark);
}

/** 1.234 in a text file with decimal commas is one thousand two hundred and thirty-four; 12.5 can only be twelve and a half. */
function written(raw: string, mark: SampleReading['decimalMark']): Decimal | 'unreadable' {
	return parsed(raw, mark === 'comma' && !/^-?\d{1,3}(?:\.\d{3})+$/.test(raw) ? 'point' : mark);
}

/** A workbook keeps 9.3562 as the double 9.3562000000000003; what its sender typed has fifteen digits. */
function fromWorkbook(raw: string): Decimal | 'unreadable' {
	const exact = parseDecimal(raw);
	if (!exact.ok) return 'unreadable';
	const { coefficient, scale } = exact.value;
	const digits = (coefficient < 0n ? -coefficient : coefficient).toString().length;
	const places = scale - (digits - EXCEL_DIGITS);
	return places >= 0 && digits > EXCEL_DIGITS ? round(exact.value, places, 'half-up') : exact.value;
}

function parsed(text: string, mark: SampleReading['decimalMark']): Decimal | 'unreadable' {
	const bracketed = /^\((.+)\)$/.exec(text)?.[1];
	const [thousands, point] = mark === 'point' ? [',', '.'] : ['.', ','];
	const digits = `(?:\\d+|\\d{1,3}(?:\\${thousands}\\d{3})+)?(?:\\${point}\\d*)?`;
	const match = new RegExp(`^([+-]?)(${digits})(?:[eE]([+-]?\\d{1,3}))?(%?)$`).exec(bracketed ?? text);
	const [, sign = '', number = '', exponent = '0', percent = ''] = match ?? [];
	if (!match || !/\d/.test(number) || number.length > LIMITS.decimalTextLength) return 'unreadable';
	const plain = parseDecimal(tidy(number.replaceAll(thousands, '').replace(point, '.')));
	if (!plain.ok || Math.abs(Number(exponent)) > LIMITS.decimalDigits) return 'unreadable';
	const power = Number(exponent) - (percent === '%' ? 2 : 0);
	const scaled = shifted(plain.value, power);
	return (sign === '-') !== (bracketed !== undefined) ? negate(scaled) : scaled;
}

function tidy(text: string): string {
	const whole = text.startsWith('.') ? `0${text}` : text;
	return whole.endsWith('.') ? whole.slice(0, -1) : whole;
}

function shifted(value: Decimal, power: number): Decimal {
	return power >= 0
		? decimal(value.coefficient * 10n ** BigInt(power), value.scale)
		: divide(value, dec(10n ** BigInt(-power)), 'half-up', value.scale - power);
}
