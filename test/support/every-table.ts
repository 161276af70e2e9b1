import { readFileSync } from 'node:fs';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import { confirmCauses, savedAnalyses } from '#lib/server/comparison/freeze-analysis.ts';
import { addComment } from '#lib/server/comments/service.ts';
import type { Context } from '#lib/server/context.ts';
import { createAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { nightlyReplay } from '#lib/server/lineage/replay-run.ts';
import { appoint, createOrganisation } from '#lib/server/organisations/service.ts';
import { createRecipe } from '#lib/server/recipes/service.ts';
import { uploadSample } from '#lib/server/samples/service.ts';
import { decideRuleRepeal, proposeRuleRepeal } from '#lib/server/rules/repeal.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { recordOutturn } from '#lib/server/standards/outturn.ts';
import { decideRepeal, proposeRepeal } from '#lib/server/standards/repeal.ts';
import { recordReview } from '#lib/server/standards/reviews.ts';
import { GOLDEN_G7 } from './recipes.ts';
import { wholeRecord, type WholeRecord } from './whole-record.ts';
import type { Person, Workspace } from './workspace.ts';

/** A workspace with a row in every table that bears a figure or says where one comes from. */
export async function everyTable(workspace: Workspace): Promise<WholeRecord> {
	const record = await wholeRecord(workspace);
	const analyst = workspace.as('analyst');
	await secondYear(workspace, record.analyses[0] ?? '');
	const [saved] = unwrap(await savedAnalyses(analyst, record.comparison));
	const causes = { analysis: saved?.id ?? '', causes: ['price'], opinion: '单价高' };
	unwrap(await confirmCauses(analyst, causes));
	const admin = workspace.as('admin');
	unwrap(await createOrganisation(admin, { parentId: 'd', code: 'yz', name: '乙镇', kind: 'town' }));
	unwrap(await appoint(admin, { userId: 'outsider', organisationId: 'cm', role: 'dept_analyst' }));
	unwrap(await createRecipe(analyst, { organisationId: 'cm', content: GOLDEN_G7, note: '照录' }));
	const bytes = readFileSync('test/fixtures/samples/us-transit-2022-bus.csv');
	unwrap(await uploadSample(analyst, { fileName: 'bus.csv', bytes }));
	const found = { standards: 3, snapshots: 20, files: 5, faults: [] };
	await nightlyReplay(admin, () => Promise.resolve(found));
	await upkeep(workspace);
	const repealed = {
		id: record.rule,
		documentNumber: '示财绩〔2028〕2号',
		reason: '另定',
		from: '2028-03-01'
	};
	const { id } = unwrap(await proposeRuleRepeal(workspace.as('perf'), repealed));
	unwrap(await decideRuleRepeal(workspace.as('approver'), { id, approve: true }));
	return record;
}

/** An analysis still worked on, with a unit, an indicator, a part, a reason and a remark. */
async function secondYear(workspace: Workspace, first: string): Promise<void> {
	const analyst = workspace.as('analyst');
	const { projectId, draft } = unwrap(await loadAnalysis(analyst, first));
	const input = { projectId, fiscalYear: 2026, periodMonths: 12, basis: draft.basis };
	const analysisId = unwrap(await createAnalysis(analyst, input));
	const lines = draft.lines.map((line) => ({ ...line, id: `second-${line.id}`, sources: {} }));
	const commands = [
		{ type: 'add', lines },
		{
			type: 'set-parameter',
			parameter: { id: 'rate', position: 0, name: '税率', value: '6', unit: '%', source: '' }
		},
		{
			type: 'set-indicator',
			indicator: {
				id: 'clean',
				position: 0,
				level1: '产出指标',
				level2: '质量指标',
				level3: '路面洁净',
				benchmark: '≥95%',
				actual: '96%'
			}
		}
	] as const satisfies readonly EditCommand[];
	const batch = { analysisId, batchId: 'second', revision: 0, commands };
	unwrap(await saveEdits(analyst, batch));
	const remark = { analysisId, lineId: lines[0]?.id ?? '', field: 'unitPrice', replyTo: null };
	unwrap(await addComment(analyst, { ...remark, body: '请附合同', mentions: [] }));
}

async function upkeep(workspace: Workspace): Promise<void> {
	// A year later, when the first year of service has been paid for.
	const as = (person: Person): Context => ({ ...workspace.as(person), now: () => new Date('2028-01-05') });
	const [head, perf, approver] = [as('head'), as('perf'), as('approver')];
	const [entry] = unwrap(await lookUp(perf, { date: date('2027-03-01') }));
	const { expenditure: id = '' } = entry?.ids ?? {};
	unwrap(await recordReview(head, { id, conclusion: 'keep', note: '看了三年决算', nextReviewOn: '' }));
	const paid = { id, year: '2027', project: '解放路', quantity: '1000', amount: '9000', document: '决算' };
	unwrap(await recordOutturn(as('analyst'), paid));
	const terms = { documentNumber: '示财绩〔2028〕1号', reason: '调整', from: '2028-02-01' };
	const repeal = unwrap(await proposeRepeal(perf, { id, ...terms }));
	unwrap(await decideRepeal(approver, { id: repeal.id, approve: true, opinion: '同意' }));
}
