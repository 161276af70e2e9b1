import type { Hash } from '#lib/core/address/value-ref.ts';
import type {
	ComparisonContent,
	SampleOrigin,
	SetStatistics
} from '#lib/core/comparison/comparison-snapshot.ts';
import { YUAN } from '#lib/core/comparison/currency.ts';
import { isAllEqual } from '#lib/core/comparison/describe.ts';
import type { FactorStep } from '#lib/core/comparison/normalise/chain.ts';
import type { SnapshotInput } from '#lib/core/snapshot/snapshot.ts';
import type { Draft } from './draft.ts';

/** Inputs and content of a comparison's snapshot: what its members and series are, in the order the kind fixes. */
export interface SetContent {
	readonly inputs: readonly SnapshotInput[];
	readonly content: ComparisonContent;
}

/** The set as its snapshot holds it. `money` is what its unit costs are counted in; `series` names those of its steps,
 * `included` is what its statistics come to. */
export function setContent(
	{ head, members }: Pick<Draft, 'head' | 'members'>,
	money: string,
	series: ReadonlyMap<FactorStep, Hash>,
	included: SetStatistics | null
): SetContent {
	const places = new Map<Hash, number>();
	const inputs: SnapshotInput[] = [];
	const samples: SampleOrigin[] = [];
	for (const { snapshot, observation } of members) {
		if (places.has(snapshot)) continue;
		const { external, name, sourceNote: source } = observation;
		const input = inputs.push({ role: external ? 'samples' : 'analysis', hash: snapshot }) - 1;
		places.set(snapshot, input);
		if (external) samples.push({ input, name, source, credibility: external.credibility });
	}
	const parameters: { [S in FactorStep]?: number } = {};
	for (const [step, hash] of series) parameters[step] = inputs.push({ role: 'parameters', hash }) - 1;
	const { title, purpose, category, unit, targetYear, steps, bounds } = head;
	const content: ComparisonContent = {
		title,
		purpose,
		category,
		unit,
		targetYear,
		steps,
		parameters,
		members: members.map(({ snapshot, unit: place, included, reason }) => ({
			analysis: places.get(snapshot) ?? -1,
			unit: place,
			included,
			reason
		})),
		...(Object.keys(bounds).length === 0 ? {} : { bounds }),
		...(money === YUAN ? {} : { currency: money }),
		...(isAllEqual(included) ? { allEqual: true } : {}),
		...(samples.length === 0 ? {} : { samples })
	};
	return { inputs, content };
}
