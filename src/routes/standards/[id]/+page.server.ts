import type { Actions } from '@sveltejs/kit';
import { parseDate } from '#lib/core/period/date.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { today } from '#lib/server/context.ts';
import { replayFigure } from '#lib/server/lineage/replay-figure.ts';
import { issuedStandard } from '#lib/server/standards/library.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { replayWords } from '../../replay-words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const asked = url.searchParams.get('date');
	const at = asked ? parseDate(asked) : { ok: true as const, value: today(context) };
	if (!at.ok) refusePage(at.problem);
	const view = await issuedStandard(context, params.id, at.value);
	if (!view.ok) refusePage(view.problem);
	return { ...view.value, date: at.value, mayCheck: mightEver(context.actor, 'budget-check.run') };
};

export const actions: Actions = {
	replay: async ({ locals, request }) => {
		const form = await readForm(request);
		const replayed = await replayFigure(contextOf(locals), String(form.get('ref') ?? ''));
		return replayed.ok ? { done: replayWords(replayed.value) } : refuseForm(replayed.problem);
	}
};
