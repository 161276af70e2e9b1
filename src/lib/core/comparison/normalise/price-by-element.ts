import { COST_ELEMENTS, type CostElement } from '../../costing/line.ts';
import {
	add,
	decimal,
	divide,
	multiply,
	ONE,
	round,
	subtract,
	sum,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { labelOf, type Observation } from '../observation.ts';
import { entryFor } from './entry.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

/** The key of an element's index of a year: "人工费 2023". */
export function elementKey(element: CostElement, year: number): string {
	return `${COST_ELEMENTS[element]} ${year}`;
}

/**
 * normalise/price-by-element@1: brings a unit cost to another price year by the element-weighted formula (调值公式),
 * k = a₀ + Σ aᵢ × Fᵢ,Y / Fᵢ,y with a₀ + Σ aᵢ = 1 (DOMAIN §2.6, golden test G4). The weights aᵢ are the member's own cost
 * shares; an element for which the series has no index at all is fixed (a₀). An element that has indices but lacks a
 * year that is needed is refused. To be preferred over one index for labour-heavy services.
 */
export function priceByElement(
	value: Decimal,
	observation: Observation,
	to: number,
	series: ParameterSetContent
): Result<StepOutcome> {
	const from = observation.basis.priceYear;
	if (from === to) return ok(outcome(ONE, value, [], `价格年份已是 ${to} 年，不作调整：${shown(value)}`));
	const weights = weightsOf(observation);
	if (weights === null) return refuse(problem('comparison/no-elements', { member: labelOf(observation) }));
	const read: string[] = [];
	const parts: Decimal[] = [];
	const said: string[] = [];
	let indexed = ZERO;
	for (const [element, weight] of weights) {
		if (!series.entries.some(({ key }) => key.startsWith(`${COST_ELEMENTS[element]} `))) continue;
		const ratio = ratioOf(element, from, to, series);
		if (!ratio.ok) return ratio;
		read.push(...ratio.value.read);
		parts.push(multiply(weight, ratio.value.ratio));
		indexed = add(indexed, weight);
		said.push(`${COST_ELEMENTS[element]} ${shown(weight)} × ${shown(ratio.value.ratio)}`);
	}
	const fixed = subtract(ONE, indexed);
	const k = round(add(fixed, sum(parts)), LIMITS.intermediateScale, 'half-up');
	const adjusted = round(multiply(value, k), LIMITS.intermediateScale, 'half-up');
	const terms = [`固定部分 ${shown(fixed)}`, ...said].join(' + ');
	const words =
		`价格由 ${from} 年调整到 ${to} 年，按“${series.name}”分要素加权（调值公式）：${terms} = ${shown(k)}，` +
		`${shown(value)} × ${shown(k)} = ${shown(adjusted)}`;
	return ok(outcome(k, adjusted, read, words));
}

/** Shares of the elements in the member's cost, adding up to one; null where no line says what it is. */
function weightsOf({ elements }: Observation): ReadonlyMap<CostElement, Decimal> | null {
	const amounts = Object.entries(elements ?? {}) as [CostElement | 'none', string][];
	const total = amounts.reduce((all, [, amount]) => all + BigInt(amount), 0n);
	const known = amounts.filter(([element]) => element !== 'none');
	if (total <= 0n || known.length === 0) return null;
	return new Map(
		known.map(([element, amount]) => [
			element as CostElement,
			divide(decimal(BigInt(amount)), decimal(total), 'half-up', LIMITS.intermediateScale)
		])
	);
}

interface Ratio {
	readonly ratio: Decimal;
	readonly read: readonly string[];
}

/** F_Y / F_y from a fixed-base series, or the product of the yearly indices of an 上年=100 one. */
function ratioOf(element: CostElement, from: number, to: number, series: ParameterSetContent): Result<Ratio> {
	const [low, high] = [Math.min(from, to), Math.max(from, to)];
	const years =
		series.form === 'fixed-base-100' ? [from, to] : Array.from({ length: high - low }, (_, i) => low + 1 + i);
	const values: Decimal[] = [];
	const read: string[] = [];
	for (const year of years) {
		const entry = entryFor(series, elementKey(element, year));
		if (!entry || entry.value.coefficient <= 0n)
			return refuse(
				problem('comparison/missing-index', {
					series: `${series.name}（${COST_ELEMENTS[element]}）`,
					year: String(year)
				})
			);
		values.push(entry.value);
		read.push(entry.pointer);
	}
	if (series.form === 'fixed-base-100') {
		// Two years were asked for, so two values came back.
		const [base, target] = values as [Decimal, Decimal];
		return ok({ ratio: divide(target, base, 'half-up', LIMITS.intermediateScale), read });
	}
	const chain = values.reduce((product, value) => multiply(product, multiply(value, decimal(1n, 2))), ONE);
	const ratio =
		from < to
			? round(chain, LIMITS.intermediateScale, 'half-up')
			: divide(ONE, chain, 'half-up', LIMITS.intermediateScale);
	return ok({ ratio, read });
}

function outcome(factor: Decimal, value: Decimal, read: readonly string[], words: string): StepOutcome {
	return { step: 'price-year', method: 'normalise/price-by-element@1', factor, value, read, words };
}
