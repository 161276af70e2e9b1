import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { date } from '#lib/core/period/date.ts';
import { unwrap } from '#lib/core/result.ts';
import { NO_FILTER, type LibraryFilter } from '#lib/core/standards/library-search.ts';
import { NO_STANDING } from '#lib/core/standards/standing.ts';
import { checkBudgetLine } from '#lib/server/standards/budget-checks.ts';
import { compareIssued } from '#lib/server/standards/compare.ts';
import { issuedStandard, lookUp } from '#lib/server/standards/library.ts';
import { recordOutturn } from '#lib/server/standards/outturn.ts';
import { promote } from '#lib/server/standards/promote.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { propose } from '#lib/server/standards/approval.ts';
import { decideRepeal, proposeRepeal } from '#lib/server/standards/repeal.ts';
import { recordReview } from '#lib/server/standards/reviews.ts';
import { searchStandards } from '#lib/server/standards/search.ts';
import { upkeepOf } from '#lib/server/standards/upkeep.ts';
import { tasksOf } from '#lib/server/tasks/service.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { ENGINES } from '../support/databases.ts';
import { DRAFT, refusal, standardWalk, type StandardWalk } from '../support/standard-walk.ts';

const TODAY = date('2026-11-22');
const REPEAL = { documentNumber: '示财绩〔2026〕9号', reason: '并入道路保洁', from: '2026-12-01' };

