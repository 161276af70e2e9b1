import { redirect } from '@sveltejs/kit';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { listCandidates } from '#lib/server/comparison/candidates.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import { addMembers, removeMember, setIncluded, type MemberKey } from '#lib/server/comparison/members.ts';
import { setSettings, viewComparison } from '#lib/server/comparison/service.ts';
import { renewComparison } from '#lib/server/lineage/renew.ts';
import { stalenessOf } from '#lib/server/lineage/staleness.ts';
import { listSeries } from '#lib/server/parameters/service.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { shownStaleness } from '../../shown-staleness.ts';
import { settingsInput } from '../settings-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const context = contextOf(locals);
	const view = await viewComparison(context, params.id);
	if (!view.ok) refusePage(view.problem);
	const { problem, ...comparison } = view.value;
	const mayDerive = mightEver(context.actor, 'standard.edit');
	const { snapshot } = comparison.head;
	const page = {
		comparison,
		mayDerive,
		mayRenew: mightEver(context.actor, 'comparison.edit'),
		stale: snapshot === null ? null : shownStaleness(await stalenessOf(context, snapshot)),
		problem: problem && problemText(problem)
	};
	if (!comparison.rights.edit) return { ...page, candidates: [], series: [] };
	const candidates = await listCandidates(context, params.id);
	if (!candidates.ok) refusePage(candidates.problem);
	const series = await listSeries(context);
	if (!series.ok) refusePage(series.problem);
	return {
		...page,
		candidates: candidates.value.map((candidate) => ({
			...candidate,
			problem: candidate.problem && problemText(candidate.problem)
		})),
		series: series.value
	};
};

export const actions: Actions = {
	add: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const members = form.getAll('member').map((key) => memberKey(String(key)));
		const added = await addMembers(contextOf(locals), { id: params.id, members });
		return added.ok ? { problem: null } : refuseForm(added.problem);
	},
	remove: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const key = memberKey(String(form.get('member') ?? ''));
		const removed = await removeMember(contextOf(locals), { id: params.id, ...key });
		return removed.ok ? { problem: null } : refuseForm(removed.problem);
	},
	include: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const changed = await setIncluded(contextOf(locals), {
			id: params.id,
			...memberKey(String(form.get('member') ?? '')),
			included: form.get('included') === 'yes',
			reason: String(form.get('reason') ?? '')
		});
		return changed.ok ? { problem: null } : refuseForm(changed.problem);
	},
	settings: async ({ locals, params, request }) => {
		const changed = await setSettings(contextOf(locals), {
			...settingsInput(await readForm(request)),
			id: params.id
		});
		return changed.ok ? { problem: null } : refuseForm(changed.problem);
	},
	renew: async ({ locals, params }) => {
		const renewed = await renewComparison(contextOf(locals), params.id);
		if (!renewed.ok) return refuseForm(renewed.problem);
		redirect(303, `/comparisons/${renewed.value}`);
	},
	freeze: async ({ locals, params }) => {
		const frozen = await freezeComparison(contextOf(locals), params.id);
		return frozen.ok ? { problem: null } : refuseForm(frozen.problem);
	}
};

/** "snapshot/unit", as the rows' forms carry it; anything else names no member, which the service says. */
function memberKey(text: string): MemberKey {
	const [snapshot = '', unit = ''] = text.split('/');
	return { snapshot, unit: /^\d{1,6}$/.test(unit) ? Number(unit) : -1 };
}
