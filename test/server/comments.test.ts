import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { addComment, commentsOf, mentionable, settleThread } from '#lib/server/comments/service.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { submitAnalysis } from '#lib/server/costing/approval.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { tasksOf } from '#lib/server/tasks/service.ts';
import { costLine } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('comments on cells on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let analyses = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		people = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	/** An analysis with one sound line. */
	async function started(): Promise<string> {
		const analyst = people.as('analyst');
		const project = {
			code: `C${++analyses}`,
			name: `批注项目 ${analyses}`,
			organisationId: 'cm',
			category: '城市运维/环卫保洁',
			sourceNote: '合成数据'
		};
		const basis = {
			priceYear: 2025,
			region: '甲区',
			taxBasis: 'included',
			staffScope: 'excluded',
			deliveryMode: 'purchased'
		} as const;
		const id = unwrap(
			await createProjectWithAnalysis(analyst, project, { fiscalYear: 2025, periodMonths: 12, basis })
		);
		const line = costLine({ id: `${id}-1`, name: '清扫', element: 'labour', quantity: '3', unitPrice: '2' });
		unwrap(
			await saveEdits(analyst, {
				analysisId: id,
				batchId: `${id}-fill`,
				revision: 0,
				commands: [{ type: 'add', lines: [line] }]
			})
		);
		return id;
	}

	const say = (person: Person, id: string, body: string, more: object = {}) =>
		addComment(people.as(person), {
			analysisId: id,
			lineId: `${id}-1`,
			field: 'unitPrice',
			replyTo: null,
			body,
			mentions: [],
			...more
		});
	const threads = async (person: Person, id: string) => unwrap(await commentsOf(people.as(person), id));

	it('are said, answered, settled and opened again, and every step is on the record', async () => {
		const id = await started();
		const thread = unwrap(await say('head', id, ' 单价依据是什么？ '));
		unwrap(await say('analyst', id, '见合同', { replyTo: thread, lineId: 'elsewhere' }));
		expect(await threads('analyst', id)).toMatchObject([
			{
				id: thread,
				lineId: `${id}-1`,
				field: 'unitPrice',
				resolved: null,
				comments: [
					{ who: 'head', own: false, body: '单价依据是什么？' },
					{ who: 'analyst', own: true, body: '见合同' }
				]
			}
		]);
		const settle = (settled: boolean) =>
			settleThread(people.as('head'), { analysisId: id, threadId: thread, settled });
		unwrap(await settle(true));
		unwrap(await settle(true));
		expect((await threads('analyst', id))[0]?.resolved?.who).toBe('head');
		unwrap(await settle(false));
		expect((await threads('analyst', id))[0]?.resolved).toBeNull();
		const entries = await open.db
			.selectFrom('audit_entry')
			.select('action')
			.where('subject_kind', '=', 'comment')
			.where('subject_id', '=', thread)
			.orderBy('seq')
			.execute();
		expect(entries.map(({ action }) => action)).toEqual(['comment.add', 'comment.resolve', 'comment.reopen']);
	});

	it('stay with the line when it moves or is removed, and are open to finance after submission', async () => {
		const id = await started();
		unwrap(await say('analyst', id, '先记下'));
		const submitted = await submitAnalysis(people.as('analyst'), {
			analysisId: id,
			revision: 1,
			opinion: ''
		});
		expect(submitted.ok || submitted.problem.code === 'analysis/not-ready').toBe(true);
		unwrap(await say('perf', id, '请补充依据'));
		expect((await threads('supervisor', id)).map(({ comments }) => comments[0]?.who)).toEqual([
			'analyst',
			'perf'
		]);
	});

	it('can be read and written only by those who may read the project, and mention only them', async () => {
		const id = await started();
		const refused = { ok: false, problem: { code: 'workflow/forbidden' } };
		expect(await commentsOf(people.as('outsider'), id)).toMatchObject(refused);
		expect(await say('outsider', id, '看看')).toMatchObject(refused);
		expect(await say('analyst', id, '@outsider', { mentions: ['outsider'] })).toMatchObject({
			problem: { code: 'comment/cannot-see' }
		});
		const names = unwrap(await mentionable(people.as('analyst'), id)).map(({ id: user }) => user);
		expect(names).toEqual(expect.arrayContaining(['analyst', 'analyst2', 'head', 'perf']));
		expect(names).not.toContain('outsider');
		expect(names).not.toContain('admin');
	});

	it('refuse nothing said, lines that are not there, and answers to answers', async () => {
		const id = await started();
		const other = await started();
		expect(await say('analyst', id, '  ')).toMatchObject({ problem: { code: 'comment/malformed' } });
		expect(await say('analyst', id, '无此行', { lineId: `${other}-1` })).toMatchObject({
			problem: { code: 'analysis/unknown-line' }
		});
		const thread = unwrap(await say('analyst', id, '一'));
		const reply = unwrap(await say('analyst', id, '二', { replyTo: thread }));
		for (const replyTo of [reply, 'none', unwrap(await say('analyst', other, '别处'))])
			expect(await say('analyst', id, '三', { replyTo })).toMatchObject({
				problem: { code: 'comment/not-found' }
			});
	});

	it('put a task before the person mentioned until they answer or it is settled', async () => {
		const id = await started();
		const tasks = async (person: Person) =>
			(await tasksOf(people.as(person))).filter(
				(task) => task.id === id && task.action.startsWith('回复批注')
			);
		const thread = unwrap(await say('head', id, '@analyst2 请看', { mentions: ['analyst2'] }));
		expect(await tasks('analyst2')).toMatchObject([{ action: '回复批注：head提到了您', kind: 'analysis' }]);
		expect(await tasks('analyst')).toEqual([]);
		unwrap(await say('analyst2', id, '已改', { replyTo: thread, mentions: ['head'] }));
		expect(await tasks('analyst2')).toEqual([]);
		expect(await tasks('head')).toHaveLength(1);
		unwrap(await settleThread(people.as('head'), { analysisId: id, threadId: thread, settled: true }));
		expect(await tasks('head')).toEqual([]);
	});

	it('say why a sheet is locked and who can lift that', async () => {
		const id = await started();
		const lockFor = async (person: Person) => unwrap(await loadAnalysis(people.as(person), id)).lock;
		expect(await lockFor('analyst')).toBeNull();
		expect(await lockFor('head')).toMatchObject({
			kind: 'role',
			ways: [{ words: '编辑成本拆分', names: ['analyst', 'analyst2'] }]
		});
		await open.db.updateTable('analysis').set({ state: 'dept_review' }).where('id', '=', id).execute();
		expect(await lockFor('analyst')).toMatchObject({
			kind: 'state',
			state: 'dept_review',
			ways: [
				{ words: '撤回成本分析', names: ['analyst', 'analyst2'] },
				{ words: '退回成本分析', names: ['head'] }
			]
		});
		await open.db.updateTable('analysis').set({ state: 'confirmed' }).where('id', '=', id).execute();
		expect(await lockFor('analyst')).toMatchObject({
			kind: 'state',
			ways: [{ words: '重新打开成本分析', names: ['head'] }]
		});
	});
});
