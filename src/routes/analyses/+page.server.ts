import { mightEver } from '#lib/core/workflow/permission.ts';
import { listAnalyses } from '#lib/server/costing/analyses.ts';
import { contextOf } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	return {
		mayCreate: mightEver(context.actor, 'analysis.edit'),
		analyses: await listAnalyses(context)
	};
};
