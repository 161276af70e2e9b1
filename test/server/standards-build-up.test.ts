import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { replaySnapshots } from '#lib/server/lineage/replay.ts';
import { createRecipe, listRecipes } from '#lib/server/recipes/service.ts';
import { propose } from '#lib/server/standards/approval.ts';
import { previewDraft } from '#lib/server/standards/drafting.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { ENGINES } from '../support/databases.ts';
import { GOLDEN_G7 } from '../support/recipes.ts';
import { DRAFT, refusal, standardWalk } from '../support/standard-walk.ts';

describe.each(ENGINES)('a quota on a build-up, on %s', (engine) => {
	async function withRecipe() {
		const walk = await standardWalk(engine);
		const analyst = walk.workspace.as('analyst');
		unwrap(await createRecipe(analyst, { organisationId: 'cm', content: GOLDEN_G7, note: '' }));
		const [recipe] = unwrap(await listRecipes(analyst));
		if (!recipe) throw new Error('The build-up was just made');
		const draft: StandardDraft = {
			...DRAFT,
			quota: {
				...DRAFT.quota,
				rule: 'engineering',
				crossCheck: '',
				buildUp: { ...recipe.use, times: '365' }
			}
		};
		return { walk, analyst, draft, recipe };
	}

	it('freezes the build-up as an input and replays', async () => {
		const { walk, analyst, draft, recipe } = await withRecipe();
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
		const { walk, analyst, draft } = await withRecipe();
		const forged = { code: 'YH-001', name: '别的', version: 1, times: '1', hash: 'f'.repeat(64) };
		const proposalId = await walk.drafted({ ...draft, quota: { ...draft.quota, buildUp: forged } });
		expect(refusal(await propose(analyst, { proposalId }))).toBe('recipe/not-found');
	});
});
