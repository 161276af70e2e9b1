import { redirect, type Actions } from '@sveltejs/kit';
import { parseDate } from '#lib/core/period/date.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { officesToCompareFor } from '#lib/server/comparison/acting-for.ts';
import { today } from '#lib/server/context.ts';
import { renewStandard } from '#lib/server/lineage/renew.ts';
import { replayFigure } from '#lib/server/lineage/replay-figure.ts';
import { stalenessOf } from '#lib/server/lineage/staleness.ts';
import { issuedStandard } from '#lib/server/standards/library.ts';
import { driftOf } from '#lib/server/standards/upkeep.ts';
import { usesOf } from '#lib/server/standards/uses.ts';
import { latestVolume } from '#lib/server/workpapers/budget-lines.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { replayWords } from '../../replay-words.ts';
import { shownStaleness } from '../../shown-staleness.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const asked = url.searchParams.get('date');
	const at = asked ? parseDate(asked) : { ok: true as const, value: today(context) };
	if (!at.ok) refusePage(at.problem);
	const view = await issuedStandard(context, params.id, at.value);
	if (!view.ok) refusePage(view.problem);
	const { entry, kind } = view.value;
	return {
		...view.value,
		date: at.value,
		volume: await latestVolume(context, { ...entry, grade: entry.service.grade }),
		drift: await driftOf(context, entry, at.value),
		uses: (await usesOf(context, [entry]))(entry),
		mayCheck: mightEver(context.actor, 'budget-check.run'),
		offices: officesToCompareFor(context.actor),
		stale: shownStaleness(await stalenessOf(context, entry.hashes[kind]))
	};
};

export const actions: Actions = {
	renew: async ({ locals, params, request }) => {
		const office = (await readForm(request)).get('organisation');
		const context = contextOf(locals);
		const view = await issuedStandard(context, params.id ?? '', today(context));
		if (!view.ok) return refuseForm(view.problem);
		const chosen = typeof office === 'string' ? office : undefined;
		const renewed = await renewStandard(context, view.value.entry.proposalId, chosen);
		if (!renewed.ok) return refuseForm(renewed.problem);
		redirect(303, `/comparisons/${renewed.value}`);
	},
	replay: async ({ locals, request }) => {
		const form = await readForm(request);
		const replayed = await replayFigure(contextOf(locals), String(form.get('ref') ?? ''));
		return replayed.ok ? { done: replayWords(replayed.value) } : refuseForm(replayed.problem);
	}
};
