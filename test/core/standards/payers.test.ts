import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, compare, dec, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { budgetCheck } from '#lib/core/standards/budget-check.ts';
import { expenditureMethod, sharedExpenditure } from '#lib/core/standards/shared-expenditure.ts';
import type {
	BudgetCheckContent,
	BudgetCheckResults,
	ExpenditureContent,
	ExpenditureResults,
	Payer,
	PayerId,
	QuotaContent,
	QuotaResults
} from '#lib/core/standards/standard-snapshot.ts';
import { EXPENDITURE, QUOTA } from '../../support/standard-drafts.ts';

/** A quota of a road per 公里·年, as maintenance rules state it. */
function quota(
	value: string,
	change: Partial<QuotaContent> = {},
	more: Partial<QuotaResults> = {}
): Snapshot {
	const results: QuotaResults = {
		...{ value, unrounded: value, low: null, high: null },
		...{ unit: '元/公里·年', unitId: 'km', priceYear: 2025, category: '交通运输/公路养护', read: [] },
		verdict: { kind: 'standard', reasons: [] },
		...more
	};
	const content = { ...QUOTA, ...change };
	return { kind: 'standard', schema: 1, method: 'cost-quota/median@1', inputs: [], content, results };
}

const payer = (id: PayerId, share: string, change: Partial<Payer> = {}): Payer => ({
	...{ payer: id, region: '', tier: '', share, matches: '', floor: '', ceiling: '' },
	...change
});

function compute(of: Snapshot, change: Partial<ExpenditureContent>): Result<ExpenditureResults> {
	const inputs = [{ role: 'quota', hash: 'a'.repeat(64), snapshot: of }];
	return sharedExpenditure.compute(inputs, { ...EXPENDITURE, ...change }) as Result<ExpenditureResults>;
}

const made = (of: Snapshot, change: Partial<ExpenditureContent>) => unwrap(compute(of, change));
const amounts = (results: ExpenditureResults, table = 0) =>
	results.payers?.[table]?.payers.map(({ payer: id, value }) => `${id} ${value}`);

function snapshotOf(of: Snapshot, change: Partial<ExpenditureContent>): Snapshot {
	return {
		...{ kind: 'standard', schema: 1, method: sharedExpenditure.id },
		inputs: [{ role: 'quota', hash: 'a'.repeat(64) }],
		content: { ...EXPENDITURE, ...change },
		results: made(of, change)
	};
}

function check(standard: Snapshot, change: Partial<BudgetCheckContent>): BudgetCheckResults {
	const content: BudgetCheckContent = {
		...{ line: '村道养护', date: '2026-03-01', quantity: '3', unit: '公里', months: 12, requested: '100000' },
		...change
	};
	return unwrap(
		budgetCheck.compute([{ role: 'standard', hash: 'b'.repeat(64), snapshot: standard }], content)
	) as BudgetCheckResults;
}

