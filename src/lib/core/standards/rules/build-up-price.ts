import type { RecipeResults } from '../../costing/build-up.ts';
import type { RecipeContent } from '../../costing/recipe.ts';
import { dec, divide, equals, multiply, ONE, toText, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { convertQuantity } from '../../quantity/convert.ts';
import { findUnit, unitById, type Unit } from '../../quantity/units.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { InputSnapshots } from '../../snapshot/method.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { readParameter } from '../parameter.ts';
import type { QuotaContent } from '../standard-snapshot.ts';

/** As much of a recipe snapshot as a quota reads. */
export type PricedRecipe = Snapshot<
	Pick<RecipeContent, 'code' | 'name' | 'unit'>,
	Pick<RecipeResults, 'price' | 'groups' | 'management' | 'profit' | 'tax'>
>;

/** What a build-up comes to per unit of the set and year. */
export interface BuildUpPrice {
	readonly value: Decimal;
	readonly words: string;
}

const MOST_TIMES = dec(100_000);

/** "m2·次" prices one service of a unit; the unit is what stands before. */
const ONE_TIME = /[·.•*\s]*次$/;

/**
 * 元 per unit of the set and year from the input with the role "recipe": its rounded price, turned into the unit of the
 * set, times the services of a year. Null where the quota uses no build-up; refuses a unit that cannot be converted.
 */
export function buildUpPrice(
	inputs: InputSnapshots,
	{ buildUp }: QuotaContent,
	unitId: string
): Result<BuildUpPrice | null> {
	const input = inputs.find(({ role }) => role === 'recipe');
	if (!buildUp || !input) return ok(null);
	// The role "recipe" only ever names a snapshot that `freezeRecipe` made.
	const { content, results } = input.snapshot as PricedRecipe;
	const times = readParameter('每年次数', buildUp.times, {
		from: ONE,
		to: MOST_TIMES,
		words: '1 到 100000 之间的数字'
	});
	if (!times.ok) return times;
	const unit = unitById(unitId);
	const per = unitsIn(content.unit, unit);
	if (!per)
		return refuse(
			problem('standard/build-up-unit', { recipe: content.name, unit: content.unit, expected: unit.name })
		);
	const yearly = multiply(dec(results.price), times.value);
	const value = divide(yearly, per, 'half-up', LIMITS.unitCostScale);
	const conversion = equals(per, ONE) ? '' : ` ÷ 每${content.unit} ${toText(per)} ${unit.name}`;
	const words = `“${content.name}”第 ${buildUp.version} 版 ${results.price} 元/${content.unit} × 每年 ${toText(times.value)} 次${conversion} = ${toText(value)} 元/${unit.name}·年`;
	return ok({ value, words });
}

/** How many of `unit` a recipe's unit holds: quotas are written per "千m2", "百株", "m2·次". Null where it is another thing. */
function unitsIn(text: string, unit: Unit): Decimal | null {
	const once = text.replace(ONE_TIME, '');
	const whole = findUnit(once);
	const many = whole ? undefined : MANY[once.charAt(0)];
	const own = whole ?? (many ? findUnit(once.slice(1)) : undefined);
	const converted = own && convertQuantity(many ?? ONE, own, unit);
	return converted?.ok ? converted.value : null;
}

const MANY: { readonly [prefix: string]: Decimal | undefined } = {
	十: dec(10),
	百: dec(100),
	千: dec(1000),
	万: dec(10_000)
};
