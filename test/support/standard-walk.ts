import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Problem } from '#lib/core/problem.ts';
import { unwrap, type Result } from '#lib/core/result.ts';
import { draftOf, type StandardDraft } from '#lib/core/standards/draft.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { putSnapshot } from '#lib/server/snapshots/service.ts';
import { confirmByDepartment, confirmByFinance, propose } from '#lib/server/standards/approval.ts';
import { createProposal, saveDraft } from '#lib/server/standards/drafting.ts';
import { issue, type IssueInput } from '#lib/server/standards/issuing.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { comparisonSet, GOLDEN_A, type SetMember } from './comparison-set.ts';
import { freshDatabase, type Engine } from './databases.ts';
import { EXPENDITURE, QUOTA, SERVICE } from './standard-drafts.ts';
import { seedWorkspace, type Person } from './workspace.ts';

export const DRAFT: StandardDraft = draftOf({ service: SERVICE, quota: QUOTA, expenditure: EXPENDITURE });
export const TERMS = { documentNumber: '示财绩〔2026〕8号', effectiveFrom: '2027-01-01', trial: false };

export type StandardWalk = Awaited<ReturnType<typeof standardWalk>>;

/** A fresh workspace and the steps of a standard in it, so that a test begins at the step it is about. */
export async function standardWalk(engine: Engine) {
	const open = await freshDatabase(engine);
	const workspace = await seedWorkspace(open);

	/** A comparison of department cm, frozen unless said otherwise. */
	async function comparison(members: readonly SetMember[] = GOLDEN_A, frozen = true): Promise<string> {
		const snapshot = await putSnapshot(open.db, comparisonSet(members));
		const id = crypto.randomUUID();
		await open.db
			.insertInto('comparison')
			.values({
				id,
				title: '道路保洁一级',
				purpose: '编制定额',
				organisation_id: 'cm',
				category: '城市运维/环卫保洁',
				unit: 'm2',
				target_year: 2025,
				steps: '["period"]',
				series: '{}',
				bounds: '{}',
				state: frozen ? 'frozen' : 'draft',
				snapshot: frozen ? snapshot : null,
				created_by: 'analyst',
				created_at: '2026-11-22T00:00:00.000Z'
			})
			.execute();
		return id;
	}

	async function drafted(
		draft: StandardDraft = DRAFT,
		members: readonly SetMember[] = GOLDEN_A
	): Promise<string> {
		const analyst = workspace.as('analyst');
		const { id } = unwrap(await createProposal(analyst, { comparisonId: await comparison(members) }));
		await save('analyst', id, draft);
		return id;
	}

	async function save(person: Person, proposalId: string, draft: StandardDraft): Promise<void> {
		const context = workspace.as(person);
		const { base } = unwrap(await getProposal(context, proposalId));
		unwrap(await saveDraft(context, { proposalId, base, draft }));
	}

	async function confirmed(draft: StandardDraft = DRAFT): Promise<string> {
		const proposalId = await drafted(draft);
		unwrap(await propose(workspace.as('analyst'), { proposalId }));
		unwrap(await confirmByDepartment(workspace.as('head'), { proposalId }));
		unwrap(await confirmByFinance(workspace.as('perf'), { proposalId }));
		return proposalId;
	}

	function issueAs(person: Person, proposalId: string, change: Partial<IssueInput> = {}) {
		return issue(workspace.as(person), { proposalId, ...TERMS, ...change });
	}

	async function issued(draft: StandardDraft = DRAFT, change: Partial<IssueInput> = {}): Promise<string> {
		const proposalId = await confirmed(draft);
		unwrap(await issueAs('approver', proposalId, change));
		return proposalId;
	}

	const audits = () => open.db.selectFrom('audit_entry').selectAll().orderBy('seq').execute();

	return { open, workspace, comparison, drafted, save, confirmed, issueAs, issued, audits };
}

/** The code of a refusal, whose Chinese sentence must exist. */
export function refusal(result: Result<unknown>): Problem['code'] | undefined {
	if (result.ok) return undefined;
	// Every refusal has its sentence.
	expect(problemText(result.problem)).toMatch(/。/);
	return result.problem.code;
}

/** What somebody with the database password could do: lift the protection, then change a byte. */
export async function allowTampering(open: OpenDatabase): Promise<void> {
	const statement =
		open.dialect === 'sqlite'
			? 'drop trigger snapshot_no_update'
			: 'alter table snapshot disable trigger all';
	await sql.raw(statement).execute(open.db);
}
