import { sql, type Kysely } from 'kysely';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { AppDatabase, OpenDatabase } from './database.ts';

/**
 * Every table of the schema in foreign-key order, with the columns that order its rows: parents before children
 * (organisations by path), and the same pages however often a page is read.
 */
export const TABLES_IN_ORDER: readonly (readonly [table: string, order: readonly string[]])[] = [
	['user', ['id']],
	['session', ['id']],
	['account', ['id']],
	['verification', ['id']],
	['organisation', ['path']],
	['appointment', ['user_id', 'organisation_id', 'role']],
	['stored_file', ['hash']],
	['snapshot', ['hash']],
	['snapshot_input', ['snapshot', 'position']],
	['project', ['id']],
	['analysis', ['id']],
	['cost_line', ['id']],
	['cost_unit', ['id']],
	['performance_indicator', ['id']],
	['analysis_part', ['id']],
	['cost_edit', ['id']],
	['cost_change', ['analysis_id', 'revision', 'seq']],
	['presence', ['id']],
	['cell_comment', ['at', 'id']],
	['recipe', ['id']],
	['recipe_version', ['recipe_id', 'version']],
	['user_setting', ['user_id', 'key']],
	['intake_habit', ['sender', 'header']],
	['frozen_line', ['snapshot', 'position']],
	['intake', ['id']],
	['parameter_series', ['code']],
	['parameter_entry', ['series', 'key', 'version']],
	['parameter_draft', ['id']],
	['sample_table', ['id']],
	['comparison', ['id']],
	['comparison_member', ['comparison_id', 'snapshot', 'unit']],
	['comparison_analysis', ['id']],
	['cost_cause', ['analysis_id', 'cause']],
	['standard_proposal', ['id']],
	['issued_standard', ['id']],
	['repeal_proposal', ['id']],
	['issued_repeal', ['proposal_id']],
	['standard_review', ['id']],
	['standard_outturn', ['id']],
	['budget_check', ['id']],
	['review_workpaper', ['id']],
	['rule_proposal', ['id']],
	['issued_rule', ['id']],
	['rule_repeal', ['id']],
	['issued_rule_repeal', ['proposal_id']],
	['rule_check', ['id']],
	['decision', ['id']],
	['replay_run', ['id']],
	['audit_entry', ['seq']],
	['audit_head', ['id']]
];

/** Rows per statement: the widest table times this stays below both engines' limit of bound values. */
const ROWS_PER_PAGE = 500;
/** Originals are up to 20 MB each. */
const FILES_PER_PAGE = 5;

/** The tables are walked by name, so their columns are whatever the row holds. */
type AnyRow = Record<string, unknown>;
type AnyDatabase = Kysely<Record<string, AnyRow>>;

/**
 * Copies everything into another, migrated and empty database, of either engine: this is how an installation moves from
 * SQLite to PostgreSQL. One transaction on either side; the target is complete or untouched. Returns rows per table.
 */
export async function copyDatabase(
	source: OpenDatabase,
	target: OpenDatabase
): Promise<Result<ReadonlyMap<string, number>>> {
	// Every :memory: address is a database of its own.
	if (source.url === target.url && !source.url.endsWith(':memory:'))
		return refuse(problem('copy/same-database', {}));
	const counts = new Map<string, number>();
	const refused = await snapshotOf(source).execute((from) =>
		target.db
			.transaction()
			.execute(async (to): Promise<Problem | null> => {
				const timed = await timeColumns(target);
				for (const [table] of TABLES_IN_ORDER)
					if ((await countRows(to, table)) > 0)
						throw new CopyRefused(problem('copy/target-not-empty', { table }));
				for (const [table, order] of TABLES_IN_ORDER) {
					await copyTable(from, to, { table, order, timed });
					counts.set(table, await provenCount(from, to, table));
				}
				return null;
			})
			.catch((error: unknown) => {
				if (error instanceof CopyRefused) return error.problem;
				throw error;
			})
	);
	return refused ? refuse(refused) : ok(counts);
}

/** Rolls the target back and carries the reason out; never leaves this file. */
class CopyRefused extends Error {
	readonly problem: Problem;

	constructor(refused: Problem) {
		super(refused.code);
		this.problem = refused;
	}
}

/** One unchanging view of the source for as long as the copy takes; SQLite's immediate transaction is one already. */
function snapshotOf({ db, dialect }: OpenDatabase) {
	const transaction = db.transaction();
	return dialect === 'postgres' ? transaction.setIsolationLevel('repeatable read') : transaction;
}

interface TableCopy {
	readonly table: string;
	readonly order: readonly string[];
	readonly timed: ReadonlyMap<string, 'time' | 'flag'>;
}

async function copyTable(
	from: AppDatabase,
	to: AppDatabase,
	{ table, order, timed }: TableCopy
): Promise<void> {
	const size = table === 'stored_file' ? FILES_PER_PAGE : ROWS_PER_PAGE;
	for (let offset = 0; ; offset += size) {
		let query = anyTable(from).selectFrom(table).selectAll().limit(size).offset(offset);
		for (const column of order) query = query.orderBy(column);
		const rows = await query.execute();
		if (rows.length > 0) {
			const converted = rows.map((row) => convertRow(row, (column) => timed.get(`${table}.${column}`)));
			await anyTable(to).insertInto(table).values(converted).execute();
		}
		if (rows.length < size) return;
	}
}

/** Times and flags exist only in the sign-in tables; SQLite keeps them as text and 0/1, PostgreSQL in types of its own. */
function convertRow(row: AnyRow, kindOf: (column: string) => 'time' | 'flag' | undefined): AnyRow {
	return Object.fromEntries(
		Object.entries(row).map(([column, value]) => [column, convertValue(value, kindOf(column))])
	);
}

function convertValue(value: unknown, kind: 'time' | 'flag' | undefined): unknown {
	if (value === null) return null;
	if (kind === 'time') return new Date(value as string | number | Date);
	if (kind === 'flag') return value === true || value === 1;
	if (value instanceof Date) return value.toISOString();
	return typeof value === 'boolean' ? Number(value) : value;
}

/** Columns of the target that have a type for times or flags: "user.createdAt" → time. None on SQLite. */
async function timeColumns({ db, dialect }: OpenDatabase): Promise<ReadonlyMap<string, 'time' | 'flag'>> {
	const found = new Map<string, 'time' | 'flag'>();
	if (dialect === 'sqlite') return found;
	for (const { name, columns } of await db.introspection.getTables())
		for (const column of columns) {
			if (column.dataType === 'timestamptz') found.set(`${name}.${column.name}`, 'time');
			if (column.dataType === 'bool') found.set(`${name}.${column.name}`, 'flag');
		}
	return found;
}

async function provenCount(from: AppDatabase, to: AppDatabase, table: string): Promise<number> {
	const [source, target] = [await countRows(from, table), await countRows(to, table)];
	if (source !== target)
		throw new CopyRefused(
			problem('copy/count-differs', { table, source: String(source), target: String(target) })
		);
	return target;
}

async function countRows(db: AppDatabase, table: string): Promise<number> {
	const row = await anyTable(db)
		.selectFrom(table)
		.select(sql<number>`count(*)`.as('rows'))
		.executeTakeFirst();
	return Number(row?.rows ?? 0);
}

function anyTable(db: AppDatabase): AnyDatabase {
	// The list above is checked against the migrated schema by a test; types for each table would only repeat it.
	return db as unknown as AnyDatabase;
}
