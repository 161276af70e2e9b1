import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import type { RecipeContent } from '#lib/core/costing/recipe.ts';
import { fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { selectEntries } from '#lib/server/audit/store.ts';
import type { Context } from '#lib/server/context.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { submitAnalysis } from '#lib/server/costing/approval.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { explain } from '#lib/server/lineage/explain.ts';
import { replaySnapshots } from '#lib/server/lineage/replay.ts';
import {
	addVersion,
	createRecipe,
	listRecipes,
	recipeDetail,
	recipeHomes
} from '#lib/server/recipes/service.ts';
import { previewUpgrade, upgradeAnalysis } from '#lib/server/recipes/upgrade.ts';
import { costLine } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { GOLDEN_G7, INNER_MONGOLIA_HEDGE, OTHER_MATERIAL } from '../support/recipes.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const COMPLETE: RecipeContent = {
	...INNER_MONGOLIA_HEDGE,
	lines: [...INNER_MONGOLIA_HEDGE.lines, OTHER_MATERIAL]
};
const BASIS = {
	priceYear: 2026,
	region: '示例区',
	taxBasis: 'unknown',
	staffScope: 'excluded',
	deliveryMode: 'purchased'
} as const;

describe.each(ENGINES)('build-ups on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let analyst: Context;
	let hedge: string;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		analyst = workspace.as('analyst');
		hedge = unwrap(
			await createRecipe(analyst, { organisationId: 'cm', content: INNER_MONGOLIA_HEDGE, note: '照录' })
		);
	});
	afterAll(() => open.db.destroy());

	it('can be read and used by everybody, and written where one is appointed', async () => {
		const [head] = unwrap(await listRecipes(workspace.as('outsider')));
		expect(head).toMatchObject({
			code: '72',
			price: '10.8',
			mayEdit: false,
			use: { version: 1, name: '单排绿篱' }
		});
		expect(unwrap(await listRecipes(analyst))[0]?.mayEdit).toBe(true);
		expect(recipeHomes(analyst)).toEqual([{ id: 'cm', name: '区建管委' }]);
		expect(recipeHomes(workspace.as('head'))).toEqual([]);
		for (const [person, organisationId] of [
			['head', 'cm'],
			['outsider', 'cm'],
			['analyst', 'edu'],
			['admin', 'd']
		] as const)
			expect(
				await createRecipe(workspace.as(person), { organisationId, content: GOLDEN_G7, note: '' })
			).toMatchObject({ ok: false, problem: { code: 'workflow/forbidden' } });
		expect(await listRecipes(workspace.as('admin'))).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
	});

	it('refuses a code that is taken and what cannot be computed', async () => {
		const again = { organisationId: 'cm', content: INNER_MONGOLIA_HEDGE, note: '' };
		expect(await createRecipe(analyst, again)).toMatchObject({ problem: { code: 'recipe/code-taken' } });
		const empty = { ...again, content: { ...GOLDEN_G7, lines: [] } };
		expect(await createRecipe(analyst, empty)).toMatchObject({ problem: { code: 'recipe/malformed' } });
		expect(await recipeDetail(analyst, 'no-such')).toMatchObject({ problem: { code: 'recipe/not-found' } });
	});

	it('grows by versions, each with what it changed, and never edits one', async () => {
		const other = {
			recipeId: hedge,
			basedOn: 1,
			content: { ...COMPLETE, code: 'other', unit: '株' },
			note: '补其它材料费'
		};
		expect(await addVersion(workspace.as('outsider'), other)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		expect(unwrap(await addVersion(analyst, other))).toBe(2);
		expect(await addVersion(analyst, other)).toMatchObject({ problem: { code: 'recipe/changed-since' } });
		expect(await addVersion(analyst, { ...other, basedOn: 2 })).toMatchObject({
			problem: { code: 'recipe/unchanged' }
		});
		const { versions, unit, use } = unwrap(await recipeDetail(analyst, hedge));
		expect(use.version).toBe(2);
		expect(unit).toBe('m');
		expect(
			versions.map(({ version, note, author, results }) => [version, note, author, results.price])
		).toEqual([
			[2, '补其它材料费', 'analyst', '10.89'],
			[1, '照录', 'analyst', '10.8']
		]);
		expect(versions[0]?.changes).toEqual([
			{ what: '材料费 其它材料费', before: null, after: '材料费的 3%' },
			{ what: '单价', before: '10.8', after: '10.89' }
		]);
		expect(versions[0]?.content.code).toBe('72');
		await expect(sql`update recipe_version set note = 'x'`.execute(open.db)).rejects.toThrow(/append-only/);
	});

	it('explains and replays every version', async () => {
		const { versions } = unwrap(await recipeDetail(analyst, hedge));
		for (const { hash } of versions) {
			const step = unwrap(
				await explain(
					workspace.as('outsider'),
					refText({ kind: 'frozen', snapshot: hash, pointer: '/results/price' })
				)
			);
			expect(step.method?.id).toBe('recipe/build-up@1');
		}
		expect(
			unwrap(
				await replaySnapshots(
					open.db,
					versions.map(({ hash }) => hash)
				)
			)
		).toBeDefined();
	});

	describe('upgrading', () => {
		let analysisId: string;

		beforeAll(async () => {
			const project = {
				code: 'P1',
				name: '绿化养护',
				organisationId: 'cm',
				category: '城市运维/绿化',
				sourceNote: '合成数据'
			};
			const year = { fiscalYear: 2026, periodMonths: 12, basis: BASIS };
			analysisId = unwrap(await createProjectWithAnalysis(analyst, project, year));
			const [newest, first] = unwrap(await recipeDetail(analyst, hedge)).versions;
			const use = (version: number, hash = '') => ({ code: '72', name: '单排绿篱', version, hash });
			unwrap(
				await saveEdits(analyst, {
					analysisId,
					batchId: 'build',
					revision: 0,
					commands: [
						{
							type: 'add',
							lines: [
								costLine({ id: 'a', code: '1', name: '东路', quantity: '1000' }),
								costLine({ id: 'b', position: 1, quantity: '5' }),
								costLine({ id: 'c', position: 2, quantity: '=[#a].单价', unitPrice: '1' })
							]
						},
						{ type: 'apply-recipe', lineId: 'a', recipe: use(1, first?.hash), unitPrice: '10.8' },
						{ type: 'apply-recipe', lineId: 'b', recipe: use(2, newest?.hash), unitPrice: '10.89' }
					]
				})
			);
		});

		it('cannot be claimed for a price that it does not have', async () => {
			const { draft, revision } = unwrap(await loadAnalysis(analyst, analysisId));
			const use = draft.lines.find(({ id }) => id === 'a')?.recipe;
			if (!use) throw new Error('The line has no build-up');
			const claim = { type: 'apply-recipe', lineId: 'a', recipe: use, unitPrice: '9.99' } as const;
			const claimed = { analysisId, batchId: 'claim', revision, commands: [claim] };
			const back = { ...claim, unitPrice: '10.8' };
			const submit = (at: number) => submitAnalysis(analyst, { analysisId, revision: at, opinion: '' });
			expect(unwrap(await saveEdits(analyst, claimed)).revision).toBe(2);
			expect(await submit(2)).toMatchObject({
				problem: {
					code: 'analysis/recipe-differs',
					values: { line: '1 东路', price: '10.8', stored: '9.99' }
				}
			});
			unwrap(await saveEdits(analyst, { ...claimed, batchId: 'back', revision: 2, commands: [back] }));
		});

		it('shows the effect line by line and in total before anything changes', async () => {
			const preview = unwrap(await previewUpgrade(analyst, hedge));
			// 1000 × 0.09, and the 0.09 that the third line reads from the price of the first.
			expect(preview.difference).toBe(fen(9_009));
			expect(preview.analyses).toMatchObject([
				{
					analysisId,
					revision: 3,
					project: '绿化养护',
					effect: {
						lines: [
							{
								lineId: 'a',
								label: '1 东路',
								version: 1,
								oldPrice: '10.8',
								newPrice: '10.89',
								difference: 9_000
							}
						]
					}
				}
			]);
			expect(unwrap(await previewUpgrade(workspace.as('outsider'), hedge)).analyses).toEqual([]);
			expect(unwrap(await loadAnalysis(analyst, analysisId)).revision).toBe(3);
		});

		it('is an ordinary edit of who may edit, on what was shown', async () => {
			const request = { recipeId: hedge, version: 2, analysisId, revision: 3, batchId: 'upgrade' };
			expect(await upgradeAnalysis(workspace.as('perf'), request)).toMatchObject({
				problem: { code: 'workflow/forbidden' }
			});
			expect(await upgradeAnalysis(analyst, { ...request, version: 1 })).toMatchObject({
				problem: { code: 'recipe/changed-since' }
			});
			expect(await upgradeAnalysis(analyst, { ...request, revision: 0 })).toMatchObject({
				problem: { code: 'analysis/changed-since' }
			});
			const before = (await selectEntries(open.db, 0, 1_000)).length;
			expect(unwrap(await upgradeAnalysis(analyst, request)).revision).toBe(4);
			expect((await selectEntries(open.db, 0, 1_000)).slice(before)).toMatchObject([
				{ action: 'analysis.edit' }
			]);
			const { draft } = unwrap(await loadAnalysis(analyst, analysisId));
			expect(draft.lines.find(({ id }) => id === 'a')).toMatchObject({
				unitPrice: '10.89',
				recipe: { code: '72', version: 2 }
			});
			expect(unwrap(await previewUpgrade(analyst, hedge)).analyses).toEqual([]);
			expect(unwrap(await upgradeAnalysis(analyst, request))).toMatchObject({ revision: 4, savedAs: 4 });
			expect(await selectEntries(open.db, 0, 1_000)).toHaveLength(before + 1);
			expect(await upgradeAnalysis(analyst, { ...request, batchId: 'late' })).toMatchObject({
				problem: { code: 'analysis/changed-since' }
			});
		});
	});
});
