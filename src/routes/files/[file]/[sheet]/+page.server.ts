import { LIMITS } from '#lib/core/limits.ts';
import { sheetView } from '#lib/server/intake/sheet-view.ts';
import { contextOf, refusePage } from '../../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = await sheetView(contextOf(locals), {
		...params,
		cell: url.searchParams.get('cell'),
		around: LIMITS.windowRows
	});
	if (!view.ok) refusePage(view.problem);
	return view.value;
};