describe('what each payer bears (分级负担)', () => {
	it('adds up to the standard to the last 分, the largest remainder first', () => {
		const thirds = [payer('province', '0.333'), payer('city', '0.333'), payer('county', '0.334')];
		const results = made(quota('100.01'), { payers: thirds });
		expect(results.value).toBe('100.01');
		expect(amounts(results)).toEqual(['province 33.3', 'city 33.3', 'county 33.41']);
		expect(results.words).toContain('其中 省级 33.30 元、市级 33.30 元、县区级 33.41 元');
	});

	it('leaves the rest of the net cost to those who benefit', () => {
		const results = made(quota('10.01'), {
			...{ fiscalShare: '0.8', ownIncome: '1' },
			payers: [payer('county', '0.5'), payer('town', '0.3'), payer('beneficiary', '0.2')]
		});
		// 10.01 × 80 % − 1 = 7.008 for the treasury; the net cost is 9.01.
		expect(results.value).toBe('7.01');
		expect(amounts(results)).toEqual(['county 4.38', 'town 2.63', 'beneficiary 2']);
	});

	// Cangzhou, rural roads (dossier T6): province 8,400, county not below 6,000 元 per km and year.
	it('keeps the floor of a payer, the others share what is left', () => {
		const roads = [payer('province', '0.7'), payer('county', '0.3', { floor: '6000' })];
		expect(amounts(made(quota('14400'), { payers: roads }))).toEqual(['province 8400', 'county 6000']);
		expect(amounts(made(quota('30000'), { payers: roads }))).toEqual(['province 21000', 'county 9000']);
		const poor = made(quota('5000'), { payers: roads });
		expect(poor.value).toBe('6000');
		expect(poor.words).toContain('按各方的下限、上限合计为 6000.00 元');
	});

	it('matches another payer: one to one is what the county must give (配套)', () => {
		const matched = [
			payer('province', '0.4'),
			payer('county', '1', { matches: 'province' }),
			payer('village', '0.2')
		];
		expect(amounts(made(quota('3500'), { payers: matched }))).toEqual([
			'province 1400',
			'county 1400',
			'village 700'
		]);
	});

	it('differs by region and by tier where a table says so', () => {
		const tier = (value: string, from: string, to: string | null) => ({
			...{ from, to, n: 5, projects: 5, value, unrounded: value, low: null, high: null, members: [] },
			verdict: { kind: 'standard', reasons: [] } as const
		});
		const tiers = [tier('1000', '0', '50'), tier('800', '50', null)];
		const of = quota('1000', {}, { tiers, mainTier: 0 });
		const payers = [
			...[payer('province', '0.5'), payer('county', '0.5')],
			...[payer('province', '0.8', { region: '山区' }), payer('county', '0.2', { region: '山区' })],
			...[payer('province', '0.1', { tier: '2' }), payer('county', '0.9', { tier: '2' })]
		];
		const results = made(of, { payers });
		expect(results.payers?.map(({ region, tier: at }) => [region, at])).toEqual([
			['', 0],
			['', 1],
			['山区', 0],
			['山区', 1]
		]);
		expect([0, 1, 2, 3].map((at) => amounts(results, at)?.[0])).toEqual([
			'province 500',
			'province 80',
			'province 800',
			'province 640'
		]);
		const standard = snapshotOf(of, { payers });
		expect(check(standard, { quantity: '60', region: '山区', requested: '4800001' })).toMatchObject({
			...{ allowed: '4800000', over: '1', tier: 1 },
			payers: [
				{ payer: 'province', amount: '3840000' },
				{ payer: 'county', amount: '960000' }
			]
		});
	});

	it('holds for every quota and share: parts add up, bounds are kept', () => {
		const cents = (most: number) => fc.integer({ min: 0, max: most }).map((n) => toText(dec(n / 100)));
		fc.assert(
			fc.property(cents(100_000), fc.nat(100), cents(300), cents(300), (cost, part, floor, more) => {
				const ceiling = toText(add(dec(floor), dec(more)));
				const payers = [
					payer('province', toText(dec(part / 100))),
					payer('county', toText(dec((100 - part) / 100)), { floor, ceiling })
				];
				const results = made(quota(cost), { payers });
				const [province, county] = results.payers?.[0]?.payers ?? [];
				expect(toText(add(dec(province?.value ?? '0'), dec(county?.value ?? '0')))).toBe(results.value);
				expect(compare(dec(county?.value ?? '0'), dec(floor))).toBeGreaterThanOrEqual(0);
				expect(compare(dec(county?.value ?? '0'), dec(ceiling))).toBeLessThanOrEqual(0);
			}),
			{ numRuns: 60 }
		);
	});

	it.each([
		[[payer('province', '0.5'), payer('county', '0.4')], 'standard/payer-shares'],
		[[payer('province', '0.5'), payer('county', '0.6')], 'standard/payer-shares'],
		[[payer('province', '0.5'), payer('province', '0.5')], 'standard/bad-parameter'],
		[[payer('province', '1', { region: '山区' })], 'standard/payers-general'],
		[[payer('province', '1', { tier: '2' })], 'standard/bad-parameter'],
		[[payer('county', '1', { matches: 'province' })], 'standard/bad-parameter'],
		[[payer('county', '1', { matches: 'county' })], 'standard/bad-parameter'],
		[[payer('province', '1', { floor: '5', ceiling: '4' })], 'standard/bad-parameter'],
		[[payer('province', '1', { floor: '5.001' })], 'standard/bad-parameter'],
		[[payer('province', '半', {})], 'standard/bad-parameter'],
		[[payer('province', '0.5'), payer('beneficiary', '0.5')], 'standard/bad-parameter']
	])('refuses %j', (payers, code) => {
		expect(compute(quota('100'), { payers })).toMatchObject({ ok: false, problem: { code } });
	});

	it('refuses floors of the payers above the ceiling of the standard', () => {
		const payers = [payer('county', '1', { floor: '60' })];
		expect(compute(quota('100'), { payers, ceiling: '50' })).toMatchObject({ ok: false });
	});

	it('explains each part from its shares and the quota', () => {
		const payers = [payer('province', '0.5'), payer('county', '0.5')];
		const snapshot = snapshotOf(quota('9.01'), { payers });
		const explain = (at: string) => sharedExpenditure.explain(snapshot, 'e'.repeat(64), at);
		const part = explain('/results/payers/0/payers/1/value');
		expect(part).toMatchObject({ label: '道路保洁（一级） 县区级负担', value: '4.5', unit: '元/公里·年' });
		for (const input of part?.inputs ?? [])
			expect(input.kind === 'frozen' && explain(input.pointer)).toBeTruthy();
		expect(explain('/results/payers/0/value')?.inputs[0]).toMatchObject({ pointer: '/results/value' });
	});
});

