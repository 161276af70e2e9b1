import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { AppDatabase } from '../database/database.ts';
import { rowFromIndicator, rowFromUnit, rowsFromParts } from './rows.ts';
import { countForeign, replaceIndicators, replaceParts, replaceUnits, updateAnalysis } from './store.ts';

/** Writes what stands beside the tree where it differs: untouched lists are the same objects before and after. */
export async function writeLists(
	db: AppDatabase,
	analysisId: string,
	before: AnalysisDraft,
	after: AnalysisDraft
): Promise<Result<true>> {
	const taken = async (
		table: 'cost_unit' | 'performance_indicator' | 'analysis_part',
		list: readonly { readonly id: string }[]
	) =>
		(await countForeign(
			db,
			table,
			analysisId,
			list.map(({ id }) => id)
		)) > 0;
	if (after.units !== before.units) {
		if (await taken('cost_unit', after.units)) return idTaken();
		await replaceUnits(
			db,
			analysisId,
			after.units.map((unit) => rowFromUnit(analysisId, unit))
		);
	}
	if (after.indicators !== before.indicators) {
		if (await taken('performance_indicator', after.indicators)) return idTaken();
		const rows = after.indicators.map((indicator) => rowFromIndicator(analysisId, indicator));
		await replaceIndicators(db, analysisId, rows);
	}
	const sameParts =
		after.parameters === before.parameters &&
		after.pools === before.pools &&
		after.combined === before.combined;
	if (!sameParts) {
		const parts = rowsFromParts(analysisId, after);
		// The three kinds share one table, so they share one space of ids.
		if (new Set(parts.map(({ id }) => id)).size !== parts.length) return idTaken();
		if (await taken('analysis_part', parts)) return idTaken();
		await replaceParts(db, analysisId, parts);
	}
	if (after.allocationMethod !== before.allocationMethod)
		await updateAnalysis(db, analysisId, { allocation_method: after.allocationMethod });
	return ok(true);
}

function idTaken() {
	return refuse(problem('analysis/line-exists', {}));
}