/** One workspace for the file: a standard of two versions, one to be repealed, a town's. */
describe.each(ENGINES)('the library of standards on %s', (engine) => {
	let walk: StandardWalk;
	let lanes: string;
	let town: string;

	beforeAll(async () => {
		walk = await standardWalk(engine);
		await walk.issued(DRAFT, {
			effectiveFrom: '2025-01-01',
			documentNumber: '示财绩〔2024〕1号',
			trial: true
		});
		await walk.issued(
			{
				...DRAFT,
				quota: { ...DRAFT.quota, rule: 'best' },
				expenditure: { ...DRAFT.expenditure, oldStandard: '8.67' }
			},
			{ effectiveFrom: '2026-01-01', documentNumber: '示财绩〔2025〕1号', reviewOn: '2026-10-01' }
		);
		const lane = await walk.issued(
			{
				...DRAFT,
				code: 'CL-BJXX-01',
				title: '背街重点小巷',
				service: { ...DRAFT.service, grade: '三级' },
				expenditure: { ...DRAFT.expenditure, standing: { ...NO_STANDING, tier: '小巷', region: '东片' } }
			},
			{ effectiveFrom: '2026-01-01' }
		);
		const ofTown = await walk.confirmed({ ...DRAFT, code: 'ZHEN-01', title: '镇道路' });
		await walk.open.db
			.updateTable('standard_proposal')
			.set({ organisation_id: 'town' })
			.where('id', '=', ofTown)
			.execute();
		unwrap(await walk.issueAs('approver', ofTown, { effectiveFrom: '2026-01-01' }));
		lanes = await expenditureOf(lane);
		town = await expenditureOf(ofTown);
	}, 60_000);
	afterAll(() => walk.open.db.destroy());

	async function expenditureOf(proposalId: string): Promise<string> {
		const { issued } = unwrap(await getProposal(walk.workspace.as('perf'), proposalId));
		return issued.find(({ kind }) => kind === 'expenditure')?.id ?? '';
	}

	async function search(filter: Partial<LibraryFilter>, at = TODAY) {
		const input = { date: at, filter: { ...NO_FILTER, ...filter }, drifting: false, page: 1 };
		return unwrap(await searchStandards(walk.workspace.as('outsider'), input));
	}
	const titles = async (filter: Partial<LibraryFilter>, at = TODAY) =>
		(await search(filter, at)).lines.map(({ title }) => title).sort();

	it('finds by words, pinyin initials of every reading, facets, status and date', async () => {
		expect(await titles({ text: 'dlbj' })).toEqual(['道路保洁（一级）']);
		for (const initials of ['bjzdxx', 'bjcdxh', 'xh'])
			expect(await titles({ text: initials }), initials).toEqual(['背街重点小巷']);
		expect(await titles({ level: 'town' })).toEqual(['镇道路']);
		expect(await titles({ region: '东片' })).toEqual(['背街重点小巷']);
		expect(await titles({ region: '甲镇' })).toEqual(['镇道路']);
		expect(await titles({ tier: '小巷' })).toEqual(['背街重点小巷']);
		expect(await titles({ grade: '三级', field: '城市运维' })).toEqual(['背街重点小巷']);
		expect(await titles({ status: 'superseded' })).toEqual(['道路保洁（一级）']);
		expect(await titles({}, date('2025-06-01'))).toEqual(['道路保洁（一级）']);
		expect((await search({ status: 'all' })).lines).toHaveLength(4);
		expect((await search({})).facets).toMatchObject({ level: ['district', 'town'] });
	});

	it('shows old beside new, when to look again, and counts what uses a standard', async () => {
		const line = {
			date: '2026-03-01',
			line: '解放路',
			quantity: '200',
			unit: '㎡',
			months: 12,
			requested: '1'
		};
		unwrap(await checkBudgetLine(walk.workspace.as('liaison'), { ...line, code: 'CL-DLBJ-01-E' }));
		const [found] = (await search({ text: 'CL-DLBJ-01' })).lines;
		expect(found).toMatchObject({
			oldStandard: '8.67',
			expenditure: { value: '8.14' },
			reviewOn: '2026-10-01',
			overdue: true,
			uses: { checks: 1, rules: 0, derived: 0 }
		});
		expect((await search({})).overdue).toBe(1);
		expect((await tasksOf(walk.workspace.as('head'))).filter(({ kind }) => kind === 'review')).toMatchObject([
			{ title: '道路保洁（一级）', action: '复核标准：已过复核日期', since: '2026-09-30T16:00:00.000Z' }
		]);
		expect(await titles({ overdue: true })).toEqual(['道路保洁（一级）']);
	});

	it('moves the review date on when somebody reviewed, and is refused without a word of why', async () => {
		const [entry] = unwrap(await lookUp(walk.workspace.as('head'), { date: TODAY, code: 'CL-DLBJ-01-E' }));
		const id = entry?.ids.quota ?? '';
		const review = { id, conclusion: 'keep', note: '看了三年决算', nextReviewOn: '' };
		const head = walk.workspace.as('head');
		expect(refusal(await recordReview(head, { ...review, note: ' ' }))).toBe('standard/review-note');
		expect(refusal(await recordReview(head, { ...review, nextReviewOn: '2026-11-22' }))).toBe(
			'standard/review-date'
		);
		expect(refusal(await recordReview(head, { ...review, conclusion: '?' }))).toBe('standard/bad-parameter');
		expect(refusal(await recordReview(walk.workspace.as('analyst'), review))).toBe('workflow/forbidden');
		unwrap(await recordReview(head, review));
		expect((await search({})).overdue).toBe(0);
		expect(unwrap(await issuedStandard(head, id, TODAY)).entry.reviewOn).toBe('2027-11-22');
	});

	it('raises the alarm when outturn left the band two years running; a correction takes its place', async () => {
		const analyst = walk.workspace.as('analyst');
		const paid = (year: string, amount: string) =>
			recordOutturn(analyst, {
				id: lanes,
				year,
				project: '小巷',
				quantity: '1,000',
				amount,
				document: '决算'
			});
		expect(refusal(await paid('2025', '1'))).toBe('standard/outturn-year');
		expect(refusal(await paid('2026', '1.005'))).toBe('standard/bad-parameter');
		const [entry] = unwrap(await lookUp(analyst, { date: TODAY, code: 'CL-DLBJ-01-E' }));
		const id = entry?.ids.expenditure ?? '';
		const road = (year: string, amount: string) =>
			recordOutturn(analyst, { id, year, project: '解放路', quantity: '1000', amount, document: '决算' });
		unwrap(await road('2025', '9000'));
		unwrap(await road('2026', '9100'));
		const alarmed = unwrap(await upkeepOf(analyst, id, TODAY)).drift;
		expect(alarmed).toMatchObject({
			alarm: true,
			outturn: { years: [{ unitCost: '9.0000' }, { unitCost: '9.1000' }] }
		});
		expect((await search({})).drifting).toBe(1);
		unwrap(await road('2026', '8200'));
		expect(unwrap(await upkeepOf(analyst, id, TODAY)).drift.alarm).toBe(false);
		expect((await search({})).drifting).toBe(0);
		expect(refusal(await recordOutturn(walk.workspace.as('outsider'), { ...OUTTURN, id }))).toBe(
			'workflow/forbidden'
		);
	});

	it('is repealed by two persons, once, from its day, and says so to who applies it later', async () => {
		const perf = walk.workspace.as('perf');
		const approver = walk.workspace.as('approver');
		const input = { id: lanes, ...REPEAL };
		expect(refusal(await proposeRepeal(walk.workspace.as('outsider'), input))).toBe('workflow/forbidden');
		expect(refusal(await proposeRepeal(perf, { ...input, reason: ' ' }))).toBe('standard/repeal-reason');
		expect(refusal(await proposeRepeal(perf, { ...input, documentNumber: '9号' }))).toBe(
			'standard/document-number'
		);
		const { id } = unwrap(await proposeRepeal(perf, input));
		expect(refusal(await proposeRepeal(perf, input))).toBe('standard/repeal-open');
		expect(await tasksOf(approver)).toMatchObject([{ kind: 'repeal', id: lanes, action: '审核废止标准' }]);
		expect((await tasksOf(perf)).filter(({ kind }) => kind === 'repeal')).toEqual([]);
		expect(refusal(await decideRepeal(perf, { id, approve: true }))).toBe('workflow/forbidden');
		const both = { ...approver, actor: { ...approver.actor, userId: 'perf' } };
		expect(refusal(await decideRepeal(both, { id, approve: true }))).toBe('workflow/own-work');
		const decisions = await Promise.all([1, 2, 3].map(() => decideRepeal(approver, { id, approve: true })));
		expect(decisions.filter(({ ok }) => ok)).toHaveLength(1);
		expect(decisions.map(refusal).filter(Boolean)).toEqual([
			'standard/repeal-decided',
			'standard/repeal-decided'
		]);
		expect(await titles({ text: 'BJXX' }, date('2026-11-30'))).toEqual(['背街重点小巷']);
		expect(await titles({ text: 'BJXX' }, date('2026-12-01'))).toEqual([]);
		expect(await titles({ status: 'repealed' }, date('2026-12-01'))).toEqual(['背街重点小巷']);
		const line = {
			code: 'CL-BJXX-01-E',
			line: '甲巷',
			quantity: '1',
			unit: '㎡',
			months: 12,
			requested: '1'
		};
		const checked = await checkBudgetLine(perf, { ...line, date: '2026-12-01' });
		expect(checked).toMatchObject({
			problem: { code: 'standard/not-in-force', values: { status: '已废止' } }
		});
		expect(refusal(await proposeRepeal(perf, { ...input, from: '2026-12-02' }))).toBe('standard/repeal-date');
		const audits = await walk.audits();
		expect(audits.filter(({ action }) => action === 'standard.repeal')).toHaveLength(1);
	});

	it('stays as it is when a repeal is refused', async () => {
		const perf = walk.workspace.as('perf');
		const { id } = unwrap(await proposeRepeal(perf, { id: town, ...REPEAL }));
		unwrap(await decideRepeal(walk.workspace.as('approver'), { id, approve: false, opinion: '仍有需要' }));
		expect(await titles({ level: 'town' }, date('2027-06-01'))).toEqual(['镇道路']);
		expect(unwrap(await upkeepOf(perf, town, TODAY)).repeals).toMatchObject([{ state: 'refused' }]);
	});

	it('compares two versions, naming members only to those who may see them', async () => {
		const { versions } = unwrap(await issuedStandard(walk.workspace.as('head'), await roadId(), TODAY));
		const [next, first] = versions.map(({ ids }) => ids.expenditure);
		const ids = [first ?? '', next ?? ''] as const;
		const own = unwrap(await compareIssued(walk.workspace.as('head'), ids, TODAY)).compared;
		expect(own.effect).toMatchObject({ perUnit: '-0.53', percent: '-6.11' });
		const labels = (compared: typeof own) =>
			compared.sections.flatMap(({ rows }) => rows.map(({ label }) => label));
		expect(labels(own)).toContain('测算方法');
		const foreign = unwrap(await compareIssued(walk.workspace.as('outsider'), ids, TODAY)).compared;
		expect(foreign.effect).toEqual(own.effect);
		expect(labels(foreign).filter((label) => label.startsWith('P'))).toEqual([]);
	});

	it('carries a town’s standard to the district with its origin, checked on the way', async () => {
		const perf = walk.workspace.as('perf');
		expect(refusal(await promote(perf, { id: await roadId(), organisationId: 'cm' }))).toBe(
			'standard/not-town'
		);
		expect(refusal(await promote(perf, { id: town, organisationId: 'town' }))).toBe('standard/not-district');
		expect(refusal(await promote(walk.workspace.as('outsider'), { id: town, organisationId: 'cm' }))).toBe(
			'workflow/forbidden'
		);
		expect(unwrap(await upkeepOf(perf, town, TODAY)).promotion?.checks[0]?.words).toContain('8.14');
		const { proposalId } = unwrap(await promote(perf, { id: town, organisationId: 'cm' }));
		const { draft } = unwrap(await getProposal(perf, proposalId));
		expect(draft).toMatchObject({ code: 'CL-DLBJ-01', expenditure: { oldStandard: '8.14' } });
		const base = { document: '国标〔2020〕1号', clause: '', value: '8', reason: '' };
		const standing = draft.expenditure.standing ?? NO_STANDING;
		const above = {
			...draft,
			expenditure: { ...draft.expenditure, standing: { ...standing, nationalBase: base } }
		};
		await walk.save('perf', proposalId, above);
		expect(refusal(await propose(perf, { proposalId }))).toBe('standard/above-base');
		const reasoned = { ...standing, nationalBase: { ...base, reason: '山区运距长' } };
		await walk.save('perf', proposalId, {
			...above,
			expenditure: { ...above.expenditure, standing: reasoned }
		});
		unwrap(await propose(perf, { proposalId }));
		const [found] = (await search({ level: 'town' })).lines;
		expect(found?.uses.derived).toBe(1);
	});

	it('leaves a record that proves itself and replays', async () => {
		const { faults } = await verifyAudit(walk.open.db);
		// The comparisons of this workspace were put there without anybody's signature.
		const texts = faults.map((fault) => JSON.stringify(fault));
		expect(texts.filter((text) => !text.includes('同类比对'))).toEqual([]);
		expect((await replayAll(walk.open.db)).faults).toEqual([]);
	});

	async function roadId(): Promise<string> {
		const [entry] = unwrap(await lookUp(walk.workspace.as('head'), { date: TODAY, code: 'CL-DLBJ-01-E' }));
		return entry?.ids.expenditure ?? '';
	}
});

const OUTTURN = { year: '2026', project: '解放路', quantity: '1', amount: '1', document: '决算' };
