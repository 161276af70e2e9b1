import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppDatabase, OpenDatabase } from '#lib/server/database/database.ts';
import { TABLES_IN_ORDER } from '#lib/server/database/copy.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { everyTable } from '../support/every-table.ts';
import { seedWorkspace } from '../support/workspace.ts';

/** What each table is called where a row of it was tampered with. */
const WORDS: Readonly<Record<string, RegExp>> = {
	user: /用户“/,
	organisation: /单位“/,
	appointment: /任职“/,
	stored_file: /原始文件/,
	snapshot: /快照 /,
	snapshot_input: /输入关系表/,
	project: /项目“/,
	analysis: /成本分析“|修改次数“|修改记录“|批注次数“|分摊方法“/,
	cost_line: /费用行“/,
	cost_unit: /成本单元“/,
	performance_indicator: /绩效指标“/,
	analysis_part: /命名参数(等)?“/,
	cost_edit: /修改记录“/,
	cost_change: /修改记录“/,
	cell_comment: /批注“/,
	recipe: /定额测算“/,
	recipe_version: /定额版本“/,
	frozen_line: /费用行对照“/,
	intake: /导入记录“/,
	parameter_series: /参数“/,
	parameter_entry: /参数“|参数已不在/,
	parameter_draft: /参数修改建议“/,
	sample_table: /外部样本“/,
	comparison: /同类比对“/,
	comparison_member: /比对成员“/,
	comparison_analysis: /比对分析“/,
	cost_cause: /成本偏高原因“/,
	standard_proposal: /标准编制“/,
	issued_standard: /印发记录 示财绩/,
	review_workpaper: /审核工作底稿“/,
	repeal_proposal: /废止建议/,
	issued_repeal: /标准维护/,
	standard_review: /标准维护/,
	standard_outturn: /标准维护/,
	budget_check: /预算审核/,
	rule_proposal: /条件规则“/,
	issued_rule: /印发记录 示财绩/,
	rule_repeal: /废止建议/,
	issued_rule_repeal: /标准维护/,
	rule_check: /预算审核/,
	decision: /签署记录/,
	replay_run: /夜间复算记录“/,
	audit_entry: /操作记录/,
	audit_head: /末尾/
};

/** Tables and columns that bear no figure and say nothing about one, each with the reason. */
const FREE: Readonly<Record<string, string>> = {
	session: 'who is signed in',
	account: 'how people sign in',
	verification: 'how people sign in',
	presence: 'who has a page open',
	user_setting: 'how a person likes a page',
	intake_habit: 'a first guess for the next import; what an import was read with stands in the import',
	schema_version: 'which migrations ran; the schema itself shows it',
	'user.emailVerified': 'sign-in',
	'user.image': 'sign-in',
	'user.createdAt': 'sign-in',
	'user.updatedAt': 'sign-in',
	'user.displayUsername': 'sign-in: the name people typed; `username` is the one that counts',
	'user.role': 'sign-in; what people may do stands in appointment',
	'user.banned': 'sign-in',
	'user.banReason': 'sign-in',
	'user.banExpires': 'sign-in',
	'audit_head.id': 'always 1: there is one row',
	'stored_file.format': 'says how to read the bytes; replay reads them again (below)'
};

/** Rows that the fixture wrote through a use case; the others it put in itself, as no program does. */
const RECORDED: Readonly<Record<string, string>> = {
	organisation: `code = 'yz'`,
	user: `id = 'outsider'`,
	appointment: `user_id = 'outsider'`
};

/** Milliseconds: the record is proved some hundred times in one test. */
const MANY = 180_000;

interface Column {
	readonly table: string;
	readonly column: string;
	readonly type: string;
}

type Damage = Omit<Column, 'column'> & { readonly column: string | null };

