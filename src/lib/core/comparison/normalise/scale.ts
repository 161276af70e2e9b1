import {
	compare,
	dec,
	divide,
	isNegative,
	isZero,
	ONE,
	subtract,
	type Decimal
} from '../../decimal/decimal.ts';
import { power } from '../../decimal/power.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { entryFor, type Entry } from './entry.ts';
import { readTiers, type Tier } from './scale-tiers.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

/** Keys of a series of scale exponents (生产能力指数法). */
export const EXPONENT_KEY = '指数';
export const REFERENCE_KEY = '基准规模';

/**
 * normalise/scale@1: takes the effect of scale (规模) out of a unit cost. With an exponent n and a reference output Q₀ it is
 * u ÷ (Q/Q₀)^(n−1) (六分之法; DOMAIN §2.6, n between 0 and 1.2); with tiers it is u ÷ the factor of the tier the output falls into.
 * Tiers that overlap or leave a gap are refused, and so is an output outside all of them.
 */
export function normaliseScale(
	value: Decimal,
	output: Decimal,
	member: string,
	series: ParameterSetContent
): Result<StepOutcome> {
	return series.kind === 'scale-exponent'
		? byExponent(value, output, member, series)
		: byTier(value, output, member, series);
}

function byExponent(
	value: Decimal,
	output: Decimal,
	member: string,
	series: ParameterSetContent
): Result<StepOutcome> {
	const exponent = entryFor(series, EXPONENT_KEY);
	const reference = entryFor(series, REFERENCE_KEY);
	for (const [key, entry] of [
		[EXPONENT_KEY, exponent],
		[REFERENCE_KEY, reference]
	] as const)
		if (!entry || isZero(entry.value) || isNegative(entry.value))
			return refuse(problem('comparison/missing-factor', { series: series.name, key, member }));
	// The loop above has refused a missing one.
	const [n, q0] = [exponent as Entry, reference as Entry];
	if (compare(n.value, dec('1.2')) > 0)
		return refuse(problem('comparison/bad-exponent', { series: series.name, value: shown(n.value) }));
	const ratio = divide(output, q0.value, 'half-up', LIMITS.intermediateScale * 2);
	const factor = power(ratio, subtract(n.value, ONE), 'half-up', LIMITS.intermediateScale);
	const adjusted = divide(value, factor, 'half-up', LIMITS.intermediateScale);
	const words =
		`按“${series.name}”消除规模影响：规模系数 (${shown(output)} ÷ ${shown(q0.value)})^(${shown(n.value)} − 1) = ` +
		`${shown(factor)}，${shown(value)} ÷ ${shown(factor)} = ${shown(adjusted)}`;
	return ok(outcome(factor, adjusted, [n.pointer, q0.pointer], words));
}

function byTier(
	value: Decimal,
	output: Decimal,
	member: string,
	series: ParameterSetContent
): Result<StepOutcome> {
	const tiers = readTiers(series);
	if (!tiers.ok) return tiers;
	const tier = tiers.value.find((candidate) => contains(candidate, output));
	if (!tier)
		return refuse(
			problem('comparison/missing-factor', { series: series.name, key: `规模 ${shown(output)}`, member })
		);
	const adjusted = divide(value, tier.factor, 'half-up', LIMITS.intermediateScale);
	const words =
		`按“${series.name}”折算规模档“${tier.key}”：` +
		`${shown(value)} ÷ ${shown(tier.factor)} = ${shown(adjusted)}`;
	return ok(outcome(tier.factor, adjusted, [tier.pointer], words));
}

function contains({ from, to }: Tier, output: Decimal): boolean {
	return compare(output, from) >= 0 && (to === null || compare(output, to) < 0);
}

function outcome(factor: Decimal, value: Decimal, read: readonly string[], words: string): StepOutcome {
	return { step: 'scale', method: 'normalise/scale@1', factor, value, read, words };
}
