import { compare, dec, isNegative, parseDecimal, toText } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** The method that makes `recipe` snapshots. */
export const RECIPE_METHOD_ID = 'recipe/build-up@1';

/** The three kinds of direct cost (直接费) of a build-up. */
export const RECIPE_GROUPS = { labour: '人工费', material: '材料费', machine: '机械费' } as const;
export type RecipeGroup = keyof typeof RECIPE_GROUPS;

/**
 * One line of a build-up: so much of something at a price, or a percentage of what the lines with consumption of a group
 * come to (其它材料费 3 %). Decimals are canonical text, none below zero.
 */
export type RecipeLine =
	| {
			readonly kind: 'consumption';
			readonly group: RecipeGroup;
			readonly name: string;
			/** Unit of the consumption, e.g. "工日", "台班", "m3". */
			readonly unit: string;
			readonly consumption: string;
			/** 元 per unit. */
			readonly price: string;
	  }
	| {
			readonly kind: 'percent';
			readonly group: RecipeGroup;
			readonly name: string;
			/** The group whose consumption lines it is a percentage of. */
			readonly base: RecipeGroup;
			/** "3" is 3 %. */
			readonly percent: string;
	  };

/** Rates in %, each on everything that stands before it: direct cost, then with management, then with profit. */
export const RECIPE_RATES = { management: '管理费率', profit: '利润率', tax: '税率' } as const;
export type RecipeRate = keyof typeof RECIPE_RATES;

/** Content of a `recipe` snapshot, schema 1: one version of a build-up (定额测算) of the price of one unit of output. */
export type RecipeContent = {
	readonly code: string;
	readonly name: string;
	/** Unit of the output, e.g. "株", "m2·次". */
	readonly unit: string;
	readonly lines: readonly RecipeLine[];
	readonly rates: { readonly [R in RecipeRate]: string };
	/** Decimals of the price, rounded once, half-up. */
	readonly places: number;
	/** Where consumption and prices come from. */
	readonly source: string;
};

export const PRICE_PLACES = [2, 3, 4] as const;

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** A build-up as it came from outside, with canonical numbers; refuses what cannot be computed or understood. */
export function readRecipe(given: RecipeContent): Result<RecipeContent> {
	const texts = { code: given.code.trim(), name: given.name.trim(), unit: given.unit.trim() };
	if (!CODE.test(texts.code)) return malformed('编码', '只用文字、数字、点、短横线和下划线，例如 YH-001');
	for (const [field, text, most] of [
		['编码', texts.code, LIMITS.recipeCode],
		['名称', texts.name, LIMITS.nameLength],
		['计量单位', texts.unit, LIMITS.recipeCode],
		['依据', given.source.trim(), LIMITS.remarkLength]
	] as const)
		if (text === '' || text.length > most) return malformed(field, `须填 1 到 ${most} 个字`);
	if (given.lines.length === 0 || given.lines.length > LIMITS.recipeLines)
		return malformed('消耗明细', `须有 1 到 ${LIMITS.recipeLines} 行`);
	if (!PRICE_PLACES.some((places) => places === given.places))
		return malformed('单价小数位数', '只能是 2、3、4 位');
	const lines: RecipeLine[] = [];
	for (const [index, line] of given.lines.entries()) {
		const read = readLine(line, index + 1);
		if (!read.ok) return read;
		lines.push(read.value);
	}
	const rates = { management: '', profit: '', tax: '' };
	for (const rate of ['management', 'profit', 'tax'] as const) {
		const read = readNumber(`${RECIPE_RATES[rate]}`, given.rates[rate]);
		if (!read.ok) return read;
		if (compare(dec(read.value), dec(100)) > 0)
			return malformed(`${RECIPE_RATES[rate]}`, '须在 0% 到 100% 之间');
		rates[rate] = read.value;
	}
	return ok({ ...texts, lines, rates, places: given.places, source: given.source.trim() });
}

function readLine(line: RecipeLine, number: number): Result<RecipeLine> {
	const name = line.name.trim();
	const place = (field: string) => `第 ${number} 行的${field}`;
	if (name === '' || name.length > LIMITS.nameLength)
		return malformed(place('名称'), `须填 1 到 ${LIMITS.nameLength} 个字`);
	const { group } = line;
	if (line.kind === 'percent') {
		const percent = readNumber(place('百分比'), line.percent);
		return percent.ok
			? ok({ kind: 'percent', group, name, base: line.base, percent: percent.value })
			: percent;
	}
	const unit = line.unit.trim();
	if (unit.length > LIMITS.recipeCode) return malformed(place('单位'), `最多 ${LIMITS.recipeCode} 个字`);
	const consumption = readNumber(place('消耗量'), line.consumption);
	if (!consumption.ok) return consumption;
	const price = readNumber(place('单价'), line.price);
	if (!price.ok) return price;
	return ok({ kind: 'consumption', group, name, unit, consumption: consumption.value, price: price.value });
}

/** Canonical text of a number that is not below zero; blank is refused, because nothing is not zero. */
function readNumber(field: string, text: string): Result<string> {
	const number = parseDecimal(text.replaceAll(',', ''));
	if (!number.ok || text.trim() === '') return malformed(field, '须是数字，例如 0.085');
	const { value } = number;
	if (isNegative(value)) return malformed(field, '不能小于 0');
	if (value.scale > LIMITS.recipePlaces || compare(value, dec(LIMITS.recipeLargest)) > 0)
		return malformed(field, `须不大于 ${LIMITS.recipeLargest}，最多 ${LIMITS.recipePlaces} 位小数`);
	return ok(toText(value));
}

function malformed(field: string, expected: string) {
	return refuse(problem('recipe/malformed', { field, expected }));
}