describe.each(ENGINES)('every column of every table is proved, on %s', (engine) => {
	let open: OpenDatabase;
	let columns: readonly Column[];

	beforeAll(async () => {
		open = await freshDatabase(engine);
		await everyTable(await seedWorkspace(open));
		if (engine === 'sqlite') await withoutGuards(open.db);
		const tables = await open.db.introspection.getTables();
		columns = tables.flatMap(({ name, columns: all }) =>
			all.map((column) => ({ table: name, column: column.name, type: column.dataType.toLowerCase() }))
		);
	});
	afterAll(() => open.db.destroy());

	it('knows every table, and calls none free that is proved', () => {
		const tables = [...new Set(columns.map(({ table }) => table))].sort();
		expect(
			Object.keys(WORDS)
				.concat(Object.keys(FREE).filter((name) => !name.includes('.')))
				.sort()
		).toEqual(tables);
		expect(TABLES_IN_ORDER.map(([table]) => table).filter((table) => !tables.includes(table))).toEqual([]);
		const names = new Set(columns.map(({ table, column }) => `${table}.${column}`));
		expect(Object.keys(FREE).filter((name) => name.includes('.') && !names.has(name))).toEqual([]);
	});

	it('finds nothing where nothing was done', async () => {
		expect((await verifyAudit(open.db)).faults.map(problemText)).toEqual([]);
	});

	it(
		'names what was taken out, a row of any table',
		async () => {
			const missed: string[] = [];
			for (const table of Object.keys(WORDS)) {
				const words = await named(open, [{ table, column: null, type: '' }]);
				if (!(WORDS[table]?.test(words) || /已不在数据库里|缺少第|末尾/.test(words))) missed.push(table);
			}
			expect(missed).toEqual([]);
		},
		MANY
	);

	it('names a signed snapshot that another took the place of', async () => {
		const swapped = await found(open, async (tx) => {
			const other = await tx
				.selectFrom('snapshot')
				.select('hash')
				.where('kind', '=', 'standard')
				.executeTakeFirst();
			await tx
				.updateTable('analysis')
				.set({ snapshot: other?.hash ?? '' })
				.execute();
		});
		expect(swapped).toMatch(/成本分析“合成项目1/);
	});

	it('finds by replay how an original is to be read', async () => {
		const read = await found(open, async (tx) => {
			const { hash } = await tx
				.selectFrom('stored_file')
				.select('hash')
				.orderBy('hash')
				.executeTakeFirstOrThrow();
			await tx.updateTable('stored_file').set({ format: 'xlsx' }).where('hash', '=', hash).execute();
			const { faults } = await replayAll(tx);
			return faults.map(problemText).join();
		});
		expect(read).toMatch(/原始文件的格式列/);
	});

	it(
		'names what was changed, one column of each table at a time',
		async () => {
			const proved = columns.filter(
				({ table, column }) => !(table in FREE) && !(`${table}.${column}` in FREE)
			);
			const byTable = [...Map.groupBy(proved, ({ table }) => table).values()];
			const missed: string[] = [];
			for (let place = 0; byTable.some((all) => place < all.length); place++) {
				const group = byTable.flatMap((all) => all[place] ?? []);
				const words = await named(open, group);
				// Where one damage hides another they are done one by one.
				for (const column of group.filter(({ table }) => !WORDS[table]?.test(words)))
					if (!WORDS[column.table]?.test(await named(open, [column])))
						missed.push(`${column.table}.${column.column}`);
			}
			expect(missed).toEqual([]);
		},
		MANY
	);

	it('says which issued standard rests on it', async () => {
		for (const table of [
			'cost_line',
			'intake',
			'comparison_member',
			'frozen_line',
			'snapshot',
			'stored_file'
		])
			expect(await named(open, columns.filter((one) => one.table === table).slice(-1)), table).toMatch(
				/依据它的印发标准：.*CL-DLBJ-01-Q（示财绩〔2026〕8号）/
			);
	});
});

/** What is found after a value of each of these columns was changed, or a row taken out. */
function named(open: OpenDatabase, damage: readonly Damage[]): Promise<string> {
	return found(open, async (tx) => {
		for (const one of damage) await change(tx, open.dialect, one);
	});
}

/** What is found after some damage, with what the damage itself says; everything is as before afterwards. */
async function found(
	{ db, dialect }: OpenDatabase,
	damage: (tx: AppDatabase) => Promise<string | void>
): Promise<string> {
	const undo = new Error('undo');
	let words = '';
	const run = db.transaction().execute(async (tx) => {
		// Neither triggers nor foreign keys stand in the way of somebody with the database in hand.
		if (dialect === 'postgres') await sql`set local session_replication_role = replica`.execute(tx);
		words = (await damage(tx)) ?? '';
		words += (await verifyAudit(tx)).faults.map(problemText).join('\n');
		throw undo;
	});
	await expect(run).rejects.toBe(undo);
	return words;
}

/** Changes the first value that is there, or writes one where none is; without a column, takes the first row out. */
async function change(tx: AppDatabase, dialect: string, { table, column, type }: Damage): Promise<void> {
	const name = sql.table(table);
	const row = sql.raw(dialect === 'postgres' ? 'ctid' : 'rowid');
	const recorded = sql.raw(RECORDED[table] ?? '1 = 1');
	if (column === null) {
		await sql`delete from ${name} where ${row} in (select ${row} from ${name} where ${recorded} order by ${row} limit 1)`.execute(
			tx
		);
		return;
	}
	const key = sql.ref(column);
	const number = /int/.test(type);
	const bytes = /blob|bytea/.test(type);
	const other = bytes
		? sql`${Buffer.from('tampered')}`
		: number
			? sql`coalesce(${key}, 0) + 1000`
			: sql`coalesce(${key}, '') || '0'`;
	const done = await sql`update ${name} set ${key} = ${other} where ${row} in
		(select ${row} from ${name} where ${recorded} order by (case when ${key} is null then 1 else 0 end), ${row} limit 1)`.execute(
		tx
	);
	expect(Number(done.numAffectedRows), `${table}.${column}`).toBe(1);
}

async function withoutGuards(db: AppDatabase): Promise<void> {
	await sql`pragma foreign_keys = off`.execute(db);
	const triggers = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(
		db
	);
	for (const { name } of triggers.rows) await sql`drop trigger ${sql.ref(name)}`.execute(db);
}
