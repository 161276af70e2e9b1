import { describe, expect, it } from 'vitest';
import { recipeResults } from '#lib/core/costing/build-up.ts';
import { GOLDEN_G7, INNER_MONGOLIA_HEDGE, OTHER_MATERIAL, SHANGHAI_SHRUB } from '../support/recipes.ts';

describe('unit prices by build-up (定额测算)', () => {
	it('G7: every step as worked by hand, 25.3810746 → 25.38', () =>
		expect(recipeResults(GOLDEN_G7)).toEqual({
			lines: [{ amount: '15.725' }, { amount: '0.35' }, { amount: '5.04' }],
			groups: { labour: '15.725', material: '0.35', machine: '5.04' },
			direct: '21.115',
			management: '1.6892',
			profit: '1.14021',
			tax: '1.4366646',
			exact: '25.3810746',
			price: '25.38'
		}));

	// Printed line by line in 分 it is 13.20 + 3.30 + 2.71 + 3.82 = 23.03 as well.
	it('T9, Shanghai 1-2-26: 23.0297 → 23.03 元/株', () =>
		expect(recipeResults(SHANGHAI_SHRUB)).toMatchObject({
			groups: { labour: '16.5', material: '0', machine: '6.5297' },
			exact: '23.0297',
			price: '23.03'
		}));

	// The printed quota leaves its own line 其它材料费 3 % at 0.00 (a finding of DOMAIN G11: −0.09).
	it('T9, Inner Mongolia 72: 10.80 as printed, 10.89 元/m with the percentage line', () => {
		const complete = { ...INNER_MONGOLIA_HEDGE, lines: [...INNER_MONGOLIA_HEDGE.lines, OTHER_MATERIAL] };
		expect(recipeResults(INNER_MONGOLIA_HEDGE)).toMatchObject({ exact: '10.804', price: '10.8' });
		expect(recipeResults(complete)).toMatchObject({ exact: '10.89412', price: '10.89' });
	});
});
