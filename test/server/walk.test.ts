import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import type { ExplainedOutline } from '#lib/core/lineage/explained-step.ts';
import type { Context } from '#lib/server/context.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { loadExampleWorkspace } from '#lib/server/demo/load.ts';
import type { DemoPeople } from '#lib/server/demo/people.ts';
import { addMembers } from '#lib/server/comparison/members.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { listCandidates } from '#lib/server/comparison/candidates.ts';
import { createComparison, listComparisons, viewComparison } from '#lib/server/comparison/service.ts';
import { date } from '#lib/core/period/date.ts';
import { listAnalyses, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { previewStandards } from '#lib/core/standards/preview.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import { explainChain } from '#lib/server/lineage/explain.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { confirmByDepartment, confirmByFinance, propose } from '#lib/server/standards/approval.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { checkBudgetLine } from '#lib/server/standards/budget-checks.ts';
import { createProposal, saveDraft } from '#lib/server/standards/drafting.ts';
import { issue } from '#lib/server/standards/issuing.ts';
import { lookUp } from '#lib/server/standards/library.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { ENGINES, freshDatabase, type Engine } from '../support/databases.ts';

/** The whole job through the services, with the real published workbook of 鼎山街道 2021 (examples/README.md). */
describe('the main job, end to end, without a browser', () => {
	const hashes = new Map<Engine, readonly string[]>();

	describe.each(ENGINES)('on %s', (engine) => {
		let open: OpenDatabase;
		let people: DemoPeople;
		let comparisonId: string;

		beforeAll(async () => {
			open = await freshDatabase(engine);
			let ticks = 0;
			const now = () => new Date(Date.UTC(2026, 10, 22, 0, 0, ticks++));
			people = await loadExampleWorkspace({ db: open.db, now, newId: randomUUID }, process.cwd());
		}, 120_000);
		afterAll(() => open.db.destroy());

		it('breaks the real workbook down and says what does not add up', async () => {
			const analyst = people.as('analyst');
			const { draft } = unwrap(await loadAnalysis(analyst, await analysisOf(analyst, 'JJ2021')));
			const figures = unwrap(analyse(draft));
			expect(figures.total.declared).toBe(2_221_057_700);
			const total = figures.findings.find(({ code }) => code === 'total-differs');
			expect(total?.values).toMatchObject({
				stated: '22,430,200.00',
				counted: '22,210,577.00',
				difference: '219,623.00'
			});
			const unitCosts = figures.units.map((unit) => toText(unwrap(unit).unitCost));
			expect(unitCosts).toEqual(['10', '7', '9.356211', '62000']);
		});

		it('keeps the published indicators of a confirmed case, set value beside reached value', async () => {
			const analyst = people.as('analyst');
			const { snapshot } = unwrap(await loadAnalysis(analyst, await analysisOf(analyst, 'TX2022A')));
			const { content } = unwrap(await getSnapshot(open.db, snapshot ?? ''));
			expect(content).toMatchObject({
				indicators: expect.arrayContaining([
					{
						level1: '产出指标',
						level2: '数量指标',
						level3: '基建工程委托业务项目数量',
						benchmark: '≥50个',
						actual: '50'
					}
				]) as unknown
			});
		});

		it('adds the published unit costs of two stages, and shares synthetic common cost to the 分', async () => {
			const analyst = people.as('analyst');
			const waste = unwrap(await loadAnalysis(analyst, await analysisOf(analyst, 'CZ2021')));
			expect(waste.state).toBe('confirmed');
			const { combined, total } = unwrap(analyse(waste.draft));
			expect(combined.map((staged) => toText(unwrap(staged).shownUnitCost))).toEqual(['599.41']);
			expect(total.declared).toBe(21_536_304_631);
			const shared = unwrap(await loadAnalysis(analyst, await analysisOf(analyst, 'HC-FT')));
			const { allocation, findings } = unwrap(analyse(shared.draft));
			if (allocation === null) throw new Error('nothing was shared');
			expect(unwrap(allocation).units.map(({ full }) => full)).toEqual([8_673_469, 7_326_531]);
			expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
		});

		it('compares published unit costs and refuses a statistic on so few', async () => {
			const analyst = people.as('analyst');
			const title = '清扫保洁（一级）';
			comparisonId = unwrap(
				await createComparison(analyst, {
					title,
					purpose: '核对政策规定的单价',
					category: '城市运维/环卫保洁',
					unit: '㎡',
					targetYear: '2021',
					steps: ['price-year'],
					series: { 'price-year': 'cpi-cn' }
				})
			);
			const candidates = unwrap(await listCandidates(analyst, comparisonId));
			const members = candidates.filter(
				({ observation, problem }) =>
					!problem && observation.project === 'JJ2021' && observation.grade === '一级'
			);
			expect(members).toHaveLength(1);
			unwrap(await addMembers(analyst, { id: comparisonId, members }));
			const view = unwrap(await viewComparison(analyst, comparisonId));
			expect(view.results?.members[0]?.comparable).toBe('10');
			unwrap(await freezeComparison(analyst, comparisonId));
			const { id } = unwrap(await createProposal(analyst, { comparisonId }));
			const { comparisonSnapshot, comparisonHash, draft } = unwrap(await getProposal(analyst, id));
			const preview = previewStandards(comparisonSnapshot, comparisonHash, draft);
			expect(unwrap(preview.quota).verdict.kind).toBe('control-figure');
		});

		it('derives, confirms jointly, issues and uses a standard', async () => {
			const analyst = people.as('analyst');
			const { id: proposalId } = unwrap(await createProposal(analyst, { comparisonId }));
			const { base, draft } = unwrap(await getProposal(analyst, proposalId));
			const items = [
				{
					item: '清扫保洁',
					frequency: '每日',
					quality: '路面整洁',
					check: '日常巡查',
					basis: '江津府发〔2016〕40号'
				}
			];
			const parameters = { value: '10', document: '江津府发〔2016〕40号' };
			const changed = {
				...draft,
				code: 'GK-QSBJ-01',
				service: { grade: '一级', items },
				quota: { ...draft.quota, rule: 'policy-fixed' as const, parameters }
			};
			unwrap(await saveDraft(analyst, { proposalId, base, draft: changed }));
			unwrap(await propose(analyst, { proposalId }));
			unwrap(await confirmByDepartment(people.as('head'), { proposalId }));
			unwrap(await confirmByFinance(people.as('perf'), { proposalId }));
			const terms = { documentNumber: '示财绩〔2026〕2号', effectiveFrom: '2027-01-01', trial: false };
			unwrap(await issue(people.as('approver'), { proposalId, ...terms }));
			const again = await issue(people.as('approver'), { proposalId, ...terms });
			expect(again.ok).toBe(false);
			const checked = unwrap(
				await checkBudgetLine(people.as('liaison'), {
					code: 'GK-QSBJ-01-E',
					date: '2027-06-01',
					line: '2027年清扫保洁',
					quantity: '200',
					unit: '平方米',
					months: 12,
					requested: '2460'
				})
			);
			expect(checked.results).toMatchObject({ allowed: '200000', over: '46000' });
		});

		it('leads from every issued value back to cells of the stored workbooks', async () => {
			const approver = people.as('approver');
			const issued = unwrap(await lookUp(approver, { date: date('2027-06-01') }));
			expect(issued.map(({ series }) => series).sort()).toEqual([
				...['GK-QSBJ-01', 'HC-DLBJ-01', 'HC-DLBJ-02', 'ZHEN-DLBJ-01']
			]);
			for (const standard of issued) {
				const chain = unwrap(
					await explainChain(approver, `frozen/${standard.hashes.expenditure}/results/value`)
				);
				const cells = cellsBelow(chain);
				expect(cells.length, standard.series).toBeGreaterThan(0);
			}
		});

		it('gives golden test A to four decimals in the example set', async () => {
			const analyst = people.as('analyst');
			const set = unwrap(await listComparisons(analyst)).find(
				({ category }) => category === '合成示例/道路保洁'
			);
			const { results } = unwrap(await viewComparison(analyst, set?.id ?? ''));
			expect(results?.members.filter(({ flagged }) => flagged).map(({ project }) => project)).toEqual([
				'HC-P7'
			]);
			expect(Number(results?.included?.median).toFixed(4)).toBe('8.9469');
			expect(Number(results?.included?.averageAdvanced).toFixed(4)).toBe('8.6669');
		});

		it('replays everything and verifies the audit chain', async () => {
			const replay = await replayAll(open.db);
			expect(replay.faults).toEqual([]);
			// Six issues of three standards each, and fourteen rules.
			expect(replay.standards).toHaveLength(32);
			const audit = await verifyAudit(open.db);
			expect(audit.faults).toEqual([]);
			const rows = await open.db.selectFrom('snapshot').select('hash').execute();
			hashes.set(engine, rows.map(({ hash }) => hash).sort());
			// Every stored workbook is read again in a process of its own.
		}, 120_000);
	});

	it('ends with the same snapshot hashes on both engines', () => {
		expect(hashes.get('sqlite')?.length).toBeGreaterThan(40);
		expect(hashes.get('postgres')).toEqual(hashes.get('sqlite'));
	});
});

async function analysisOf(context: Context, code: string): Promise<string> {
	const found = (await listAnalyses(context)).find(({ projectCode }) => projectCode === code);
	if (!found) throw new Error(`No analysis of ${code}`);
	return found.id;
}

function cellsBelow(node: ExplainedOutline): string[] {
	const own =
		node.step.end === 'cell' && node.step.cell ? [`${node.step.cell.sheet}!${node.step.cell.address}`] : [];
	return [...own, ...node.children.flatMap(cellsBelow)];
}
