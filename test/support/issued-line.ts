import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import { draftOf } from '#lib/core/standards/draft.ts';
import { listCandidates } from '#lib/server/comparison/candidates.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers } from '#lib/server/comparison/members.ts';
import { createComparison } from '#lib/server/comparison/service.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { approveAnalysis, submitAnalysis } from '#lib/server/costing/approval.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { commitIntake } from '#lib/server/intake/commit.ts';
import { previewUpload } from '#lib/server/intake/service.ts';
import { confirmByDepartment, confirmByFinance, propose } from '#lib/server/standards/approval.ts';
import { createProposal, saveDraft } from '#lib/server/standards/drafting.ts';
import { issue } from '#lib/server/standards/issuing.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { EXPENDITURE, QUOTA, SERVICE } from './standard-drafts.ts';
import type { Workspace } from './workspace.ts';

/** Unit prices of five projects, 元/平方米·年: enough for a standard where an engineering check stands beside them. */
const PRICES = ['8.1', '8.5', '9', '9.3', '9.6'];

export interface IssuedLine {
	readonly analyses: readonly string[];
	readonly comparison: string;
	/** Hashes of the three issued standards. */
	readonly service: string;
	readonly quota: string;
	readonly expenditure: string;
}

/** The whole line through the services: five imported workbooks, confirmed, compared, a standard derived and issued. */
export async function issueLine(workspace: Workspace): Promise<IssuedLine> {
	const analyses: string[] = [];
	for (const [i, price] of PRICES.entries()) analyses.push(await confirmedAnalysis(workspace, i + 1, price));
	const analyst = workspace.as('analyst');
	const settings = { title: '道路保洁一级', purpose: '编制定额', targetYear: '2025', steps: [], series: {} };
	const comparison = unwrap(
		await createComparison(analyst, { ...settings, category: SERVICE.category, unit: '平方米' })
	);
	const members = unwrap(await listCandidates(analyst, comparison)).map(({ snapshot, unit }) => ({
		snapshot,
		unit
	}));
	unwrap(await addMembers(analyst, { id: comparison, members }));
	unwrap(await freezeComparison(analyst, comparison));
	await issueFrom(workspace, comparison);
	const [entry] = unwrap(await lookUp(workspace.as('supervisor'), { date: date('2027-03-01') }));
	if (!entry) throw new Error('What was issued is in force');
	return { analyses, comparison, ...entry.hashes };
}

async function confirmedAnalysis(workspace: Workspace, number: number, price: string): Promise<string> {
	const analyst = workspace.as('analyst');
	const basis = {
		priceYear: 2025,
		region: '甲区',
		taxBasis: 'included',
		staffScope: 'excluded',
		deliveryMode: 'purchased'
	} as const;
	const code = `P-${number}`;
	const project = {
		code,
		name: `合成项目${number}`,
		organisationId: 'cm',
		category: SERVICE.category,
		sourceNote: '合成数据'
	};
	const analysisId = unwrap(
		await createProjectWithAnalysis(analyst, project, { fiscalYear: 2025, periodMonths: 12, basis })
	);
	const text = `名称,单位,数量,单价(元)\n一级道路保洁,平方米,${number * 1000},${price}\n`;
	const file = { analysisId, fileName: `${code}.csv`, bytes: new TextEncoder().encode(text) };
	const { id } = unwrap(await previewUpload(analyst, file));
	const { revision } = unwrap(await commitIntake(analyst, id));
	const { draft } = unwrap(await loadAnalysis(analyst, analysisId));
	const unit = {
		id: `unit-${number}`,
		position: 0,
		name: '一级道路',
		grade: '一级',
		unit: '平方米',
		output: String(number * 1000),
		outputSource: null,
		yearOutputs: {},
		lineIds: draft.lines.map((line) => line.id)
	};
	const commands = [{ type: 'set-unit', unit }] as const;
	const edited = unwrap(
		await saveEdits(analyst, { analysisId, batchId: `batch-${number}`, revision, commands })
	);
	const signed = { analysisId, revision: edited.revision, opinion: '同意' };
	unwrap(await submitAnalysis(analyst, signed));
	unwrap(await approveAnalysis(workspace.as('head'), signed));
	return analysisId;
}

async function issueFrom(workspace: Workspace, comparisonId: string): Promise<void> {
	const analyst = workspace.as('analyst');
	const { id: proposalId } = unwrap(await createProposal(analyst, { comparisonId }));
	const { base } = unwrap(await getProposal(analyst, proposalId));
	const draft = draftOf({ service: SERVICE, quota: QUOTA, expenditure: EXPENDITURE });
	unwrap(await saveDraft(analyst, { proposalId, base, draft }));
	unwrap(await propose(analyst, { proposalId }));
	unwrap(await confirmByDepartment(workspace.as('head'), { proposalId }));
	unwrap(await confirmByFinance(workspace.as('perf'), { proposalId }));
	const terms = { documentNumber: '示财绩〔2026〕8号', effectiveFrom: '2027-01-01', trial: false };
	unwrap(await issue(workspace.as('approver'), { proposalId, ...terms }));
}
