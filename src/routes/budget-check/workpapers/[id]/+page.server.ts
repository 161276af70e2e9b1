import { replayFigure } from '#lib/server/lineage/replay-figure.ts';
import { getWorkpaper } from '#lib/server/workpapers/service.ts';
import type { Actions } from '@sveltejs/kit';
import { readForm } from '../../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../../refusal.ts';
import { replayWords } from '../../../replay-words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const workpaper = await getWorkpaper(contextOf(locals), params.id);
	if (!workpaper.ok) refusePage(workpaper.problem);
	return { workpaper: workpaper.value };
};

export const actions: Actions = {
	replay: async ({ locals, request }) => {
		const form = await readForm(request);
		const replayed = await replayFigure(contextOf(locals), String(form.get('ref') ?? ''));
		return replayed.ok ? { done: replayWords(replayed.value) } : refuseForm(replayed.problem);
	}
};
