import { sql } from 'kysely';
import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { date } from '#lib/core/period/date.ts';
import type { Problem } from '#lib/core/problem.ts';
import { unwrap, type Result } from '#lib/core/result.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { draftOf } from '#lib/core/standards/draft.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { putSnapshot } from '#lib/server/snapshots/service.ts';
import {
	confirmByDepartment,
	confirmByFinance,
	propose,
	returnProposal
} from '#lib/server/standards/approval.ts';
import { checkBudgetLine, recentChecks } from '#lib/server/standards/budget-checks.ts';
import { createProposal, previewDraft, saveDraft } from '#lib/server/standards/drafting.ts';
import { issuedRecordHash } from '#lib/server/standards/issued-record.ts';
import { issue, type IssueInput } from '#lib/server/standards/issuing.ts';
import { issuedStandard, lookUp } from '#lib/server/standards/library.ts';
import { getProposal, listProposals } from '#lib/server/standards/proposals.ts';
import { comparisonSet, GOLDEN_A, type SetMember } from '../support/comparison-set.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../support/standard-drafts.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

const DRAFT: StandardDraft = draftOf({ service: SERVICE, quota: QUOTA, expenditure: EXPENDITURE });
const TERMS = { documentNumber: '示财绩〔2026〕8号', effectiveFrom: '2027-01-01', trial: false };
const LINE = {
	code: 'CL-DLBJ-01-E',
	date: '2027-03-01',
	line: '解放路保洁',
	quantity: '200',
	unit: '㎡',
	months: 12,
	requested: '2,000.00'
};

