import { unwrap } from '#lib/core/result.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { confirmByDepartment, confirmByFinance, propose } from '../standards/approval.ts';
import { createProposal, saveDraft } from '../standards/drafting.ts';
import { issue } from '../standards/issuing.ts';
import { getProposal } from '../standards/proposals.ts';
import type { DocumentInput } from '../standards/terms.ts';
import type { DemoPeople } from './people.ts';

/** The first standard of the example library; others are variations of it. */
export const SYNTHETIC_DRAFT: StandardDraft = {
	code: 'HC-DLBJ-01',
	title: '道路保洁（合成示例）',
	service: {
		grade: '一级',
		items: [
			{
				item: '机械清扫',
				frequency: '每日 2 次',
				quality: '路面见本色，无明显积尘',
				check: '每周抽查不少于 3 次',
				basis: '合成示例，仅供演示'
			},
			{
				item: '人工保洁',
				frequency: '每日 8 小时巡回',
				quality: '垃圾滞留不超过 15 分钟',
				check: '每日巡查记录',
				basis: '合成示例，仅供演示'
			}
		]
	},
	quota: {
		rule: 'average-advanced',
		parameters: {},
		form: 'point',
		rounding: { places: 2, mode: 'half-up' },
		crossCheck: '定额测算 8.70 元/平方米·年（合成示例），与样本值相差不足 1%。',
		note: ''
	},
	expenditure: {
		fiscalShare: '1',
		ownIncome: '0',
		ceiling: null,
		force: 'ceiling',
		conditions: ['按核定面积和实际服务月数计算', '作业频次低于公共服务标准的，按比例核减'],
		oldStandard: '无',
		rounding: { places: 2, mode: 'half-up' }
	}
};

/** Takes the frozen example set through proposal, joint confirmation and issue, each step by the person it belongs to. */
export async function issueSynthetic(people: DemoPeople, comparisonId: string): Promise<void> {
	const terms = { documentNumber: '示财绩〔2025〕1号', effectiveFrom: '2026-01-01', trial: false };
	await issueDraft(people, comparisonId, SYNTHETIC_DRAFT, terms);
}

/** The whole way of one draft on one frozen comparison. Answers with the id of its expenditure standard. */
export async function issueDraft(
	people: DemoPeople,
	comparisonId: string,
	draft: StandardDraft,
	terms: DocumentInput
): Promise<string> {
	const analyst = people.as('analyst');
	const { id: proposalId } = unwrap(await createProposal(analyst, { comparisonId }));
	const { base } = unwrap(await getProposal(analyst, proposalId));
	unwrap(await saveDraft(analyst, { proposalId, base, draft }));
	unwrap(await propose(analyst, { proposalId, opinion: '请审定。' }));
	unwrap(await confirmByDepartment(people.as('head'), { proposalId, opinion: '经集体研究，同意。' }));
	unwrap(await confirmByFinance(people.as('perf'), { proposalId, opinion: '样本与口径已复核，会同确认。' }));
	const { standards } = unwrap(await issue(people.as('approver'), { proposalId, ...terms }));
	const expenditure = standards.find(({ kind }) => kind === 'expenditure');
	if (!expenditure) throw new Error('An issue has an expenditure standard');
	return expenditure.id;
}
