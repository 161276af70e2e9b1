import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import { freezeSetAnalysis } from '#lib/server/comparison/freeze-analysis.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { listCandidates } from '#lib/server/comparison/candidates.ts';
import { addMembers } from '#lib/server/comparison/members.ts';
import { createComparison } from '#lib/server/comparison/service.ts';
import { seedParameters } from '#lib/server/demo/parameters.ts';
import { applyRule } from '#lib/server/rules/applying.ts';
import { issueRule, signRule } from '#lib/server/rules/approval.ts';
import { createRule } from '#lib/server/rules/drafting.ts';
import { checkBudgetLine } from '#lib/server/standards/budget-checks.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { createWorkpaper } from '#lib/server/workpapers/service.ts';
import { issueLine, type IssuedLine } from './issued-line.ts';
import { SERVICE } from './standard-drafts.ts';
import type { Workspace } from './workspace.ts';

export interface WholeRecord extends IssuedLine {
	/** A frozen comparison set to a series of parameters, and one like it that is still a draft. */
	readonly adjusted: string;
	readonly adjustedDraft: string;
	/** Id of the issued rule's draft, and the snapshot of a budget line held against it. */
	readonly rule: string;
	readonly ruleCheck: string;
}

/** Everything that is ever kept, once: the issued line, parameters, set analyses, a rule, and checks with both. */
export async function wholeRecord(workspace: Workspace): Promise<WholeRecord> {
	const line = await issueLine(workspace);
	unwrap(await seedParameters(workspace.as('perf'), workspace.as('approver'), process.cwd()));
	const analyst = workspace.as('analyst');
	const plan = { attributes: [], own: '4', benchmark: '0', inputs: [], outputs: [] };
	unwrap(await freezeSetAnalysis(analyst, { id: line.comparison, ...plan }));
	const adjusted = await adjustedComparison(workspace);
	unwrap(await freezeComparison(analyst, adjusted));
	unwrap(await freezeSetAnalysis(analyst, { id: adjusted, ...plan }));
	const adjustedDraft = await adjustedComparison(workspace);
	await checkWithStandard(workspace);
	await workpaper(workspace);
	return { ...line, adjusted, adjustedDraft, ...(await issuedRule(workspace)) };
}

async function adjustedComparison(workspace: Workspace): Promise<string> {
	const analyst = workspace.as('analyst');
	const settings = {
		title: '道路保洁一级（折算到2024年）',
		purpose: '折算价格',
		category: SERVICE.category,
		unit: '平方米',
		targetYear: '2024',
		steps: ['price-year'],
		series: { 'price-year': 'demo-index' }
	};
	const id = unwrap(await createComparison(analyst, settings));
	const members = unwrap(await listCandidates(analyst, id)).map(({ snapshot, unit }) => ({ snapshot, unit }));
	unwrap(await addMembers(analyst, { id, members }));
	return id;
}

async function checkWithStandard(workspace: Workspace): Promise<void> {
	const perf = workspace.as('perf');
	const [entry] = unwrap(await lookUp(perf, { date: date('2027-03-01') }));
	unwrap(
		await checkBudgetLine(perf, {
			code: entry?.codes.expenditure ?? '',
			date: '2027-03-01',
			line: '一级道路保洁',
			quantity: '1000',
			unit: '平方米',
			months: 12,
			requested: '20000'
		})
	);
}

async function workpaper(workspace: Workspace): Promise<void> {
	unwrap(
		await createWorkpaper(workspace.as('perf'), {
			title: '2027 年预算',
			organisationId: 'cm',
			year: '2027',
			date: '2027-03-01',
			lines:
				'项目\t类别\t等级\t数量\t单位\t月数\t金额\n解放路\t城市运维/环卫保洁\t一级\t100\t平方米\t12\t1000'
		})
	);
}

async function issuedRule(workspace: Workspace): Promise<{ rule: string; ruleCheck: string }> {
	const draft = { example: 'software-shandong', organisationId: 'cm' };
	const { id } = unwrap(await createRule(workspace.as('analyst'), draft));
	unwrap(await signRule(workspace.as('analyst'), 'standard.propose', { id }));
	unwrap(await signRule(workspace.as('head'), 'standard.confirm-department', { id }));
	unwrap(await signRule(workspace.as('perf'), 'standard.confirm-finance', { id, opinion: '同意会同确认' }));
	const terms = { documentNumber: '示财绩〔2026〕9号', effectiveFrom: '2026-01-01', trial: false };
	unwrap(await issueRule(workspace.as('approver'), { id, ...terms }));
	const answers = {
		未调整功能点: '1000',
		估算阶段: '估算',
		复用度系数: '1',
		应用类型系数: '1',
		开发类别系数: '1.1'
	};
	const asked = { line: '某业务系统', date: '2026-06-01', region: '山东省', requested: '1300000', answers };
	const { hash } = unwrap(await applyRule(workspace.as('perf'), { id, ...asked }));
	return { rule: id, ruleCheck: hash };
}
