import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppDatabase, OpenDatabase } from '#lib/server/database/database.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { dropGuards } from '../support/tamper.ts';
import { wholeRecord } from '../support/whole-record.ts';
import { seedWorkspace } from '../support/workspace.ts';

/** Tables whose rows the database itself refuses to change. */
const GUARDED = [
	'snapshot',
	'snapshot_input',
	'stored_file',
	'issued_standard',
	'issued_rule',
	'recipe_version',
	'parameter_entry',
	'decision',
	'audit_entry'
];

/**
 * One byte, or one row, of everything that is kept: what is changed, by which statement, and the words it is named by.
 * `of` takes the first row of a kind.
 */
const of = (table: string, key: string, where = '1 = 1') =>
	`${key} = (select ${key} from ${table} where ${where} order by ${key} limit 1)`;
const snapshotOf = (kind: string) => of('snapshot', 'hash', `kind = '${kind}'`);
const flip = (column: string) =>
	`${column} = substr(${column}, 1, length(${column}) - 1) || case substr(${column}, length(${column})) when '0' then '1' else '0' end`;
const snapshots = (kind: string, words: RegExp) =>
	[
		`the text of a snapshot: ${kind}`,
		`update snapshot set body = replace(body, '"schema":1', '"schema":2') where ${snapshotOf(kind)}`,
		words
	] as const;

const MATRIX: readonly (readonly [what: string, statement: string, named: RegExp])[] = [
	snapshots('source-table', /来源表/),
	snapshots('parameter-set', /参数/),
	snapshots('analysis', /成本分析/),
	snapshots('comparison', /同类比对/),
	snapshots('comparison-analysis', /比对分析/),
	snapshots('standard', /标准/),
	snapshots('budget-check', /预算对照/),
	['the kind of a snapshot', `update snapshot set kind = 'report' where ${snapshotOf('analysis')}`, /类别列/],
	[
		'the role of an arrow',
		`update snapshot_input set role = 'x' where ${of('snapshot_input', 'snapshot')}`,
		/输入关系表/
	],
	[
		'an arrow taken out',
		`delete from snapshot_input where ${of('snapshot_input', 'snapshot')}`,
		/输入关系表/
	],
	[
		'the code of an issued standard',
		`update issued_standard set ${flip('code')} where kind = 'quota'`,
		/示财绩〔2026〕8号/
	],
	[
		'the day a standard takes effect',
		`update issued_standard set ${flip('effective_from')} where kind = 'quota'`,
		/印发记录 示财绩〔2026〕8号/
	],
	['the code of an issued rule', `update issued_rule set ${flip('code')}`, /示财绩〔2026〕9号/],
	[
		'the day a rule takes effect',
		`update issued_rule set ${flip('effective_from')}`,
		/印发记录 示财绩〔2026〕9号/
	],
	['a check taken out', 'delete from rule_check', /预算审核已不在/],
	[
		'the value of a parameter',
		`update parameter_entry set ${flip('value')} where series = 'demo-index' and key = '2024'`,
		/示例价格指数（合成数据） 2024 第 1 版/
	],
	[
		'the source of a parameter',
		`update parameter_entry set ${flip('document')} where series = 'demo-index' and key = '2024'`,
		/示例价格指数（合成数据） 2024 第 1 版/
	],
	[
		'the day of a parameter',
		`update parameter_entry set ${flip('valid_from')} where series = 'demo-index' and key = '2024'`,
		/示例价格指数（合成数据） 2024 第 1 版/
	],
	[
		'who approved a parameter',
		`update parameter_entry set approved_by = 'head' where series = 'demo-index' and key = '2024'`,
		/示例价格指数（合成数据） 2024 第 1 版/
	],
	[
		'a version of a parameter taken out',
		`delete from parameter_entry where series = 'demo-index' and key = '2024'`,
		/参数已不在/
	],
	[
		'the form of a series',
		`update parameter_series set form = 'fixed-base-100' where code = 'demo-index'`,
		/示例价格指数/
	],
	[
		'an opinion',
		`update decision set opinion = '不同意' where ${of('decision', 'id', `opinion = '同意会同确认'`)}`,
		/签署记录“财政绩效科/
	],
	['who decided', `update decision set actor_name = '别人' where ${of('decision', 'id')}`, /签署记录“别人/],
	[
		'a decision taken out',
		`delete from decision where ${of('decision', 'id', `action = 'comparison.freeze'`)}`,
		/签署记录已不在/
	],
	[
		'what an analysis is confirmed as',
		`update analysis set snapshot = (select hash from snapshot where kind = 'standard' limit 1) where ${of('analysis', 'id')}`,
		/成本分析“合成项目/
	],
	[
		'what a budget check found',
		`update budget_check set snapshot = (select hash from snapshot where kind = 'standard' limit 1)`,
		/预算审核“/
	],
	['who checked with a rule', `update rule_check set checked_by = 'head'`, /预算审核“/],
	['a set analysis taken out', 'delete from comparison_analysis', /比对分析已不在/],
	['an entry of the record', `update audit_entry set actor_name = '别人' where seq = 7`, /操作记录第 7 条/],
	[
		'the details of an entry',
		`update audit_entry set details = '{}' where ${of('audit_entry', 'seq', `action = 'standard.issue'`)}`,
		/操作记录第 \d+ 条/
	],
	['the end of the record', 'update audit_head set seq = seq + 1', /末尾/]
];

describe.each(ENGINES)('whatever is tampered with is found and named, on %s', (engine) => {
	let open: OpenDatabase;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		await wholeRecord(await seedWorkspace(open));
	});
	afterAll(() => open.db.destroy());

	/** What is found after some damage, all of which is then undone, so that the next test finds the record whole. */
	async function named(damage: (db: AppDatabase) => Promise<void>, enough = /^$/): Promise<string> {
		const undo = new Error('undo');
		let found = '';
		const run = open.db.transaction().execute(async (db) => {
			for (const table of GUARDED) await dropGuards({ ...open, db }, table);
			await damage(db);
			found = (await verifyAudit(db)).faults.map(problemText).join('\n');
			// Replaying takes longest, so it is asked for what the record alone does not show.
			if (!enough.test(found) || found === '')
				found += (await replayAll(db)).faults.map(problemText).join('\n');
			throw undo;
		});
		await expect(run).rejects.toBe(undo);
		return found;
	}

	it('finds nothing where nothing was done', async () => {
		expect(await named(async () => undefined)).toBe('');
	});

	it.each(MATRIX)('%s', async (_what, statement, words) => {
		const found = await named(async (db) => {
			const done = await sql.raw(statement).execute(db);
			expect(Number(done.numAffectedRows)).toBeGreaterThan(0);
		}, words);
		expect(found).toMatch(words);
	});

	it('a byte of a stored original, and its format', async () => {
		const damaged = async (change: { bytes: Buffer } | { format: string }) =>
			named(async (db) => {
				const { hash } = await db
					.selectFrom('stored_file')
					.select('hash')
					.orderBy('hash')
					.executeTakeFirstOrThrow();
				await db.updateTable('stored_file').set(change).where('hash', '=', hash).execute();
			});
		const { bytes } = await open.db
			.selectFrom('stored_file')
			.select('bytes')
			.orderBy('hash')
			.executeTakeFirstOrThrow();
		const flipped = Buffer.from(bytes);
		flipped[0] = (flipped[0] ?? 0) ^ 1;
		expect(await damaged({ bytes: flipped })).toMatch(/原始文件的内容与哈希不符/);
		expect(await damaged({ format: 'xlsx' })).toMatch(/原始文件的格式列/);
	});
});
