import { unwrap } from '#lib/core/result.ts';
import { issueRule, signRule } from '../rules/approval.ts';
import { createRule } from '../rules/drafting.ts';
import type { DemoPeople } from './people.ts';

/** Two legal rules for the same kind of system, which are never mixed, and one that everybody knows. */
const RULES = [
	['software-shandong', '示财绩〔2025〕2号'],
	['software-guangdong', '示财绩〔2025〕3号'],
	['meeting-central', '示财绩〔2025〕4号']
] as const;

/** Takes the example rules through proposal, joint confirmation and issue. */
export async function issueRules(people: DemoPeople, organisationId: string): Promise<void> {
	for (const [example, documentNumber] of RULES) {
		const { id } = unwrap(await createRule(people.as('analyst'), { example, organisationId }));
		unwrap(
			await signRule(people.as('analyst'), 'standard.propose', { id, opinion: '照录公开文件，仅供演示。' })
		);
		unwrap(await signRule(people.as('head'), 'standard.confirm-department', { id }));
		unwrap(await signRule(people.as('perf'), 'standard.confirm-finance', { id }));
		const terms = { documentNumber, effectiveFrom: '2026-01-01', trial: false };
		unwrap(await issueRule(people.as('approver'), { id, ...terms }));
	}
}
