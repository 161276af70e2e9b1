import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText, type Hash } from '#lib/core/address/value-ref.ts';
import { explainFrozen } from '#lib/core/lineage/explain.ts';
import { SET_ANALYSIS_METHOD } from '#lib/core/comparison/analysis/set-analysis-method.ts';
import type {
	SetAnalysisContent,
	SetAnalysisResults
} from '#lib/core/comparison/analysis/set-analysis-snapshot.ts';
import { waterfall } from '#lib/core/comparison/waterfall.ts';
import { boundNumbers } from '#lib/core/reporting/document.ts';
import { setAnalysisBlocks } from '#lib/core/reporting/set-analysis-part.ts';
import type { Json } from '#lib/core/snapshot/canonical.ts';
import { dec, sum, subtract, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import {
	confirmCauses,
	countCauses,
	freezeSetAnalysis,
	savedAnalyses
} from '#lib/server/comparison/freeze-analysis.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers, setIncluded } from '#lib/server/comparison/members.ts';
import { createComparison, viewComparison } from '#lib/server/comparison/service.ts';
import { reportedComparisons } from '#lib/server/comparison/reported.ts';
import { viewSetAnalysis } from '#lib/server/comparison/set-analysis.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { decisionsOf } from '#lib/server/decisions/service.ts';
import { seedParameters } from '#lib/server/demo/parameters.ts';
import { explain, explainChain } from '#lib/server/lineage/explain.ts';
import { docxOf } from '#lib/server/reporting/docx.ts';
import { getInputs, getSnapshot } from '#lib/server/snapshots/service.ts';
import { confirmAnalysis } from '../support/analyses.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { GOLDEN_A } from '../support/golden-a.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const NEW = {
	title: '道路清扫 2025',
	purpose: '编制清扫保洁定额',
	category: '城市运维/环卫保洁',
	unit: '㎡',
	targetYear: '2025',
	steps: ['price-year', 'region', 'grade'],
	series: { 'price-year': 'demo-index', region: 'demo-region', grade: 'demo-grade' }
};
const PLAN = {
	attributes: ['output'],
	own: '5',
	benchmark: 'median',
	inputs: ['cost'],
	outputs: ['output'],
	returns: 'constant'
};

describe.each(ENGINES)('analysis of a set on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let id: string;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		unwrap(await seedParameters(workspace.as('perf'), workspace.as('approver'), process.cwd()));
		const members: { snapshot: Hash; unit: number }[] = [];
		for (const [project, priceYear, cost, output, region, grade] of GOLDEN_A)
			members.push({
				snapshot: await confirmAnalysis(open, { project, priceYear, cost, output, region, grade }),
				unit: 0
			});
		const analyst = workspace.as('analyst');
		id = unwrap(await createComparison(analyst, NEW));
		expect(await viewSetAnalysis(analyst, id, {})).toMatchObject({ problem: { code: 'comparison/empty' } });
		unwrap(await addMembers(analyst, { id, members }));
		const p7 = members[6] ?? { snapshot: '', unit: 0 };
		unwrap(await setIncluded(analyst, { id, ...p7, included: false, reason: '含一次性工程' }));
	});
	afterAll(() => open.db.destroy());

	it('describes, regresses, splits and measures a draft', async () => {
		const view = unwrap(await viewSetAnalysis(workspace.as('analyst'), id, PLAN));
		expect(view.described.robust).toMatchObject({ n: 7, median: '8.946896' });
		expect(view.regression).toMatchObject({ problem: null, value: { n: 7 } });
		// P6 against P2, which is the median itself.
		expect(view.plan.split).toEqual({ own: 5, benchmark: 1, method: 'shapley' });
		const split = view.split.value;
		const causes = split?.causes.map(({ effect }) => dec(effect)) ?? [];
		expect(toText(sum(causes))).toBe(split?.difference);
		expect(split?.words).toContain('“合成项目P6 2025年 道路清扫（二级）”');
		expect(view.frontier.value?.map(({ score }) => score <= 1 + 1e-9)).toEqual(Array(7).fill(true));
		expect(view.frontier.value?.[0]?.score).toBeCloseTo(1, 9);
		expect(view.frontier.value?.[5]?.words).toContain('再省');
	});

	it('has a waterfall that adds up for every member', async () => {
		const { comparison } = unwrap(await viewSetAnalysis(workspace.as('analyst'), id, {}));
		for (const result of comparison.results?.members ?? []) {
			const total = sum(waterfall(result).map(({ effect }) => effect));
			expect(toText(total)).toBe(toText(subtract(dec(result.comparable), dec(result.raw))));
		}
	});

	it('says why a part cannot be computed and leaves the others', async () => {
		const view = unwrap(
			await viewSetAnalysis(workspace.as('analyst'), id, {
				...PLAN,
				attributes: ['delivery'],
				benchmark: '5'
			})
		);
		expect(view.regression).toMatchObject({ value: null, problem: { code: 'regression/all-equal' } });
		expect(view.split).toMatchObject({ value: null, problem: { code: 'analysis-plan/same-member' } });
		expect(view.frontier.value).toHaveLength(7);
		for (const bad of [
			{ centre: 'mode' },
			{ seed: '-1' },
			{ quantileType: '8' },
			{ attributes: ['weather'] }
		])
			expect(await viewSetAnalysis(workspace.as('analyst'), id, bad)).toMatchObject({
				problem: { code: 'analysis-plan/malformed' }
			});
	});

	it('is saved only of a frozen comparison, replays, and explains every figure down to the comparison', async () => {
		const analyst = workspace.as('analyst');
		expect(await freezeSetAnalysis(analyst, { id, ...PLAN })).toMatchObject({
			problem: { code: 'analysis-plan/not-frozen' }
		});
		const comparison = unwrap(await freezeComparison(analyst, id));
		expect(await freezeSetAnalysis(workspace.as('outsider'), { id, ...PLAN })).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		unwrap(await freezeSetAnalysis(analyst, { id, ...PLAN }));
		const [saved] = unwrap(await savedAnalyses(analyst, id));
		const hash = saved?.snapshot ?? '';
		const snapshot = unwrap(await getSnapshot(open.db, hash));
		const inputs = unwrap(await getInputs(open.db, snapshot.inputs));
		expect(unwrap(SET_ANALYSIS_METHOD.compute(inputs, snapshot.content))).toEqual(snapshot.results);
		const at = (pointer: string) => explainFrozen(snapshot, hash, pointer);
		expect(at('/results/robust/median')).toMatchObject({ label: '纳入样本 中位数', value: '8.946896' });
		expect(at('/results/robust/median')?.inputs).toHaveLength(7);
		expect(at('/results/robust/median')?.inputs[0]).toMatchObject({ snapshot: comparison });
		for (const pointer of [
			'/results/robust/members/0/modifiedZ',
			'/results/robust/members/0/without/median',
			'/results/interval/bcaLow',
			'/results/waterfalls/0/bars/1/effect',
			'/results/regression/rSquared',
			'/results/regression/coefficients/1/estimate',
			'/results/split/difference',
			'/results/split/causes/0/effect',
			'/results/split/lines/0/own',
			'/results/frontier/0/score'
		])
			expect(at(pointer)?.inputs.length, pointer).toBeGreaterThan(0);
		expect(at('/results/robust/nothing')).toBeUndefined();
		// The frontier is frozen with what proves it: a solution that is not the optimum does not replay.
		const content = snapshot.content as SetAnalysisContent;
		expect(content.frontier).toMatchObject({ solver: expect.stringMatching(/^HiGHS /) as string });
		expect((snapshot.results as SetAnalysisResults).frontier).toHaveLength(7);
		const solutions = content.frontier?.solutions.map(({ values, duals }) => ({
			values: values.map(([j, text]) => [j, String(Number(text) * 1.01)] as const),
			duals
		}));
		expect(
			SET_ANALYSIS_METHOD.compute(inputs, {
				...content,
				frontier: { ...content.frontier, solutions }
			} as Json)
		).toMatchObject({ problem: { code: 'frontier/no-optimum' } });
	});

	it('stands in the report of a project with its place, the picture and the figures, under the reader’s rights', async () => {
		const analyst = workspace.as('analyst');
		const { members } = unwrap(await viewComparison(analyst, id));
		const own = members[5]?.snapshot ?? '';
		const [reported] = await reportedComparisons(analyst, own);
		expect(reported?.members.map((member) => member.own)).toEqual(members.map((_, i) => i === 5));
		const blocks = setAnalysisBlocks(reported ? [reported] : []);
		const said = blocks.flatMap((block) =>
			block.kind === 'paragraph' ? block.runs.map((run) => (typeof run === 'string' ? run : run.text)) : []
		);
		expect(said.join('')).toMatch(
			/7 个纳入成本单元中，本项目可比单位成本 [\d.]+ 元\/平方米·年，由低到高排第 \d/
		);
		expect(said.join('')).toContain('差异最大的成本项');
		const picture = blocks.find((block) => block.kind === 'picture');
		expect(picture?.shapes.filter(({ shape }) => shape === 'dot')).toHaveLength(members.length);
		for (const { ref } of boundNumbers(blocks)) expect((await explain(analyst, refText(ref))).ok).toBe(true);
		// Where external samples are in, the report names each with its source and grade.
		const sample = { name: '外地养护', source: '测试公开表', credibility: 'C', count: 4 } as const;
		const table = setAnalysisBlocks(reported ? [{ ...reported, samples: [sample] }] : []).find(
			(block) => block.kind === 'table' && block.caption.endsWith('所用外部样本')
		);
		expect(table).toMatchObject({
			rows: [{ cells: ['外地养护', '测试公开表', 'C 级：研究文献、行业协会数据', '4'] }]
		});
		expect(reported?.samples).toEqual([]);
		const word = await docxOf({ title: '报告', subtitle: [], blocks });
		expect(word.length).toBeGreaterThan(1000);
		expect(await reportedComparisons(workspace.as('outsider'), own)).toEqual([]);
	});

	it('keeps who confirmed which causes, and counts them for those who may see', async () => {
		const analyst = workspace.as('analyst');
		const [saved] = unwrap(await savedAnalyses(analyst, id));
		const analysis = saved?.id ?? '';
		const confirm = (causes: readonly string[], who = analyst) =>
			confirmCauses(who, { analysis, causes, opinion: '作业面分散' });
		expect(await confirm(['weather'])).toMatchObject({ problem: { code: 'analysis-plan/cause-unknown' } });
		expect(await confirm([])).toMatchObject({ problem: { code: 'analysis-plan/nothing-to-confirm' } });
		expect(await confirm(['mix'], workspace.as('outsider'))).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		unwrap(await confirm(['mix', 'grade']));
		unwrap(await confirm(['mix']));
		expect(unwrap(await savedAnalyses(analyst, id))[0]?.causes).toEqual(['mix']);
		expect(await countCauses(analyst)).toEqual([{ category: NEW.category, cause: 'mix', count: 1 }]);
		expect(await countCauses(workspace.as('outsider'))).toEqual([]);
		const decisions = await decisionsOf(open.db, 'comparison', id);
		expect(decisions.filter(({ action }) => action === 'comparison.confirm-causes')).toHaveLength(2);
	});
});

