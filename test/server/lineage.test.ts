import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import type { ExplainedOutline } from '#lib/core/lineage/explained-step.ts';
import { unwrap } from '#lib/core/result.ts';
import { loadAnalysis } from '#lib/server/costing/analyses.ts';
import type { AppDatabase, OpenDatabase } from '#lib/server/database/database.ts';
import { explain, explainChain } from '#lib/server/lineage/explain.ts';
import { replayAll, replaySnapshots } from '#lib/server/lineage/replay.ts';
import { replayFigure } from '#lib/server/lineage/replay-figure.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { finishedExample } from '#lib/server/tasks/example.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { issueLine, type IssuedLine } from '../support/issued-line.ts';
import { dropGuards } from '../support/tamper.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('lineage on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let line: IssuedLine;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		line = await issueLine(workspace);
	});
	afterAll(() => open.db.destroy());

	const issuedValue = () =>
		refText({ kind: 'frozen', snapshot: line.expenditure, pointer: '/results/value' });

	function ends(node: ExplainedOutline): string[] {
		const own = node.step.end === 'cell' ? [`${node.step.source?.document}!${node.step.source?.place}`] : [];
		return [...own, ...node.children.flatMap(ends)];
	}

	/** Lets a test do its damage and then undoes all of it, so that the next one finds the line whole. */
	async function damaged(test: (db: AppDatabase) => Promise<void>): Promise<void> {
		const undo = new Error('undo');
		const guarded = ['snapshot', 'snapshot_input', 'stored_file', 'issued_standard', 'audit_entry'];
		const run = open.db.transaction().execute(async (db) => {
			for (const table of guarded) await dropGuards({ ...open, db }, table);
			await test(db);
			throw undo;
		});
		await expect(run).rejects.toBe(undo);
	}

	async function replace(
		db: AppDatabase,
		table: string,
		key: string,
		column: string,
		from: string,
		to: string
	) {
		const changed = await sql
			.raw(`update ${table} set ${column} = replace(${column}, '${from}', '${to}') where ${key}`)
			.execute(db);
		expect(Number(changed.numAffectedRows)).toBe(1);
	}

	describe('explain', () => {
		it('leads from the issued value to every cell it came from', async () => {
			const chain = unwrap(await explainChain(workspace.as('supervisor'), issuedValue()));
			expect(chain.step.value).toMatch(/^\d+(\.\d+)?$/);
			expect(new Set(ends(chain))).toContain('P-1.csv!表1!D2');
			expect(new Set(ends(chain)).size).toBe(10);
		});

		it('says who signed, in which role, and when', async () => {
			const step = unwrap(await explain(workspace.as('supervisor'), issuedValue()));
			expect(step.signatures.map(({ action, role }) => [action, role])).toEqual([
				['提出标准', '部门经办人'],
				['部门确认标准', '部门主要领导'],
				['财政会同确认标准', '财政绩效科'],
				['印发标准', '财政局领导']
			]);
			expect(step.inputs[0]).toMatchObject({ label: '道路保洁（一级） 成本定额', value: step.value });
		});

		it('names who typed a figure of the draft and of the snapshot', async () => {
			const analyst = workspace.as('analyst');
			const [analysisId = ''] = line.analyses;
			const { draft, snapshot } = unwrap(await loadAnalysis(analyst, analysisId));
			const lineId = draft.lines[0]?.id ?? '';
			const periodOf = { kind: 'draft', table: 'cost_line', id: lineId, field: 'periodMonths' } as const;
			expect(unwrap(await explain(analyst, refText(periodOf)))).toMatchObject({
				end: 'typed',
				typed: { who: 'analyst' }
			});
			const frozen = {
				kind: 'frozen',
				snapshot: snapshot ?? '',
				pointer: '/content/lines/0/periodMonths'
			} as const;
			expect(unwrap(await explain(analyst, refText(frozen)))).toMatchObject({
				end: 'typed',
				typed: { who: 'analyst' }
			});
		});

		it('explains a cell by its own address', async () => {
			const chain = unwrap(await explainChain(workspace.as('analyst'), issuedValue()));
			const find = (node: ExplainedOutline): string | undefined =>
				node.step.cell ? node.step.ref : node.children.map(find).find((ref) => ref !== undefined);
			const cell = unwrap(await explain(workspace.as('analyst'), find(chain) ?? ''));
			expect(cell).toMatchObject({ end: 'cell', source: { document: 'P-1.csv' } });
		});

		it('shows another department what lies below an issued standard, but not an unfinished draft', async () => {
			const outsider = workspace.as('outsider');
			expect((await explain(outsider, issuedValue())).ok).toBe(true);
			expect(await explain(outsider, `draft/analysis/${line.analyses[0]}/declared`)).toMatchObject({
				problem: { code: 'workflow/forbidden' }
			});
		});

		it.each([
			['nonsense', 'lineage/bad-ref'],
			['frozen/0123456789abcdef/results/value', 'lineage/not-found'],
			['draft/analysis/none/declared', 'analysis/not-found'],
			['cell/0123456789abcdef/Sheet1/A1', 'file/not-found']
		])('refuses %s with %s', async (text, code) => {
			const refused = await explain(workspace.as('analyst'), text);
			expect(refused).toMatchObject({ ok: false, problem: { code } });
		});

		it('refuses a place of a snapshot that holds no figure', async () => {
			const ref = `frozen/${line.expenditure.slice(0, 16)}/results/nothing`;
			expect(await explain(workspace.as('analyst'), ref)).toMatchObject({
				problem: { code: 'lineage/no-figure' }
			});
		});
	});

	describe('replay and audit', () => {
		it('find everything as it was', async () => {
			const report = await replayAll(open.db);
			expect(report.faults).toEqual([]);
			expect(report.standards.map(({ kind, problem }) => [kind, problem])).toEqual([
				['expenditure', null],
				['quota', null],
				['service', null]
			]);
			expect(report.files).toBe(5);
			const audit = await verifyAudit(open.db);
			expect(audit.faults).toEqual([]);
			expect(audit.issued).toBe(3);
			const figure = unwrap(await replayFigure(workspace.as('outsider'), issuedValue()));
			expect(figure).toMatchObject({ hash: line.expenditure, snapshots: 14, files: 5 });
		});

		it('offer the first issue to newcomers who may see all of it', async () => {
			const example = await finishedExample(workspace.as('supervisor'));
			expect(example).toMatchObject({ comparisonId: line.comparison, ref: issuedValue() });
			expect(line.analyses).toContain(example?.analysisId);
			expect(await finishedExample(workspace.as('outsider'))).toBeNull();
		});

		it('name one changed byte of a source sheet by the path from the issued standard', () =>
			damaged(async (db) => {
				const { hash } = await db
					.selectFrom('snapshot')
					.select('hash')
					.where('kind', '=', 'source-table')
					.orderBy('hash')
					.executeTakeFirstOrThrow();
				await replace(db, 'snapshot', `hash = '${hash}'`, 'body', '平方米', '平方来');
				const { standards, faults } = await replayAll(db);
				const expenditure = standards.find(({ kind }) => kind === 'expenditure');
				expect(expenditure?.problem).toMatchObject({ code: 'lineage/replay-broken', values: { hash } });
				expect(expenditure?.problem?.values).toHaveProperty(
					'path',
					expect.stringMatching(/^财政支出标准 .* → 成本定额标准 .* → 同类比对 .* → 成本分析 .* → 快照 /)
				);
				expect(standards.find(({ kind }) => kind === 'service')?.problem).toBeNull();
				expect(faults).toHaveLength(1);
				expect(await replaySnapshots(db, [line.quota])).toMatchObject({
					ok: false,
					problem: { values: { hash } }
				});
				expect((await verifyAudit(db)).faults).toMatchObject([
					{ code: 'audit/snapshot-altered', values: { hash, kind: '来源表' } }
				]);
			}));

		it('name a changed byte of a stored original', () =>
			damaged(async (db) => {
				const file = await db.selectFrom('stored_file').selectAll().orderBy('hash').executeTakeFirstOrThrow();
				const bytes = Buffer.from(file.bytes);
				bytes[0] = (bytes[0] ?? 0) ^ 1;
				await db.updateTable('stored_file').set({ bytes }).where('hash', '=', file.hash).execute();
				expect((await replayAll(db)).faults).toMatchObject([
					{
						code: 'lineage/replay-broken',
						values: { hash: file.hash, reason: '原始文件的内容与哈希不符，已被改动' }
					}
				]);
			}));

		it('name a lost arrow and a changed kind', () =>
			damaged(async (db) => {
				await db
					.deleteFrom('snapshot_input')
					.where('snapshot', '=', line.quota)
					.where('position', '=', 0)
					.execute();
				await replace(db, 'snapshot', `hash = '${line.service}'`, 'kind', 'standard', 'report');
				const hashes = (await replayAll(db)).faults.map(
					(fault) => 'hash' in fault.values && fault.values.hash
				);
				expect(new Set(hashes)).toEqual(new Set([line.quota, line.service]));
			}));

		it('name a snapshot that was moved to another hash', () =>
			damaged(async (db) => {
				const row = await db
					.selectFrom('snapshot')
					.selectAll()
					.where('hash', '=', line.quota)
					.executeTakeFirstOrThrow();
				const moved = 'e'.repeat(64);
				await db
					.insertInto('snapshot')
					.values({ ...row, hash: moved })
					.execute();
				const { faults } = await replayAll(db);
				expect(faults).toMatchObject([{ code: 'lineage/replay-broken', values: { hash: moved } }]);
				expect((await verifyAudit(db)).faults).toMatchObject([
					{ code: 'audit/snapshot-altered', values: { hash: moved } }
				]);
			}));

		it('name a row of the library that no longer says what was issued', () =>
			damaged(async (db) => {
				await replace(db, 'issued_standard', `kind = 'expenditure'`, 'code', 'CL-', 'XX-');
				const { standards } = await replayAll(db);
				expect(standards.find(({ kind }) => kind === 'expenditure')?.problem).toMatchObject({
					code: 'lineage/issued-differs',
					values: { field: '编号', stored: 'XX-DLBJ-01-E', frozen: 'CL-DLBJ-01-E' }
				});
				expect((await verifyAudit(db)).faults).toMatchObject([
					{ code: 'audit/issued-altered', values: { document: '示财绩〔2026〕8号' } }
				]);
			}));

		it('name an altered entry, a deleted one and a cut end', () =>
			damaged(async (db) => {
				await db.updateTable('audit_entry').set({ actor_name: '别人' }).where('seq', '=', 3).execute();
				expect((await verifyAudit(db)).faults).toEqual([
					{ code: 'audit/entry-altered', values: { seq: '3' } }
				]);
				await db.deleteFrom('audit_entry').where('seq', '=', 5).execute();
				const { faults } = await verifyAudit(db);
				// What the entry recorded is not proved any more either, and follows.
				expect(faults.slice(0, 2).map(({ code, values }) => [code, values])).toEqual([
					['audit/entry-altered', { seq: '3' }],
					['audit/entry-missing', { from: '5', to: '5' }]
				]);
				for (const fault of faults) expect(problemText(fault)).toMatch(/请/);
				const { seq } = await db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
				await db.deleteFrom('audit_entry').where('seq', '=', seq).execute();
				expect((await verifyAudit(db)).faults.map(({ code }) => code)).toContain('audit/head-differs');
			}));

		it('name an issue whose rows were taken out', () =>
			damaged(async (db) => {
				await db.deleteFrom('issued_standard').execute();
				expect((await verifyAudit(db)).faults.map(({ code }) => code)).toEqual(['audit/issued-missing']);
			}));
	});
});
