import { dec, toText } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { memberWarnings, type BoundSet } from './bounds.ts';
import type { ComparisonResults } from './comparison-snapshot.ts';
import { moneyOf, YUAN } from './currency.ts';
import { describeSet, type Observed } from './describe.ts';
import { admit, type Admitted } from './gate.ts';
import { normalise, type SeriesByStep, type Target } from './normalise/chain.ts';
import type { StepOutcome } from './normalise/step-outcome.ts';
import { labelOf, type Observation } from './observation.ts';
import { outside, tukeyFences } from './statistics/tukey-fences.ts';
import { sorted } from './statistics/sorted.ts';

export interface SetMember {
	readonly observation: Observation;
	readonly included: boolean;
}

export interface SetDefinition extends Target, BoundSet {
	readonly category: string;
	/** What the unit costs are counted in, where it is not 元; see `moneyOfSet`. */
	readonly currency?: string;
}

/**
 * Compares a set: gate, normalisation chain of every member, statistics of all and of the included ones. One function for
 * the draft in the browser, for the snapshot on the server and for replay. Decimals come out as text, 元 per unit and year.
 * Refuses an empty or oversized set, a member that fails the gate, a year, region or grade the series lacks.
 */
export function compareMembers(
	set: SetDefinition,
	members: readonly SetMember[],
	series: SeriesByStep
): Result<ComparisonResults> {
	if (members.length === 0) return refuse(problem('comparison/empty', {}));
	if (members.length > LIMITS.comparisonMembers)
		return refuse(problem('comparison/too-many-members', { limit: String(LIMITS.comparisonMembers) }));
	const rows: Row[] = [];
	for (const { observation } of members) {
		const admitted = admit(observation, set);
		if (!admitted.ok) return admitted;
		const steps = normalise(admitted.value, observation, set, series);
		if (!steps.ok) return steps;
		rows.push({ observation, admitted: admitted.value, steps: steps.value });
	}
	return ok(results(set, members, rows));
}

interface Row {
	readonly observation: Observation;
	readonly admitted: Admitted;
	readonly steps: readonly StepOutcome[];
}

function results(set: BoundSet, members: readonly SetMember[], rows: readonly Row[]): ComparisonResults {
	const observed = rows.map(observedOf);
	const fences = tukeyFences(sorted(observed.map(({ value }) => value)));
	const warnings = memberWarnings(
		rows.map(({ observation }) => observation),
		set
	);
	const all = describeSet(observed);
	if (!all) throw new Error('A set with members has statistics');
	return {
		members: rows.map(({ observation, admitted, steps }, i) => ({
			label: labelOf(observation),
			project: observation.project,
			priceYear: observation.basis.priceYear,
			output: toText(admitted.output),
			raw: toText(admitted.raw),
			rawWords: admitted.rawWords,
			steps: steps.map(({ step, method, factor, value, read, words }) => ({
				step,
				method,
				factor: toText(factor),
				value: toText(value),
				read,
				words
			})),
			comparable: toText((observed[i] as Observed).value),
			flagged: outside((observed[i] as Observed).value, fences),
			warnings: warnings[i] ?? [],
			...(observation.external === undefined ? {} : { external: observation.external.credibility }),
			...(set.steps.includes('exchange') && moneyOf(observation) !== YUAN
				? { money: moneyOf(observation) }
				: {})
		})),
		all,
		included: describeSet(observed.filter((_, i) => members[i]?.included))
	};
}

function observedOf({ observation, admitted, steps }: Row): Observed {
	return {
		project: observation.project,
		value: steps.at(-1)?.value ?? admitted.raw,
		output: admitted.output
	};
}

/** The members a quota is derived from, as decimals, in member order. */
export function includedObservations(
	content: { readonly members: readonly { readonly included: boolean }[] },
	results: ComparisonResults
): readonly Observed[] {
	return results.members
		.filter((_, i) => content.members[i]?.included)
		.map(({ project, comparable, output }) => ({ project, value: dec(comparable), output: dec(output) }));
}
