import { parseRef, refText, type Hash } from '#lib/core/address/value-ref.ts';
import { explainFrozen } from '#lib/core/lineage/explain.ts';
import { forward, type Place, type Reached } from '#lib/core/lineage/forward.ts';
import { headlines } from '#lib/core/lineage/headline.ts';
import { readStoredText } from '#lib/core/lineage/stored-text.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { Context } from '../context.ts';
import { sha256 } from '../hash.ts';
import { draftUsers } from './draft-users.ts';
import { Figures } from './figures.ts';
import { holdersOf, type Holder } from './holders.ts';
import { placesOf } from './places.ts';
import { selectAbove, selectBodies } from './store.ts';

/** Who rests on a figure. */
export interface Forward {
	readonly label: string;
	readonly value: string;
	readonly things: readonly RestingThing[];
	/** Things of others that rest on it as well. */
	readonly hidden: number;
	/** Issued standards among all of them. */
	readonly issued: number;
	/** Snapshots above that were not looked into, because there are too many. */
	readonly beyond: number;
}

export interface RestingThing extends Pick<Holder, 'kind' | 'title' | 'state' | 'href'> {
	readonly figures: readonly {
		readonly ref: string;
		readonly label: string;
		readonly value: string;
		readonly unit: string | null;
	}[];
	/** Figures beyond those listed. */
	readonly more: number;
	/** True where it was not asked figure by figure. */
	readonly whole: boolean;
}

/**
 * 被谁引用: from a cell, a dated parameter, a draft figure or a frozen figure, every analysis, report, comparison, set
 * analysis, standard, rule and check that rests on it; and what people still work on and took it from there, unless only
 * what is `frozen` is asked for.
 */
export async function forwardOf(
	context: Context,
	text: string,
	asked: 'everything' | 'frozen' = 'everything'
): Promise<Result<Forward>> {
	const ref = parseRef(text);
	if (!ref.ok) return ref;
	// Whoever may see the figure may ask; what rests on it is told by name only where it may be seen too.
	const figures = new Figures(context);
	const step = await figures.explain(ref.value);
	if (!step.ok) return step;
	const places = await placesOf(context, ref.value);
	if (!places.ok) return places;
	const { snapshots, beyond } = await above(context, places.value);
	const reached = new Map(forward(snapshots, places.value).map((here) => [here.hash, here]));
	const standing = places.value.map(({ snapshot }) => snapshot);
	const resting = (await holdersOf(context, [...new Set([...reached.keys(), ...standing])]))
		.map((holder) => ({ holder, thing: thingOf(holder, stepsOf(holder, snapshots, reached, places.value)) }))
		.filter(({ thing }) => thing.figures.length > 0);
	const drafts = asked === 'frozen' ? [] : await draftUsers(context, step.value.ref);
	const shown = [
		...resting.flatMap(({ holder, thing }) => (holder.readable ? [thing] : [])),
		...drafts.flatMap(({ readable, ...thing }) => (readable ? [thing] : []))
	];
	return ok({
		label: step.value.label,
		value: step.value.value,
		things: shown,
		hidden: resting.length + drafts.length - shown.length,
		issued: new Set(
			resting.flatMap(({ holder: { kind, id } }) => (kind === 'standard' || kind === 'rule' ? [id] : []))
		).size,
		beyond
	});
}

/** The figures of a thing that rest on the places; of a report, which only repeats, also those that are such a place. */
function stepsOf(
	{ kind, snapshot: hash }: Holder,
	snapshots: ReadonlyMap<Hash, Snapshot>,
	reached: ReadonlyMap<Hash, Reached>,
	places: readonly Place[]
): Pick<Reached, 'steps' | 'whole'> {
	const { steps, whole } = reached.get(hash) ?? { steps: [], whole: false };
	const snapshot = snapshots.get(hash);
	if (kind !== 'report' || !snapshot) return { steps, whole };
	const above = new Set(steps.map(({ ref }) => refText(ref)));
	const repeated = headlines(snapshot).filter(
		({ pointer }) =>
			above.has(refText({ kind: 'frozen', snapshot: hash, pointer })) ||
			places.some((place) => place.snapshot === hash && place.pointer === pointer)
	);
	return { whole, steps: repeated.flatMap(({ pointer }) => explainFrozen(snapshot, hash, pointer) ?? []) };
}

function thingOf(
	{ kind, title, state, href }: Holder,
	{ steps, whole }: Pick<Reached, 'steps' | 'whole'>
): RestingThing {
	return {
		kind,
		title,
		state,
		href,
		figures: steps
			.slice(0, LIMITS.forwardFigures)
			.map(({ ref, label, value, unit }) => ({ ref: refText(ref), label, value, unit })),
		more: Math.max(0, steps.length - LIMITS.forwardFigures),
		whole
	};
}

/** Everything above the places and what they stand in, sheets aside: a sheet rests on nothing but its file. */
async function above(
	{ db }: Context,
	places: readonly Place[]
): Promise<{ readonly snapshots: ReadonlyMap<Hash, Snapshot>; readonly beyond: number }> {
	const hashes = new Set<Hash>();
	for (const start of new Set(places.map(({ snapshot }) => snapshot)))
		for (const hash of await selectAbove(db, start)) hashes.add(hash);
	const all = [...hashes].sort();
	const rows = await selectBodies(db, all.slice(0, LIMITS.impactSnapshots));
	const snapshots = new Map<Hash, Snapshot>();
	for (const { hash, kind, body } of rows) {
		const snapshot = kind === 'source-table' ? undefined : readStoredText(hash, body, sha256);
		if (snapshot?.ok) snapshots.set(hash, snapshot.value);
	}
	return { snapshots, beyond: Math.max(0, all.length - LIMITS.impactSnapshots) };
}
