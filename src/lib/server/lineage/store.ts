import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';
import type { DecisionTable } from '../database/schema.ts';
import type { IssuedRuleTable, IssuedStandardTable } from '../database/schema-standards.ts';

export interface SnapshotRow {
	readonly hash: string;
	readonly kind: string;
	readonly body: string;
}

/** The snapshots named and every snapshot below them, in one recursive query. */
export async function selectClosure(db: AppDatabase, roots: readonly Hash[]): Promise<SnapshotRow[]> {
	if (roots.length === 0) return [];
	return below(db, roots)
		.selectFrom('below')
		.innerJoin('snapshot', 'snapshot.hash', 'below.hash')
		.select(['snapshot.hash', 'snapshot.kind', 'snapshot.body'])
		.execute();
}

/**
 * Keys and kinds of the snapshots named and of everything below them, without reading a single body: what the outline of
 * a large graph starts from.
 */
export async function selectClosureNodes(
	db: AppDatabase,
	roots: readonly Hash[]
): Promise<{ readonly hash: Hash; readonly kind: string }[]> {
	if (roots.length === 0) return [];
	return below(db, roots)
		.selectFrom('below')
		.innerJoin('snapshot', 'snapshot.hash', 'below.hash')
		.select(['snapshot.hash', 'snapshot.kind'])
		.execute();
}

/** Keys of the stored originals below the snapshots named. */
export async function selectClosureFiles(db: AppDatabase, roots: readonly Hash[]): Promise<Hash[]> {
	if (roots.length === 0) return [];
	const rows = await below(db, roots)
		.selectFrom('below')
		.innerJoin('stored_file', 'stored_file.hash', 'below.hash')
		.select('stored_file.hash')
		.execute();
	return rows.map((row) => row.hash);
}

function below(db: AppDatabase, roots: readonly Hash[]) {
	return db.withRecursive('below(hash)', (query) =>
		query
			.selectFrom('snapshot')
			.select('snapshot.hash')
			.where('snapshot.hash', 'in', roots)
			.union((inner) =>
				inner
					.selectFrom('below')
					.innerJoin('snapshot_input', 'snapshot_input.snapshot', 'below.hash')
					.select('snapshot_input.input as hash')
			)
	);
}

/** A snapshot or original itself and every snapshot that rests on it. */
export async function selectAbove(db: AppDatabase, hash: Hash): Promise<Hash[]> {
	const rows = await db
		.withRecursive('above(hash)', (query) =>
			query
				.selectFrom('snapshot_input')
				.select('snapshot_input.snapshot as hash')
				.where('snapshot_input.input', '=', hash)
				.union((inner) =>
					inner
						.selectFrom('above')
						.innerJoin('snapshot_input', 'snapshot_input.input', 'above.hash')
						.select('snapshot_input.snapshot as hash')
				)
		)
		.selectFrom('above')
		.select('above.hash')
		.execute();
	return [hash, ...rows.map((row) => row.hash)];
}

/** The snapshots named, in no order; those that are not there are left out. */
export async function selectBodies(db: AppDatabase, hashes: readonly Hash[]): Promise<SnapshotRow[]> {
	const found: SnapshotRow[] = [];
	for (let from = 0; from < hashes.length; from += BODIES_AT_ONCE)
		found.push(
			...(await db
				.selectFrom('snapshot')
				.selectAll()
				.where('hash', 'in', hashes.slice(from, from + BODIES_AT_ONCE))
				.execute())
		);
	return found;
}

const BODIES_AT_ONCE = 500;

/** Snapshots by key, a page at a time in key order. */
export async function selectSnapshotsAfter(
	db: AppDatabase,
	after: Hash,
	limit: number
): Promise<SnapshotRow[]> {
	return db
		.selectFrom('snapshot')
		.selectAll()
		.where('hash', '>', after)
		.orderBy('hash')
		.limit(limit)
		.execute();
}

export async function selectSourceTablesOf(db: AppDatabase, file: Hash): Promise<SnapshotRow[]> {
	return db
		.selectFrom('snapshot_input')
		.innerJoin('snapshot', 'snapshot.hash', 'snapshot_input.snapshot')
		.select(['snapshot.hash', 'snapshot.kind', 'snapshot.body'])
		.where('snapshot_input.input', '=', file)
		.where('snapshot.kind', '=', 'source-table')
		.orderBy('snapshot.hash')
		.execute();
}

