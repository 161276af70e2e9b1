import { unitById } from '#lib/core/quantity/units.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { countCauses } from '#lib/server/comparison/freeze-analysis.ts';
import { listComparisons } from '#lib/server/comparison/service.ts';
import { contextOf, refusePage } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const comparisons = await listComparisons(context);
	if (!comparisons.ok) refusePage(comparisons.problem);
	return {
		causes: await countCauses(context),
		mayCreate: mightEver(context.actor, 'comparison.edit'),
		comparisons: comparisons.value.map(({ unit, ...rest }) => ({ ...rest, unit: unitById(unit).name }))
	};
};
