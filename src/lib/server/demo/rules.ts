import { unwrap } from '#lib/core/result.ts';
import { issueRule, signRule } from '../rules/approval.ts';
import { createRule } from '../rules/drafting.ts';
import type { DemoPeople } from './people.ts';

/** Published rules of other places, each bound to its region, and the day they take effect here; null = no end. */
const RULES = [
	['toilet-fujian', '示财绩〔2025〕14号', '2026-01-01', null],
	['toilet-fujian-public', '示财绩〔2025〕15号', '2026-01-01', null],
	['elder-care-construction', '示财绩〔2025〕11号', '2026-01-01', null],
	['elder-care-lease', '示财绩〔2025〕12号', '2026-01-01', null],
	['elder-care-operation', '示财绩〔2025〕13号', '2026-01-01', null],
	['rural-road-cangzhou', '示财绩〔2025〕10号', '2026-01-01', null],
	['school-2016', '示财绩〔2016〕1号', '2016-03-01', '2023-03-01'],
	['school-2023', '示财绩〔2023〕1号', '2023-03-01', null],
	['training-over-30', '示财绩〔2025〕9号', '2026-01-01', null],
	['software-design-fee', '示财绩〔2025〕8号', '2026-01-01', null],
	['meeting-central', '示财绩〔2025〕4号', '2026-01-01', null],
	['meeting-qingdao', '示财绩〔2025〕7号', '2026-01-01', null],
	['software-shandong', '示财绩〔2025〕2号', '2026-01-01', null],
	['software-guangdong', '示财绩〔2025〕3号', '2026-01-01', null]
] as const;

/** Takes the example rules through proposal, joint confirmation and issue. */
export async function issueRules(people: DemoPeople, organisationId: string): Promise<void> {
	for (const [example, documentNumber, effectiveFrom, effectiveTo] of RULES) {
		const { id } = unwrap(await createRule(people.as('analyst'), { example, organisationId }));
		unwrap(
			await signRule(people.as('analyst'), 'standard.propose', { id, opinion: '照录公开文件，仅供演示。' })
		);
		unwrap(await signRule(people.as('head'), 'standard.confirm-department', { id }));
		unwrap(await signRule(people.as('perf'), 'standard.confirm-finance', { id }));
		const terms = { documentNumber, effectiveFrom, effectiveTo, trial: false };
		unwrap(await issueRule(people.as('approver'), { id, ...terms }));
	}
}