describe.each(ENGINES)('standards on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeEach(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
	});
	afterEach(() => open.db.destroy());

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

	function refusal(result: Result<unknown>): Problem['code'] | undefined {
		if (result.ok) return undefined;
		// Every refusal has its sentence.
		expect(problemText(result.problem)).toMatch(/。/);
		return result.problem.code;
	}

	const audits = () => open.db.selectFrom('audit_entry').selectAll().orderBy('seq').execute();

	it('walks from a frozen comparison to an issued standard, one audit entry and one decision per step', async () => {
		const proposalId = await issued();
		const view = unwrap(await getProposal(workspace.as('supervisor'), proposalId));
		expect(view.state).toBe('issued');
		expect(view.decisions.map((decision) => [decision.action, decision.actorId, decision.to])).toEqual([
			['standard.propose', 'analyst', 'proposed'],
			['standard.confirm-department', 'head', 'dept_confirmed'],
			['standard.confirm-finance', 'perf', 'joint_confirmed'],
			['standard.issue', 'approver', 'issued']
		]);
		const signed = [view.snapshots.service, view.snapshots.quota, view.snapshots.expenditure];
		for (const decision of view.decisions) expect(decision.snapshots).toEqual(signed);
		const entries = await audits();
		expect(entries.map((entry) => entry.action)).toEqual([
			'standard.create',
			'standard.edit',
			'standard.propose',
			'standard.confirm-department',
			'standard.confirm-finance',
			'standard.issue'
		]);
		const rows = await open.db.selectFrom('issued_standard').selectAll().execute();
		expect(rows.map((row) => [row.kind, row.code]).sort()).toEqual([
			['expenditure', 'CL-DLBJ-01-E'],
			['quota', 'CL-DLBJ-01-Q'],
			['service', 'CL-DLBJ-01-S']
		]);
		expect(entries.at(-1)?.after_hash).toBe(issuedRecordHash(rows));
	});

	it('publishes 8.67 元 for golden set A, in the library with everything that leads to it', async () => {
		await issued();
		const at = date('2027-03-01');
		const [entry, ...others] = unwrap(await lookUp(workspace.as('outsider'), { date: at }));
		expect(others).toEqual([]);
		expect(entry).toMatchObject({
			title: '道路保洁(一级)',
			status: 'in_force',
			quota: { results: { value: '8.67', verdict: { kind: 'standard' } } },
			expenditure: { results: { value: '8.67', unit: '元/平方米·年' } }
		});
		const view = unwrap(await issuedStandard(workspace.as('supervisor'), entry?.ids.quota ?? '', at));
		expect(view).toMatchObject({
			kind: 'quota',
			entry: { documentNumber: TERMS.documentNumber },
			versions: [{}]
		});
	});

	it('is the same snapshot whatever happened around it', async () => {
		const first = unwrap(await getProposal(workspace.as('head'), await issued()));
		expect(first.snapshots).toEqual({
			service: expect.stringMatching(/^[0-9a-f]{64}$/),
			quota: expect.stringMatching(/^[0-9a-f]{64}$/),
			expenditure: expect.stringMatching(/^[0-9a-f]{64}$/)
		});
		const again = await confirmed({ ...DRAFT });
		expect(unwrap(await getProposal(workspace.as('head'), again)).snapshots).toEqual(first.snapshots);
	});

	describe('drafts', () => {
		it('are only made from a frozen comparison, by those who may', async () => {
			const openSet = await comparison(GOLDEN_A, false);
			expect(refusal(await createProposal(workspace.as('analyst'), { comparisonId: openSet }))).toBe(
				'standard/comparison-not-frozen'
			);
			const frozen = await comparison();
			for (const person of ['outsider', 'supervisor', 'head', 'approver'] as const)
				expect(refusal(await createProposal(workspace.as(person), { comparisonId: frozen }))).toBe(
					'workflow/forbidden'
				);
			expect(refusal(await createProposal(workspace.as('analyst'), { comparisonId: 'none' }))).toBe(
				'standard/not-found'
			);
		});

		it('show live what they come to, problems included', async () => {
			const proposalId = await drafted();
			const preview = (draft: unknown) => previewDraft(workspace.as('analyst'), { proposalId, draft });
			const good = unwrap(await preview(DRAFT));
			expect(good.quota).toMatchObject({ ok: true, value: { value: '8.67' } });
			expect(good.rules.find(({ rule }) => rule === 'median')?.unrounded).toBe('8.946897');
			const share = { ...DRAFT, expenditure: { ...DRAFT.expenditure, fiscalShare: '2' } };
			expect(unwrap(await preview(share)).expenditure).toMatchObject({
				ok: false,
				problem: { code: 'standard/bad-parameter' }
			});
			expect(refusal(await preview({ ...DRAFT, quota: { rule: 'dice' } }))).toBe('standard/draft-malformed');
			expect(refusal(await previewDraft(workspace.as('outsider'), { proposalId, draft: DRAFT }))).toBe(
				'workflow/forbidden'
			);
		});

		it('are not overwritten by somebody who had not seen the last save', async () => {
			const proposalId = await drafted();
			const { base } = unwrap(await getProposal(workspace.as('analyst2'), proposalId));
			await save('analyst', proposalId, { ...DRAFT, title: '新名称' });
			const late = await saveDraft(workspace.as('analyst2'), { proposalId, base, draft: DRAFT });
			expect(refusal(late)).toBe('standard/draft-changed');
			expect(unwrap(await getProposal(workspace.as('analyst'), proposalId)).draft.title).toBe('新名称');
		});

		it('are closed once proposed and open again when returned with a reason', async () => {
			const proposalId = await confirmed();
			const { base } = unwrap(await getProposal(workspace.as('analyst'), proposalId));
			expect(refusal(await saveDraft(workspace.as('analyst'), { proposalId, base, draft: DRAFT }))).toBe(
				'workflow/wrong-state'
			);
			expect(refusal(await returnProposal(workspace.as('approver'), { proposalId, opinion: ' ' }))).toBe(
				'standard/opinion-missing'
			);
			unwrap(await returnProposal(workspace.as('approver'), { proposalId, opinion: '请补充依据' }));
			const view = unwrap(await getProposal(workspace.as('analyst'), proposalId));
			expect(view).toMatchObject({
				state: 'draft',
				snapshots: { service: null, quota: null, expenditure: null }
			});
			expect(view.decisions.at(-1)).toMatchObject({ action: 'standard.return', opinion: '请补充依据' });
			// The same people may sign the next version.
			await save('analyst', proposalId, { ...DRAFT, title: '道路保洁(一级,修订)' });
			unwrap(await propose(workspace.as('analyst'), { proposalId }));
			unwrap(await confirmByDepartment(workspace.as('head'), { proposalId }));
			unwrap(await confirmByFinance(workspace.as('perf'), { proposalId }));
			unwrap(await issueAs('approver', proposalId));
		});

		it('are only seen by those concerned', async () => {
			const proposalId = await drafted();
			expect(refusal(await getProposal(workspace.as('outsider'), proposalId))).toBe('workflow/forbidden');
			expect(unwrap(await listProposals(workspace.as('outsider')))).toEqual([]);
			expect(unwrap(await listProposals(workspace.as('perf')))).toHaveLength(1);
			expect(refusal(await getProposal(workspace.as('analyst'), 'none'))).toBe('standard/not-found');
		});
	});

	describe('proposing', () => {
		it('is refused, with the reasons, where the sample allows no standard', async () => {
			const proposalId = await drafted(DRAFT, GOLDEN_A.slice(0, 2));
			const result = await propose(workspace.as('analyst'), { proposalId });
			expect(refusal(result)).toBe('standard/verdict-forbids');
			expect(result).toMatchObject({
				problem: { values: { verdict: '可设分项成本控制数', reasons: /少于 3 个/ } }
			});
			expect(unwrap(await getProposal(workspace.as('analyst'), proposalId)).state).toBe('draft');
			expect(
				await open.db.selectFrom('snapshot').selectAll().where('kind', '=', 'standard').execute()
			).toEqual([]);
		});

		it('is refused while something is missing, naming it', async () => {
			const proposalId = await drafted({ ...DRAFT, code: '', service: { grade: '', items: [] } });
			expect(await propose(workspace.as('analyst'), { proposalId })).toMatchObject({
				problem: { code: 'standard/draft-incomplete', values: { missing: /标准编号.*服务项目/ } }
			});
		});

		it('has one effect however often it is clicked', async () => {
			const proposalId = await drafted();
			const results = await Promise.all(
				[1, 2, 3].map(() => propose(workspace.as('analyst'), { proposalId }))
			);
			expect(results.filter((result) => result.ok)).toHaveLength(1);
			expect((await audits()).filter((entry) => entry.action === 'standard.propose')).toHaveLength(1);
		});
	});

	describe('signing', () => {
		it('belongs to the right role in the right order', async () => {
			const proposalId = await drafted();
			expect(refusal(await confirmByDepartment(workspace.as('head'), { proposalId }))).toBe(
				'workflow/wrong-state'
			);
			unwrap(await propose(workspace.as('analyst'), { proposalId }));
			for (const person of ['analyst', 'outsider', 'perf', 'approver', 'supervisor', 'admin'] as const)
				expect(refusal(await confirmByDepartment(workspace.as(person), { proposalId })), person).toBe(
					'workflow/forbidden'
				);
			expect(refusal(await confirmByFinance(workspace.as('perf'), { proposalId }))).toBe(
				'workflow/wrong-state'
			);
			unwrap(await confirmByDepartment(workspace.as('head'), { proposalId }));
			expect(refusal(await confirmByFinance(workspace.as('liaison'), { proposalId }))).toBe(
				'workflow/forbidden'
			);
			expect(refusal(await issueAs('approver', proposalId))).toBe('workflow/wrong-state');
		});

		it('is refused to those who wrote the version themselves', async () => {
			const proposalId = await drafted();
			await save('perf', proposalId, { ...DRAFT, title: '绩效科改过的名称' });
			unwrap(await propose(workspace.as('analyst'), { proposalId }));
			unwrap(await confirmByDepartment(workspace.as('head'), { proposalId }));
			expect(refusal(await confirmByFinance(workspace.as('perf'), { proposalId }))).toBe('workflow/own-work');
			expect(unwrap(await getProposal(workspace.as('perf'), proposalId)).actions).toEqual([
				'standard.return'
			]);
		});
	});

	describe('issuing', () => {
		it('is refused to anybody but the approver, and to an approver who confirmed', async () => {
			const proposalId = await confirmed();
			for (const person of ['analyst', 'head', 'perf', 'supervisor', 'admin', 'outsider'] as const)
				expect(refusal(await issueAs(person, proposalId)), person).toBe('workflow/forbidden');
			const approver = workspace.as('approver');
			const both = { ...approver, actor: { ...approver.actor, userId: 'perf' } };
			expect(refusal(await issue(both, { proposalId, ...TERMS }))).toBe('workflow/own-work');
		});

		it.each([
			[{ documentNumber: '' }, 'standard/document-number'],
			[{ documentNumber: '青财绩8号' }, 'standard/document-number'],
			[{ documentNumber: `示财绩〔2026〕${'8'.repeat(60)}号` }, 'standard/document-number'],
			[{ effectiveFrom: '2027-02-30' }, 'date/malformed'],
			[{ effectiveTo: '2027-01-01' }, 'standard/dates'],
			[{ effectiveTo: '昨天' }, 'date/malformed']
		])('is refused with %j', async (change, code) => {
			const proposalId = await confirmed();
			expect(refusal(await issueAs('approver', proposalId, change))).toBe(code);
		});

		it('happens once when clicked twice, and says so with the document number', async () => {
			const proposalId = await confirmed();
			const results = await Promise.all([1, 2, 3, 4].map(() => issueAs('approver', proposalId)));
			expect(results.filter((result) => result.ok)).toHaveLength(1);
			for (const result of results.filter((other) => !other.ok))
				expect(result).toMatchObject({
					problem: { code: 'standard/already-issued', values: { document: TERMS.documentNumber } }
				});
			expect(refusal(await issueAs('approver', proposalId))).toBe('standard/already-issued');
			expect(await open.db.selectFrom('issued_standard').selectAll().execute()).toHaveLength(3);
			expect((await audits()).filter((entry) => entry.action === 'standard.issue')).toHaveLength(1);
		});

		it('is on trial for a year where the sample carries no more', async () => {
			const proposalId = await confirmed({ ...DRAFT, quota: { ...DRAFT.quota, crossCheck: '' } });
			expect(refusal(await issueAs('approver', proposalId))).toBe('standard/trial-only');
			unwrap(await issueAs('approver', proposalId, { trial: true, effectiveFrom: '2028-02-29' }));
			expect(unwrap(await getProposal(workspace.as('head'), proposalId)).state).toBe('trial');
			const [entry] = unwrap(await lookUp(workspace.as('head'), { date: date('2028-03-01') }));
			expect(entry).toMatchObject({ status: 'trial', effectiveTo: '2029-03-01' });
		});

		it('is refused when a snapshot below it was altered in the database', async () => {
			const proposalId = await confirmed();
			await allowTampering(open);
			await sql`update snapshot set body = replace(body, '每日 2 次', '每日 3 次')`.execute(open.db);
			expect(refusal(await issueAs('approver', proposalId))).toBe('lineage/replay-broken');
			expect(await open.db.selectFrom('issued_standard').selectAll().execute()).toEqual([]);
			expect(unwrap(await listProposals(workspace.as('head')))[0]?.state).toBe('joint_confirmed');
		});

		it('leaves rows that nobody can change or take away', async () => {
			await issued();
			await expect(
				sql`update issued_standard set effective_from = '2020-01-01'`.execute(open.db)
			).rejects.toThrow(/append-only/);
			await expect(sql`delete from issued_standard`.execute(open.db)).rejects.toThrow(/append-only/);
		});
	});

	describe('versions of one code', () => {
		it('follow each other by effective date, and each stays findable on its dates', async () => {
			await issued();
			const lower: StandardDraft = { ...DRAFT, quota: { ...DRAFT.quota, rule: 'best' } };
			const second = await confirmed(lower);
			expect(refusal(await issueAs('approver', second))).toBe('standard/code-taken');
			unwrap(
				await issueAs('approver', second, {
					effectiveFrom: '2028-01-01',
					documentNumber: '示财绩〔2027〕3号'
				})
			);
			const valueOn = async (day: string) => {
				const [entry] = unwrap(await lookUp(workspace.as('head'), { date: date(day) }));
				return entry?.expenditure.results.value;
			};
			expect(await valueOn('2026-12-31')).toBeUndefined();
			expect(await valueOn('2027-12-31')).toBe('8.67');
			expect(await valueOn('2028-01-01')).toBe('8.14');
			const all = unwrap(await lookUp(workspace.as('head'), { date: date('2028-01-01'), all: true }));
			expect(all.map((entry) => entry.status)).toEqual(['in_force', 'superseded']);
		});

		it('are one even when two proposals are issued at the same moment', async () => {
			const proposals = [await confirmed(), await confirmed({ ...DRAFT, title: '另一份' })];
			const results = await Promise.all(proposals.map((id) => issueAs('approver', id)));
			expect(results.filter((result) => result.ok)).toHaveLength(1);
			expect(results.map(refusal).filter(Boolean)).toEqual(['standard/code-taken']);
			expect(await open.db.selectFrom('issued_standard').selectAll().execute()).toHaveLength(3);
		});

		it('cannot be taken over by another organisation', async () => {
			const proposalId = await issued();
			const other = await confirmed({ ...DRAFT, title: '别的标准' });
			await open.db
				.updateTable('standard_proposal')
				.set({ organisation_id: 'edu' })
				.where('id', '=', other)
				.execute();
			expect(proposalId).not.toBe(other);
			expect(refusal(await issueAs('approver', other, { effectiveFrom: '2029-01-01' }))).toBe(
				'standard/code-of-other'
			);
		});
	});

	describe('budget checks', () => {
		it('say what is over the standard, in words, and are kept', async () => {
			await issued();
			const checked = unwrap(await checkBudgetLine(workspace.as('liaison'), LINE));
			expect(checked).toMatchObject({
				documentNumber: TERMS.documentNumber,
				results: {
					allowed: '173400',
					over: '26600',
					words:
						'核定 = 8.67 元/平方米·年 × 200 平方米 × 12/12 = 1,734.00 元;申报 2,000.00 元,超标准 266.00 元,建议审减'
				}
			});
			expect(unwrap(await recentChecks(workspace.as('liaison')))).toHaveLength(1);
			expect(unwrap(await recentChecks(workspace.as('outsider')))).toEqual([]);
			expect((await audits()).at(-1)).toMatchObject({ action: 'budget-check.run', after_hash: checked.hash });
		});

		it.each([
			[{ date: '2026-12-31' }, 'standard/not-in-force'],
			[{ code: 'CL-DLBJ-01-Q' }, 'standard/not-found'],
			[{ unit: '吨' }, 'standard/unit-differs'],
			[{ unit: '庹' }, 'unit/unknown'],
			[{ requested: '12.345' }, 'standard/bad-parameter'],
			[{ requested: '' }, 'standard/bad-parameter'],
			[{ line: ' ' }, 'standard/bad-parameter'],
			[{ months: Number.NaN }, 'standard/bad-parameter'],
			[{ date: '2027-13-01' }, 'date/malformed']
		])('are refused with %j', async (change, code) => {
			await issued();
			expect(refusal(await checkBudgetLine(workspace.as('liaison'), { ...LINE, ...change }))).toBe(code);
		});

		it('are refused after the standard has expired, saying until when it applied', async () => {
			await issued(DRAFT, { trial: true });
			expect(await checkBudgetLine(workspace.as('liaison'), { ...LINE, date: '2028-01-01' })).toMatchObject({
				problem: { code: 'standard/not-in-force', values: { status: '已到期', advice: /2028年1月1日/ } }
			});
			expect(refusal(await checkBudgetLine(workspace.as('supervisor'), LINE))).toBe('workflow/forbidden');
		});
	});
});

/** What somebody with the database password could do: lift the protection, then change a byte. */
async function allowTampering(open: OpenDatabase): Promise<void> {
	const statement =
		open.dialect === 'sqlite'
			? 'drop trigger snapshot_no_update'
			: 'alter table snapshot disable trigger all';
	await sql.raw(statement).execute(open.db);
}
