import { apportion } from '../comparison/decomposition/apportion.ts';
import { observeIn } from '../comparison/observe-in.ts';
import type { Observation } from '../comparison/observation.ts';
import { COST_ELEMENTS, type CostElement } from '../costing/line.ts';
import { add, dec, divide, isZero, multiply, sum, toText, ZERO, type Decimal } from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { InputSnapshots } from '../snapshot/method.ts';
import type { SnapshotInput } from '../snapshot/snapshot.ts';
import { inputOf, type ComparisonSnapshot } from './inputs.ts';
import type { PricedRecipe } from './rules/build-up-price.ts';
import type { QuotaContent, QuotaElement, QuotaResults } from './standard-snapshot.ts';

/** What one element weighs in a quota: 元 per unit and year of the set, or of the build-up; only the proportion counts. */
export interface ElementCost {
	readonly element: CostElement | 'none';
	readonly cost: Decimal;
}

export interface ElementCosts {
	readonly costs: readonly ElementCost[];
	/** Pointers into the comparison: the members whose lines say what they are. */
	readonly read: readonly string[];
}

/** 费用要素 in the order of the catalogue, what no line classifies last. */
export const ELEMENT_WORDS: { readonly [E in CostElement | 'none']: string } = {
	...COST_ELEMENTS,
	none: '未归类'
};
// The keys of the table are exactly its elements.
const ELEMENTS = Object.keys(ELEMENT_WORDS) as readonly (CostElement | 'none')[];

/** Enough that no share of a quota of six decimals depends on it. */
const SCALE = 24;
const SHARE_PLACES = 2;

/**
 * 费用构成 of a quota: the value divided by the elements of what it rests on, so that values and shares each add up to the
 * last digit (largest remainders). Nothing is added where the content asks for none or the quota has no value.
 */
export function withComposition(
	inputs: InputSnapshots,
	content: QuotaContent,
	results: QuotaResults,
	comparison: ComparisonSnapshot
): Result<QuotaResults> {
	if (content.composition === undefined || results.value === null) return ok(results);
	if (content.composition === 'build-up') {
		if (!inputs.some(({ role }) => role === 'recipe')) return refuse(problem('standard/no-composition', {}));
		// The role "recipe" only ever names a snapshot that `freezeRecipe` made.
		return composed(results, content, buildUpCosts(inputOf(inputs, 'recipe').snapshot as PricedRecipe));
	}
	const breakdowns = new Map(inputs.map(({ hash, snapshot }) => [hash, snapshot]));
	const elementsOf = (member: number) => {
		const { analysis = -1, unit = -1 } = comparison.content.members[member] ?? {};
		const snapshot = breakdowns.get(comparison.inputs[analysis]?.hash ?? '');
		return snapshot && observeIn(snapshot, unit)?.elements;
	};
	return composed(results, content, setCosts(comparison, elementsOf));
}

/** The inputs a quota's composition is read from: the breakdowns of the included members, each once. */
export function breakdownsOf(
	{ content, inputs }: ComparisonSnapshot,
	{ composition }: Pick<QuotaContent, 'composition'>
): readonly SnapshotInput[] {
	if (composition !== 'set') return [];
	const read = new Set(content.members.flatMap(({ included, analysis }) => (included ? [analysis] : [])));
	return inputs.filter(({ role }, i) => role === 'analysis' && read.has(i));
}

/** A quota with the composition that given costs make of it; refuses costs of which no element is known. */
export function composed(
	results: QuotaResults,
	{ rounding }: Pick<QuotaContent, 'rounding'>,
	{ costs, read }: ElementCosts
): Result<QuotaResults> {
	const whole = sum(costs.map(({ cost }) => cost));
	if (isZero(whole)) return refuse(problem('standard/no-composition', {}));
	if (results.value === null) return ok(results);
	const value = dec(results.value);
	const parts = (total: Decimal) =>
		costs.map(({ cost }) => divide(multiply(cost, total), whole, 'floor', SCALE));
	const values = apportion(parts(value), value, rounding.places);
	const shares = apportion(parts(dec(100)), dec(100), SHARE_PLACES);
	const composition = costs.map(({ element }, i): QuotaElement => ({
		element,
		value: toText(values[i] ?? ZERO),
		share: toText(shares[i] ?? ZERO)
	}));
	return ok({ ...results, composition, ...(read.length > 0 ? { composed: read } : {}) });
}

/**
 * Mean comparable cost of each element over the included members whose lines say what they are: comparable × the
 * element's part of the member's own cost. Normalisation moved all elements of a member alike.
 */
export function setCosts(
	{ content, results }: ComparisonSnapshot,
	elementsOf: (member: number) => Observation['elements'] | undefined
): ElementCosts {
	const costs = new Map<CostElement | 'none', Decimal>();
	const read: string[] = [];
	for (const [index, member] of results.members.entries()) {
		const elements = content.members[index]?.included === true ? elementsOf(index) : undefined;
		if (!elements) continue;
		const whole = sum(Object.values(elements).map(dec));
		if (isZero(whole) || !Object.keys(elements).some((element) => element !== 'none')) continue;
		read.push(`/results/members/${index}/comparable`);
		for (const element of ELEMENTS) {
			const cost = multiply(dec(member.comparable), dec(elements[element] ?? '0'));
			const before = costs.get(element) ?? ZERO;
			costs.set(element, add(before, divide(cost, whole, 'half-even', SCALE)));
		}
	}
	return { costs: present(costs), read };
}

/** Labour, material and machine of a build-up with its management, profit and tax. */
export function buildUpCosts({ results }: PricedRecipe): ElementCosts {
	const { groups, management, profit, tax } = results;
	const costs = Object.entries({ ...groups, management, profit, tax }).map(
		// The groups and rates of a build-up are elements of the catalogue.
		([element, cost]) => [element as CostElement, dec(cost)] as const
	);
	return { costs: present(new Map(costs)), read: [] };
}

/** "人工费 3.12 元（36%）；材料费 …"; "" where the quota states none. */
export function compositionWords({ composition = [] }: Pick<QuotaResults, 'composition'>): string {
	return composition
		.map(({ element, value, share }) => `${ELEMENT_WORDS[element]} ${value} 元（${share}%）`)
		.join('；');
}

/** What costs nothing is no part of a quota; a credit is, and lowers it. */
function present(costs: ReadonlyMap<CostElement | 'none', Decimal>): readonly ElementCost[] {
	return ELEMENTS.flatMap((element) => {
		const cost = costs.get(element);
		return cost === undefined || isZero(cost) ? [] : [{ element, cost }];
	});
}
