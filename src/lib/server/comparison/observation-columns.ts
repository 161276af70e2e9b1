import type { Hash } from '#lib/core/address/value-ref.ts';
import type { ObservationColumns } from '#lib/core/comparison/numeric/describe-groups.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { unitsOf } from './confirmed-units.ts';

/** Observations kept at once; a million take 18 MB. */
const MOST_KEPT = 2_000_000;

/** By snapshot, the one used longest ago first. What a hash names never changes, so nothing here can be out of date. */
const kept = new Map<Hash, ObservationColumns>();
let observations = 0;

/**
 * Unit costs and outputs of one analysis or external sample as columns of doubles, all in group 0: for looking at many
 * observations. Read from the database and checked against the hash once; the caller may not change them.
 */
export async function columnsOf(context: Context, hash: Hash): Promise<Result<ObservationColumns>> {
	const known = kept.get(hash);
	if (known) {
		kept.delete(hash);
		kept.set(hash, known);
		return ok(known);
	}
	const units = await unitsOf(context, hash);
	if (!units.ok) return units;
	const columns = {
		values: Float64Array.from(units.value, ({ observation }) => Number(observation.unitCost)),
		outputs: Float64Array.from(units.value, ({ observation }) => Number(observation.output)),
		groups: new Uint16Array(units.value.length)
	};
	keep(hash, columns);
	return ok(columns);
}

function keep(hash: Hash, columns: ObservationColumns): void {
	// Somebody else may have asked for the same meanwhile.
	if (kept.has(hash)) return;
	kept.set(hash, columns);
	observations += columns.groups.length;
	for (const [oldest, { groups }] of kept) {
		if (observations <= MOST_KEPT) return;
		kept.delete(oldest);
		observations -= groups.length;
	}
}
