import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';

/** Lines of analyses not confirmed now that may name a cell of a stored original; the caller reads their sources. */
export async function selectDraftLinesFrom(db: AppDatabase, file: Hash, address: string) {
	return db
		.selectFrom('cost_line as l')
		.innerJoin('analysis as a', 'a.id', 'l.analysis_id')
		.innerJoin('project as p', 'p.id', 'a.project_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.select(['l.id as line_id', 'l.analysis_id', 'l.sources', 'p.name', 'a.fiscal_year', 'a.state', 'o.path'])
		.where('a.state', '!=', 'confirmed')
		.where('l.analysis_id', 'in', (e) =>
			e.selectFrom('intake as i').select('i.analysis_id').where('i.file', '=', file)
		)
		.where('l.sources', 'like', `%"address":"${address}"%`)
		.orderBy('p.name')
		.orderBy('a.id')
		.orderBy('l.position')
		.orderBy('l.id')
		.execute();
}

/** Cost units of an analysis that count one of these lines. */
export async function selectDraftUnitsWith(
	db: AppDatabase,
	analysis: string,
	lines: readonly string[]
): Promise<string[]> {
	const rows = await db
		.selectFrom('cost_unit')
		.select(['id', 'line_ids'])
		.where('analysis_id', '=', analysis)
		.orderBy('position')
		.execute();
	const wanted = new Set(lines);
	// Written by the service that keeps units, as an array of ids.
	return rows
		.filter(({ line_ids }) => (JSON.parse(line_ids) as string[]).some((id) => wanted.has(id)))
		.map(({ id }) => id);
}

/** Comparisons not frozen yet one of whose steps is set to a series. */
export async function selectDraftComparisonsWith(db: AppDatabase, series: string) {
	const rows = await db
		.selectFrom('comparison as c')
		.innerJoin('organisation as o', 'o.id', 'c.organisation_id')
		.select(['c.id', 'c.title', 'c.state', 'c.series', 'o.path'])
		.where('c.state', '=', 'draft')
		.orderBy('c.created_at')
		.orderBy('c.id')
		.execute();
	// Written by the service that keeps comparisons: a series for each step that needs one.
	return rows.filter((row) =>
		Object.values(JSON.parse(row.series) as { readonly [step: string]: string }).includes(series)
	);
}
