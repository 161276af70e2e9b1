import { describe, expect, it } from 'vitest';
import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import { explain } from '#lib/server/lineage/explain.ts';
import { refText } from '#lib/core/address/value-ref.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { replaySnapshots } from '#lib/server/lineage/replay.ts';
import { applyRule, ruleChecks, type RuleLineInput } from '#lib/server/rules/applying.ts';
import { issueRule, signRule } from '#lib/server/rules/approval.ts';
import { createRule, exampleRules, saveRule } from '#lib/server/rules/drafting.ts';
import { decideRuleRepeal, proposeRuleRepeal, ruleRepealsWaiting } from '#lib/server/rules/repeal.ts';
import { tasksOf } from '#lib/server/tasks/service.ts';
import { findRule, getRule, issuedRules, listRules } from '#lib/server/rules/library.ts';
import { ENGINES, freshDatabase, type Engine } from '../support/databases.ts';
import { refusal } from '../support/standard-walk.ts';
import { dropGuards } from '../support/tamper.ts';
import { seedWorkspace } from '../support/workspace.ts';

const AT = date('2026-06-01');
const TERMS = { documentNumber: '示财绩〔2026〕9号', effectiveFrom: '2026-01-01', trial: false };
const SHANDONG = {
	未调整功能点: '1,000',
	估算阶段: '估算',
	复用度系数: '1',
	应用类型系数: '1',
	开发类别系数: '1.1'
};

async function rules(engine: Engine) {
	const open = await freshDatabase(engine);
	const workspace = await seedWorkspace(open);
	const create = async (example: string) =>
		unwrap(await createRule(workspace.as('analyst'), { example, organisationId: 'cm' })).id;
	async function confirmed(example: string) {
		const id = await create(example);
		unwrap(await signRule(workspace.as('analyst'), 'standard.propose', { id }));
		unwrap(await signRule(workspace.as('head'), 'standard.confirm-department', { id }));
		unwrap(await signRule(workspace.as('perf'), 'standard.confirm-finance', { id }));
		return id;
	}
	async function issued(example: string, change: Partial<typeof TERMS> = {}) {
		const id = await confirmed(example);
		unwrap(await issueRule(workspace.as('approver'), { id, ...TERMS, ...change }));
		return id;
	}
	return { open, workspace, create, confirmed, issued };
}

