import { describe, expect, it } from 'vitest';
import type { CombinedFigures } from '#lib/core/costing/combined-cost.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import { dec } from '#lib/core/decimal/decimal.ts';
import { combinedSum } from '#lib/ui/breakdown/combined-sum.ts';
import { lineChoices, MOST_CHOICES } from '#lib/ui/breakdown/line-choices.ts';
import {
	applyCommands,
	recipeChoices,
	recipeStanding,
	type KnownRecipe
} from '#lib/ui/breakdown/recipe-standing.ts';
import { wholeColumns } from '#lib/ui/breakdown/whole-columns.ts';
import { costLine } from '../../support/cost-draft.ts';

describe('a staged unit cost', () => {
	const figures = (parts: readonly string[], shown: string): CombinedFigures => ({
		unitCost: dec(shown),
		shownUnitCost: dec(shown),
		parts: parts.map(dec)
	});

	it('is shown as the sum of its parts (DOMAIN T2)', () => {
		expect(combinedSum(figures(['226.61', '372.8'], '599.41'))).toBe('226.61 + 372.80 = 599.41');
	});

	it('takes an offset away', () => {
		expect(combinedSum(figures(['1226.61', '-135.44'], '1091.17'))).toBe('1,226.61 − 135.44 = 1,091.17');
	});
});

describe('formulas of whole columns', () => {
	const tree = buildTree([
		costLine({ id: 'top', code: '1', fills: { months: '=[本行].数量*2' } }),
		costLine({ id: 'a', parentId: 'top', code: '1.1', name: '清扫' }),
		costLine({ id: 'b', parentId: 'top', position: 1, code: '1.2', name: '冲洗', months: '3' })
	]);

	it('stand with the line that holds them, and with those that follow', () => {
		const own = { field: 'months', label: '月数', formula: '=[本行].数量*2', holder: 'top', followers: 1 };
		expect(wholeColumns(tree, 0, [])).toMatchObject([{ ...own, own: true }]);
		expect(wholeColumns(tree, 1, [])).toMatchObject([{ ...own, own: false, holderName: '1 top' }]);
	});

	it('do not concern a cell with content of its own', () => {
		expect(wholeColumns(tree, 2, [])).toEqual([]);
	});
});

describe('lines to choose from', () => {
	const many = buildTree(
		Array.from({ length: MOST_CHOICES + 5 }, (_, i) => costLine({ id: `l${i}`, position: i, name: `行${i}` }))
	);

	it('shows a part of very many and says how many are left out, but never hides a chosen one', () => {
		const last = `l${MOST_CHOICES + 4}`;
		const { choices, more } = lineChoices(many, [last], '');
		expect(choices.at(-1)?.id).toBe(last);
		expect(choices.length + more).toBe(MOST_CHOICES + 5);
	});

	it('finds by a part of the name', () => {
		expect(lineChoices(many, [], ' 行304').choices.map(({ id }) => id)).toEqual(['l304']);
	});
});

describe('a build-up on a line', () => {
	const hash = 'a'.repeat(64);
	function recipe(code: string, version: number, unit: string): KnownRecipe {
		return {
			id: code,
			code,
			name: `${code}名`,
			unit,
			use: { code, name: `${code}名`, version, hash },
			price: '1'
		};
	}
	const known = [recipe('B', 1, '株'), recipe('A', 3, '㎡')];

	it('says when a newer version exists', () => {
		expect(recipeStanding({ code: 'A', name: '', version: 2, hash }, known).newer).toBe(3);
		expect(recipeStanding({ code: 'A', name: '', version: 3, hash }, known).newer).toBeNull();
		expect(recipeStanding({ code: 'Z', name: '', version: 1, hash }, known)).toEqual({
			recipe: null,
			newer: null
		});
	});

	it('offers those in the unit of the line first, and finds by code or name', () => {
		expect(recipeChoices(known, '', '㎡').map(({ code }) => code)).toEqual(['A', 'B']);
		expect(recipeChoices(known, 'B名', '㎡').map(({ code }) => code)).toEqual(['B']);
	});
});

describe('taking the price of a build-up', () => {
	const use = { code: 'YH-001', name: '道路清扫保洁', version: 1, hash: 'h' };
	const recipe: KnownRecipe = {
		id: 'r',
		code: use.code,
		name: use.name,
		unit: '平方米',
		use,
		price: '25.38'
	};
	const apply = { type: 'apply-recipe', lineId: 'a', recipe: use, unitPrice: '25.38' };

	it('asks for the same measure unit, whichever of its names is written', () => {
		expect(applyCommands({ id: 'a', unit: '㎡' }, recipe)).toEqual([apply]);
		expect(applyCommands({ id: 'a', unit: '千m2' }, recipe)).toBeNull();
		expect(applyCommands({ id: 'a', unit: '株' }, recipe)).toBeNull();
	});

	it('brings the measure unit along where the line has none', () => {
		const unit = { type: 'set', lineId: 'a', field: 'unit', value: '平方米' };
		expect(applyCommands({ id: 'a', unit: '' }, recipe)).toEqual([unit, apply]);
	});
});
