import { parseRef, refText, type Hash, type ValueRef } from '#lib/core/address/value-ref.ts';
import { forward, type Place, type Reached } from '#lib/core/lineage/forward.ts';
import { sourceTable } from '#lib/core/lineage/source-cell.ts';
import { readStoredText } from '#lib/core/lineage/stored-text.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { LINE_FIGURES } from '#lib/core/costing/explain-step.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { Context } from '../context.ts';
import { resolveFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { resolveHash } from '../snapshots/service.ts';
import { Figures } from './figures.ts';
import { holdersOf, type Holder } from './holders.ts';
import { selectAbove, selectBodies, selectFrozenPlaces, selectSourceTablesOf } from './store.ts';

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

/** 被谁引用: from a cell, a draft figure or a frozen figure, every analysis, comparison, standard and check that rests on it. */
export async function forwardOf(context: Context, text: string): Promise<Result<Forward>> {
	const ref = parseRef(text);
	if (!ref.ok) return ref;
	// Whoever may see the figure may ask; what rests on it is told by name only where it may be seen too.
	const step = await new Figures(context).explain(ref.value);
	if (!step.ok) return step;
	const places = await placesOf(context, ref.value);
	if (!places.ok) return places;
	const { snapshots, beyond } = await above(context, places.value);
	const reached = new Map(forward(snapshots, places.value).map((here) => [here.hash, here]));
	const holders = await holdersOf(context, [...reached.keys()]);
	const shown = holders.filter(({ readable }) => readable);
	return ok({
		label: step.value.label,
		value: step.value.value,
		things: shown.map((holder) => resting(holder, reached.get(holder.snapshot))),
		hidden: holders.length - shown.length,
		issued: new Set(holders.filter(({ kind }) => kind === 'standard').map(({ id }) => id)).size,
		beyond
	});
}

function resting({ kind, title, state, href }: Holder, reached: Reached | undefined): RestingThing {
	const steps = reached?.steps ?? [];
	return {
		kind,
		title,
		state,
		href,
		figures: steps
			.slice(0, LIMITS.forwardFigures)
			.map(({ ref, label, value, unit }) => ({ ref: refText(ref), label, value, unit })),
		more: Math.max(0, steps.length - LIMITS.forwardFigures),
		whole: reached?.whole ?? false
	};
}

/** Where in snapshots a figure stands: a cell in the sheets read from its file, a draft line in what was frozen of it. */
async function placesOf(context: Context, ref: ValueRef): Promise<Result<readonly Place[]>> {
	switch (ref.kind) {
		case 'frozen': {
			const hash = await resolveHash(context.db, ref.snapshot);
			return hash.ok ? ok([{ snapshot: hash.value, pointer: ref.pointer }]) : hash;
		}
		case 'cell': {
			const file = await resolveFile(context.db, ref.file);
			if (!file.ok) return file;
			const tables = await selectSourceTablesOf(context.db, file.value);
			return ok(
				tables.flatMap(({ hash, body }) => {
					const table = readStoredText(hash, body, sha256);
					return table.ok && sourceTable(table.value)?.sheet === ref.sheet
						? [{ snapshot: hash, pointer: `/content/cells/${ref.address}` }]
						: [];
				})
			);
		}
		case 'draft':
			return ok(await draftPlaces(context, ref));
		case 'parameter':
			return ok([]);
	}
}

async function draftPlaces(
	context: Context,
	{ table, id, field }: Extract<ValueRef, { kind: 'draft' }>
): Promise<readonly Place[]> {
	if (table !== 'cost_line') return [];
	const figures = Object.hasOwn(LINE_FIGURES, field) ? [field] : Object.keys(LINE_FIGURES);
	return (await selectFrozenPlaces(context.db, id)).flatMap(({ snapshot, position }) =>
		figures.flatMap((figure) =>
			(['content', 'results'] as const).map((area) => ({
				snapshot,
				pointer: `/${area}/lines/${position}/${figure}`
			}))
		)
	);
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