describe.each(ENGINES)('rules as standards on %s', (engine) => {
	it('prices the same system by the two legal rules and keeps every step (DOMAIN T8)', async () => {
		const { open, workspace, issued } = await rules(engine);
		const shandong = await issued('software-shandong');
		const guangdong = await issued('software-guangdong');
		const perf = workspace.as('perf');
		const line = { line: '某业务系统', date: '2026-06-01', requested: '1,300,000' };
		const first = unwrap(
			await applyRule(perf, { id: shandong, ...line, region: '山东省青岛市', answers: SHANDONG })
		);
		expect(first.results).toMatchObject({ allowed: '121360327', over: '8639673' });
		expect(first.results.steps.map(({ name }) => name)).toContain('软件开发费');
		expect(first.results.words).toContain('软件开发费 = 46.66 人月 × 26,009.5 元/人月');
		expect(first.results.outcome).toContain('（示财绩〔2026〕9号）核定 1,213,603.27 元');
		const answers = { 未调整功能点: '1000', 软件类别系数: '1', 复用系数: '1', 直接非人力成本: '0' };
		const second = unwrap(await applyRule(perf, { id: guangdong, ...line, region: '广东省', answers }));
		expect(second.results.allowed).toBe('92544000');
		expect(unwrap(await replaySnapshots(open.db, [first.hash, second.hash]))).toBeDefined();
		const ref = refText({ kind: 'frozen', snapshot: first.hash, pointer: '/results/steps/4/value' });
		const explained = unwrap(await explain(perf, ref));
		expect(JSON.stringify(explained)).toContain('限额');
		const [version] = await issuedRules(perf, AT);
		if (!version) throw new Error('Two rules were issued');
		expect(await ruleChecks(workspace.as('outsider'), version)).toEqual([]);
	});

	it('is repealed by two persons from a day, and applies no longer then', async () => {
		const { open, workspace, issued } = await rules(engine);
		const id = await issued('software-shandong');
		const [perf, approver] = [workspace.as('perf'), workspace.as('approver')];
		const input = { id, documentNumber: '示财绩〔2026〕12号', reason: '并入新规则', from: '2026-12-01' };
		expect(refusal(await proposeRuleRepeal(workspace.as('outsider'), input))).toBe('workflow/forbidden');
		expect(refusal(await proposeRuleRepeal(perf, { ...input, reason: '' }))).toBe('standard/repeal-reason');
		expect(refusal(await proposeRuleRepeal(perf, { ...input, from: '2025-01-01' }))).toBeUndefined();
		expect(refusal(await proposeRuleRepeal(perf, input))).toBe('standard/repeal-open');
		const [waiting] = (await tasksOf(approver)).filter(({ kind }) => kind === 'rule-repeal');
		expect(waiting).toMatchObject({ id, action: '审核废止规则' });
		const [first] = await ruleRepealsWaiting(approver);
		unwrap(await decideRuleRepeal(approver, { id: first?.id ?? '', approve: false, opinion: '日期不对' }));
		const { id: repeal } = unwrap(await proposeRuleRepeal(perf, input));
		const both = { ...approver, actor: { ...approver.actor, userId: 'perf' } };
		expect(refusal(await decideRuleRepeal(both, { id: repeal, approve: true }))).toBe('workflow/own-work');
		unwrap(await decideRuleRepeal(approver, { id: repeal, approve: true }));
		expect(refusal(await decideRuleRepeal(approver, { id: repeal, approve: true }))).toBe(
			'standard/repeal-decided'
		);
		expect((await issuedRules(perf, date('2026-11-30')))[0]?.status).toBe('in_force');
		expect((await issuedRules(perf, date('2026-12-01')))[0]?.status).toBe('repealed');
		const line = { line: '系统', region: '山东省', answers: SHANDONG, requested: '1300000' };
		expect(refusal(await applyRule(perf, { id, ...line, date: '2026-12-01' }))).toBe('standard/not-in-force');
		expect((await verifyAudit(open.db)).faults).toEqual([]);
	});

	it('refuses what the rule is not for, and what cannot be right', async () => {
		const { workspace, issued } = await rules(engine);
		const input: RuleLineInput = {
			id: await issued('software-shandong'),
			line: '某业务系统',
			date: '2026-06-01',
			region: '山东省',
			answers: SHANDONG,
			requested: '1300000'
		};
		for (const [name, change, code] of [
			['another region', { region: '广东省' }, 'standard/other-region'],
			['a date before it has force', { date: '2025-12-31' }, 'standard/not-in-force'],
			['no region', { region: ' ' }, 'standard/other-region'],
			['an answer out of bounds', { answers: { ...SHANDONG, 开发类别系数: '2' } }, 'standard/bad-parameter'],
			['a missing answer', { answers: {} }, 'standard/bad-parameter'],
			['a line without a name', { line: '' }, 'standard/bad-parameter'],
			['an amount that is none', { requested: '十万' }, 'standard/bad-parameter']
		] as const)
			expect(refusal(await applyRule(workspace.as('perf'), { ...input, ...change })), name).toBe(code);
	});

	it('is a floor that several payers share, found by matter and region (DOMAIN T6)', async () => {
		const { open, workspace, issued } = await rules(engine);
		const id = await issued('rural-road-cangzhou');
		const perf = workspace.as('perf');
		const region = '河北省沧州市青县';
		const found = unwrap(await findRule(perf, { matter: '农村公路养护', region, date: AT }));
		expect(found.rule?.proposalId).toBe(id);
		const answers = { 县道里程: '10', 乡道里程: '20', 村道里程: '30', 县道桥: '100', 乡村道桥: '50' };
		const line = { line: '养护', date: '2026-06-01', region, answers, requested: '500000' };
		const { hash, results } = unwrap(await applyRule(perf, { id, ...line }));
		expect(results).toMatchObject({ allowed: '57600000', over: '0' });
		expect(results.outcome).toContain('低于下限 76,000.00 元，应当补足');
		expect(results.payers?.map(({ amount }) => amount)).toEqual(['18400000', '18400000', '20800000']);
		const ref = refText({ kind: 'frozen', snapshot: hash, pointer: '/results/payers/2/amount' });
		expect(JSON.stringify(unwrap(await explain(perf, ref)))).toContain('县级日常养护：县道不低于 6000');
		unwrap(await replaySnapshots(open.db, [hash]));
	});

	it('is proven by the record of its issue: an altered or removed row is named', async () => {
		const { open, issued } = await rules(engine);
		await issued('meeting-central');
		expect(await verifyAudit(open.db)).toMatchObject({ issued: 1, faults: [] });
		await dropGuards(open, 'issued_rule');
		await open.db.updateTable('issued_rule').set({ region: '别处' }).execute();
		expect((await verifyAudit(open.db)).faults).toMatchObject([
			{ code: 'audit/issued-altered', values: { document: TERMS.documentNumber } }
		]);
		await open.db.deleteFrom('issued_rule').execute();
		expect((await verifyAudit(open.db)).faults).toMatchObject([{ code: 'audit/issued-missing' }]);
	});

	it('cannot be applied before it is issued, nor signed twice by one hand', async () => {
		const { workspace, create } = await rules(engine);
		const id = await create('meeting-central');
		const line = { line: '会议', date: '2026-06-01', region: '全国', answers: {}, requested: '1' };
		expect(refusal(await applyRule(workspace.as('perf'), { id, ...line }))).toBe('standard/not-found');
		expect(refusal(await signRule(workspace.as('head'), 'standard.confirm-department', { id }))).toBe(
			'workflow/wrong-state'
		);
		unwrap(await signRule(workspace.as('perf'), 'standard.propose', { id }));
		const waiting = (await tasksOf(workspace.as('head'))).filter(({ kind }) => kind === 'rule');
		expect(waiting).toMatchObject([{ id, state: 'proposed', action: '部门确认标准' }]);
		expect((await tasksOf(workspace.as('outsider'))).filter(({ kind }) => kind === 'rule')).toEqual([]);
		unwrap(await signRule(workspace.as('head'), 'standard.confirm-department', { id }));
		expect(refusal(await signRule(workspace.as('perf'), 'standard.confirm-finance', { id }))).toBe(
			'workflow/own-work'
		);
		expect(refusal(await signRule(workspace.as('perf'), 'standard.return', { id }))).toBe(
			'standard/opinion-missing'
		);
		unwrap(await signRule(workspace.as('perf'), 'standard.return', { id, opinion: '条款写错' }));
		expect(unwrap(await getRule(workspace.as('analyst'), id, AT))).toMatchObject({ state: 'draft' });
	});

	it('saves a changed rule, and refuses one that is not sound or was changed meanwhile', async () => {
		const { workspace, create } = await rules(engine);
		const analyst = workspace.as('analyst');
		const id = await create('software-design-fee');
		const { pack, base } = unwrap(await getRule(analyst, id, AT));
		const [step] = pack.steps;
		if (step?.kind !== 'bands') throw new Error('The design fee is progressive');
		const gap = { ...pack, steps: [{ ...step, tiers: step.tiers.filter((_, i) => i !== 1) }] };
		expect(refusal(await saveRule(analyst, { id, base, pack: gap }))).toBe('standard/tiers-broken');
		const rate = {
			...pack,
			steps: [{ ...step, tiers: step.tiers.map((tier) => ({ ...tier, value: '2' })) }]
		};
		expect(refusal(await saveRule(analyst, { id, base, pack: rate }))).toBe('standard/rule-flawed');
		expect(refusal(await saveRule(analyst, { id, base, pack: { code: 1 } }))).toBe(
			'standard/draft-malformed'
		);
		const renamed = { ...pack, title: '设计费（本区）' };
		expect(refusal(await saveRule(workspace.as('outsider'), { id, base, pack: renamed }))).toBe(
			'workflow/forbidden'
		);
		unwrap(await saveRule(analyst, { id, base, pack: renamed }));
		expect(refusal(await saveRule(analyst, { id, base, pack }))).toBe('standard/draft-changed');
	});

	it('issues each version once, in the order of time, and lists what has force on a date', async () => {
		const { workspace, issued, confirmed } = await rules(engine);
		await issued('meeting-central');
		const again = await confirmed('meeting-central');
		const approver = workspace.as('approver');
		expect(refusal(await issueRule(approver, { id: again, ...TERMS }))).toBe('standard/code-taken');
		unwrap(await issueRule(approver, { id: again, ...TERMS, effectiveFrom: '2026-05-01' }));
		expect(refusal(await issueRule(approver, { id: again, ...TERMS, effectiveFrom: '2027-01-01' }))).toBe(
			'workflow/wrong-state'
		);
		const listed = unwrap(await listRules(workspace.as('outsider'), AT));
		expect(listed.map(({ issued: terms }) => terms?.status)).toEqual(['in_force', 'superseded']);
		expect(exampleRules().length).toBeGreaterThan(5);
	});
});
