import type { RecipeContent, RecipeGroup, RecipeLine } from '#lib/core/costing/recipe.ts';
import { unwrap } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { addVersion, createRecipe } from '../recipes/service.ts';

const NO_RATES = { management: '0', profit: '0', tax: '0' };

/** Synthetic, so that every kind of cost and every rate occurs once. */
const SWEEPING: RecipeContent = {
	code: 'SL-001',
	name: '道路清扫保洁（合成示例）',
	unit: '千m2',
	lines: [
		used('labour', '综合工日', '0.085', '工日', '185'),
		used('material', '清洗材料', '1', '项', '0.35'),
		used('machine', '洗扫车', '0.012', '台班', '420')
	],
	rates: { management: '8', profit: '5', tax: '6' },
	places: 2,
	source: '合成数据，非任何地方的定额'
};

const SHRUB: RecipeContent = {
	code: 'SH2000-1-2-26',
	name: '栽植灌木（土球70cm以内）',
	unit: '株',
	lines: [
		used('labour', '种植工', '0.44', '工日', '30.00'),
		used('labour', '其他工', '0.11', '工日', '30.00'),
		used('machine', '载重汽车4t', '0.01', '台班', '270.95'),
		used('machine', '汽车起重机5t', '0.01', '台班', '382.02'),
		used('material', '苗木（甲供，不计价）', '1.00', '株', '0'),
		used('material', '水（不计价）', '0.12', 'm3', '0')
	],
	rates: NO_RATES,
	places: 2,
	source: '上海市园林工程预算定额(2000) 1-2-26'
};

/** As printed: the quota lists 其它材料费 3 %, but its own total leaves it out. */
const HEDGE: RecipeContent = {
	code: 'NM2004-72',
	name: '栽植单排绿篱',
	unit: 'm',
	lines: [
		used('labour', '综合工日', '0.26', '工日', '30.00'),
		used('material', '绿化用水', '0.56', 'm3', '1.40'),
		used('material', '农药', '0.01', 'kg', '22.00'),
		used('material', '有机肥', '0.02', 'm3', '100.00')
	],
	rates: NO_RATES,
	places: 2,
	source: '内蒙古园林工程消耗量定额(2004) 72'
};

/** Enters the example build-ups as people do: one in two versions, so that there is a difference to look at. */
export async function enterRecipes(
	analyst: Context,
	homes: { readonly synthetic: string; readonly published: string }
): Promise<void> {
	const create = async (organisationId: string, content: RecipeContent) =>
		unwrap(await createRecipe(analyst, { organisationId, content, note: '照录' }));
	await create(homes.synthetic, SWEEPING);
	await create(homes.published, SHRUB);
	const recipeId = await create(homes.published, HEDGE);
	const other = {
		kind: 'percent',
		group: 'material',
		name: '其它材料费',
		base: 'material',
		percent: '3'
	} as const;
	const content = { ...HEDGE, lines: [...HEDGE.lines, other] };
	unwrap(await addVersion(analyst, { recipeId, basedOn: 1, content, note: '补计原表漏计的其它材料费' }));
}

function used(
	group: RecipeGroup,
	name: string,
	consumption: string,
	unit: string,
	price: string
): RecipeLine {
	return { kind: 'consumption', group, name, unit, consumption, price };
}
