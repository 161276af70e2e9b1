import { compare, dec, divide, multiply, round, subtract, sum, type Decimal } from '../decimal/decimal.ts';
import { naturalLog } from '../decimal/power.ts';
import { LIMITS } from '../limits.ts';
import { apportion } from './decomposition/apportion.ts';
import type { ComparisonResults, StepId } from './comparison-snapshot.ts';

/** One bar of the waterfall from the raw unit cost to the comparable one, 元 per unit and year. */
export interface Bar {
	readonly step: StepId;
	readonly effect: Decimal;
}

const CARRIED = 30;

/**
 * The waterfall (归一化瀑布) raw → comparable: what each step contributes to the difference. A step that multiplies or
 * divides by a factor f contributes L(u*, u) · ln f with the logarithmic mean L, the adding step its amount; so the bars do
 * not depend on the order of the steps, and they add up exactly at the places of a unit cost. A cost of zero or below, which
 * only sets frozen long ago hold, has no logarithm: its bars are what each step changed in turn.
 */
export function waterfall(member: ComparisonResults['members'][number]): readonly Bar[] {
	const raw = waterfallStart(member);
	const comparable = dec(member.comparable);
	const moved = member.steps.flatMap((step, i) => {
		const before = dec(i === 0 ? member.raw : (member.steps[i - 1]?.value ?? member.raw));
		return step.step === 'exchange' ? [] : [{ step: step.step, before, after: dec(step.value) }];
	});
	const added = sum(moved.filter(({ step }) => step === 'scope').map(change));
	const multiplied = subtract(comparable, added);
	const weight = isPositive(raw) ? logarithmicMean(raw, multiplied) : null;
	const effects = moved.map((one) =>
		one.step === 'scope' || weight === null
			? change(one)
			: multiply(weight, subtract(ln(one.after), ln(one.before)))
	);
	const total = subtract(comparable, raw);
	// Unit costs carry at most the places of an intermediate value, and so does their difference.
	return apportion(effects, total, LIMITS.intermediateScale).map((effect, i) => ({
		step: (moved[i] as (typeof moved)[number]).step,
		effect
	}));
}

/**
 * Where the bars begin: the raw unit cost, in 元. Other money is converted first, because a bar from 美元 to 元 would be the
 * difference of two things that cannot be subtracted.
 */
export function waterfallStart({ raw, steps }: ComparisonResults['members'][number]): Decimal {
	const exchange = steps.find(({ step }) => step === 'exchange');
	return exchange
		? round(multiply(dec(raw), dec(exchange.factor)), LIMITS.intermediateScale, 'half-up')
		: dec(raw);
}

function isPositive(value: Decimal): boolean {
	return value.coefficient > 0n;
}

function change({ before, after }: { before: Decimal; after: Decimal }): Decimal {
	return subtract(after, before);
}

function logarithmicMean(a: Decimal, b: Decimal): Decimal {
	return compare(a, b) === 0 ? a : divide(subtract(a, b), subtract(ln(a), ln(b)), 'half-up', CARRIED);
}

function ln(value: Decimal): Decimal {
	return naturalLog(value, 'half-up', CARRIED);
}
