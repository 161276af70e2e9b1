import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText, type Hash } from '#lib/core/address/value-ref.ts';
import type { ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import type { SampleFacts } from '#lib/core/comparison/samples/sample-table.ts';
import type { ExplainedOutline } from '#lib/core/lineage/explained-step.ts';
import { unwrap } from '#lib/core/result.ts';
import { candidatesNear } from '#lib/server/comparison/candidates.ts';
import { describeSamples } from '#lib/server/comparison/describe-samples.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers, addWholeSample, placeUnexplained } from '#lib/server/comparison/members.ts';
import { createComparison, setSettings, viewComparison } from '#lib/server/comparison/service.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { explainChain } from '#lib/server/lineage/explain.ts';
import { createSeries, decideEntry, proposeEntry } from '#lib/server/parameters/service.ts';
import {
	confirmSample,
	describeSample,
	listSamples,
	uploadSample,
	viewSample
} from '#lib/server/samples/service.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { replaySnapshots } from '#lib/server/lineage/replay.ts';
import { confirmAnalysis } from '../support/analyses.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const CATEGORY = '交通/公交运营';
const FACTS: Partial<SampleFacts> = {
	category: CATEGORY,
	unit: '辆',
	source: '美国国家公共交通数据库 2022 年运行成本表',
	licence: '美国联邦政府作品，公有领域',
	asOf: '2022',
	credibility: 'A',
	currency: '美元'
};
const COLUMNS = { A: 'name', B: 'region', D: 'year', E: 'attribute', H: 'output', K: 'total' } as const;
const SET = {
	title: '公交单车成本',
	purpose: '参考',
	category: CATEGORY,
	unit: '辆',
	targetYear: '2022',
	steps: [],
	series: {}
};

const RATES = { code: 'rates', name: '测试汇率', kind: 'exchange-rate', form: 'ratio' };

const hashes: Partial<Record<string, Hash>> = {};

describe.each(ENGINES)('external samples on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let id: string;
	let snapshot: Hash;
	let frozen: Hash;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	it('come in as they are, and wait until somebody says what they are', async () => {
		const analyst = workspace.as('analyst');
		const bytes = readFileSync('test/fixtures/samples/us-transit-2022-bus.csv');
		id = unwrap(await uploadSample(analyst, { fileName: 'C:\\data\\bus.csv', bytes }));
		expect(await confirmSample(analyst, id)).toMatchObject({ problem: { code: 'sample/column-needed' } });
		expect(await uploadSample(workspace.as('admin'), { fileName: 'a.csv', bytes })).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		expect(await viewSample(workspace.as('outsider'), id)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		expect(unwrap(await listSamples(workspace.as('outsider')))).toEqual([]);
		const view = unwrap(await viewSample(analyst, id));
		const reading = { ...view.reading, columns: COLUMNS };
		unwrap(await describeSample(analyst, { id, sheet: view.sheet, facts: view.facts, reading }));
		expect(await confirmSample(analyst, id)).toMatchObject({ problem: { code: 'sample/fact-needed' } });
		const facts = { ...view.facts, ...FACTS };
		unwrap(await describeSample(analyst, { id, sheet: view.sheet, facts, reading }));
		const read = unwrap(await viewSample(analyst, id)).results;
		expect([read?.rows.length, read?.left.length]).toEqual([15, 2]);
		snapshot = unwrap(await confirmSample(analyst, id));
		hashes[engine] = snapshot;
		expect(await confirmSample(analyst, id)).toMatchObject({ problem: { code: 'sample/confirmed' } });
		expect(unwrap(await listSamples(workspace.as('outsider')))).toMatchObject([
			{ observations: 15, snapshot }
		]);
	});

	it('stand in a set beside own cost units, nearest places first, explained attribute by attribute', async () => {
		const analyst = workspace.as('analyst');
		const [perf, approver] = [workspace.as('perf'), workspace.as('approver')];
		unwrap(
			await createSeries(perf, {
				code: 'people',
				name: 'Primary UZA Population',
				kind: 'place-attribute',
				form: 'figure'
			})
		);
		const entry = {
			series: 'people',
			key: '甲区',
			value: '1000000',
			validFrom: '2020-01-01',
			document: '统计年鉴'
		};
		unwrap(await decideEntry(approver, { id: unwrap(await proposeEntry(perf, entry)), approve: true }));
		const own = await confirmAnalysis(open, {
			project: 'BUS1',
			cost: '3000000',
			output: '10',
			unit: '辆',
			category: CATEGORY,
			fiscalYear: 2022,
			priceYear: 2022
		});
		const set = unwrap(await createComparison(analyst, SET));
		unwrap(await addMembers(analyst, { id: set, members: [{ snapshot: own, unit: 0 }] }));
		// 美元 beside 元 without a rate: neither one row, nor all of them, nor as a candidate.
		const differs = {
			problem: { code: 'comparison/money-differs', values: { money: '美元', expected: '元' } }
		};
		expect(await addMembers(analyst, { id: set, members: [{ snapshot, unit: 0 }] })).toMatchObject(differs);
		expect(await addWholeSample(analyst, { id: set, snapshot })).toMatchObject(differs);
		expect(unwrap(await candidatesNear(analyst, set)).candidates[0]).toMatchObject(differs);
		unwrap(await createSeries(perf, RATES));
		const rate = { series: 'rates', key: 'USD 2022', value: '6.7', validFrom: '2023-01-01', document: '' };
		expect(await proposeEntry(perf, rate)).toMatchObject({ problem: { code: 'parameter/no-source' } });
		const proposed = await proposeEntry(perf, { ...rate, document: '测试汇率公告' });
		expect(await decideEntry(perf, { id: unwrap(proposed), approve: true })).toMatchObject({ ok: false });
		unwrap(await decideEntry(approver, { id: unwrap(proposed), approve: true }));
		const exchange = { steps: ['exchange'], series: { exchange: 'rates' } };
		unwrap(await setSettings(analyst, { ...SET, ...exchange, id: set }));
		const { candidates, near } = unwrap(await candidatesNear(analyst, set, { snapshot: own, unit: 0 }));
		expect(near).toEqual({ snapshot: own, unit: 0 });
		// 1,000,000 people is nearest to Rhode Island's 1,285,806; five rows know their population, the others come last.
		expect(candidates[0]?.observation.projectName).toBe('Rhode Island Public Transit Authority');
		expect(candidates[0]?.distance?.attributes).toMatchObject([
			{ name: 'Primary UZA Population', subject: '1000000', value: '1285806', share: '1', left: null }
		]);
		expect(candidates.at(-1)?.distance).toMatchObject({ distance: null, attributes: [{ left: 'missing' }] });
		unwrap(await addWholeSample(analyst, { id: set, snapshot }));
		const { money, results } = unwrap(await viewComparison(analyst, set));
		expect(money).toBe('元');
		const delaware = results?.members.find(({ label }) => label.startsWith('Delaware'));
		// 336,341.319587628866 美元 × 6.7, by hand.
		expect(delaware).toMatchObject({ money: '美元', comparable: '2253486.841237113402' });
		// Without the step the two cannot stand together, and the page says so instead of a number.
		unwrap(await setSettings(analyst, { ...SET, id: set }));
		expect(unwrap(await viewComparison(analyst, set))).toMatchObject({ results: null, ...differs });
		expect(await freezeComparison(analyst, set)).toMatchObject(differs);
	});

	it('come into a set as a whole, are judged by one reason, and lead back to the cell once frozen', async () => {
		const analyst = workspace.as('analyst');
		const set = unwrap(await createComparison(analyst, SET));
		expect(await addWholeSample(analyst, { id: set, snapshot: '0'.repeat(64) })).toMatchObject({
			problem: { code: 'sample/not-found' }
		});
		expect(unwrap(await addWholeSample(analyst, { id: set, snapshot }))).toBe(15);
		expect(await addWholeSample(analyst, { id: set, snapshot })).toMatchObject({
			problem: { code: 'sample/nothing-fits' }
		});
		const view = unwrap(await viewComparison(analyst, set));
		expect(view.results?.all).toMatchObject({ n: 15, projects: 14 });
		expect(view.results?.members[0]).toMatchObject({ external: 'A' });
		const flagged = view.results?.members.filter((member) => member.flagged !== null).length ?? 0;
		expect(flagged).toBeGreaterThan(0);
		expect(await freezeComparison(analyst, set)).toMatchObject({
			problem: { code: 'comparison/reason-needed' }
		});
		expect(await placeUnexplained(analyst, { id: set, included: false, reason: ' ' })).toMatchObject({
			problem: { code: 'comparison/reason-needed' }
		});
		expect(unwrap(await placeUnexplained(analyst, { id: set, included: false, reason: '规模过大' }))).toBe(
			flagged
		);
		frozen = unwrap(await freezeComparison(analyst, set));
		const { content: kept, results: computed } = unwrap(await getSnapshot(open.db, frozen));
		expect(kept).toMatchObject({
			currency: '美元',
			samples: [{ input: 0, credibility: 'A', source: FACTS.source }]
		});
		const results = computed as ComparisonResults;
		const median = refText({ kind: 'frozen', snapshot: frozen, pointer: '/results/included/median' });
		expect(unwrap(await explainChain(analyst, median)).step).toMatchObject({
			unit: '美元/辆·年',
			method: { words: expect.stringContaining('其中外部样本') }
		});
		const at = results.members.findIndex(({ label }) => label.startsWith('Rhode Island'));
		const address = refText({ kind: 'frozen', snapshot: frozen, pointer: `/results/members/${at}/raw` });
		const ends = endsOf(unwrap(await explainChain(analyst, address)));
		// 94,853,104 USD stands in K4, 203 vehicles in H4 of the file as it was uploaded.
		expect(ends.map(({ end, cell, value, source }) => [end, cell?.address, value, source?.document])).toEqual(
			[
				['cell', 'K4', '94,853,104', 'bus.csv'],
				['cell', 'H4', '203', 'bus.csv']
			]
		);
	});

	it('say how their unit costs lie, the second time from what was kept of the first', async () => {
		const { results } = unwrap(await viewSample(workspace.as('analyst'), id));
		const costs = (results?.rows ?? []).map(({ unitCost }) => Number(unitCost)).sort((a, b) => a - b);
		const first = unwrap(await describeSamples(workspace.as('analyst'))).get(snapshot);
		expect(first).toMatchObject({ n: 15, median: costs[7], mad: expect.any(Number) });
		expect(first?.p25).toBeCloseTo(((costs[3] ?? 0) + (costs[4] ?? 0)) / 2, 6);
		// What the list shows can be asked like any figure: the eighth of fifteen rows is the median, down to its cells.
		const asked = refText({ kind: 'frozen', snapshot, pointer: '/described/median' });
		const { step, children } = unwrap(await explainChain(workspace.as('analyst'), asked));
		expect([Number(step.value), step.unit, children.map(({ step: row }) => Number(row.value))]).toEqual([
			...[costs[7], '美元/辆', [costs[7]]]
		]);
		const quarter = refText({ kind: 'frozen', snapshot, pointer: '/described/p25' });
		expect(unwrap(await explainChain(workspace.as('analyst'), quarter)).children).toHaveLength(2);
		expect(unwrap(await describeSamples(workspace.as('outsider'))).get(snapshot)).toEqual(first);
		expect(unwrap(await describeSamples(workspace.as('admin'))).size).toBe(0);
	});

	it('are held to the boundary, grade and years that a set states', async () => {
		const analyst = workspace.as('analyst');
		const bounds = { grade: '一级', from: '2020', to: '2021', boundary: '管理费 含' };
		const set = unwrap(await createComparison(analyst, { ...SET, bounds }));
		expect(await addWholeSample(analyst, { id: set, snapshot })).toMatchObject({
			problem: { code: 'sample/nothing-fits' }
		});
		const { candidates } = unwrap(await candidatesNear(analyst, set));
		const first = candidates.find(({ observation }) => observation.external);
		expect(first?.differences).toEqual([
			'服务等级不符：本项目“未注明”，本次比对“一级”',
			'成本年度不符：本项目 2022 年，本次比对 2020 至 2021 年',
			'成本边界不符：“管理费”本项目未注明，本次比对含'
		]);
		unwrap(await addMembers(analyst, { id: set, members: [{ snapshot, unit: first?.unit ?? -1 }] }));
		expect(unwrap(await viewComparison(analyst, set)).members).toMatchObject([{ included: false }]);
		for (const [change, code] of [
			[{ from: '2022', to: '2021' }, 'comparison/bad-period'],
			[{ from: '去年' }, 'comparison/bad-period'],
			[{ boundary: '管理费' }, 'comparison/bad-boundary'],
			[{ boundary: '管理费 含\n管理费 不含' }, 'comparison/bad-boundary']
		] as const)
			expect(await setSettings(analyst, { ...SET, id: set, bounds: { ...bounds, ...change } })).toMatchObject(
				{
					problem: { code }
				}
			);
	});

	it('replay from the original to the set', async () => {
		const replayed = await replaySnapshots(open.db, [frozen]);
		// The set, the sample, the sheet, and the original.
		expect(unwrap(replayed)).toEqual({ snapshots: 3, files: 1 });
	});
});

it('give the same snapshot on both databases', () => {
	expect(new Set(Object.values(hashes)).size).toBe(1);
});

/** The steps at which a chain ends. */
function endsOf({ step, children }: ExplainedOutline): readonly ExplainedOutline['step'][] {
	return children.length === 0 ? [step] : children.flatMap(endsOf);
}
