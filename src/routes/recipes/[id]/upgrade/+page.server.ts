import { previewUpgrade, upgradeAnalysis } from '#lib/server/recipes/upgrade.ts';
import { readForm } from '../../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../../refusal.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const context = contextOf(locals);
	const preview = await previewUpgrade(context, params.id);
	if (!preview.ok) refusePage(preview.problem);
	const { recipe, analyses, difference } = preview.value;
	return {
		recipe: { id: recipe.id, name: recipe.name, version: recipe.use.version, hash: recipe.use.hash },
		difference,
		// Each with the id its edit will have, so that pressing twice does it once.
		analyses: analyses.map(({ effect: { lines, before, after, difference: change }, ...analysis }) => ({
			...analysis,
			batchId: context.newId(),
			effect: { lines, before, after, difference: change }
		}))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const upgraded = await upgradeAnalysis(contextOf(locals), {
			recipeId: params.id,
			version: Number(form.get('version')),
			analysisId: String(form.get('analysis') ?? ''),
			revision: Number(form.get('revision')),
			batchId: String(form.get('batch') ?? '')
		});
		return upgraded.ok ? { problem: null } : refuseForm(upgraded.problem);
	}
};