describe.each(ENGINES)('a set whose members are not all the reader’s own, on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let id: string;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		const perf = workspace.as('perf');
		const members: { snapshot: Hash; unit: number }[] = [];
		for (const [project, organisation, cost] of [
			['A1', 'cm', '8000'],
			['A2', 'edu', '9000'],
			['A3', 'edu', '9500']
		] as const)
			members.push({ snapshot: await confirmAnalysis(open, { project, organisation, cost }), unit: 0 });
		const settings = { title: '两部门', purpose: '', targetYear: '2025', steps: [], series: {} };
		id = unwrap(await createComparison(perf, { ...settings, category: NEW.category, unit: '㎡' }));
		unwrap(await addMembers(perf, { id, members }));
		// The comparison is the department's own; two of its members are another department's.
		await open.db.updateTable('comparison').set({ organisation_id: 'cm' }).where('id', '=', id).execute();
	});
	afterAll(() => open.db.destroy());

	it('shows position and quantiles, and samples instead of names, while it is a draft', async () => {
		const view = unwrap(await viewComparison(workspace.as('analyst'), id));
		expect(view.results?.members.map(({ label }) => label)).toEqual([
			'合成项目A1 2025年 道路清扫（一级）',
			'样本 2',
			'样本 3'
		]);
		expect(view.results?.all.median).toBe('9');
		expect(JSON.stringify(view)).not.toMatch(/A2|A3/);
		expect(JSON.stringify(unwrap(await viewComparison(workspace.as('perf'), id)))).toContain('合成项目A2');
		const refused = unwrap(await viewSetAnalysis(workspace.as('analyst'), id, { own: '0', benchmark: '1' }));
		expect(refused.split).toMatchObject({ value: null, problem: { code: 'analysis-plan/not-yours' } });
		expect(refused.readable).toEqual([true, false, false]);
	});

	it('shows no more once frozen, neither on the page nor in an explanation', async () => {
		const perf = workspace.as('perf');
		const analyst = workspace.as('analyst');
		const hash = unwrap(await freezeComparison(perf, id));
		expect(JSON.stringify(unwrap(await viewComparison(analyst, id)))).not.toMatch(/A2|A3/);
		const at = (pointer: string) => refText({ kind: 'frozen', snapshot: hash, pointer });
		const own = unwrap(await explain(analyst, at('/results/members/0/raw')));
		expect(own.label).toContain('合成项目A1');
		const hidden = unwrap(await explain(analyst, at('/results/members/1/raw')));
		expect(hidden.label).toContain('样本 2');
		expect(JSON.stringify(hidden)).not.toMatch(/A2/);
		const chain = unwrap(await explainChain(analyst, at('/results/all/median')));
		expect(JSON.stringify(chain)).not.toMatch(/A2|A3/);
		unwrap(await freezeSetAnalysis(perf, { id, own: '0', benchmark: '1' }));
		const [saved] = unwrap(await savedAnalyses(analyst, id));
		expect(saved?.results.split).toBeNull();
		const split = refText({
			kind: 'frozen',
			snapshot: saved?.snapshot ?? '',
			pointer: '/results/split/difference'
		});
		expect(await explain(analyst, split)).toMatchObject({ problem: { code: 'analysis-plan/not-yours' } });
		expect(unwrap(await explain(perf, split)).value).toBe('-1');
	});
});
