import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, unwrap } from '#lib/core/result.ts';
import { may, type Action } from '#lib/core/workflow/permission.ts';
import { recordAudit } from '#lib/server/audit/service.ts';
import { inTransaction, type OpenDatabase } from '#lib/server/database/database.ts';
import { recordDecision } from '#lib/server/decisions/service.ts';
import { recentWork, tasksOf } from '#lib/server/tasks/service.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

const AT = '2026-11-20T00:00:00.000Z';

describe.each(ENGINES)('tasks on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		await analysis('a-open', 2024, 'analysing');
		await analysis('a-review', 2025, 'dept_review');
		await analysis('a-done', 2026, 'confirmed');
		await comparison();
		await proposal('p-draft', 'draft');
		await proposal('p-department', 'proposed');
		await proposal('p-finance', 'dept_confirmed');
		await proposal('p-issue', 'joint_confirmed');
	});
	afterAll(() => open.db.destroy());

	async function analysis(id: string, year: number, state: string): Promise<void> {
		const project = {
			id: `of-${id}`,
			code: id,
			name: '道路保洁',
			organisation_id: 'cm',
			category: '保洁',
			source_note: ''
		};
		await open.db
			.insertInto('project')
			.values({ ...project, created_by: 'analyst', created_at: AT })
			.execute();
		await open.db
			.insertInto('analysis')
			.values({
				...{ id, project_id: project.id, fiscal_year: year, period_months: 12, price_year: year, region: '' },
				...{ tax_basis: '', staff_scope: '', delivery_mode: '', allocation_method: 'direct' },
				...{ state, revision: 0, snapshot: null },
				...{ created_by: 'analyst', created_at: AT }
			})
			.execute();
	}

	async function comparison(): Promise<void> {
		await open.db
			.insertInto('comparison')
			.values({
				...{
					id: 'c',
					title: '保洁比对',
					purpose: '',
					organisation_id: 'cm',
					category: '',
					unit: '',
					target_year: 2026
				},
				...{
					steps: '[]',
					series: '[]',
					bounds: '{}',
					state: 'draft',
					snapshot: null,
					created_by: 'analyst',
					created_at: AT
				}
			})
			.execute();
	}

	async function proposal(id: string, state: string): Promise<void> {
		await open.db
			.insertInto('standard_proposal')
			.values({
				...{
					id,
					title: id,
					comparison_id: 'c',
					organisation_id: 'cm',
					state,
					service: '{}',
					quota: '{}',
					expenditure: '{}'
				},
				...{
					service_snapshot: null,
					quota_snapshot: null,
					expenditure_snapshot: null,
					created_by: 'analyst',
					created_at: AT
				}
			})
			.execute();
	}

	const idsOf = async (person: Person) => (await tasksOf(workspace.as(person))).map(({ id }) => id).sort();

	it.each([
		['analyst', ['a-open', 'c', 'p-draft']],
		['head', ['a-review', 'p-department']],
		// Finance may freeze and propose for the whole district; its own step is the joint confirmation.
		['perf', ['c', 'p-draft', 'p-finance']],
		['approver', ['p-issue']],
		['outsider', []],
		['supervisor', []],
		['admin', []]
	] as const)('show %s exactly what waits for that person', async (person, ids) => {
		expect(await idsOf(person)).toEqual(ids);
	});

	it('name the step in words, and since when it waits', async () => {
		const [review] = await tasksOf(workspace.as('head'));
		expect(review).toEqual({
			kind: 'analysis',
			id: 'a-review',
			title: '道路保洁（2025 年）',
			organisation: '区建管委',
			state: 'dept_review',
			action: '审核确认成本分析',
			since: AT
		});
	});

	it('ask people again who returned it, never those who wrote on it', async () => {
		await act('head', 'standard.return', 'p-department', 'proposal');
		expect(await idsOf('head')).toEqual(['a-review', 'p-department']);
		await act('perf', 'standard.edit', 'p-finance', 'proposal');
		expect(await idsOf('perf')).toEqual(['c', 'p-draft']);
	});

	it('list what somebody last worked on once, newest first', async () => {
		await act('analyst', 'analysis.edit', 'a-open');
		await act('analyst', 'analysis.edit', 'a-done');
		await act('analyst', 'analysis.edit', 'a-open');
		await act('analyst', 'analysis.edit', 'gone');
		const recent = await recentWork(workspace.as('analyst'));
		expect(recent.map(({ id, title }) => [id, title])).toEqual([
			['a-open', '道路保洁（2024 年）'],
			['a-done', '道路保洁（2026 年）']
		]);
		expect(await recentWork(workspace.as('approver'))).toEqual([]);
	});

	/** Leaves the traces of a step: its decision and its audit entry. */
	async function act(person: Person, action: Action, id: string, kind = 'analysis'): Promise<void> {
		const context = workspace.as(person);
		const appointment = unwrap(may(context.actor, action, { path: '/d/cm/' }));
		await inTransaction(context, async (tx) => {
			const step = { subjectKind: kind, subjectId: id, action };
			await recordDecision(tx, { ...step, from: 'x', to: 'y', appointment, snapshots: [], opinion: '' });
			await recordAudit(tx, { ...step, before: null, after: null });
			return ok(true);
		});
	}
});
