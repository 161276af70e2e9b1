import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import { observeIn, placesIn } from '#lib/core/comparison/observe-in.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { confirmedSamples } from '../samples/service.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { selectConfirmed } from './store.ts';

/** A cost unit of a confirmed analysis, or an external observation: the snapshot that holds it and what is read of it. */
export type ConfirmedUnit = {
	readonly snapshot: Hash;
	readonly unit: number;
	readonly observation: Observation;
};

/**
 * Every cost unit of the latest confirmed analyses the actor may see, by project, year and unit, and behind them the
 * observations of confirmed external samples.
 */
export async function confirmedUnits(context: Context): Promise<Result<readonly ConfirmedUnit[]>> {
	const found: ConfirmedUnit[] = [];
	const readable = (await selectConfirmed(context.db)).filter(
		({ path }) => may(context.actor, 'project.read', { path }).ok
	);
	const hashes = [...readable.map(({ snapshot }) => snapshot), ...(await confirmedSamples(context))];
	for (const hash of hashes) {
		const units = await unitsOf(context, hash);
		if (!units.ok) return units;
		for (const unit of units.value) found.push(unit);
	}
	return ok(found);
}

/** The cost units of one analysis snapshot, or the observations of one external sample. */
export async function unitsOf(context: Context, hash: Hash): Promise<Result<readonly ConfirmedUnit[]>> {
	const snapshot = await getSnapshot(context.db, hash);
	if (!snapshot.ok) return snapshot;
	const units: ConfirmedUnit[] = [];
	for (let unit = 0; unit < placesIn(snapshot.value); unit += 1) {
		const observation = observeIn(snapshot.value, unit);
		if (observation) units.push({ snapshot: hash, unit, observation });
	}
	return ok(units);
}
