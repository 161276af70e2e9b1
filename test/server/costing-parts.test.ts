import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { loadAnalysis, createProjectWithAnalysis } from '#lib/server/costing/analyses.ts';
import { approveAnalysis, submitAnalysis } from '#lib/server/costing/approval.ts';
import { parseEditBatch } from '#lib/server/costing/edit-schema.ts';
import { saveEdits, undoEdits } from '#lib/server/costing/edits.ts';
import { historyOf } from '#lib/server/costing/history.ts';
import type { Context } from '#lib/server/context.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { costLine, costPool, costUnit, yuan } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const BASIS = {
	priceYear: 2026,
	region: '示例区',
	taxBasis: 'included',
	staffScope: 'included',
	deliveryMode: 'own'
} as const;

/** A line that says something under every column. */
const FULL_LINE = costLine({
	id: 'full',
	code: '1',
	name: '人工费',
	grade: '一级',
	element: 'labour',
	unit: '人',
	quantity: '3',
	unitPrice: '=[@rate]*1000',
	frequency: '1',
	months: '12',
	coefficient: '1.5',
	verifiedAmount: yuan(9),
	reason: 'over-standard',
	periodMonths: 12,
	nature: 'direct',
	timeBasis: 'budget',
	behaviour: 'step',
	necessity: 'necessary',
	costKind: 'economic',
	supply: 'own',
	fundingSource: 'fiscal-basic',
	fundType: 'general',
	functionCode: '2120501',
	economicCode: '30101',
	taxBasis: 'included',
	evidence: '工资表',
	evidenceLevel: 3,
	remark: '备注',
	years: { '2023:actual': '100', '2025:budget': '=[本行].数量*2' },
	fills: { months: '=12' }
});

const PARTS: readonly EditCommand[] = [
	{
		type: 'add',
		lines: [FULL_LINE, costLine({ id: 'shared', position: 1, name: '后勤', statedAmount: yuan(100) })]
	},
	{
		type: 'set-unit',
		unit: costUnit({ id: 'u1', name: '草坪', output: '10', lineIds: ['full'], yearOutputs: { '2023': '8' } })
	},
	{ type: 'set-unit', unit: costUnit({ id: 'u2', position: 1, name: '灌木', output: '5' }) },
	{
		type: 'set-parameter',
		parameter: { id: 'rate', position: 0, name: '工资率', value: '6.85', unit: '千元', source: '合同' }
	},
	{
		type: 'set-pool',
		pool: costPool({
			id: 'pool',
			name: '后勤',
			lineIds: ['shared'],
			shares: { 'unit/u1': '3', 'unit/u2': '1' }
		})
	},
	{ type: 'set-allocation-method', method: 'step-down' },
	{
		type: 'set-combined',
		combined: {
			id: 'both',
			position: 0,
			name: '合计',
			parts: [
				{ unitId: 'u1', sign: 'add' },
				{ unitId: 'u2', sign: 'add' }
			]
		}
	}
];

describe.each(ENGINES)('all parts of an analysis on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let analyst: Context;
	let id: string;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		analyst = workspace.as('analyst');
		const project = {
			code: 'P1',
			name: '绿化养护',
			organisationId: 'cm',
			category: '城市运维/园林绿化',
			sourceNote: ''
		};
		id = unwrap(
			await createProjectWithAnalysis(analyst, project, { fiscalYear: 2026, periodMonths: 12, basis: BASIS })
		);
		unwrap(
			await saveEdits(
				analyst,
				unwrap(parseEditBatch(id, { batchId: 'batch-0001', revision: 0, commands: PARTS }))
			)
		);
	});
	afterAll(() => open.db.destroy());

	const draft = async (): Promise<AnalysisDraft> => unwrap(await loadAnalysis(analyst, id)).draft;
	const save = (batchId: string, revision: number, ...commands: EditCommand[]) =>
		saveEdits(analyst, { analysisId: id, batchId, revision, commands });

	it('come back as they were sent', async () => {
		const stored = await draft();
		const empty = {
			...stored,
			lines: [],
			units: [],
			parameters: [],
			pools: [],
			combined: [],
			allocationMethod: 'direct' as const
		};
		expect(stored).toEqual(unwrap(applyCommands(empty, PARTS)).draft);
		const { units, allocation } = unwrap(analyse(stored));
		expect(units.map((unit) => unwrap(unit).allocated)).toEqual([yuan(75), yuan(25)]);
		expect(allocation?.ok).toBe(true);
	});

	it('say in the history which driver volume was changed from what to what', async () => {
		const pool = costPool({
			id: 'pool',
			name: '后勤',
			lineIds: ['shared'],
			shares: { 'unit/u1': '1', 'unit/u2': '1' }
		});
		unwrap(await save('batch-0002', 1, { type: 'set-pool', pool }));
		const [latest] = unwrap(await historyOf(analyst, id));
		expect(latest?.changes).toMatchObject([{ what: '共同成本池“后勤”对“草坪”的动因量', from: '3', to: '1' }]);
		unwrap(await undoEdits(analyst, { analysisId: id, editId: 'batch-0002', batchId: 'batch-0003' }));
		expect((await draft()).pools[0]?.shares[0]?.volume).toBe('3');
	});

	it('leave everything that named a removed unit, and return with it', async () => {
		const before = await draft();
		unwrap(await save('batch-0004', 3, { type: 'remove-unit', unitId: 'u2' }));
		expect(await draft()).toMatchObject({
			pools: [{ shares: [{ id: 'u1' }] }],
			combined: [{ parts: [{ unitId: 'u1' }] }]
		});
		unwrap(await undoEdits(analyst, { analysisId: id, editId: 'batch-0004', batchId: 'batch-0005' }));
		expect(await draft()).toEqual(before);
	});

	it('are frozen with their allocation', async () => {
		unwrap(await submitAnalysis(analyst, { analysisId: id, revision: 5, opinion: '' }));
		unwrap(await approveAnalysis(workspace.as('head'), { analysisId: id, revision: 5, opinion: '同意' }));
		const { snapshot } = unwrap(await loadAnalysis(analyst, id));
		const row = await open.db
			.selectFrom('snapshot')
			.selectAll()
			.where('hash', '=', snapshot ?? '')
			.executeTakeFirst();
		expect(JSON.stringify(row)).toContain('step-down');
	});
});
