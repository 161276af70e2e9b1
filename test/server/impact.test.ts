import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { movedHeadlines } from '#lib/core/lineage/headline.ts';
import { unwrap } from '#lib/core/result.ts';
import { draftOf } from '#lib/core/standards/draft.ts';
import { loadAnalysis } from '#lib/server/costing/analyses.ts';
import { approveAnalysis, reopenAnalysis, submitAnalysis } from '#lib/server/costing/approval.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { setIncluded } from '#lib/server/comparison/members.ts';
import { viewComparison } from '#lib/server/comparison/service.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { impact } from '#lib/server/lineage/impact.ts';
import { renewComparison } from '#lib/server/lineage/renew.ts';
import { staleAmong, stalenessOf } from '#lib/server/lineage/staleness.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { propose } from '#lib/server/standards/approval.ts';
import { checkBudgetLine } from '#lib/server/standards/budget-checks.ts';
import { createProposal, saveDraft } from '#lib/server/standards/drafting.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { issueLine, type IssuedLine } from '../support/issued-line.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../support/standard-drafts.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

/** New unit prices of one of five projects, one after another: each correction is weighed, then made. */
const PRICES = ['8.2', '8.05', '9.4', '8.95', '8.1', '9.75', '8.66', '8.88', '9.01', '8.4'];

