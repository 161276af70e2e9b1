import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, dec, equals, toText } from '#lib/core/decimal/decimal.ts';
import { fen, fenText } from '#lib/core/money/fen.ts';
import {
	editedInUnit,
	roundingDifference,
	roundingDifferenceText,
	shownAmount,
	shownInUnit,
	shownValue,
	typedInUnit,
	type MoneyUnit
} from '#lib/ui/grid/money-unit.ts';
import { readTyped } from '#lib/ui/grid/cell-input.ts';
import { buildTree } from '#lib/core/costing/tree.ts';

const amounts = fc.integer({ min: -900_000_000_000, max: 900_000_000_000 }).map(fen);
const units = fc.constantFrom<MoneyUnit>('yuan', 'wan', 'yi');

describe('amounts in 元, 万元 and 亿元', () => {
	it('are rounded half-up for the eye only', () => {
		expect(shownAmount(fen(12_345_000), 'wan')).toBe('12.35');
		expect(shownAmount(fen(-12_345_000), 'wan')).toBe('-12.35');
		expect(shownAmount(fen(1_234_567_89), 'yuan')).toBe('1,234,567.89');
		expect(shownAmount(fen(12_345_678_900), 'yi')).toBe('1.2346');
	});

	it('leave words and blanks as they are', () => {
		for (const text of ['', '不计入', '#DIV/0!', '净审减 40,348.50'])
			expect(shownInUnit(text, 'wan')).toBe(text);
		expect(shownInUnit('497,578.64', 'wan')).toBe('49.76');
	});

	it('take a bare number in the unit of the head, and a named unit at its word', () => {
		const typed = (text: string) => readTyped('statedAmount', typedInUnit(text, 'wan'), buildTree([]));
		expect(typed('12.5')).toEqual({ ok: true, value: '125000' });
		expect(typed('1,200')).toEqual({ ok: true, value: '12000000' });
		expect(typed('500元')).toEqual({ ok: true, value: '500' });
		expect(typed('2亿元')).toEqual({ ok: true, value: '200000000' });
		expect(typed('')).toEqual({ ok: true, value: null });
	});

	it('store the same number whichever unit it is edited in', () => {
		fc.assert(
			fc.property(amounts, units, (amount, unit) => {
				const again = typedInUnit(editedInUnit(fenText(amount), unit), unit);
				expect(equals(dec(again), dec(fenText(amount)))).toBe(true);
			})
		);
	});

	it('leave formulas alone in every unit', () => {
		expect(typedInUnit('=[8.1].金额*2', 'wan')).toBe('=[8.1].金额*2');
		expect(editedInUnit('=[8.1].金额*2', 'wan')).toBe('=[8.1].金额*2');
	});
});

describe('尾差', () => {
	it('is what the shown total has more than the shown parts', () => {
		const parts = [fen(33_33_33), fen(33_33_33), fen(33_33_34)];
		expect(roundingDifferenceText(parts, fen(100_00_00), 'wan')).toBe('尾差 0.01 万元');
		expect(roundingDifferenceText(parts, fen(100_00_00), 'yuan')).toBe('');
		expect(roundingDifferenceText([fen(100_00_00)], fen(100_00_00), 'wan')).toBe('');
	});

	it('always closes the gap exactly', () => {
		fc.assert(
			fc.property(fc.array(amounts, { maxLength: 30 }), units, (parts, unit) => {
				const total = fen(parts.reduce<number>((sum, part) => sum + part, 0));
				const shown = parts.reduce((sum, part) => add(sum, shownValue(part, unit)), dec('0'));
				const closed = add(shown, roundingDifference(parts, total, unit));
				expect(toText(closed)).toBe(toText(shownValue(total, unit)));
			})
		);
	});
});
