import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisContent } from '#lib/core/costing/analysis-snapshot.ts';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { approveAnalysis, submitAnalysis } from '#lib/server/costing/approval.ts';
import { parseEditBatch } from '#lib/server/costing/edit-schema.ts';
import { saveEdits, undoEdits } from '#lib/server/costing/edits.ts';
import { historyOf } from '#lib/server/costing/history.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { readIndicators } from '#lib/server/demo/indicators.ts';
import { explainChain } from '#lib/server/lineage/explain.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { dingshan2021 } from '../golden/dingshan-2021.ts';
import { commandsToBuild, indicator } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

/** 补助村(社区)数量 and the others of case TX2022B, as the public page states them. */
const PUBLISHED = readIndicators(process.cwd(), 'TX2022B');

it('reads the published indicators of one case, blanks as blanks', () => {
	expect(PUBLISHED[0]).toEqual({
		level1: '产出指标',
		level2: '数量指标',
		level3: '补助村(社区)数量',
		benchmark: '=8个',
		actual: '8'
	});
	expect(PUBLISHED).toHaveLength(6);
	expect(readIndicators(process.cwd(), 'XT2023')[0]).toMatchObject({ benchmark: '10辆', actual: '' });
	expect(readIndicators(process.cwd(), 'JJ2021')).toEqual([]);
});

describe.each(ENGINES)('performance indicators on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let projects = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	async function started(): Promise<string> {
		const code = `I${++projects}`;
		const project = { code, name: '村级补助', organisationId: 'cm', category: '村级/补助', sourceNote: '' };
		const basis = {
			priceYear: 2022,
			region: '示例区',
			taxBasis: 'unknown',
			staffScope: 'excluded',
			deliveryMode: 'own'
		} as const;
		const analysis = { fiscalYear: 2022, periodMonths: 12, basis };
		return unwrap(await createProjectWithAnalysis(workspace.as('analyst'), project, analysis));
	}

	async function save(analysisId: string, batch: string, revision: number, ...commands: EditCommand[]) {
		const batchId = `${analysisId}-${batch}`;
		const sent: unknown = JSON.parse(JSON.stringify({ batchId, revision, commands }));
		return saveEdits(workspace.as('analyst'), unwrap(parseEditBatch(analysisId, sent)));
	}

	const settings = (analysisId: string): EditCommand[] =>
		PUBLISHED.map((given, position) => ({
			type: 'set-indicator',
			indicator: { ...given, id: `${analysisId}-${position}`, position }
		}));

	const listed = async (analysisId: string) =>
		unwrap(await loadAnalysis(workspace.as('analyst'), analysisId)).draft.indicators;

	it('are stored in their order, changed, removed, taken back, and told in the history', async () => {
		const id = await started();
		unwrap(await save(id, 'all', 0, ...settings(id)));
		const before = await listed(id);
		expect(before.map(({ level3 }) => level3)).toEqual(PUBLISHED.map(({ level3 }) => level3));
		const change: EditCommand = {
			type: 'set-indicator',
			indicator: indicator({ ...PUBLISHED[0], id: `${id}-0`, actual: '7' })
		};
		const remove: EditCommand = { type: 'remove-indicator', indicatorId: `${id}-1` };
		unwrap(await save(id, 'change', 1, change, remove));
		expect((await listed(id)).map(({ position, actual }) => [position, actual]).slice(0, 2)).toEqual([
			[0, '7'],
			[1, '达成预期指标']
		]);
		const [last, first] = unwrap(await historyOf(workspace.as('analyst'), id));
		expect(last?.changes).toEqual([
			{
				lineId: null,
				field: '',
				what: '绩效指标',
				from: '补助村(社区)数量，标杆值 =8个，完成值 8',
				to: '补助村(社区)数量，标杆值 =8个，完成值 7'
			},
			{
				lineId: null,
				field: '',
				what: '删除绩效指标：保障村干部人数，标杆值 =42个，完成值 42',
				from: null,
				to: null
			}
		]);
		expect(first?.changes[0]?.what).toBe('新增绩效指标：补助村(社区)数量，标杆值 =8个，完成值 8');
		const undo = { analysisId: id, editId: `${id}-change`, batchId: `${id}-undo` };
		unwrap(await undoEdits(workspace.as('analyst'), undo));
		expect(await listed(id)).toEqual(before);
	});

	it('never let an id of one analysis write into another', async () => {
		const [mine, theirs] = [await started(), await started()];
		unwrap(await save(theirs, 'all', 0, ...settings(theirs)));
		const stolen: EditCommand = { type: 'set-indicator', indicator: indicator({ id: `${theirs}-0` }) };
		expect(await save(mine, 'steal', 0, stolen)).toMatchObject({ problem: { code: 'analysis/line-exists' } });
		expect((await listed(theirs))[0]?.level3).toBe('补助村(社区)数量');
	});

	it('are frozen with the analysis, explained before and after, and locked from submission on', async () => {
		const id = await started();
		unwrap(await save(id, 'all', 0, ...commandsToBuild(dingshan2021(), id), ...settings(id)));
		const analyst = workspace.as('analyst');
		const draft = unwrap(await explainChain(analyst, `draft/performance_indicator/${id}-0/benchmark`));
		expect(draft.step).toMatchObject({ value: '=8个', end: 'typed' });
		const request = { analysisId: id, revision: 1, opinion: '' };
		unwrap(await submitAnalysis(analyst, request));
		expect(await save(id, 'late', 1, ...settings(id))).toMatchObject({
			problem: { code: 'workflow/wrong-state' }
		});
		unwrap(await approveAnalysis(workspace.as('head'), request));
		const hash = unwrap(await loadAnalysis(analyst, id)).snapshot ?? '';
		const content = unwrap(await getSnapshot(open.db, hash)).content as AnalysisContent;
		expect(content.indicators).toEqual(PUBLISHED);
		const frozen = unwrap(await explainChain(analyst, `frozen/${hash}/content/indicators/0/actual`));
		expect(frozen.step).toMatchObject({ label: '补助村(社区)数量 完成值', value: '8', end: 'typed' });
	});
});
