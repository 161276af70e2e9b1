import { mightEver } from '#lib/core/workflow/permission.ts';
import { listProposals } from '#lib/server/standards/proposals.ts';
import { contextOf, refusePage } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const proposals = await listProposals(context);
	if (!proposals.ok) refusePage(proposals.problem);
	return { proposals: proposals.value, mayCreate: mightEver(context.actor, 'standard.edit') };
};