describe('a quota that is more or less than one value', () => {
	const range = quota('10', { form: 'range' }, { low: '8', high: '12' });

	it('is paid as a range, and a line is held to both ends', () => {
		const standard = snapshotOf(range, { fiscalShare: '0.5' });
		expect(standard.results).toMatchObject({ value: '5', low: '4', high: '6', form: 'range' });
		expect(check(standard, { requested: '1800' })).toMatchObject({ allowed: '1800', over: '0' });
		expect(check(standard, { requested: '1900' })).toMatchObject({ allowed: '1800', over: '100' });
		const low = check(standard, { requested: '1100' });
		expect(low).toMatchObject({ over: '0', below: '100' });
		expect(low.words).toContain('低于下限 1.00 元，应补足或说明理由');
	});

	it('as a floor cuts nothing and says what is missing; as a ceiling it cuts', () => {
		const floor = snapshotOf(quota('10', { form: 'floor' }), { force: 'reference' });
		expect(check(floor, { requested: '9900' })).toMatchObject({ allowed: '9900', over: '0' });
		expect(check(floor, { requested: '2900' })).toMatchObject({ allowed: '3000', over: '0', below: '100' });
		const ceiling = snapshotOf(quota('10', { form: 'ceiling' }), {});
		expect(check(ceiling, { requested: '3100' })).toMatchObject({ allowed: '3000', over: '100' });
		expect(compute(quota('10', { form: 'floor' }), { force: 'ceiling' })).toMatchObject({
			ok: false,
			problem: { code: 'standard/floor-as-ceiling' }
		});
	});

	it('keeps to the floor of the expenditure standard, which must not be above its ceiling', () => {
		expect(made(quota('10'), { fiscalShare: '0.1', floor: '2' })).toMatchObject({
			value: '2',
			words: expect.stringContaining('低于下限 2 元，财政支出标准取下限 2.00')
		});
		expect(compute(quota('10'), { floor: '5', ceiling: '4' })).toMatchObject({
			ok: false,
			problem: { code: 'standard/bad-parameter', values: { name: '下限' } }
		});
	});

	it('is frozen by the second version only where it says more than the first', () => {
		expect(expenditureMethod(EXPENDITURE, 'point').id).toBe('standard/expenditure@1');
		expect(expenditureMethod(EXPENDITURE, 'range').id).toBe('standard/expenditure@2');
		expect(expenditureMethod({ ...EXPENDITURE, floor: '1' }, 'point').id).toBe('standard/expenditure@2');
	});
});
