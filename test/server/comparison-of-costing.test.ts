import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainFrozen } from '#lib/core/lineage/explain.ts';
import { unwrap } from '#lib/core/result.ts';
import { listCandidates } from '#lib/server/comparison/candidates.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers } from '#lib/server/comparison/members.ts';
import { createComparison, viewComparison } from '#lib/server/comparison/service.ts';
import { createProjectWithAnalysis } from '#lib/server/costing/analyses.ts';
import { approveAnalysis, submitAnalysis } from '#lib/server/costing/approval.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { costLine } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const LINE = costLine({
	id: 'line',
	parentId: null,
	position: 0,
	code: '1',
	name: '道路清扫',
	grade: '一级',
	element: 'outsourcing',
	unit: '平方米',
	quantity: '1344993',
	unitPrice: '7.5',
	coefficient: null,
	amountBasis: 'computed',
	statedAmount: null,
	verifiedAmount: null,
	reason: null,
	periodMonths: 9,
	recurrence: 'recurring',
	evidence: '合成数据',
	remark: '',
	sources: {}
});

/** The seam: what costing confirms is what comparison compares, down to an explanation that crosses it. */
describe.each(ENGINES)('comparison of what costing confirmed, on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	it('compares a confirmed nine-month analysis as a year and explains it across the seam', async () => {
		const analyst = workspace.as('analyst');
		const analysisId = unwrap(
			await createProjectWithAnalysis(
				analyst,
				{
					code: 'P-9',
					name: '合成项目',
					organisationId: 'cm',
					category: '城市运维/环卫保洁',
					sourceNote: '合成数据'
				},
				{
					fiscalYear: 2021,
					periodMonths: 9,
					basis: {
						priceYear: 2021,
						region: '甲区',
						taxBasis: 'included',
						staffScope: 'excluded',
						deliveryMode: 'purchased'
					}
				}
			)
		);
		const unit = {
			id: 'unit',
			position: 0,
			name: '一级道路',
			grade: '一级',
			unit: '平方米',
			output: '1344993',
			outputSource: null,
			yearOutputs: {},
			lineIds: ['line']
		};
		const commands = [
			{ type: 'add', lines: [LINE] },
			{ type: 'set-unit', unit }
		] as const;
		const { revision } = unwrap(
			await saveEdits(analyst, { analysisId, batchId: 'b-1', revision: 0, commands })
		);
		const signed = { analysisId, revision, opinion: '同意' };
		const settings = { title: '清扫', purpose: '', targetYear: '2021', steps: [], series: {} };
		const id = unwrap(
			await createComparison(analyst, { ...settings, category: '城市运维/环卫保洁', unit: '平方米' })
		);
		unwrap(await submitAnalysis(analyst, signed));
		expect(unwrap(await listCandidates(analyst, id))).toEqual([]);

		unwrap(await approveAnalysis(workspace.as('head'), signed));
		const [candidate] = unwrap(await listCandidates(analyst, id));
		if (!candidate) throw new Error('What was confirmed can be compared');
		const member = { snapshot: candidate.snapshot, unit: candidate.unit };
		unwrap(await addMembers(analyst, { id, members: [member] }));
		const { results } = unwrap(await viewComparison(analyst, id));
		expect(results?.members[0]).toMatchObject({ raw: '7.5', comparable: '10', output: '1344993' });

		const hash = unwrap(await freezeComparison(analyst, id));
		const snapshot = unwrap(await getSnapshot(open.db, hash));
		const analysis = unwrap(await getSnapshot(open.db, candidate.snapshot));
		for (const pointer of ['raw', 'output']) {
			const step = explainFrozen(snapshot, hash, `/results/members/0/${pointer}`);
			const source = step?.inputs[0];
			if (source?.kind !== 'frozen') throw new Error('The chain goes on into the analysis');
			const below = explainFrozen(analysis, source.snapshot, source.pointer);
			expect(below?.value).toBe(step?.value);
		}
	});
});
