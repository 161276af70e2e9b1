import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { saveEdits, undoEdits } from '#lib/server/costing/edits.ts';
import type { Context } from '#lib/server/context.ts';
import { type OpenDatabase } from '#lib/server/database/database.ts';
import { dingshan2021 } from '../golden/dingshan-2021.ts';
import { commandsToBuild } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const BASIS = {
	priceYear: 2021,
	region: '重庆市江津区',
	taxBasis: 'unknown',
	staffScope: 'excluded',
	deliveryMode: 'purchased'
} as const;

describe.each(ENGINES)('undoing stored edits on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let analyst: Context;
	let projects = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		analyst = workspace.as('analyst');
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

	it('undoes by a new batch, one’s own only', async () => {
		const id = await filled();
		const before = unwrap(await loadAnalysis(analyst, id)).draft;
		unwrap(
			await save(
				analyst,
				id,
				`${id}-change`,
				1,
				{ type: 'remove', lineId: `${id}-8` },
				set(`${id}-5`, 'unitPrice', '11')
			)
		);
		const foreign = await undoEdits(workspace.as('analyst2'), {
			analysisId: id,
			editId: `${id}-change`,
			batchId: `${id}-undo-2`
		});
		expect(foreign).toMatchObject({ ok: false, problem: { code: 'analysis/nothing-to-undo' } });
		const undone = unwrap(
			await undoEdits(analyst, { analysisId: id, editId: `${id}-change`, batchId: `${id}-undo` })
		);
		expect(undone.revision).toBe(3);
		const sorted = (draft: AnalysisDraft) => ({
			...draft,
			lines: [...draft.lines].sort((a, b) => (a.id < b.id ? -1 : 1))
		});
		expect(sorted(unwrap(await loadAnalysis(analyst, id)).draft)).toEqual(sorted(before));
	});

	it('does not undo what somebody has changed since', async () => {
		const id = await filled();
		unwrap(await save(analyst, id, `${id}-first`, 1, set(`${id}-5`, 'unitPrice', '11')));
		unwrap(await save(workspace.as('analyst2'), id, `${id}-later`, 2, set(`${id}-5`, 'unitPrice', '12')));
		const undone = await undoEdits(analyst, {
			analysisId: id,
			editId: `${id}-first`,
			batchId: `${id}-undo-first`
		});
		expect(undone).toMatchObject({
			problem: { code: 'analysis/conflict', values: { field: '单价', value: '12' } }
		});
	});
});
