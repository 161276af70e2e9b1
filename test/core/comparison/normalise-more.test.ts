import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMembers } from '#lib/core/comparison/compare-members.ts';
import type { ParameterSetContent, StepId } from '#lib/core/comparison/comparison-snapshot.ts';
import { normalise, type SeriesByStep } from '#lib/core/comparison/normalise/chain.ts';
import { waterfall } from '#lib/core/comparison/waterfall.ts';
import { add, dec, subtract, sum, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { observation } from '../../support/observations.ts';

function series(
	kind: ParameterSetContent['kind'],
	entries: { readonly [key: string]: string },
	form: ParameterSetContent['form'] = 'ratio'
): ParameterSetContent {
	return {
		code: kind,
		name: `测试${kind}`,
		kind,
		form,
		entries: Object.entries(entries).map(([key, value]) => ({
			key,
			value,
			version: 1,
			validFrom: '2020-01-01',
			document: '测试文件'
		}))
	};
}

function run(step: StepId, used: ParameterSetContent, given: object = {}, raw = '10', output = '1000') {
	return normalise(
		{ raw: dec(raw), output: dec(output) },
		observation({ project: 'P1', ...given }),
		{ unit: 'm2', targetYear: 2025, steps: ['period', step] },
		{ [step]: used } as SeriesByStep
	);
}
const basis = (change: object) => ({ basis: { ...observation({ project: 'P1' }).basis, ...change } });
const last = (made: ReturnType<typeof run>) => unwrap(made).at(-1);

describe('tax', () => {
	const factor = series('tax-factor', { 不含税: '1.06' });

	it('brings a cost without tax to one with it', () => {
		expect(toText(last(run('tax', factor, basis({ taxBasis: 'excluded' })))?.value ?? dec(0))).toBe('10.6');
		expect(toText(last(run('tax', factor, basis({ taxBasis: 'included' })))?.value ?? dec(0))).toBe('10');
	});

	it('refuses a cost of which nobody knows', () => {
		expect(run('tax', factor, basis({ taxBasis: 'unknown' }))).toMatchObject({
			problem: { code: 'comparison/basis-unknown' }
		});
		expect(run('tax', series('tax-factor', {}), basis({ taxBasis: 'excluded' }))).toMatchObject({
			problem: { code: 'comparison/missing-factor' }
		});
	});
});

describe('price by element', () => {
	// DOMAIN §2.6, golden test G4: .55 × 1.12 + .20 × 0.98 + .15 × 1.03 + .10 = 1.0665.
	const G4 = { elements: { labour: '5500', material: '2000', machine: '1500', none: '1000' } } as const;
	const fixed = series(
		'element-index',
		{
			'人工费 2023': '100',
			'人工费 2025': '112',
			'材料费 2023': '100',
			'材料费 2025': '98',
			'机械（台班）费 2023': '100',
			'机械（台班）费 2025': '103'
		},
		'fixed-base-100'
	);

	it('gives the golden value of G4', () => {
		const made = last(run('price-year', fixed, { ...G4, ...basis({ priceYear: 2023 }) }));
		expect(toText(made?.factor ?? dec(0))).toBe('1.0665');
		expect(made?.read).toHaveLength(6);
	});

	it('chains yearly indices, and refuses a year it lacks', () => {
		const chained = series(
			'element-index',
			{ '人工费 2024': '105', '人工费 2025': '106' },
			'previous-year-100'
		);
		const labour = { elements: { labour: '100' }, ...basis({ priceYear: 2023 }) };
		expect(toText(last(run('price-year', chained, labour))?.factor ?? dec(0))).toBe('1.113');
		expect(
			run('price-year', chained, { elements: { labour: '1' }, ...basis({ priceYear: 2022 }) })
		).toMatchObject({ problem: { code: 'comparison/missing-index', values: { year: '2023' } } });
	});

	it('refuses a member whose lines carry no element', () => {
		expect(
			run('price-year', fixed, { elements: { none: '100' }, ...basis({ priceYear: 2023 }) })
		).toMatchObject({ problem: { code: 'comparison/no-elements' } });
	});
});

describe('scale', () => {
	it('takes the effect of scale out by an exponent', () => {
		const exponent = series('scale-exponent', { 指数: '0.6', 基准规模: '1000' });
		// (8000/1000)^(0.6 − 1) = 8^(−0.4) = 2^(−1.2) = 0.435275…
		const made = last(run('scale', exponent, {}, '10', '8000'));
		expect(toText(made?.factor ?? dec(0))).toBe('0.435275281648');
		expect(toText(last(run('scale', exponent, {}, '10', '1000'))?.value ?? dec(0))).toBe('10');
		expect(run('scale', series('scale-exponent', { 指数: '6', 基准规模: '1000' }))).toMatchObject({
			problem: { code: 'comparison/bad-exponent' }
		});
		expect(run('scale', series('scale-exponent', { 指数: '0.6' }))).toMatchObject({
			problem: { code: 'comparison/missing-factor', values: { key: '基准规模' } }
		});
	});

	it('or by the tier the output falls into: the lower bound belongs to it, the upper does not', () => {
		const tiers = series('scale-factor', { '0-1000': '1.25', '1000-5000': '1', '5000-': '0.8' });
		for (const [output, value] of [
			['999.99', '8'],
			['1000', '10'],
			['5000', '12.5']
		] as const)
			expect(toText(last(run('scale', tiers, {}, '10', output))?.value ?? dec(0))).toBe(value);
		expect(run('scale', series('scale-factor', { '10-20': '1' }), {}, '10', '5')).toMatchObject({
			problem: { code: 'comparison/missing-factor' }
		});
	});

	it('refuses tiers that overlap or leave a gap', () => {
		for (const keys of [
			{ '0-1000': '1', '900-2000': '1' },
			{ '0-1000': '1', '1001-2000': '1' },
			{ '0-': '1', '10-20': '1' }
		])
			expect(run('scale', series('scale-factor', keys))).toMatchObject({
				problem: { code: 'comparison/tiers-broken' }
			});
	});
});

describe('scope', () => {
	const own = series('scope-adjustment', { 'P1 2025': '1.35', 'P2 2025': '0' }, 'amount');

	it('adds what own staff costs where it was left out', () => {
		expect(toText(last(run('scope', own))?.value ?? dec(0))).toBe('11.35');
		expect(toText(last(run('scope', own, { project: 'P2' }))?.value ?? dec(0))).toBe('10');
		expect(toText(last(run('scope', own, basis({ staffScope: 'included' })))?.value ?? dec(0))).toBe('10');
		expect(run('scope', own, { project: 'P3' })).toMatchObject({
			problem: { code: 'comparison/missing-factor', values: { key: 'P3 2025' } }
		});
		expect(run('scope', own, basis({ staffScope: 'unknown' }))).toMatchObject({
			problem: { code: 'comparison/basis-unknown' }
		});
	});
});

describe('waterfall', () => {
	const factor = fc.integer({ min: 50, max: 180 }).map((percent) => String(percent / 100));

	it('adds up exactly, and no bar depends on the order of the steps', () => {
		fc.assert(
			fc.property(factor, factor, factor, factor, (index, region, grade, staff) => {
				const used: SeriesByStep = {
					'price-year': series('price-index', { '2025': String(Number(index) * 100) }, 'previous-year-100'),
					region: series('region-factor', { 甲区: region }),
					grade: series('grade-factor', { 一级: grade }),
					scope: series('scope-adjustment', { 'P1 2025': staff }, 'amount')
				};
				const one = observation({ project: 'P1', unitCost: '8.5', ...basis({ priceYear: 2024 }) });
				const steps: readonly StepId[] = ['period', 'price-year', 'region', 'grade', 'scope'];
				const set = { category: one.category, unit: 'm2', targetYear: 2025, steps };
				const [member] = unwrap(compareMembers(set, [{ observation: one, included: true }], used)).members;
				if (!member) throw new Error('No member');
				const bars = waterfall(member);
				const difference = subtract(dec(member.comparable), dec(member.raw));
				expect(toText(sum(bars.map(({ effect }) => effect)))).toBe(toText(difference));
				// Turning two multiplying steps round leaves their bars as they are.
				const [period, price, area, level, scope] = member.steps;
				if (!period || !price || !area || !level || !scope) throw new Error('Five steps were asked for');
				const swapped = {
					...member,
					steps: [
						period,
						{ ...area, value: moved(period.value, area.value, price.value) },
						{ ...price, value: area.value },
						level,
						scope
					]
				};
				const again = waterfall(swapped);
				for (const { step, effect } of bars) {
					const other = again.find((bar) => bar.step === step)?.effect ?? dec(0);
					expect(Math.abs(Number(toText(subtract(effect, other))))).toBeLessThan(1e-9);
				}
			}),
			{ numRuns: 40 }
		);
	});

	it('shows the added staff as it is', () => {
		const used = { scope: series('scope-adjustment', { 'P1 2025': '1.35' }, 'amount') };
		const one = observation({ project: 'P1' });
		const set = { category: one.category, unit: 'm2', targetYear: 2025, steps: ['period', 'scope'] as const };
		const [member] = unwrap(compareMembers(set, [{ observation: one, included: true }], used)).members;
		const bars = member ? waterfall(member) : [];
		expect(bars.map(({ step, effect }) => [step, toText(effect)])).toEqual([
			['period', '0'],
			['scope', '1.35']
		]);
		expect(toText(add(dec('10'), dec('1.35')))).toBe(member?.comparable);
	});
});

/** before × (after ÷ between), the value a swapped step would have had. */
function moved(before: string, after: string, between: string): string {
	return toText(dec(((Number(before) * Number(after)) / Number(between)).toFixed(12)));
}
