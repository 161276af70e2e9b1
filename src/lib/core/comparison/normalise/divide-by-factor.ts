import { divide, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent, StepId } from '../comparison-snapshot.ts';
import { entryFor } from './entry.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

interface FactorRule {
	readonly step: StepId;
	readonly method: string;
	/** What the factor is about, in Chinese. */
	readonly words: string;
	/** The region or grade to look up. */
	readonly key: string;
	readonly member: string;
}

/** Divides by the factor the series holds for a key. A key without an entry above zero is refused, never taken as 1. */
export function divideByFactor(
	rule: FactorRule,
	value: Decimal,
	series: ParameterSetContent
): Result<StepOutcome> {
	if (rule.key === '')
		return refuse(
			problem('comparison/key-unknown', { member: rule.member, what: rule.words, step: rule.words })
		);
	const entry = entryFor(series, rule.key);
	if (!entry || entry.value.coefficient <= 0n)
		return refuse(
			problem('comparison/missing-factor', {
				series: series.name,
				key: rule.key,
				member: rule.member
			})
		);
	const adjusted = divide(value, entry.value, 'half-up', LIMITS.intermediateScale);
	return ok({
		step: rule.step,
		method: rule.method,
		factor: entry.value,
		value: adjusted,
		read: [entry.pointer],
		words:
			`按“${series.name}”折算${rule.words}“${rule.key}”：` +
			`${shown(value)} ÷ ${shown(entry.value)} = ${shown(adjusted)}`
	});
}