describe.each(ENGINES)('impact on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let line: IssuedLine;
	let analysisId = '';
	let lineId = '';

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		line = await issueLine(workspace);
		analysisId = line.analyses[0] ?? '';
		const { draft } = unwrap(await loadAnalysis(workspace.as('analyst'), analysisId));
		lineId = draft.lines[0]?.id ?? '';
		unwrap(
			await checkBudgetLine(workspace.as('liaison'), {
				code: EXPENDITURE.code,
				date: '2027-03-01',
				line: '道路保洁',
				quantity: '1000',
				unit: '平方米',
				months: 12,
				requested: '12000'
			})
		);
	});
	afterAll(() => open.db.destroy());

	const price = (value: string): EditCommand => ({ type: 'set', lineId, field: 'unitPrice', value });
	const ask = (commands: readonly EditCommand[], person: Person = 'analyst') =>
		impact(workspace.as(person), { analysisId, commands });

	it('names what would move, before anything is saved, and saves nothing', async () => {
		const before = await open.db.selectFrom('audit_entry').select('seq').execute();
		const { own, affected, blocked, since } = unwrap(await ask([price('9.5')]));
		expect({ blocked, since }).toEqual({ blocked: null, since: 'confirmed' });
		expect(own).toContainEqual({
			pointer: '/results/total/verified',
			label: '核定合计',
			money: true,
			unit: '元',
			before: '810000',
			after: '950000'
		});
		expect(affected.map(({ kind, frozen }) => [kind, frozen])).toEqual([
			['report', false],
			['comparison', true],
			['standard', true],
			['standard', true],
			['budget-check', true]
		]);
		expect(affected[3]?.moved.map(({ label }) => label)).toEqual(['标准值']);
		expect(await open.db.selectFrom('audit_entry').select('seq').execute()).toEqual(before);
	});

	it('tells only the number of what somebody may not see, and nothing to those who may not read the analysis', async () => {
		// Finance puts together a comparison of its own, which the department may not see.
		const theirs = unwrap(await renewComparison(workspace.as('perf'), line.comparison));
		const asked = unwrap(await ask([price('9.5')]));
		expect(asked.hidden).toBe(1);
		expect(asked.affected.map(({ href }) => href)).not.toContain(`/comparisons/${theirs}`);
		const refused = await ask([], 'outsider');
		expect(!refused.ok && refused.problem.code).toBe('workflow/forbidden');
		const finance = unwrap(await ask([price('9.5')], 'perf'));
		expect(finance.affected.map(({ href }) => href)).toContain(`/comparisons/${theirs}`);
		expect(finance.hidden).toBe(0);
	});

	it('has nothing to say where nothing was changed', async () => {
		const { own, affected, hidden, unmoved } = unwrap(await ask([]));
		expect({ own, affected, hidden }).toEqual({ own: [], affected: [], hidden: 0 });
		expect(unmoved).toBeGreaterThan(0);
	});

	it('shows the own figures and the reason where the draft cannot be confirmed as it is', async () => {
		const { blocked, own, affected } = unwrap(await ask([price('=1/0')]));
		expect(blocked?.code).toBe('analysis/not-ready');
		expect(own.map(({ label }) => label)).toContain('核定合计');
		expect(affected.every(({ problem }) => problem === 'blocked')).toBe(true);
	});

	it('foretells what ten corrections then do to a new comparison and a new standard', async () => {
		const analyst = workspace.as('analyst');
		let comparison = line.comparison;
		let quota = line.quota;
		for (const [i, value] of PRICES.entries()) {
			const commands = [price(value)];
			const foretold = unwrap(await ask(commands));
			const { revision } = unwrap(await loadAnalysis(analyst, analysisId));
			unwrap(await reopenAnalysis(workspace.as('head'), { analysisId, revision, opinion: '更正单价' }));
			const saved = unwrap(
				await saveEdits(analyst, { analysisId, batchId: `fix-price-${i}`, revision, commands })
			);
			// Asked without commands, the saved draft gives the same answer as the edit did before it was saved.
			expect(unwrap(await ask([])).own).toEqual(foretold.own);
			const signed = { analysisId, revision: saved.revision, opinion: '同意' };
			unwrap(await submitAnalysis(analyst, signed));
			unwrap(await approveAnalysis(workspace.as('head'), signed));

			const before = unwrap(await viewComparison(analyst, comparison)).head.snapshot ?? '';
			comparison = unwrap(await renewComparison(analyst, line.comparison));
			// A price far off the others needs a word from a person, and moves no figure.
			for (const { snapshot: member, unit } of unwrap(await viewComparison(analyst, comparison)).members)
				unwrap(
					await setIncluded(analyst, {
						id: comparison,
						snapshot: member,
						unit,
						included: true,
						reason: '已核实'
					})
				);
			const after = unwrap(await freezeComparison(analyst, comparison));
			const original = unwrap(await viewComparison(analyst, line.comparison)).head.snapshot ?? '';
			const movedComparison = movedHeadlines(await snapshot(original), await snapshot(after));
			const predicted = foretold.affected.find(({ href }) => href === `/comparisons/${line.comparison}`);
			expect(predicted?.moved ?? []).toEqual(movedComparison);
			expect((await stalenessOf(analyst, original))?.moved ?? []).toEqual(movedComparison);
			expect(await stalenessOf(analyst, after)).toBeNull();
			expect(before).not.toBe('');

			quota = await proposedQuota(comparison, i);
			const standard = foretold.affected.find(
				({ kind, title }) => kind === 'standard' && title.includes('成本定额')
			);
			expect(standard?.moved ?? []).toEqual(
				movedHeadlines(await snapshot(line.quota), await snapshot(quota))
			);
		}
		expect(quota).not.toBe(line.quota);
		expect(await staleAmong(analyst, [line.quota, quota])).toEqual(new Set([line.quota]));
	});

	it('lets a draft comparison follow, and says so', async () => {
		const analyst = workspace.as('analyst');
		const draft = unwrap(await renewComparison(analyst, line.comparison));
		const { affected } = unwrap(await ask([price('9.45')]));
		const follows = affected.find(({ href }) => href === `/comparisons/${draft}`);
		expect(follows?.frozen).toBe(false);
		expect(follows?.moved.map(({ label }) => label)).toContain('中位数');
	});

	async function snapshot(hash: string) {
		return unwrap(await getSnapshot(open.db, hash));
	}

	async function proposedQuota(comparisonId: string, number: number): Promise<string> {
		const analyst = workspace.as('analyst');
		const { id: proposalId } = unwrap(await createProposal(analyst, { comparisonId }));
		const { base } = unwrap(await getProposal(analyst, proposalId));
		const draft = draftOf({ service: SERVICE, quota: QUOTA, expenditure: EXPENDITURE });
		const named = { ...draft, code: `CL-DLBJ-1${number}` };
		unwrap(await saveDraft(analyst, { proposalId, base, draft: named }));
		unwrap(await propose(analyst, { proposalId }));
		return unwrap(await getProposal(analyst, proposalId)).snapshots.quota ?? '';
	}
});
