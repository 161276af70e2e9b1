import type { AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { unitsOf, type ConfirmedUnit } from './confirmed-units.ts';
import { selectConfirmed } from './store.ts';

export type CostedUnit = ConfirmedUnit & {
	/** Cost over the analysis's own period, 分 as text. */
	readonly cost: string;
	/** Organisation path, for the caller to ask who may see it. */
	readonly path: string;
};

/** Every cost unit of the latest confirmed analyses, whoever asks: what a standard is tested on before it is signed. */
export async function everyConfirmedUnit(context: Context): Promise<Result<readonly CostedUnit[]>> {
	const found: CostedUnit[] = [];
	for (const { snapshot, path } of await selectConfirmed(context.db)) {
		const read = await getSnapshot(context.db, snapshot);
		if (!read.ok) return read;
		const units = await unitsOf(context, snapshot);
		if (!units.ok) return units;
		// The column that named this hash only ever holds analysis snapshots.
		const results = read.value.results as AnalysisResults;
		found.push(
			...units.value.map((unit) => ({ ...unit, path, cost: results.units[unit.unit]?.cost ?? '0' }))
		);
	}
	return ok(found);
}
