import type { RecipeContent, RecipeGroup, RecipeLine } from '#lib/core/costing/recipe.ts';

export function consumed(
	group: RecipeGroup,
	name: string,
	[consumption, unit]: readonly [string, string],
	price: string
): RecipeLine {
	return { kind: 'consumption', group, name, unit, consumption, price };
}

/** DOMAIN §2.8, golden case G7: 25.3810746 → 25.38. */
export const GOLDEN_G7: RecipeContent = {
	code: 'YH-001',
	name: '道路清扫保洁',
	unit: '千m2',
	lines: [
		consumed('labour', '综合工日', ['0.085', '工日'], '185'),
		consumed('material', '材料', ['1', '项'], '0.35'),
		consumed('machine', '清扫车', ['0.012', '台班'], '420')
	],
	rates: { management: '8', profit: '5', tax: '6' },
	places: 2,
	source: '合成数据'
};

/** DOMAIN T9: 上海市园林工程预算定额(2000) 1-2-26 栽植灌木, 土球 <70 cm; 苗木 and 水 at price 0. */
export const SHANGHAI_SHRUB: RecipeContent = {
	code: '1-2-26',
	name: '栽植灌木 土球<70cm',
	unit: '株',
	lines: [
		consumed('labour', '种植工', ['0.44', '工日'], '30.00'),
		consumed('labour', '其他工', ['0.11', '工日'], '30.00'),
		consumed('machine', '载重汽车4t', ['0.01', '台班'], '270.95'),
		consumed('machine', '汽车起重机5t', ['0.01', '台班'], '382.02'),
		consumed('material', '苗木', ['1.00', '株'], '0'),
		consumed('material', '水', ['0.12', 'm3'], '0')
	],
	rates: { management: '0', profit: '0', tax: '0' },
	places: 2,
	source: '上海市园林工程预算定额(2000)'
};

/** DOMAIN T9: 内蒙古园林工程消耗量定额(2004) 72 单排绿篱, without its line 其它材料费 3 %. */
export const INNER_MONGOLIA_HEDGE: RecipeContent = {
	code: '72',
	name: '单排绿篱',
	unit: 'm',
	lines: [
		consumed('labour', '综合工日', ['0.26', '工日'], '30.00'),
		consumed('material', '绿化用水', ['0.56', 'm3'], '1.40'),
		consumed('material', '农药', ['0.01', 'kg'], '22.00'),
		consumed('material', '有机肥', ['0.02', 'm3'], '100.00')
	],
	rates: { management: '0', profit: '0', tax: '0' },
	places: 2,
	source: '内蒙古园林工程消耗量定额(2004)'
};

export const OTHER_MATERIAL = {
	kind: 'percent',
	group: 'material',
	name: '其它材料费',
	base: 'material',
	percent: '3'
} as const satisfies RecipeLine;
