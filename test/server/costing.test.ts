import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import { analyse, totalTexts } from '#lib/core/costing/figures.ts';
import { unwrap } from '#lib/core/result.ts';
import { selectEntries } from '#lib/server/audit/store.ts';
import {
	createAnalysis,
	createProjectWithAnalysis,
	listAnalyses,
	loadAnalysis
} from '#lib/server/costing/analyses.ts';
import {
	approveAnalysis,
	reopenAnalysis,
	returnAnalysis,
	submitAnalysis,
	withdrawAnalysis
} from '#lib/server/costing/approval.ts';
import { applyCommands, saveEdits } from '#lib/server/costing/edits.ts';
import { historyOf } from '#lib/server/costing/history.ts';
import type { Context } from '#lib/server/context.ts';
import { inTransaction, type OpenDatabase } from '#lib/server/database/database.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { dingshan2021 } from '../golden/dingshan-2021.ts';
import { commandsToBuild, costLine, costUnit } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const BASIS = {
	priceYear: 2021,
	region: '重庆市江津区',
	taxBasis: 'unknown',
	staffScope: 'excluded',
	deliveryMode: 'purchased'
} as const;

describe.each(ENGINES)('cost analyses on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let analyst: Context;
	let head: Context;
	let projects = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		analyst = workspace.as('analyst');
		head = workspace.as('head');
	});
	afterAll(() => open.db.destroy());

	async function start(organisationId = 'cm', context = analyst): Promise<string> {
		const project = {
			code: `P${++projects}`,
			name: '市政日常维护经费',
			organisationId,
			category: '城市运维/环卫保洁',
			sourceNote: '公开网页摘录'
		};
		return unwrap(
			await createProjectWithAnalysis(context, project, { fiscalYear: 2021, periodMonths: 12, basis: BASIS })
		);
	}

	const save = (
		context: Context,
		analysisId: string,
		batchId: string,
		revision: number,
		...commands: EditCommand[]
	) => saveEdits(context, { analysisId, batchId, revision, commands });
	const set = (
		lineId: string,
		field: Extract<EditCommand, { type: 'set' }>['field'],
		value: string | null
	): EditCommand => ({ type: 'set', lineId, field, value });

	async function filled(): Promise<string> {
		const id = await start();
		unwrap(await save(analyst, id, `${id}-fill`, 0, ...commandsToBuild(dingshan2021(), id)));
		return id;
	}

	it('stores what the core computed and gives the same draft back', async () => {
		const id = await filled();
		const view = unwrap(await loadAnalysis(analyst, id));
		expect(view.revision).toBe(1);
		expect(view.draft.project).toMatchObject({ name: '市政日常维护经费', organisation: '区建管委' });
		const figures = unwrap(analyse(view.draft));
		expect(totalTexts(figures.total)).toEqual(totalTexts(unwrap(analyse(dingshan2021())).total));
		expect(figures.tree.lines.map((line) => line.name)).toEqual(
			dingshan2021().lines.map((line) => line.name)
		);
	});

	it('applies a batch once, however often it is sent', async () => {
		const id = await filled();
		const batch = {
			analysisId: id,
			batchId: `${id}-again`,
			revision: 1,
			commands: [set(`${id}-5`, 'unitPrice', '11')]
		};
		const first = unwrap(await saveEdits(analyst, batch));
		const entries = (await selectEntries(open.db, 0, 10_000)).length;
		expect(unwrap(await saveEdits(analyst, batch))).toEqual(first);
		expect(first).toMatchObject({ revision: 2, total: { declared: '2355557000' } });
		expect((await selectEntries(open.db, 0, 10_000)).length).toBe(entries);
		const other = { ...batch, commands: [set(`${id}-5`, 'unitPrice', '12')] };
		expect(await saveEdits(analyst, other)).toMatchObject({
			ok: false,
			problem: { code: 'analysis/batch-differs' }
		});
	});

	it('writes one audit entry per batch', async () => {
		const id = await filled();
		const before = (await selectEntries(open.db, 0, 10_000)).length;
		unwrap(
			await save(
				analyst,
				id,
				`${id}-audit`,
				1,
				set(`${id}-5`, 'unitPrice', '11'),
				set(`${id}-6`, 'unitPrice', '8')
			)
		);
		const entries = await selectEntries(open.db, 0, 10_000);
		expect(entries.length).toBe(before + 1);
		expect(entries.at(-1)).toMatchObject({ action: 'analysis.edit', subject_id: id, actor_id: 'analyst' });
	});

	it('lets two people work on different cells and stops them on the same one', async () => {
		const id = await filled();
		const colleague = workspace.as('analyst2');
		unwrap(await save(analyst, id, `${id}-mine`, 1, set(`${id}-5`, 'unitPrice', '11')));
		const theirs = unwrap(await save(colleague, id, `${id}-theirs`, 1, set(`${id}-6`, 'unitPrice', '8')));
		expect(theirs.revision).toBe(3);
		expect(theirs.missed).toMatchObject([
			{ id: `${id}-mine`, revision: 2, own: false, commands: [set(`${id}-5`, 'unitPrice', '11')] }
		]);
		const clash = await save(colleague, id, `${id}-clash`, 1, set(`${id}-5`, 'unitPrice', '12'));
		expect(clash).toMatchObject({
			ok: false,
			problem: {
				code: 'analysis/conflict',
				values: { revision: '3', places: [{ command: 0, field: '单价', mine: '12', theirs: '11' }] }
			}
		});
		const alone = unwrap(await save(colleague, id, `${id}-alone`, 3, set(`${id}-7`, 'remark', 'x')));
		expect(alone.missed).toEqual([]);
		expect(
			unwrap(await loadAnalysis(analyst, id)).draft.lines.find((line) => line.id === `${id}-5`)?.unitPrice
		).toBe('11');
	});

	it('saves simultaneous batches one after the other and loses none', async () => {
		const id = await filled();
		const codes = ['1', '2', '3', '4', '5', '6', '7', '9'];
		const answers = await Promise.all(
			codes.map((code) => save(analyst, id, `${id}-at-once-${code}`, 1, set(`${id}-${code}`, 'remark', code)))
		);
		expect(answers.map((answer) => unwrap(answer).revision).sort((a, b) => a - b)).toEqual([
			2, 3, 4, 5, 6, 7, 8, 9
		]);
		const { draft } = unwrap(await loadAnalysis(analyst, id));
		for (const code of codes)
			expect(draft.lines.find((line) => line.id === `${id}-${code}`)?.remark).toBe(code);
	});

	it('tells the history of a line in words', async () => {
		const id = await filled();
		unwrap(await save(analyst, id, `${id}-price`, 1, set(`${id}-5`, 'unitPrice', '11')));
		unwrap(await save(analyst, id, `${id}-other`, 2, set(`${id}-6`, 'unitPrice', '8')));
		const history = unwrap(await historyOf(analyst, id, `${id}-5`));
		expect(history[0]).toMatchObject({
			revision: 2,
			own: true,
			changes: [{ what: '单价', from: '10', to: '11' }]
		});
		expect(unwrap(await historyOf(head, id))).toHaveLength(3);
	});

	it('shows and changes nothing of another department', async () => {
		const id = await filled();
		const outsider = workspace.as('outsider');
		expect(await loadAnalysis(outsider, id)).toMatchObject({
			ok: false,
			problem: { code: 'workflow/forbidden' }
		});
		expect(await save(outsider, id, `${id}-out`, 1, set(`${id}-5`, 'name', 'x'))).toMatchObject({
			ok: false,
			problem: { code: 'workflow/forbidden' }
		});
		expect(await submitAnalysis(outsider, { analysisId: id, revision: 1, opinion: '' })).toMatchObject({
			ok: false,
			problem: { code: 'workflow/forbidden' }
		});
		expect((await listAnalyses(outsider)).some((analysis) => analysis.id === id)).toBe(false);
		expect((await listAnalyses(workspace.as('perf'))).some((analysis) => analysis.id === id)).toBe(true);
		expect(await loadAnalysis(analyst, 'nothing')).toMatchObject({
			ok: false,
			problem: { code: 'analysis/not-found' }
		});
	});

	it('never lets a line id of one analysis write into another', async () => {
		const [mine, theirs] = [await filled(), await filled()];
		const taken = await save(analyst, mine, `${mine}-steal`, 1, {
			type: 'add',
			lines: [costLine({ id: `${theirs}-5`, name: '改写' })]
		});
		expect(taken).toMatchObject({ ok: false, problem: { code: 'analysis/line-exists' } });
		const unit = await save(analyst, mine, `${mine}-unit`, 1, {
			type: 'set-unit',
			unit: costUnit({ id: `${theirs}-u1`, lineIds: [`${mine}-5`] })
		});
		expect(unit).toMatchObject({ ok: false, problem: { code: 'analysis/line-exists' } });
		expect(unwrap(await loadAnalysis(analyst, theirs)).draft.lines.some((line) => line.name === '改写')).toBe(
			false
		);
	});

	it('refuses a second analysis of the same year and a code twice', async () => {
		const id = await start();
		const { projectId } = unwrap(await loadAnalysis(analyst, id));
		const again = await createAnalysis(analyst, {
			projectId,
			fiscalYear: 2021,
			periodMonths: 12,
			basis: BASIS
		});
		expect(again).toMatchObject({ ok: false, problem: { code: 'analysis/year-taken' } });
		projects -= 1;
		const project = {
			code: `P${projects + 1}`,
			name: 'x',
			organisationId: 'cm',
			category: '甲',
			sourceNote: ''
		};
		const twice = await createProjectWithAnalysis(analyst, project, {
			fiscalYear: 2022,
			periodMonths: 12,
			basis: BASIS
		});
		expect(twice).toMatchObject({ ok: false, problem: { code: 'project/code-taken' } });
		projects += 1;
	});

	it('goes from submission through return to a frozen snapshot, and on to a new version', async () => {
		const id = await filled();
		const at = (revision: number, opinion = '') => ({ analysisId: id, revision, opinion });
		expect(await approveAnalysis(head, at(1))).toMatchObject({
			ok: false,
			problem: { code: 'workflow/wrong-state' }
		});
		expect(unwrap(await submitAnalysis(analyst, at(1)))).toBe('dept_review');
		expect(await submitAnalysis(analyst, at(1))).toMatchObject({
			ok: false,
			problem: { code: 'workflow/wrong-state' }
		});
		expect(await save(analyst, id, `${id}-late`, 1, set(`${id}-5`, 'unitPrice', '11'))).toMatchObject({
			ok: false,
			problem: { code: 'workflow/wrong-state' }
		});
		expect(await returnAnalysis(head, at(1))).toMatchObject({
			ok: false,
			problem: { code: 'analysis/opinion-needed' }
		});
		expect(unwrap(await returnAnalysis(head, at(1, '请核对桥梁')))).toBe('returned');
		unwrap(await save(analyst, id, `${id}-fix`, 1, set(`${id}-8.1`, 'remark', '取整')));
		expect(unwrap(await submitAnalysis(analyst, at(2)))).toBe('dept_review');
		expect(unwrap(await withdrawAnalysis(analyst, at(2)))).toBe('analysing');
		expect(unwrap(await submitAnalysis(analyst, at(2)))).toBe('dept_review');
		expect(await approveAnalysis(head, at(1))).toMatchObject({
			ok: false,
			problem: { code: 'analysis/changed-since' }
		});
		expect(await approveAnalysis(analyst, at(2))).toMatchObject({
			ok: false,
			problem: { code: 'workflow/forbidden' }
		});
		expect(unwrap(await approveAnalysis(head, at(2, '同意')))).toBe('confirmed');
		expect(await approveAnalysis(head, at(2))).toMatchObject({
			ok: false,
			problem: { code: 'workflow/wrong-state' }
		});

		const view = unwrap(await loadAnalysis(head, id));
		const snapshot = unwrap(await getSnapshot(open.db, view.snapshot ?? ''));
		expect((snapshot.results as AnalysisResults).units.map((unit) => unit.unitCost)).toEqual([
			'10',
			'7',
			'9.356211'
		]);
		expect(JSON.stringify(snapshot.content as AnalysisContent)).not.toContain(id);
		expect(view.decisions.at(-1)).toMatchObject({
			action: 'analysis.approve',
			opinion: '同意',
			snapshots: [view.snapshot]
		});
		expect(view.rights).toMatchObject({ edit: false, reopen: true });

		expect(unwrap(await reopenAnalysis(head, at(2, '单价有误')))).toBe('analysing');
		expect(unwrap(await loadAnalysis(head, id)).snapshot).toBe(view.snapshot);
	});

	it('does not let a head approve what the head wrote', async () => {
		const id = await filled();
		const both: Context = {
			...head,
			actor: { ...head.actor, appointments: [...head.actor.appointments, ...analyst.actor.appointments] }
		};
		unwrap(await save(both, id, `${id}-own`, 1, set(`${id}-5`, 'remark', 'x')));
		unwrap(await submitAnalysis(analyst, { analysisId: id, revision: 2, opinion: '' }));
		expect(await approveAnalysis(both, { analysisId: id, revision: 2, opinion: '' })).toMatchObject({
			ok: false,
			problem: { code: 'workflow/own-work' }
		});
	});

	it('approves once when two clicks come at the same time', async () => {
		const id = await filled();
		unwrap(await submitAnalysis(analyst, { analysisId: id, revision: 1, opinion: '' }));
		const clicks = await Promise.all(
			[1, 2].map(() => approveAnalysis(head, { analysisId: id, revision: 1, opinion: '' }))
		);
		expect(clicks.filter((click) => click.ok)).toHaveLength(1);
		expect(
			unwrap(await loadAnalysis(head, id)).decisions.filter(({ action }) => action === 'analysis.approve')
		).toHaveLength(1);
	});

	it('refuses to submit what is not ready and rolls everything back', async () => {
		const id = await start();
		const result = await submitAnalysis(analyst, { analysisId: id, revision: 0, opinion: '' });
		expect(result).toMatchObject({
			ok: false,
			problem: { code: 'analysis/not-ready', values: { findings: [{ code: 'no-lines' }] } }
		});
		expect(unwrap(await loadAnalysis(analyst, id))).toMatchObject({ state: 'analysing', decisions: [] });
	});

	it('writes ten thousand lines as part of a larger transaction', async () => {
		const id = await start();
		const lines = Array.from({ length: 10_000 }, (_, position) =>
			costLine({
				id: `${id}-${position}`,
				position,
				name: `行 ${position}`,
				quantity: '3',
				unitPrice: '1.25'
			})
		);
		const saved = await inTransaction(analyst, (tx) =>
			applyCommands(tx, id, `${id}-bulk`, [{ type: 'add', lines }])
		);
		expect(unwrap(saved)).toMatchObject({ revision: 1, total: { declared: '3750000' } });
		const moved = await save(analyst, id, `${id}-move`, 1, {
			type: 'move',
			lineId: `${id}-9999`,
			parentId: null,
			position: 0
		});
		expect(unwrap(moved).revision).toBe(2);
		const { draft } = unwrap(await loadAnalysis(analyst, id));
		expect(draft.lines).toHaveLength(10_000);
		expect(unwrap(analyse(draft)).tree.lines[0]?.name).toBe('行 9999');
	});
});
