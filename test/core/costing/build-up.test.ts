import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildUp } from '#lib/core/costing/build-up.ts';
import { explainRecipe } from '#lib/core/costing/explain-recipe.ts';
import { recipeChanges } from '#lib/core/costing/recipe-changes.ts';
import { recipeEffect } from '#lib/core/costing/recipe-effect.ts';
import { freezeRecipe } from '#lib/core/costing/recipe-method.ts';
import { readRecipe, type RecipeContent } from '#lib/core/costing/recipe.ts';
import { add, compare, dec, equals, multiply, subtract, sum } from '#lib/core/decimal/decimal.ts';
import { METHODS } from '#lib/core/lineage/registry.ts';
import { fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import type { Step } from '#lib/core/address/step.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';
import { GOLDEN_G7, INNER_MONGOLIA_HEDGE, OTHER_MATERIAL } from '../../support/recipes.ts';

const HASH = 'a'.repeat(64);
const HEDGE: RecipeContent = {
	...INNER_MONGOLIA_HEDGE,
	lines: [...INNER_MONGOLIA_HEDGE.lines, OTHER_MATERIAL]
};

describe('a build-up', () => {
	const number = fc.integer({ min: 0, max: 1_000_000 }).map((n) => `${n}e-4`);
	const line = fc.record({
		kind: fc.constant('consumption' as const),
		group: fc.constantFrom('labour' as const, 'material' as const, 'machine' as const),
		name: fc.constant('甲'),
		unit: fc.constant('项'),
		consumption: number,
		price: number
	});
	const rates = fc.record({ management: fc.nat(100), profit: fc.nat(100), tax: fc.nat(100) });

	it('is direct cost × (1 + management) × (1 + profit) × (1 + tax), and its price the nearest', () => {
		fc.assert(
			fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), rates, (lines, percents) => {
				const texts = {
					management: String(percents.management),
					profit: String(percents.profit),
					tax: String(percents.tax)
				};
				const recipe = unwrap(readRecipe({ ...GOLDEN_G7, lines, rates: texts }));
				const made = buildUp(recipe);
				const direct = sum(lines.map(({ consumption, price }) => multiply(dec(consumption), dec(price))));
				const factor = (percent: number) => add(dec(1), dec(`${percent}e-2`));
				const expected = Object.values(percents).map(factor).reduce(multiply, direct);
				expect(equals(made.exact, expected)).toBe(true);
				const gap = subtract(made.price, made.exact);
				expect(compare(gap, dec('0.005')) <= 0 && compare(gap, dec('-0.005')) > 0).toBe(true);
			})
		);
	});

	it('takes percentage lines from consumption only, so that they never feed each other', () => {
		const second = { ...OTHER_MATERIAL, name: '运损', percent: '10', group: 'machine' as const };
		const made = buildUp({ ...HEDGE, lines: [...HEDGE.lines, second] });
		expect(equals(made.groups.machine, dec('0.3004'))).toBe(true);
	});

	it.each<readonly [string, Partial<RecipeContent>]>([
		['编码', { code: '' }],
		['编码', { code: 'a"b' }],
		['名称', { name: ' ' }],
		['计量单位', { unit: '' }],
		['依据', { source: '' }],
		['消耗明细', { lines: [] }],
		['单价小数位数', { places: 5 }],
		['管理费率', { rates: { ...GOLDEN_G7.rates, management: '101' } }],
		['税率', { rates: { ...GOLDEN_G7.rates, tax: '六' } }],
		['第 1 行的百分比', { lines: [{ ...OTHER_MATERIAL, percent: '-3' }] }],
		['第 1 行的名称', { lines: [{ ...OTHER_MATERIAL, name: '' }] }],
		[
			'第 1 行的消耗量',
			{ lines: HEDGE.lines.slice(0, 1).map((one) => ({ ...one, consumption: '' }) as typeof one) }
		],
		[
			'第 1 行的单价',
			{ lines: HEDGE.lines.slice(0, 1).map((one) => ({ ...one, price: '1e40' }) as typeof one) }
		]
	])('is refused with its %s not filled in properly', (field, wrong) =>
		expect(readRecipe({ ...GOLDEN_G7, ...wrong })).toMatchObject({
			ok: false,
			problem: { code: 'recipe/malformed', values: { field } }
		})
	);

	it('replays through the registry, and refuses content that is not sound', () => {
		const snapshot = unwrap(freezeRecipe(HEDGE));
		const method = METHODS.get('recipe/build-up@1');
		expect(method && unwrap(method.compute([], snapshot.content))).toEqual(snapshot.results);
		expect(method?.compute([], { ...snapshot.content, places: 9 }).ok).toBe(false);
	});
});

