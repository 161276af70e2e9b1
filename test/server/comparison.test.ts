import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hash } from '#lib/core/address/value-ref.ts';
import type { ComparisonContent, ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import { COMPARISON_METHOD } from '#lib/core/comparison/method.ts';
import { explainParameter } from '#lib/core/comparison/parameters.ts';
import { dec, toFixedText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { snapshotHash } from '#lib/core/snapshot/snapshot.ts';
import { selectEntries } from '#lib/server/audit/store.ts';
import { comparableGroups, listCandidates } from '#lib/server/comparison/candidates.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers, removeMember, setIncluded } from '#lib/server/comparison/members.ts';
import {
	createComparison,
	listComparisons,
	setSettings,
	viewComparison
} from '#lib/server/comparison/service.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { seedParameters } from '#lib/server/demo/parameters.ts';
import { sha256 } from '#lib/server/hash.ts';
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

const hashes: Partial<Record<string, Hash>> = {};

describe.each(ENGINES)('comparison on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let golden: readonly { snapshot: Hash; unit: number }[];
	let id: string;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		unwrap(await seedParameters(workspace.as('perf'), workspace.as('approver'), process.cwd()));
		const stored: { snapshot: Hash; unit: number }[] = [];
		for (const [project, priceYear, cost, output, region, grade] of GOLDEN_A)
			stored.push({
				snapshot: await confirmAnalysis(open, { project, priceYear, cost, output, region, grade }),
				unit: 0
			});
		golden = stored;
		id = unwrap(await createComparison(workspace.as('analyst'), NEW));
	});
	afterAll(() => open.db.destroy());

	it('is made in the name of an organisation one may compare for, never of another', async () => {
		const analyst = workspace.as('analyst');
		const named = unwrap(await createComparison(analyst, { ...NEW, organisationId: 'cm' }));
		expect(unwrap(await viewComparison(analyst, named)).head.organisation).toBe('区建管委');
		for (const organisationId of ['edu', 'fin', 'no-such'])
			expect(await createComparison(analyst, { ...NEW, organisationId })).toMatchObject({
				problem: { code: 'workflow/forbidden' }
			});
		const { db } = open;
		await db.deleteFrom('comparison').where('id', '=', named).execute();
	});

	it('proposes what was confirmed and may be seen, failing ones last with the reason', async () => {
		await confirmAnalysis(open, { project: 'X1', cost: '5000', unit: '座' });
		await confirmAnalysis(open, { project: 'X2', cost: '5000', output: '0' });
		await confirmAnalysis(open, { project: 'X3', cost: '5000', category: '教育/校舍' });
		await confirmAnalysis(open, { project: 'X4', cost: '5000', organisation: 'edu' });
		const candidates = unwrap(await listCandidates(workspace.as('analyst'), id));
		expect(
			candidates.map(({ observation, problem }) => [observation.project, problem?.code ?? null])
		).toEqual([
			...GOLDEN_A.map(([project]) => [project, null]),
			['X1', 'comparison/unit-differs'],
			['X2', 'comparison/no-output'],
			['X3', 'comparison/category-differs']
		]);
		const groups = unwrap(await comparableGroups(workspace.as('analyst')));
		expect(groups).toContainEqual({ category: NEW.category, unit: 'm2', unitName: '平方米', count: 9 });
	});

	it('keeps out what fails the gate, what may not be seen and what was never confirmed', async () => {
		const analyst = workspace.as('analyst');
		const candidates = unwrap(await listCandidates(analyst, id));
		const x1 = candidates.find(({ observation }) => observation.project === 'X1');
		const add = (snapshot: Hash) => addMembers(analyst, { id, members: [{ snapshot, unit: 0 }] });
		expect(await add(x1?.snapshot ?? '')).toMatchObject({ problem: { code: 'comparison/unit-differs' } });
		const hidden = await open.db
			.selectFrom('analysis')
			.select('snapshot')
			.where('project_id', '=', 'project-X4')
			.executeTakeFirstOrThrow();
		expect(await add(hidden.snapshot ?? '')).toMatchObject({ problem: { code: 'workflow/forbidden' } });
		expect(await addMembers(analyst, { id, members: [] })).toMatchObject({
			problem: { code: 'comparison/nothing-chosen' }
		});
		expect(await add('0'.repeat(64))).toMatchObject({ problem: { code: 'comparison/not-confirmed' } });
		expect(await viewComparison(workspace.as('outsider'), id)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		expect(await viewComparison(analyst, 'unknown')).toMatchObject({
			problem: { code: 'comparison/not-found' }
		});
	});

	it('says that an empty set has nothing to compute, then computes golden case A', async () => {
		const analyst = workspace.as('analyst');
		expect(unwrap(await viewComparison(analyst, id))).toMatchObject({
			results: null,
			problem: { code: 'comparison/empty' }
		});
		unwrap(await addMembers(analyst, { id, members: golden }));
		expect(await addMembers(analyst, { id, members: golden })).toMatchObject({
			problem: { code: 'comparison/member-exists' }
		});
		const view = unwrap(await viewComparison(analyst, id));
		expect(view.results?.members.map(({ comparable }) => toFixedText(dec(comparable), 4))).toEqual(
			GOLDEN_A.map((row) => row[6])
		);
		expect(view.results?.members[6]).toMatchObject({ project: 'P7', flagged: 'high' });
	});

	it('asks for a reason before an outlier is frozen in or anything is taken out', async () => {
		const analyst = workspace.as('analyst');
		const p7 = golden[6] as { snapshot: Hash; unit: number };
		const reasonNeeded = { ok: false, problem: { code: 'comparison/reason-needed' } };
		expect(await freezeComparison(analyst, id)).toMatchObject(reasonNeeded);
		expect(await setIncluded(analyst, { id, ...p7, included: false, reason: ' ' })).toMatchObject(
			reasonNeeded
		);
		unwrap(await setIncluded(analyst, { id, ...p7, included: false, reason: '含一次性补铺，口径不同' }));
		const { results } = unwrap(await viewComparison(analyst, id));
		expect(toFixedText(dec(results?.included?.averageAdvanced ?? ''), 4)).toBe('8.6669');
		expect(results?.all.n).toBe(8);
	});

	it('lets a member with another basis in only with a reason', async () => {
		const analyst = workspace.as('analyst');
		const snapshot = await confirmAnalysis(open, { project: 'W1', cost: '9000', taxBasis: 'excluded' });
		unwrap(await addMembers(analyst, { id, members: [{ snapshot, unit: 0 }] }));
		const view = unwrap(await viewComparison(analyst, id));
		const at = view.members.findIndex((member) => member.snapshot === snapshot);
		expect(view.members[at]?.included).toBe(false);
		expect(view.results?.members[at]?.warnings).toEqual(['税口径不同：本项目“不含”，多数项目“含”']);
		expect(await setIncluded(analyst, { id, snapshot, unit: 0, included: true, reason: '' })).toMatchObject({
			problem: { code: 'comparison/reason-needed' }
		});
		unwrap(await removeMember(analyst, { id, snapshot, unit: 0 }));
		expect(await removeMember(analyst, { id, snapshot, unit: 0 })).toMatchObject({
			problem: { code: 'comparison/member-not-found' }
		});
	});

	it('refuses a target year the index does not reach, naming the year', async () => {
		const analyst = workspace.as('analyst');
		unwrap(await setSettings(analyst, { ...NEW, id, targetYear: '2027' }));
		expect(unwrap(await viewComparison(analyst, id))).toMatchObject({
			results: null,
			problem: { code: 'comparison/missing-index', values: { year: '2027' } }
		});
		expect(await freezeComparison(analyst, id)).toMatchObject({
			problem: { code: 'comparison/missing-index' }
		});
		expect(await setSettings(analyst, { ...NEW, id, targetYear: '去年' })).toMatchObject({
			problem: { code: 'comparison/bad-target-year' }
		});
		expect(
			await setSettings(analyst, { ...NEW, id, series: { ...NEW.series, grade: 'demo-index' } })
		).toMatchObject({
			problem: { code: 'comparison/series-needed', values: { step: '服务等级' } }
		});
		unwrap(await setSettings(analyst, { ...NEW, id }));
	});

	it('freezes once, recomputes to the same hash, and changes no more', async () => {
		const analyst = workspace.as('analyst');
		const hash = unwrap(await freezeComparison(analyst, id));
		hashes[engine] = hash;
		expect(await freezeComparison(analyst, id)).toMatchObject({ problem: { code: 'workflow/wrong-state' } });
		expect(await setSettings(analyst, { ...NEW, id })).toMatchObject({
			problem: { code: 'workflow/wrong-state' }
		});
		const snapshot = unwrap(await getSnapshot(open.db, hash));
		const inputs = unwrap(await getInputs(open.db, snapshot.inputs));
		const again = unwrap(COMPARISON_METHOD.compute(inputs, snapshot.content));
		expect(snapshotHash({ ...snapshot, results: again }, sha256)).toBe(hash);
		const audited = (await selectEntries(open.db, 0, 1000)).filter(
			({ action }) => action === 'comparison.freeze'
		);
		expect(audited).toMatchObject([{ subject_id: id, after_hash: hash }]);
		expect(unwrap(await listComparisons(analyst))).toMatchObject([
			{ id, state: 'frozen', members: 8, snapshot: hash }
		]);
	});

	it('shows the frozen set although a series has moved since', async () => {
		const view = unwrap(await viewComparison(workspace.as('perf'), id));
		expect(view.head.snapshot).toBe(hashes[engine]);
		expect(view.members[6]).toMatchObject({ included: false, reason: '含一次性补铺，口径不同' });
		expect(toFixedText(dec(view.results?.included?.median ?? ''), 4)).toBe('8.9469');
	});

	it('explains every figure down to the analysis and the document of each factor', async () => {
		const hash = hashes[engine] ?? '';
		const snapshot = unwrap(await getSnapshot(open.db, hash));
		const content = snapshot.content as ComparisonContent;
		const results = snapshot.results as ComparisonResults;
		const explain = (pointer: string) => COMPARISON_METHOD.explain(snapshot, hash, pointer);
		const pointers = [
			...results.members.flatMap((member, i) => [
				`/results/members/${i}/raw`,
				`/results/members/${i}/output`,
				`/results/members/${i}/comparable`,
				...member.steps.flatMap((_, j) =>
					['value', 'factor'].map((f) => `/results/members/${i}/steps/${j}/${f}`)
				)
			]),
			...(['all', 'included'] as const).flatMap((group) =>
				Object.keys(results[group] ?? {}).map((name) => `/results/${group}/${name}`)
			)
		];
		for (const pointer of pointers) {
			const step = explain(pointer);
			expect(step, pointer).toBeDefined();
			for (const input of step?.inputs ?? [])
				if (input.kind === 'frozen' && input.snapshot === hash) expect(explain(input.pointer)).toBeDefined();
				else if (input.kind === 'frozen')
					expect(snapshot.inputs.map((i) => i.hash)).toContain(input.snapshot);
		}
		const grade = explain('/results/members/2/steps/3/factor');
		expect(grade?.value).toBe('0.85');
		const source = grade?.inputs[0];
		if (source?.kind !== 'frozen') throw new Error('A factor comes from a frozen series');
		const series = unwrap(await getSnapshot(open.db, source.snapshot));
		expect(explainParameter(series, source.snapshot, source.pointer)).toMatchObject({
			value: '0.85',
			label: '示例服务等级系数（合成数据） 二级（第 1 版）'
		});
		expect(explain('/results/included/median')?.inputs).toHaveLength(7);
		expect(explain('/results/members/99/raw')).toBeUndefined();
		expect(explain('/results/members/0/steps/9/value')).toBeUndefined();
		expect(explain('/content/nothing')).toBeUndefined();
		expect(content.members.filter(({ included }) => included)).toHaveLength(7);
	});
});

it('gives the same hash on both engines', () => {
	expect(hashes.sqlite).toMatch(/^[0-9a-f]{64}$/);
	expect(hashes.postgres).toBe(hashes.sqlite);
});
