import { describe, expect, it } from 'vitest';
import { dec, sum, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { freezeRecipe } from '#lib/core/costing/recipe-method.ts';
import { composed, setCosts, type ElementCosts } from '#lib/core/standards/composition.ts';
import { CURRENT_QUOTA_METHODS } from '#lib/core/standards/rules/all-rules.ts';
import type { QuotaContent, QuotaResults } from '#lib/core/standards/standard-snapshot.ts';
import { comparisonSet, type SetMember } from '../../support/comparison-set.ts';
import { GOLDEN_G7 } from '../../support/recipes.ts';
import { QUOTA } from '../../support/standard-drafts.ts';

const set = (...values: string[]): readonly SetMember[] =>
	values.map((comparable, i) => ({ project: `项目${i}`, comparable, output: '100' }));
const members = comparisonSet(set('8', '10', '12', '9', '11', '10', '10', '10'));
const compute = (
	change: Partial<QuotaContent>,
	more: Parameters<typeof CURRENT_QUOTA_METHODS.median.compute>[0] = []
) =>
	CURRENT_QUOTA_METHODS.median.compute(
		[{ role: 'comparison', hash: 'c'.repeat(64), snapshot: members }, ...more],
		{ ...QUOTA, rule: 'median', ...change }
	);
const total = (results: QuotaResults, field: 'value' | 'share') =>
	toText(sum((results.composition ?? []).map((part) => dec(part[field]))));

describe('composition of a quota by element (费用构成)', () => {
	it('divides the value so that values and shares add up, the largest remainder first', () => {
		const plain = unwrap(compute({})) as QuotaResults;
		const costs: ElementCosts = {
			costs: [
				{ element: 'labour', cost: dec(1) },
				{ element: 'material', cost: dec(1) },
				{ element: 'machine', cost: dec(1) }
			],
			read: ['/results/members/0/comparable']
		};
		const results = unwrap(composed(plain, QUOTA, costs));
		expect(results.composition).toEqual([
			{ element: 'labour', value: '3.34', share: '33.34' },
			{ element: 'material', value: '3.33', share: '33.33' },
			{ element: 'machine', value: '3.33', share: '33.33' }
		]);
		expect([total(results, 'value'), total(results, 'share')]).toEqual(['10', '100']);
	});

	it('is the mean of the comparable costs by element, of the members that say what they are', () => {
		const elements = [{ labour: '300', material: '100' }, { labour: '100', none: '100' }, { none: '5' }];
		const found = setCosts(members, (i) => elements[i]);
		// 8 × 3/4 + 10 × 1/2, 8 × 1/4, 10 × 1/2
		expect(found.costs.map(({ element, cost }) => `${element} ${toText(cost)}`)).toEqual([
			'labour 11',
			'material 2',
			'none 5'
		]);
		expect(found.read).toEqual(['/results/members/0/comparable', '/results/members/1/comparable']);
	});

	it('follows a build-up with its management, profit and tax', () => {
		const snapshot = unwrap(freezeRecipe({ ...GOLDEN_G7, unit: 'm2' }));
		const results = unwrap(
			compute(
				{
					composition: 'build-up',
					buildUp: { code: GOLDEN_G7.code, name: GOLDEN_G7.name, version: 1, times: '1' }
				},
				[{ role: 'recipe', hash: 'd'.repeat(64), snapshot }]
			)
		) as QuotaResults;
		expect([total(results, 'value'), total(results, 'share')]).toEqual([results.value, '100']);
		expect(results.composition?.map(({ element }) => element)).toEqual(
			expect.arrayContaining(['labour', 'management', 'profit', 'tax'])
		);
		// 15.725 of 25.3810746 元 is labour (dossier §2.8).
		expect(results.composition?.[0]).toMatchObject({ element: 'labour', share: '61.96' });
	});

	it('is refused where nothing says what the cost is made of, and left out where it is not asked for', () => {
		expect(compute({ composition: 'set' })).toMatchObject({ problem: { code: 'standard/no-composition' } });
		expect(compute({ composition: 'build-up' })).toMatchObject({
			problem: { code: 'standard/no-composition' }
		});
		expect(unwrap(compute({}))).not.toHaveProperty('composition');
	});
});
