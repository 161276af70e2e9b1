import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import {
	confirmByDepartment,
	confirmByFinance,
	propose,
	returnProposal
} from '#lib/server/standards/approval.ts';
import { explain } from '#lib/server/lineage/explain.ts';
import { createProposal, previewDraft, saveDraft } from '#lib/server/standards/drafting.ts';
import { issuedRecordHash } from '#lib/server/standards/issued-record.ts';
import { issuedStandard, lookUp } from '#lib/server/standards/library.ts';
import { getProposal, listProposals } from '#lib/server/standards/proposals.ts';
import { GOLDEN_A } from '../support/comparison-set.ts';
import { ENGINES } from '../support/databases.ts';
import { DRAFT, refusal, standardWalk, TERMS, type StandardWalk } from '../support/standard-walk.ts';

describe.each(ENGINES)('standards on %s', (engine) => {
	let walk: StandardWalk;

	beforeEach(async () => {
		walk = await standardWalk(engine);
	});
	afterEach(() => walk.open.db.destroy());

	it('walks from a frozen comparison to an issued standard, one audit entry and one decision per step', async () => {
		const proposalId = await walk.issued();
		const view = unwrap(await getProposal(walk.workspace.as('supervisor'), proposalId));
		expect(view.state).toBe('issued');
		expect(view.decisions.map((decision) => [decision.action, decision.actorId, decision.to])).toEqual([
			['standard.propose', 'analyst', 'proposed'],
			['standard.confirm-department', 'head', 'dept_confirmed'],
			['standard.confirm-finance', 'perf', 'joint_confirmed'],
			['standard.issue', 'approver', 'issued']
		]);
		const signed = [view.snapshots.service, view.snapshots.quota, view.snapshots.expenditure];
		// Whoever signs after the proposer signs the same back-test (回测) as well.
		const [proposed, ...others] = view.decisions;
		expect(proposed?.snapshots).toEqual(signed);
		const seen = others[0]?.snapshots[3];
		expect(seen).toMatch(/^[0-9a-f]{64}$/);
		for (const decision of others) expect(decision.snapshots).toEqual([...signed, seen]);
		const entries = await walk.audits();
		expect(entries.map((entry) => entry.action)).toEqual([
			'standard.create',
			'standard.edit',
			'standard.propose',
			'standard.confirm-department',
			'standard.confirm-finance',
			'standard.issue'
		]);
		const rows = await walk.open.db.selectFrom('issued_standard').selectAll().execute();
		expect(rows.map((row) => [row.kind, row.code]).sort()).toEqual([
			['expenditure', 'CL-DLBJ-01-E'],
			['quota', 'CL-DLBJ-01-Q'],
			['service', 'CL-DLBJ-01-S']
		]);
		expect(entries.at(-1)?.after_hash).toBe(issuedRecordHash(rows));
	});

	it('publishes 8.67 元 for golden set A, in the library with everything that leads to it', async () => {
		await walk.issued();
		const at = date('2027-03-01');
		const [entry, ...others] = unwrap(await lookUp(walk.workspace.as('outsider'), { date: at }));
		expect(others).toEqual([]);
		expect(entry).toMatchObject({
			title: '道路保洁（一级）',
			status: 'in_force',
			quota: { results: { value: '8.67', verdict: { kind: 'standard' } } },
			expenditure: { results: { value: '8.67', unit: '元/平方米·年' } }
		});
		const view = unwrap(await issuedStandard(walk.workspace.as('supervisor'), entry?.ids.quota ?? '', at));
		expect(view).toMatchObject({
			kind: 'quota',
			entry: { documentNumber: TERMS.documentNumber },
			versions: [{}]
		});
	});

	it('is the same snapshot whatever happened around it', async () => {
		const first = unwrap(await getProposal(walk.workspace.as('head'), await walk.issued()));
		expect(first.snapshots).toEqual({
			service: expect.stringMatching(/^[0-9a-f]{64}$/),
			quota: expect.stringMatching(/^[0-9a-f]{64}$/),
			expenditure: expect.stringMatching(/^[0-9a-f]{64}$/)
		});
		const again = await walk.confirmed({ ...DRAFT });
		expect(unwrap(await getProposal(walk.workspace.as('head'), again)).snapshots).toEqual(first.snapshots);
	});

	describe('drafts', () => {
		it('are only made from a frozen comparison, by those who may', async () => {
			const openSet = await walk.comparison(GOLDEN_A, false);
			expect(refusal(await createProposal(walk.workspace.as('analyst'), { comparisonId: openSet }))).toBe(
				'standard/comparison-not-frozen'
			);
			const frozen = await walk.comparison();
			for (const person of ['outsider', 'supervisor', 'head', 'approver'] as const)
				expect(refusal(await createProposal(walk.workspace.as(person), { comparisonId: frozen }))).toBe(
					'workflow/forbidden'
				);
			expect(refusal(await createProposal(walk.workspace.as('analyst'), { comparisonId: 'none' }))).toBe(
				'standard/not-found'
			);
		});

		it('show live what they come to, problems included', async () => {
			const proposalId = await walk.drafted();
			const preview = (draft: unknown) => previewDraft(walk.workspace.as('analyst'), { proposalId, draft });
			const good = unwrap(await preview(DRAFT));
			expect(good.quota).toMatchObject({ ok: true, value: { value: '8.67' } });
			expect(good.rules.find(({ rule }) => rule === 'median')?.unrounded).toBe('8.946897');
			const share = { ...DRAFT, expenditure: { ...DRAFT.expenditure, fiscalShare: '2' } };
			expect(unwrap(await preview(share)).expenditure).toMatchObject({
				ok: false,
				problem: { code: 'standard/bad-parameter' }
			});
			expect(refusal(await preview({ ...DRAFT, quota: { rule: 'dice' } }))).toBe('standard/draft-malformed');
			expect(refusal(await previewDraft(walk.workspace.as('outsider'), { proposalId, draft: DRAFT }))).toBe(
				'workflow/forbidden'
			);
		});

		it('explain what they come to while nothing is frozen', async () => {
			const id = await walk.drafted();
			const ref = (part: string, pointer: string) =>
				refText({ kind: 'draft', table: 'proposal', id, field: `${part}#${pointer}` });
			const as = walk.workspace.as('analyst');
			const paid = unwrap(await explain(as, ref('expenditure', '/results/value')));
			expect(paid.value).toBe('8.67');
			expect(paid.inputs[0]).toMatchObject({ ref: ref('quota', '/results/value'), value: '8.67' });
			const quota = unwrap(await explain(as, ref('quota', '/results/unrounded')));
			const members = quota.inputs.filter((input) => input.ref.startsWith('frozen/'));
			expect(members.length).toBeGreaterThan(0);
			const above = unwrap(await explain(as, ref('back-test', '/results/above')));
			expect(Number(above.value)).toBe(above.inputs.length);
			expect(unwrap(await explain(as, ref('rule-mean', '/results/unrounded'))).value).not.toBe(quota.value);
			expect(refusal(await explain(as, ref('rule-none', '/results/unrounded')))).toBe('lineage/no-figure');
			expect(refusal(await explain(walk.workspace.as('outsider'), ref('quota', '/results/value')))).toBe(
				'workflow/forbidden'
			);
		});

		it('are not overwritten by somebody who had not seen the last save', async () => {
			const proposalId = await walk.drafted();
			const { base } = unwrap(await getProposal(walk.workspace.as('analyst2'), proposalId));
			await walk.save('analyst', proposalId, { ...DRAFT, title: '新名称' });
			const late = await saveDraft(walk.workspace.as('analyst2'), { proposalId, base, draft: DRAFT });
			expect(refusal(late)).toBe('standard/draft-changed');
			expect(unwrap(await getProposal(walk.workspace.as('analyst'), proposalId)).draft.title).toBe('新名称');
		});

		it('are closed once proposed and open again when returned with a reason', async () => {
			const proposalId = await walk.confirmed();
			const { base } = unwrap(await getProposal(walk.workspace.as('analyst'), proposalId));
			expect(refusal(await saveDraft(walk.workspace.as('analyst'), { proposalId, base, draft: DRAFT }))).toBe(
				'workflow/wrong-state'
			);
			expect(refusal(await returnProposal(walk.workspace.as('approver'), { proposalId, opinion: ' ' }))).toBe(
				'standard/opinion-missing'
			);
			unwrap(await returnProposal(walk.workspace.as('approver'), { proposalId, opinion: '请补充依据' }));
			const view = unwrap(await getProposal(walk.workspace.as('analyst'), proposalId));
			expect(view).toMatchObject({
				state: 'draft',
				snapshots: { service: null, quota: null, expenditure: null }
			});
			expect(view.decisions.at(-1)).toMatchObject({ action: 'standard.return', opinion: '请补充依据' });
			// The same people may sign the next version.
			await walk.save('analyst', proposalId, { ...DRAFT, title: '道路保洁（一级，修订）' });
			unwrap(await propose(walk.workspace.as('analyst'), { proposalId }));
			unwrap(await confirmByDepartment(walk.workspace.as('head'), { proposalId }));
			unwrap(await confirmByFinance(walk.workspace.as('perf'), { proposalId }));
			unwrap(await walk.issueAs('approver', proposalId));
		});

		it('are only seen by those concerned', async () => {
			const proposalId = await walk.drafted();
			expect(refusal(await getProposal(walk.workspace.as('outsider'), proposalId))).toBe(
				'workflow/forbidden'
			);
			expect(unwrap(await listProposals(walk.workspace.as('outsider')))).toEqual([]);
			expect(unwrap(await listProposals(walk.workspace.as('perf')))).toHaveLength(1);
			expect(refusal(await getProposal(walk.workspace.as('analyst'), 'none'))).toBe('standard/not-found');
		});
	});

	describe('proposing', () => {
		it('is refused, with the reasons, where the sample allows no standard', async () => {
			const proposalId = await walk.drafted(DRAFT, GOLDEN_A.slice(0, 2));
			const result = await propose(walk.workspace.as('analyst'), { proposalId });
			expect(refusal(result)).toBe('standard/verdict-forbids');
			expect(result).toMatchObject({
				problem: { values: { verdict: '可设分项成本控制数', reasons: /少于 3 个/ } }
			});
			expect(unwrap(await getProposal(walk.workspace.as('analyst'), proposalId)).state).toBe('draft');
			expect(
				await walk.open.db.selectFrom('snapshot').selectAll().where('kind', '=', 'standard').execute()
			).toEqual([]);
		});

		it('is refused while something is missing, naming it', async () => {
			const proposalId = await walk.drafted({ ...DRAFT, code: '', service: { grade: '', items: [] } });
			expect(await propose(walk.workspace.as('analyst'), { proposalId })).toMatchObject({
				problem: { code: 'standard/draft-incomplete', values: { missing: /标准编号.*服务项目/ } }
			});
		});

		it('has one effect however often it is clicked', async () => {
			const proposalId = await walk.drafted();
			const results = await Promise.all(
				[1, 2, 3].map(() => propose(walk.workspace.as('analyst'), { proposalId }))
			);
			expect(results.filter((result) => result.ok)).toHaveLength(1);
			expect((await walk.audits()).filter((entry) => entry.action === 'standard.propose')).toHaveLength(1);
		});
	});

	describe('signing', () => {
		it('belongs to the right role in the right order', async () => {
			const proposalId = await walk.drafted();
			expect(refusal(await confirmByDepartment(walk.workspace.as('head'), { proposalId }))).toBe(
				'workflow/wrong-state'
			);
			unwrap(await propose(walk.workspace.as('analyst'), { proposalId }));
			for (const person of ['analyst', 'outsider', 'perf', 'approver', 'supervisor', 'admin'] as const)
				expect(refusal(await confirmByDepartment(walk.workspace.as(person), { proposalId })), person).toBe(
					'workflow/forbidden'
				);
			expect(refusal(await confirmByFinance(walk.workspace.as('perf'), { proposalId }))).toBe(
				'workflow/wrong-state'
			);
			unwrap(await confirmByDepartment(walk.workspace.as('head'), { proposalId }));
			expect(refusal(await confirmByFinance(walk.workspace.as('liaison'), { proposalId }))).toBe(
				'workflow/forbidden'
			);
			expect(refusal(await walk.issueAs('approver', proposalId))).toBe('workflow/wrong-state');
		});

		it('is refused to those who wrote the version themselves', async () => {
			const proposalId = await walk.drafted();
			await walk.save('perf', proposalId, { ...DRAFT, title: '绩效科改过的名称' });
			unwrap(await propose(walk.workspace.as('analyst'), { proposalId }));
			unwrap(await confirmByDepartment(walk.workspace.as('head'), { proposalId }));
			expect(refusal(await confirmByFinance(walk.workspace.as('perf'), { proposalId }))).toBe(
				'workflow/own-work'
			);
			expect(unwrap(await getProposal(walk.workspace.as('perf'), proposalId)).actions).toEqual([
				'standard.return'
			]);
		});
	});
});
