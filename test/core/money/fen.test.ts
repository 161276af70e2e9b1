import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec, decimal, toText } from '#lib/core/decimal/decimal.ts';
import {
	fen,
	fenFromYuan,
	fenText,
	formatFen,
	formatWan,
	groupThousands,
	subtractFen,
	sumFen,
	yuanFromFen
} from '#lib/core/money/fen.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { problemText } from '#lib/text/zh-CN.ts';

const amount = fc.integer({ min: -LIMITS.amountFen, max: LIMITS.amountFen }).map(fen);

describe('money', () => {
	it.each([
		['2.345', 235, 234],
		['1234.565', 123457, 123456],
		['-2.345', -235, -234],
		['0.004', 0, 0],
		['-0.004', 0, 0],
		['13449930', 1_344_993_000, 1_344_993_000]
	])('%s 元 → %i 分 half-up, %i half-even', (yuan, halfUp, halfEven) => {
		expect(unwrap(fenFromYuan(dec(yuan), 'half-up'))).toBe(halfUp);
		expect(unwrap(fenFromYuan(dec(yuan), 'half-even'))).toBe(halfEven);
	});

	it('never holds minus zero', () => {
		expect(Object.is(unwrap(fenFromYuan(dec('-0.001'), 'half-up')), 0)).toBe(true);
		expect(Object.is(subtractFen(fen(5), fen(5)), 0)).toBe(true);
	});

	it('comes back from 元 exactly, at any size', () => {
		fc.assert(
			fc.property(amount, (value) => {
				expect(unwrap(fenFromYuan(yuanFromFen(value), 'half-up'))).toBe(value);
			})
		);
	});

	it('adds exactly, in any order', () => {
		const part = fc.array(fc.integer({ min: -1e12, max: 1e12 }).map(fen), { maxLength: 50 });
		fc.assert(
			fc.property(part, (parts) => {
				const exact = parts.reduce((total, value) => total + BigInt(value), 0n);
				expect(sumFen(parts)).toBe(Number(exact));
				expect(sumFen([...parts].reverse())).toBe(Number(exact));
			})
		);
	});

	it('refuses amounts beyond the limit with a sentence, and throws on what is no amount at all', () => {
		const limit = decimal(BigInt(LIMITS.amountFen), 2);
		expect(fenFromYuan(limit, 'half-up').ok).toBe(true);
		const beyond = fenFromYuan(dec('90000000000000.01'), 'half-up');
		expect(beyond).toMatchObject({ ok: false, problem: { code: 'money/too-large' } });
		if (!beyond.ok) expect(problemText(beyond.problem)).toContain('90000000000000.01');
		for (const bad of [0.5, NaN, Infinity, LIMITS.amountFen + 1]) expect(() => fen(bad)).toThrow();
		expect(() => sumFen([fen(LIMITS.amountFen), fen(1)])).toThrow();
	});

	it.each([
		[0, '0.00', '0.00'],
		[5, '0.05', '0.00'],
		[-12_345, '-123.45', '-0.01'],
		[1_344_993_000, '13,449,930.00', '1,344.99'],
		[49_757_864_000_000, '497,578,640,000.00', '49,757,864.00']
	])('shows %i 分 as %s 元 and %s 万元', (value, yuan, wan) => {
		expect(formatFen(fen(value))).toBe(yuan);
		expect(fenText(fen(value))).toBe(yuan.replaceAll(',', ''));
		expect(formatWan(fen(value))).toBe(wan);
	});

	it('groups the whole part only', () => {
		expect(groupThousands('1234567.8912')).toBe('1,234,567.8912');
		expect(groupThousands('-1000')).toBe('-1,000');
		expect(toText(yuanFromFen(fen(150)))).toBe('1.5');
	});
});
