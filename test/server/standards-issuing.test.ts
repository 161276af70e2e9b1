import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { checkBudgetLine, recentChecks } from '#lib/server/standards/budget-checks.ts';
import { issue } from '#lib/server/standards/issuing.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { getProposal, listProposals } from '#lib/server/standards/proposals.ts';
import { ENGINES } from '../support/databases.ts';
import {
	allowTampering,
	DRAFT,
	refusal,
	standardWalk,
	TERMS,
	type StandardWalk
} from '../support/standard-walk.ts';

const LINE = {
	code: 'CL-DLBJ-01-E',
	date: '2027-03-01',
	line: '解放路保洁',
	quantity: '200',
	unit: '㎡',
	months: 12,
	requested: '2,000.00'
};

describe.each(ENGINES)('issuing and using standards on %s', (engine) => {
	let walk: StandardWalk;

	beforeEach(async () => {
		walk = await standardWalk(engine);
	});
	afterEach(() => walk.open.db.destroy());

	describe('issuing', () => {
		it('is refused to anybody but the approver, and to an approver who confirmed', async () => {
			const proposalId = await walk.confirmed();
			for (const person of ['analyst', 'head', 'perf', 'supervisor', 'admin', 'outsider'] as const)
				expect(refusal(await walk.issueAs(person, proposalId)), person).toBe('workflow/forbidden');
			const approver = walk.workspace.as('approver');
			const both = { ...approver, actor: { ...approver.actor, userId: 'perf' } };
			expect(refusal(await issue(both, { proposalId, ...TERMS }))).toBe('workflow/own-work');
		});

		it('is refused with terms that cannot be right', async () => {
			const proposalId = await walk.confirmed();
			for (const [change, code] of [
				[{ documentNumber: '' }, 'standard/document-number'],
				[{ documentNumber: '青财绩8号' }, 'standard/document-number'],
				[{ documentNumber: `示财绩〔2026〕${'8'.repeat(60)}号` }, 'standard/document-number'],
				[{ effectiveFrom: '2027-02-30' }, 'date/malformed'],
				[{ effectiveTo: '2027-01-01' }, 'standard/dates'],
				[{ effectiveTo: '昨天' }, 'date/malformed']
			] as const)
				expect(refusal(await walk.issueAs('approver', proposalId, change)), JSON.stringify(change)).toBe(
					code
				);
		});

		it('happens once when clicked twice, and says so with the document number', async () => {
			const proposalId = await walk.confirmed();
			const results = await Promise.all([1, 2, 3, 4].map(() => walk.issueAs('approver', proposalId)));
			expect(results.filter((result) => result.ok)).toHaveLength(1);
			for (const result of results.filter((other) => !other.ok))
				expect(result).toMatchObject({
					problem: { code: 'standard/already-issued', values: { document: TERMS.documentNumber } }
				});
			expect(refusal(await walk.issueAs('approver', proposalId))).toBe('standard/already-issued');
			expect(await walk.open.db.selectFrom('issued_standard').selectAll().execute()).toHaveLength(3);
			expect((await walk.audits()).filter((entry) => entry.action === 'standard.issue')).toHaveLength(1);
		});

		it('is on trial for a year where the sample carries no more', async () => {
			const proposalId = await walk.confirmed({ ...DRAFT, quota: { ...DRAFT.quota, crossCheck: '' } });
			expect(refusal(await walk.issueAs('approver', proposalId))).toBe('standard/trial-only');
			unwrap(await walk.issueAs('approver', proposalId, { trial: true, effectiveFrom: '2028-02-29' }));
			expect(unwrap(await getProposal(walk.workspace.as('head'), proposalId)).state).toBe('trial');
			const [entry] = unwrap(await lookUp(walk.workspace.as('head'), { date: date('2028-03-01') }));
			expect(entry).toMatchObject({ status: 'trial', effectiveTo: '2029-03-01' });
		});

		it('is refused when a snapshot below it was altered in the database', async () => {
			const proposalId = await walk.confirmed();
			await allowTampering(walk.open);
			await sql`update snapshot set body = replace(body, '每日 2 次', '每日 3 次')`.execute(walk.open.db);
			expect(refusal(await walk.issueAs('approver', proposalId))).toBe('lineage/replay-broken');
			expect(await walk.open.db.selectFrom('issued_standard').selectAll().execute()).toEqual([]);
			expect(unwrap(await listProposals(walk.workspace.as('head')))[0]?.state).toBe('joint_confirmed');
		});

		it('leaves rows that nobody can change or take away', async () => {
			await walk.issued();
			await expect(
				sql`update issued_standard set effective_from = '2020-01-01'`.execute(walk.open.db)
			).rejects.toThrow(/append-only/);
			await expect(sql`delete from issued_standard`.execute(walk.open.db)).rejects.toThrow(/append-only/);
		});
	});

	describe('versions of one code', () => {
		it('follow each other by effective date, and each stays findable on its dates', async () => {
			await walk.issued();
			const lower: StandardDraft = { ...DRAFT, quota: { ...DRAFT.quota, rule: 'best' } };
			const second = await walk.confirmed(lower);
			expect(refusal(await walk.issueAs('approver', second))).toBe('standard/code-taken');
			unwrap(
				await walk.issueAs('approver', second, {
					effectiveFrom: '2028-01-01',
					documentNumber: '示财绩〔2027〕3号'
				})
			);
			const valueOn = async (day: string) => {
				const [entry] = unwrap(await lookUp(walk.workspace.as('head'), { date: date(day) }));
				return entry?.expenditure.results.value;
			};
			expect(await valueOn('2026-12-31')).toBeUndefined();
			expect(await valueOn('2027-12-31')).toBe('8.67');
			expect(await valueOn('2028-01-01')).toBe('8.14');
			const all = unwrap(await lookUp(walk.workspace.as('head'), { date: date('2028-01-01'), all: true }));
			expect(all.map((entry) => entry.status)).toEqual(['in_force', 'superseded']);
		});

		it('are one even when two proposals are issued at the same moment', async () => {
			const proposals = [await walk.confirmed(), await walk.confirmed({ ...DRAFT, title: '另一份' })];
			const results = await Promise.all(proposals.map((id) => walk.issueAs('approver', id)));
			expect(results.filter((result) => result.ok)).toHaveLength(1);
			expect(results.map(refusal).filter(Boolean)).toEqual(['standard/code-taken']);
			expect(await walk.open.db.selectFrom('issued_standard').selectAll().execute()).toHaveLength(3);
		});

		it('cannot be taken over by another organisation', async () => {
			const proposalId = await walk.issued();
			const other = await walk.confirmed({ ...DRAFT, title: '别的标准' });
			await walk.open.db
				.updateTable('standard_proposal')
				.set({ organisation_id: 'edu' })
				.where('id', '=', other)
				.execute();
			expect(proposalId).not.toBe(other);
			expect(refusal(await walk.issueAs('approver', other, { effectiveFrom: '2029-01-01' }))).toBe(
				'standard/code-of-other'
			);
		});
	});

	describe('budget checks', () => {
		it('say what is over the standard, in words, and are kept', async () => {
			await walk.issued();
			const checked = unwrap(await checkBudgetLine(walk.workspace.as('liaison'), LINE));
			expect(checked).toMatchObject({
				documentNumber: TERMS.documentNumber,
				results: {
					allowed: '173400',
					over: '26600',
					words:
						'核定 = 8.67 元/平方米·年 × 200 平方米 × 12/12 = 1,734.00 元；申报 2,000.00 元，超标准 266.00 元，建议审减'
				}
			});
			expect(unwrap(await recentChecks(walk.workspace.as('liaison')))).toHaveLength(1);
			expect(unwrap(await recentChecks(walk.workspace.as('outsider')))).toEqual([]);
			expect((await walk.audits()).at(-1)).toMatchObject({
				action: 'budget-check.run',
				after_hash: checked.hash
			});
		});

		it('are refused where the line or the date cannot be right', async () => {
			await walk.issued();
			for (const [change, code] of [
				[{ date: '2026-12-31' }, 'standard/not-in-force'],
				[{ code: 'CL-DLBJ-01-Q' }, 'standard/not-found'],
				[{ unit: '吨' }, 'standard/unit-differs'],
				[{ unit: '庹' }, 'unit/unknown'],
				[{ requested: '12.345' }, 'standard/bad-parameter'],
				[{ requested: '' }, 'standard/bad-parameter'],
				[{ line: ' ' }, 'standard/bad-parameter'],
				[{ months: Number.NaN }, 'standard/bad-parameter'],
				[{ date: '2027-13-01' }, 'date/malformed'],
				[{ grade: '二级' }, 'standard/other-grade']
			] as const)
				expect(
					refusal(await checkBudgetLine(walk.workspace.as('liaison'), { ...LINE, ...change })),
					JSON.stringify(change)
				).toBe(code);
		});

		it('are refused after the standard has expired, saying until when it applied', async () => {
			await walk.issued(DRAFT, { trial: true });
			expect(
				await checkBudgetLine(walk.workspace.as('liaison'), { ...LINE, date: '2028-01-01' })
			).toMatchObject({
				problem: { code: 'standard/not-in-force', values: { status: '已到期', advice: /2028年1月1日/ } }
			});
			expect(refusal(await checkBudgetLine(walk.workspace.as('supervisor'), LINE))).toBe(
				'workflow/forbidden'
			);
		});
	});
});
