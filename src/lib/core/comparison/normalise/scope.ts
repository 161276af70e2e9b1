import { add, isZero, ZERO, type Decimal } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { labelOf, type Observation } from '../observation.ts';
import { entryFor } from './entry.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

/** The key of a member in a scope series: its project and year, "P1 2022". */
export function scopeKey({ project, fiscalYear }: Pick<Observation, 'project' | 'fiscalYear'>): string {
	return `${project} ${fiscalYear}`;
}

/** The project a key of a scope series names. */
export function scopeProject(key: string): string {
	return key.slice(0, Math.max(0, key.lastIndexOf(' ')));
}

/**
 * normalise/scope@1: brings a unit cost to full cost (自有人员资产计入): what own staff and assets cost per unit is added
 * where they were left out (DOMAIN §2.6, Σ scope adjustments). The only step that adds; it stands last, at target prices.
 * The amount of each member is an entry of the series. An unknown scope and a missing amount are refused.
 */
export function normaliseScope(
	value: Decimal,
	observation: Observation,
	series: ParameterSetContent
): Result<StepOutcome> {
	const member = labelOf(observation);
	const { staffScope } = observation.basis;
	if (staffScope === 'unknown')
		return refuse(
			problem('comparison/basis-unknown', { member, basis: '是否含自有人员资产', step: '成本范围' })
		);
	if (staffScope === 'included')
		return ok(outcome(ZERO, value, [], `已含自有人员资产，不作调整：${shown(value)}`));
	const key = scopeKey(observation);
	const entry = entryFor(series, key);
	if (!entry) return refuse(problem('comparison/missing-factor', { series: series.name, key, member }));
	const adjusted = add(value, entry.value);
	const why = isZero(entry.value) ? '没有自有人员资产投入' : '加上自有人员资产成本';
	const words = `按“${series.name}”${why}：${shown(value)} + ${shown(entry.value)} = ${shown(adjusted)}`;
	return ok(outcome(entry.value, adjusted, [entry.pointer], words));
}

function outcome(factor: Decimal, value: Decimal, read: readonly string[], words: string): StepOutcome {
	return { step: 'scope', method: 'normalise/scope@1', factor, value, read, words };
}