/** Every frozen copy of a parameter series; the text of a snapshot is canonical, so its code stands in it as written. */
export async function selectSeriesSnapshots(db: AppDatabase, code: string): Promise<SnapshotRow[]> {
	return db
		.selectFrom('snapshot')
		.selectAll()
		.where('kind', '=', 'parameter-set')
		.where('body', 'like', `%"code":"${code}"%`)
		.orderBy('hash')
		.execute();
}

export async function selectFileKeys(db: AppDatabase): Promise<Hash[]> {
	const rows = await db.selectFrom('stored_file').select('hash').orderBy('hash').execute();
	return rows.map((row) => row.hash);
}

/** Names under which originals were sent in, the first sender's first. */
export async function selectFileNames(
	db: AppDatabase,
	files: readonly Hash[]
): Promise<{ file: string; file_name: string }[]> {
	if (files.length === 0) return [];
	const imported = await db
		.selectFrom('intake')
		.select(['file', 'file_name'])
		.where('file', 'in', files)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	const samples = await db
		.selectFrom('sample_table')
		.select(['file', 'file_name'])
		.where('file', 'in', files)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	return [...imported, ...samples];
}

/** Decisions that sign a snapshot, oldest first. Their column is a canonical array of full hashes, so text search is exact. */
export async function selectDecisionsOn(db: AppDatabase, hash: Hash): Promise<DecisionTable[]> {
	return db
		.selectFrom('decision')
		.selectAll()
		.where('snapshots', 'like', `%"${hash}"%`)
		.orderBy('at')
		.orderBy('id')
		.execute();
}

export async function selectAllDecisions(
	db: AppDatabase
): Promise<{ id: string; action: string; snapshots: string }[]> {
	return db
		.selectFrom('decision')
		.select(['id', 'action', 'snapshots'])
		.orderBy('at')
		.orderBy('id')
		.execute();
}

export async function selectIssued(db: AppDatabase): Promise<IssuedStandardTable[]> {
	return db
		.selectFrom('issued_standard')
		.selectAll()
		.orderBy('effective_from')
		.orderBy('code')
		.orderBy('kind')
		.execute();
}

/** The analyses of a project. */
export async function selectAnalysisIdsOf(db: AppDatabase, project: string): Promise<string[]> {
	const rows = await db.selectFrom('analysis').select('id').where('project_id', '=', project).execute();
	return rows.map(({ id }) => id);
}

/** Every issued rule, for proof against the record of its issue. */
export async function selectIssuedRules(db: AppDatabase): Promise<IssuedRuleTable[]> {
	return db.selectFrom('issued_rule').selectAll().orderBy('effective_from').orderBy('code').execute();
}

/** The draft line behind a line of a snapshot, and when that snapshot was first signed. */
export async function selectFrozenLine(
	db: AppDatabase,
	snapshot: Hash,
	position: number
): Promise<{ line_id: string; confirmed_at: string | null } | undefined> {
	const line = await db
		.selectFrom('frozen_line')
		.select('line_id')
		.where('snapshot', '=', snapshot)
		.where('position', '=', position)
		.executeTakeFirst();
	if (!line) return undefined;
	const [first] = await selectDecisionsOn(db, snapshot);
	return { line_id: line.line_id, confirmed_at: first?.at ?? null };
}

/** Where a draft line stands in the snapshots that were frozen of its analysis. */
export async function selectFrozenPlaces(
	db: AppDatabase,
	line: string
): Promise<{ readonly snapshot: Hash; readonly position: number }[]> {
	return db
		.selectFrom('frozen_line')
		.select(['snapshot', 'position'])
		.where('line_id', '=', line)
		.orderBy('snapshot')
		.execute();
}

/** Edits that touched a line, latest first, up to a time where one is given. */
export async function selectEditsOnLine(
	db: AppDatabase,
	line: string,
	before: string | null
): Promise<{ at: string; actor_name: string; commands: string }[]> {
	let query = db
		.selectFrom('cost_edit')
		.innerJoin('user', 'user.id', 'cost_edit.actor_id')
		.select(['cost_edit.at', 'user.name as actor_name', 'cost_edit.commands'])
		.where((e) =>
			e.exists(
				e
					.selectFrom('cost_change')
					.select('cost_change.seq')
					.where('cost_change.line_id', '=', line)
					.whereRef('cost_change.analysis_id', '=', 'cost_edit.analysis_id')
					.whereRef('cost_change.revision', '=', 'cost_edit.revision')
			)
		);
	if (before !== null) query = query.where('cost_edit.at', '<=', before);
	return query.orderBy('cost_edit.at', 'desc').orderBy('cost_edit.revision', 'desc').execute();
}
