import type { Hash } from '#lib/core/address/value-ref.ts';
import { observe, type Observation } from '#lib/core/comparison/observation.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { selectConfirmed } from './store.ts';

/** A cost unit of a confirmed analysis: the snapshot that holds it and what a comparison reads of it. */
export type ConfirmedUnit = {
	readonly snapshot: Hash;
	readonly unit: number;
	readonly observation: Observation;
};

/** Every cost unit of the latest confirmed analyses the actor may see, by project, year and unit. */
export async function confirmedUnits(context: Context): Promise<Result<readonly ConfirmedUnit[]>> {
	const found: ConfirmedUnit[] = [];
	for (const { snapshot, path } of await selectConfirmed(context.db)) {
		if (!may(context.actor, 'project.read', { path }).ok) continue;
		const units = await unitsOf(context, snapshot);
		if (!units.ok) return units;
		found.push(...units.value);
	}
	return ok(found);
}

/** The cost units of one analysis snapshot. */
export async function unitsOf(context: Context, hash: Hash): Promise<Result<readonly ConfirmedUnit[]>> {
	const snapshot = await getSnapshot(context.db, hash);
	if (!snapshot.ok) return snapshot;
	// The column that named this hash only ever holds analysis snapshots.
	const content = snapshot.value.content as AnalysisContent;
	const results = snapshot.value.results as AnalysisResults;
	return ok(
		content.units.flatMap((_, unit) => {
			const observation = observe(content, results, unit);
			return observation ? [{ snapshot: hash, unit, observation }] : [];
		})
	);
}
