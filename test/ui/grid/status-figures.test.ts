import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec, toText } from '#lib/core/decimal/decimal.ts';
import { formatFen, fen } from '#lib/core/money/fen.ts';
import { selectionFigures, selectionParts } from '#lib/ui/grid/selection-figures.ts';
import { statusFigures } from '#lib/ui/grid/status-figures.ts';

describe('the status bar', () => {
	it('counts what is filled and adds up what is a number', () => {
		const { count, numbers, sum, average, maximum, minimum } = statusFigures([
			'',
			'1,234.50',
			'座',
			'-0.50',
			'#DIV/0!'
		]);
		expect({ count, numbers }).toEqual({ count: 4, numbers: 2 });
		expect([sum, average, maximum, minimum].map((value) => toText(value ?? dec('0')))).toEqual([
			'1234',
			'617',
			'1234.5',
			'-0.5'
		]);
	});

	it('has no figures where there is no number', () => {
		expect(statusFigures(['座', ''])).toEqual({
			count: 1,
			numbers: 0,
			sum: null,
			average: null,
			maximum: null,
			minimum: null
		});
	});

	it('is exact where floats are not: ten times 0.1 is 1', () => {
		expect(toText(statusFigures(Array.from({ length: 10 }, () => '0.1')).sum ?? dec('0'))).toBe('1');
	});

	it('comes to the very sum of amounts', () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 50 }),
				(amounts) => {
					const { sum } = statusFigures(amounts.map((amount) => formatFen(fen(amount))));
					const exact = amounts.reduce((total, amount) => total + BigInt(amount), 0n);
					expect(toText(sum ?? dec('0'))).toBe(toText(dec(`${exact}e-2`)));
				}
			)
		);
	});

	it('says amounts in the chosen unit, exactly', () => {
		const figures = selectionFigures([
			{ column: 'statedAmount', text: '1,234.50' },
			{ column: 'verifiedAmount', text: '1,000.00' }
		]);
		expect(selectionParts(figures, 'wan')[1]).toEqual({ label: '求和', text: '0.22345 万元' });
		expect(selectionParts(figures, 'yuan')[1]).toEqual({ label: '求和', text: '2,234.5 元' });
	});

	it('never calls a mixture of pieces and money 元', () => {
		const figures = selectionFigures([
			{ column: 'quantity', text: '3' },
			{ column: 'statedAmount', text: '1.00' }
		]);
		expect(selectionParts(figures, 'wan')[1]).toEqual({ label: '求和', text: '4' });
	});
});
