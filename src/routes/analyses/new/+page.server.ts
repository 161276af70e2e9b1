import { redirect } from '@sveltejs/kit';
import { createAnalysis, createProjectWithAnalysis } from '#lib/server/costing/analyses.ts';
import { newAnalysisChoices } from '#lib/server/costing/choices.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm } from '../../refusal.ts';
import { analysisInput, projectInput } from './form-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => newAnalysisChoices(contextOf(locals));

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		const context = contextOf(locals);
		const projectId = String(form.get('projectId') ?? '');
		const analysis = analysisInput(form);
		const created =
			projectId === ''
				? await createProjectWithAnalysis(context, projectInput(form), analysis)
				: await createAnalysis(context, { ...analysis, projectId });
		if (!created.ok) return refuseForm(created.problem);
		redirect(303, `/analyses/${created.value}`);
	}
};
