import { compare, dec, equals, toText, ZERO, type Decimal } from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { convertQuantity, convertRate, sameDimension } from '../quantity/convert.ts';
import { findUnit, unitById } from '../quantity/units.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { StepId } from './comparison-snapshot.ts';
import { moneyOf, YUAN } from './currency.ts';
import { labelOf, type Observation } from './observation.ts';

/** An observation that passed the gate, brought to the unit of the set. */
export interface Admitted {
	readonly output: Decimal;
	readonly raw: Decimal;
	readonly rawWords: string;
}

/** What the gate holds an observation to, and what the set's money is, for the words. */
export interface GatedSet {
	readonly category: string;
	readonly unit: string;
	readonly steps: readonly StepId[];
	/** What the unit costs are counted in, where it is not 元. */
	readonly currency?: string;
}

/**
 * The like-for-like gate (同类可比口径): same category, a unit of the same dimension, an output above zero. What fails
 * here cannot enter a set, whatever the reason given; other differences of basis are warnings (`basisWarnings`).
 */
export function admit(observation: Observation, set: GatedSet): Result<Admitted> {
	const member = labelOf(observation);
	if (observation.category !== set.category)
		return refuse(
			problem('comparison/category-differs', {
				member,
				category: observation.category,
				expected: set.category
			})
		);
	const from = findUnit(observation.unit);
	const to = unitById(set.unit);
	if (!from || !sameDimension(from, to))
		return refuse(problem('comparison/unit-differs', { member, unit: observation.unit, expected: to.name }));
	const output = dec(observation.output);
	if (compare(output, ZERO) <= 0)
		return refuse(problem('comparison/no-output', { member, output: observation.output }));
	const unitCost = dec(observation.unitCost);
	const raw = convertRate(unitCost, from, to);
	if (!raw.ok) return raw;
	const converted = convertQuantity(output, from, to);
	if (!converted.ok) return converted;
	const origin = `${labelOf(observation)}的${originOf(observation)}`;
	// What the exchange step is about to convert is still in the member's own money.
	const money = set.steps.includes('exchange') ? moneyOf(observation) : (set.currency ?? YUAN);
	const rawWords = equals(raw.value, unitCost)
		? `取自${origin}：${toText(unitCost)} ${money}/${to.name}`
		: `取自${origin}：${toText(unitCost)} ${money}/${from.name}，换算为 ${toText(raw.value)} ${money}/${to.name}`;
	return ok({ output: converted.value, raw: raw.value, rawWords });
}

/**
 * A cost of zero or below says nothing of what the service needs: a refund, a total cut away in review, or a slip. What is
 * put together today is held to this; sets frozen before keep what they had.
 */
export function requireCost(observation: Observation): Result<true> {
	return compare(dec(observation.unitCost), ZERO) > 0
		? ok(true)
		: refuse(problem('comparison/no-cost', { member: labelOf(observation), cost: observation.unitCost }));
}

/** Where a unit cost comes from, as its words say it. */
function originOf({ external, periodMonths }: Observation): string {
	if (external === undefined) return `单位成本（核定成本 ÷ 产出数量，成本期 ${periodMonths} 个月）`;
	const rate = external.converted === undefined ? '' : `，按 ${external.converted} 折为人民币`;
	return `单位成本（外部样本，可信度 ${external.credibility} 级，成本期 ${periodMonths} 个月${rate}）`;
}
