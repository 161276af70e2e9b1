import { multiply, ONE, round, type Decimal } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { LIMITS } from '../../limits.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { labelOf, type Observation } from '../observation.ts';
import { entryFor } from './entry.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

/** The entry of a tax series that turns a cost without tax into one with it. */
export const WITHOUT_TAX = '不含税';

/**
 * normalise/tax@1: brings a unit cost to the tax-included basis (含税口径; DOMAIN §7, question 12): a cost without tax is
 * multiplied by the factor of the series, one with tax stays. A cost of unknown basis is refused: nobody can say which.
 */
export function normaliseTax(
	value: Decimal,
	observation: Observation,
	series: ParameterSetContent
): Result<StepOutcome> {
	const member = labelOf(observation);
	const { taxBasis } = observation.basis;
	if (taxBasis === 'unknown')
		return refuse(problem('comparison/basis-unknown', { member, basis: '是否含税', step: '税口径' }));
	if (taxBasis === 'included') return ok(outcome(ONE, value, [], `已是含税口径，不作调整：${shown(value)}`));
	const entry = entryFor(series, WITHOUT_TAX);
	if (!entry || entry.value.coefficient <= 0n)
		return refuse(problem('comparison/missing-factor', { series: series.name, key: WITHOUT_TAX, member }));
	const adjusted = round(multiply(value, entry.value), LIMITS.intermediateScale, 'half-up');
	const words = `按“${series.name}”由不含税折为含税：${shown(value)} × ${shown(entry.value)} = ${shown(adjusted)}`;
	return ok(outcome(entry.value, adjusted, [entry.pointer], words));
}

function outcome(factor: Decimal, value: Decimal, read: readonly string[], words: string): StepOutcome {
	return { step: 'tax', method: 'normalise/tax@1', factor, value, read, words };
}
