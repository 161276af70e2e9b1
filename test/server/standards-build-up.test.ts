import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { replaySnapshots } from '#lib/server/lineage/replay.ts';
import type { Context } from '#lib/server/context.ts';
import { createRecipe, listRecipes, type RecipeHead } from '#lib/server/recipes/service.ts';
import { propose } from '#lib/server/standards/approval.ts';
import { previewDraft } from '#lib/server/standards/drafting.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { ENGINES } from '../support/databases.ts';
import { GOLDEN_G7 } from '../support/recipes.ts';
import { DRAFT, refusal, standardWalk, type StandardWalk } from '../support/standard-walk.ts';

describe.each(ENGINES)('a quota on a build-up, on %s', (engine) => {
	let walk: StandardWalk;
	let analyst: Context;
	let draft: StandardDraft;
	let recipe: RecipeHead;

	beforeAll(async () => {
		walk = await standardWalk(engine);
		analyst = walk.workspace.as('analyst');
		unwrap(await createRecipe(analyst, { organisationId: 'cm', content: GOLDEN_G7, note: '' }));
		const [made] = unwrap(await listRecipes(analyst));
		if (!made) throw new Error('The build-up was just made');
		recipe = made;
		draft = {
			...DRAFT,
			quota: {
				...DRAFT.quota,
				rule: 'engineering',
				crossCheck: '',
				buildUp: { ...recipe.use, times: '365' }
			}
		};
	});
	afterAll(() => walk.open.db.destroy());

	it('freezes the build-up as an input and replays', async () => {
		const proposalId = await walk.drafted(draft);
		const shown = unwrap(await getProposal(analyst, proposalId));
		expect(shown.recipes.map(({ hash }) => hash)).toEqual([recipe.use.hash]);
		expect(unwrap(await previewDraft(analyst, { proposalId, draft })).quota).toMatchObject({
			ok: true,
			value: { value: '9.26' }
		});
		unwrap(await propose(analyst, { proposalId }));
		const { quota } = unwrap(await getProposal(analyst, proposalId)).snapshots;
		const snapshot = unwrap(await getSnapshot(walk.open.db, quota ?? ''));
		expect(snapshot.inputs.at(-1)).toEqual({ role: 'recipe', hash: recipe.use.hash });
		// The version is named among the inputs; content holds no hash.
		expect(JSON.stringify(snapshot.content)).not.toContain(recipe.use.hash);
		expect(snapshot.results).toMatchObject({ value: '9.26', unrounded: '9.2637' });
		expect(unwrap(await replaySnapshots(walk.open.db, [quota ?? '']))).toBeDefined();
	});

	it('refuses a hash that is no build-up', async () => {
		const forged = { code: 'YH-001', name: '别的', version: 1, times: '1', hash: 'f'.repeat(64) };
		const proposalId = await walk.drafted({ ...draft, quota: { ...draft.quota, buildUp: forged } });
		expect(refusal(await propose(analyst, { proposalId }))).toBe('recipe/not-found');
	});
});
