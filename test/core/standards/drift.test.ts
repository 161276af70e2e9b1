import { describe, expect, it } from 'vitest';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import { fen } from '#lib/core/money/fen.ts';
import { indexDrift, outturnDrift, wholeSet } from '#lib/core/standards/drift.ts';

function series(
	values: readonly (readonly [year: string, value: string])[],
	form: ParameterSetContent['form'] = 'previous-year-100'
): ParameterSetContent {
	return {
		...{ code: 'cpi', name: '居民消费价格指数', kind: 'price-index', form },
		entries: values.map(([key, value]) => ({
			...{ key, value, version: 1, validFrom: '2020-01-01', document: `${key}年统计公报` }
		}))
	};
}

describe('composite index since the price year (DOMAIN §2.9: [0.95, 1.05])', () => {
	it.each([
		[[['2025', '105']], 2024, 2025, '1.0500', false],
		[[['2025', '105.001']], 2024, 2025, '1.05001', true],
		[[['2025', '95']], 2024, 2025, '0.9500', false],
		[[['2025', '94.9']], 2024, 2025, '0.9490', true],
		[
			[
				['2024', '102'],
				['2025', '103.5']
			],
			2023,
			2025,
			'1.0557',
			true
		]
	] as const)('%j', (values, from, to, index, alarm) => {
		expect(indexDrift(series(values), from, to)).toMatchObject({ index, alarm, from, to });
	});

	it('reads a fixed-base series by its two years', () => {
		const drift = indexDrift(
			series(
				[
					['2023', '110'],
					['2025', '121']
				],
				'fixed-base-100'
			),
			2023,
			2025
		);
		expect(drift).toMatchObject({ index: '1.1000', alarm: true });
		expect(drift?.read).toEqual([
			{ year: '2023', value: '110', document: '2023年统计公报', ref: 'parameter/cpi/2023/1' },
			{ year: '2025', value: '121', document: '2025年统计公报', ref: 'parameter/cpi/2025/1' }
		]);
	});

	it('goes as far as the series knows and says so, and never guesses', () => {
		const drift = indexDrift(series([['2025', '106']]), 2024, 2027);
		expect(drift).toMatchObject({ to: 2025, alarm: true });
		expect(drift?.words).toContain('2027 年的指数还没有登记');
		// 2025 is missing, so 2026 is not reached.
		expect(indexDrift(series([['2026', '106']]), 2024, 2026)).toBeNull();
		expect(indexDrift(series([['2025', '106']]), 2025, 2025)).toBeNull();
	});
});

describe('an index by element', () => {
	it('is weighted by the cost of the whole set, the elements without an index fixed (G4)', () => {
		const labour: ParameterSetContent = {
			...series([['人工费 2025', '110']]),
			kind: 'element-index'
		};
		const member = (wages: string, other: string): Observation => ({
			...{
				project: 'P',
				projectName: 'P',
				organisation: '',
				category: '',
				sourceNote: '',
				name: '',
				grade: ''
			},
			...{ fiscalYear: 2024, periodMonths: 12, index: 0, unit: 'm2', output: '1', unitCost: '1' },
			basis: {
				...{ priceYear: 2022, region: '', taxBasis: 'included', staffScope: 'included' },
				deliveryMode: 'own'
			},
			elements: { labour: wages, material: other }
		});
		// 60 % of the cost is labour: 0.4 + 0.6 × 1.10 = 1.06.
		const set = wholeSet([member('500', '100'), member('100', '300')]);
		expect(indexDrift(labour, 2024, 2025, set)).toMatchObject({ index: '1.0600', alarm: true });
		expect(indexDrift(labour, 2024, 2025)).toBeNull();
		expect(wholeSet([])).toBeNull();
	});
});

describe('outturn against the band of the quota (IDEAS 13)', () => {
	const RANGE = { value: '9', low: '8', high: '10', unit: '元/平方米·年' };
	const paid = (year: number, yuan: number, quantity = '100') => ({
		...{ year, quantity, amount: fen(yuan * 100) }
	});

	it.each([
		['above two years running', [paid(2025, 1001), paid(2026, 1100)], true],
		['out on both sides', [paid(2025, 799), paid(2026, 1100)], true],
		['on the bounds', [paid(2025, 800), paid(2026, 1000)], false],
		['back inside', [paid(2024, 1100), paid(2025, 1100), paid(2026, 900)], false],
		['not following years', [paid(2024, 1100), paid(2026, 1100)], false],
		['one year', [paid(2026, 1100)], false]
	] as const)('%s', (_, entries, alarm) => {
		expect(outturnDrift(RANGE, entries)).toMatchObject({ alarm });
	});

	it('adds the projects of a year before it divides', () => {
		const drift = outturnDrift(RANGE, [paid(2026, 1000, '50'), paid(2026, 800, '150')]);
		expect(drift?.years).toEqual([
			{
				...{ year: 2026, projects: 2, amount: 180000, quantity: '200' },
				unitCost: '9.0000',
				position: 'within'
			}
		]);
	});

	it('takes five per cent around a quota of one value, and nothing of a quota without one', () => {
		const point = { value: '10', low: null, high: null, unit: '元/座·年' };
		expect(outturnDrift(point, [paid(2026, 1050.5)])).toMatchObject({ low: '9.5', high: '10.5' });
		expect(outturnDrift({ ...point, value: null }, [paid(2026, 1)])).toBeNull();
		expect(outturnDrift(point, [])).toBeNull();
	});
});