describe('explaining a build-up', () => {
	const snapshot = unwrap(freezeRecipe(HEDGE));
	const explain = (pointer: string): Step | undefined => explainRecipe(snapshot, HASH, pointer);

	it('leads from the price down to what was typed, with the document it comes from', () => {
		const seen: string[] = [];
		const waiting = ['/results/price'];
		for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
			const step = explain(pointer);
			expect(step, pointer).toBeDefined();
			seen.push(pointer);
			for (const ref of step?.inputs ?? []) if (ref.kind === 'frozen') waiting.push(ref.pointer);
		}
		expect(seen).toContain('/content/lines/1/consumption');
		expect(seen).toContain('/content/lines/4/percent');
		expect(seen).toContain('/content/rates/tax');
		expect(explain('/content/lines/1/price')).toMatchObject({
			value: '1.4',
			unit: '元/m3',
			end: 'document',
			source: { document: '内蒙古园林工程消耗量定额(2004)' }
		});
	});

	it('says the rule with its numbers', () => {
		expect(explain('/results/lines/4/amount')?.method?.words).toBe(
			'材料费有消耗量的各项之和 3.004 × 3% = 0.09012 元/m'
		);
		expect(explain('/results/direct')?.method?.words).toBe(
			'人工费 7.8 + 材料费 3.09412 + 机械费 0 = 10.89412 元/m'
		);
		expect(explain('/results/price')?.method?.words).toBe('10.89412 四舍五入到 2 位小数 = 10.89 元/m');
	});

	it.each([
		'/results',
		'/results/lines/9/amount',
		'/results/other',
		'/content/lines/0/group',
		'/content/name',
		''
	])('has no answer for %j', (pointer) => expect(explain(pointer)).toBeUndefined());
});

describe('another version', () => {
	const from = unwrap(freezeRecipe(INNER_MONGOLIA_HEDGE));

	it('says what it changes', () => {
		const [labour, ...rest] = HEDGE.lines;
		const dearer = { ...labour, price: '32' } as typeof labour;
		const to = unwrap(
			freezeRecipe({
				...HEDGE,
				lines: [...(dearer ? [dearer] : []), ...rest.filter(({ name }) => name !== '农药')],
				rates: { ...HEDGE.rates, tax: '3' }
			})
		);
		expect(recipeChanges(from, to)).toEqual([
			{ what: '人工费 综合工日', before: '0.26 工日 × 30 元', after: '0.26 工日 × 32 元' },
			{ what: '材料费 其它材料费', before: null, after: '材料费的 3%' },
			{ what: '材料费 农药', before: '0.01 kg × 22 元', after: null },
			{ what: '税率', before: '0%', after: '3%' },
			{ what: '单价', before: '10.8', after: '11.52' }
		]);
		expect(recipeChanges(from, from)).toEqual([]);
	});

	it('shows its effect line by line and in total, formulas included, and changes nothing', () => {
		const use = { code: '72', name: '单排绿篱', version: 1, hash: HASH };
		const draft = draftOf([
			costLine({ id: 'a', quantity: '1000', unitPrice: '10.8', recipe: use }),
			costLine({ id: 'b', position: 1, quantity: '3', unitPrice: '10.8', frequency: '2', recipe: use }),
			costLine({ id: 'c', position: 2, quantity: '=[#a].单价', unitPrice: '100' }),
			costLine({ id: 'd', position: 3, quantity: '7', unitPrice: '9', recipe: { ...use, code: 'X' } }),
			costLine({ id: 'e', position: 4, quantity: '7', unitPrice: '9', recipe: { ...use, version: 2 } })
		]);
		const effect = unwrap(recipeEffect(draft, { ...use, version: 2 }, '10.89'));
		expect(effect.lines.map(({ lineId, difference }) => [lineId, difference])).toEqual([
			['a', fen(9_000)],
			['b', fen(54)]
		]);
		// c is 9.00 元 dearer because it reads the price of a.
		expect(effect.difference).toBe(fen(9_000 + 54 + 900));
		expect(effect.commands).toHaveLength(2);
		expect(draft.lines[0]?.unitPrice).toBe('10.8');
	});
});
