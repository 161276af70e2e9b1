import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec, equals, toText } from '#lib/core/decimal/decimal.ts';
import { groupThousands } from '#lib/core/money/fen.ts';
import { fifteenDigits, readNumber, readNumberText } from '#lib/core/intake/number-text.ts';

function read(text: string): string {
	const reading = readNumberText(text);
	return reading.kind === 'number'
		? `${toText(reading.value)}${reading.suffix && ` ${reading.suffix}`}`
		: reading.kind;
}

describe('numbers written by hand', () => {
	it.each([
		['1234.50', '1234.5'],
		['1,234.50', '1234.5'],
		['1,234,567', '1234567'],
		['(1,234.50)', '-1234.5'],
		['(1234.5)', '-1234.5'],
		['-12', '-12'],
		['−12', '-12'],
		['¥1,000', '1000'],
		['¥-5', '-5'],
		['¥5', '5'],
		['12.5%', '12.5 %'],
		['12.5%', '12.5 %'],
		['1,234.50', '1234.5'],
		['14.8万元', '14.8 万元'],
		['14.8 万元', '14.8 万元'],
		['2370人', '2370 人'],
		['10元/㎡', '10 元/㎡'],
		['.5', '0.5'],
		[' 7 ', '7'],
		['230047.41', '230047.41']
	])('reads %s as %s', (text, value) => {
		expect(read(text)).toBe(value);
	});

	it.each(['', '-', '—', '——', '–', '/', ' '])('takes %j for empty', (text) => {
		expect(read(text)).toBe('empty');
	});

	// Each of these could be read two ways, or says less than a number: it is for a person to decide.
	it.each([
		'1,23',
		'1.234,50',
		'12,3456',
		'1,234,56',
		'约100',
		'50-60',
		'50~60',
		'≥80',
		'=8个',
		'1.2E+05',
		'1.2.3',
		'--5',
		'(-5)',
		'一百',
		'2021年9月',
		'见附件',
		'NaN',
		'Infinity',
		'0x10',
		'9'.repeat(200)
	])('does not guess %j', (text) => {
		expect(readNumberText(text).kind).toBe('unreadable');
	});

	it('reads any exact number back from any way of writing it', () => {
		const number = fc
			.tuple(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.nat(6))
			.map(([c, s]) => toText(dec(`${c}e-${s}`)));
		const wide = (text: string) =>
			text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
		const grouped = (text: string) => groupThousands(text);
		const bracketed = (text: string) => (text.startsWith('-') ? `(${text.slice(1)})` : text);
		fc.assert(
			fc.property(
				number,
				fc.constantFrom(
					wide,
					grouped,
					bracketed,
					(t: string) => `¥${t}`,
					(t: string) => `${t}元`
				),
				(text, write) => {
					const reading = readNumberText(write(text));
					expect(reading.kind).toBe('number');
					if (reading.kind === 'number') expect(toText(reading.value)).toBe(toText(dec(text)));
				}
			)
		);
	});
});

describe('numbers of Excel', () => {
	const cell = (raw: string) => ({ at: 'A1', kind: 'number', raw, shown: raw }) as const;

	it.each([
		['9.3562000000000003', '9.3562'],
		['0.30000000000000004', '0.3'],
		['662.98000000000002', '662.98'],
		['1.6735229929999999E12', '1673522993000'],
		['-1234567.8999999999', '-1234567.9'],
		['1E-7', '0.0000001']
	])('takes %s for what Excel shows, %s', (raw, value) => {
		const reading = readNumber(cell(raw));
		expect(reading.kind === 'number' && toText(reading.value)).toBe(value);
	});

	it('refuses whole numbers whose last digits Excel has lost', () => {
		expect(readNumber(cell('310118000000000123'))).toEqual({ kind: 'unreadable', why: 'too-long' });
	});

	it('shows every double that has at most fifteen digits as it was typed', () => {
		fc.assert(
			fc.property(fc.bigInt(-(10n ** 15n) + 1n, 10n ** 15n - 1n), fc.nat(9), (coefficient, scale) => {
				const typed = dec(`${coefficient}e-${scale}`);
				// Seventeen digits are what Excel writes of the double nearest to what was typed.
				const written = Number(toText(typed)).toPrecision(17);
				expect(equals(fifteenDigits(dec(written)), typed)).toBe(true);
			})
		);
	});

	it('says why a cell is no number', () => {
		expect(readNumber({ at: 'A1', kind: 'error', raw: '#REF!', shown: '#REF!' })).toEqual({
			kind: 'unreadable',
			why: 'error'
		});
		expect(readNumber({ at: 'A1', kind: 'date', raw: '45000', shown: '2023/3/15' })).toEqual({
			kind: 'unreadable',
			why: 'date'
		});
		expect(readNumber({ at: 'A1', kind: 'text', raw: '', shown: '', formula: 'B1' })).toEqual({
			kind: 'unreadable',
			why: 'no-value'
		});
		expect(readNumber(undefined)).toEqual({ kind: 'empty', dash: false });
	});
});
