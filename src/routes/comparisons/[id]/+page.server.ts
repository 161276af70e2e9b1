import { redirect } from '@sveltejs/kit';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import type { FactorStep, SeriesByStep } from '#lib/core/comparison/normalise/chain.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { officesToCompareFor } from '#lib/server/comparison/acting-for.ts';
import { candidatesNear, type Candidate } from '#lib/server/comparison/candidates.ts';
import { freezeComparison } from '#lib/server/comparison/freeze.ts';
import {
	addMembers,
	addWholeSample,
	placeUnexplained,
	removeMember,
	setIncluded
} from '#lib/server/comparison/members.ts';
import { keyOf, type MemberKey } from '#lib/server/comparison/member-key.ts';
import { setSettings, viewComparison } from '#lib/server/comparison/service.ts';
import { renewComparison } from '#lib/server/lineage/renew.ts';
import { stalenessOf } from '#lib/server/lineage/staleness.ts';
import { listSamples } from '#lib/server/samples/service.ts';
import { listSeries } from '#lib/server/parameters/service.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { shownStaleness } from '../../shown-staleness.ts';
import { packedComparison } from '../packed-comparison.ts';
import { settingsInput } from '../settings-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const view = await viewComparison(context, params.id);
	if (!view.ok) refusePage(view.problem);
	const { problem, series: used, ...rest } = view.value;
	// The page shows which tables were used; what stands in them is no business of every reader.
	const comparison = { ...packedComparison(rest), series: headsOf(used) };
	const mayDerive = mightEver(context.actor, 'standard.edit');
	const { snapshot } = comparison.head;
	const page = {
		comparison,
		mayDerive,
		offices: officesToCompareFor(context.actor),
		stale: snapshot === null ? null : shownStaleness(await stalenessOf(context, snapshot)),
		problem: problem && problemText(problem)
	};
	if (!comparison.rights.edit)
		return { ...page, candidates: NO_CANDIDATES, near: null, samples: [], series: [] };
	const near = url.searchParams.get('near');
	const candidates = await candidatesNear(context, params.id, near === null ? null : memberKey(near));
	if (!candidates.ok) refusePage(candidates.problem);
	const samples = await listSamples(context);
	if (!samples.ok) refusePage(samples.problem);
	const series = await listSeries(context);
	if (!series.ok) refusePage(series.problem);
	return {
		...page,
		candidates: shownCandidates(candidates.value.candidates),
		near: candidates.value.near && keyOf(candidates.value.near),
		samples: samples.value.flatMap(({ snapshot, facts, observations }) =>
			snapshot !== null && facts.category === comparison.head.category
				? [{ snapshot, name: facts.name, credibility: facts.credibility, observations }]
				: []
		),
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
	sample: async ({ locals, params, request }) => {
		const snapshot = String((await readForm(request)).get('sample') ?? '');
		const added = await addWholeSample(contextOf(locals), { id: params.id, snapshot });
		return added.ok ? { problem: null } : refuseForm(added.problem);
	},
	explain: async ({ locals, params, request }) => {
		const form = await readForm(request);
		const placed = await placeUnexplained(contextOf(locals), {
			id: params.id,
			included: form.get('included') === 'yes',
			reason: String(form.get('reason') ?? '')
		});
		return placed.ok ? { problem: null } : refuseForm(placed.problem);
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
	renew: async ({ locals, params, request }) => {
		const office = (await readForm(request)).get('organisation');
		const chosen = typeof office === 'string' ? office : undefined;
		const renewed = await renewComparison(contextOf(locals), params.id, chosen);
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

/** Candidates the page lists of each kind; nearer ones come first, and whole samples can be added at once. */
const SHOWN_CANDIDATES = 100;
const NO_CANDIDATES = { matching: [], differing: [], refused: [], more: 0 };

function shownCandidates(candidates: readonly Candidate[]) {
	const matching = candidates.filter(
		({ problem, differences }) => problem === null && differences.length === 0
	);
	const differing = candidates.filter(
		({ problem, differences }) => problem === null && differences.length > 0
	);
	const refused = candidates.flatMap(({ snapshot, unit, problem }) =>
		problem === null ? [] : [{ key: keyOf({ snapshot, unit }), text: problemText(problem) }]
	);
	return {
		matching: matching.slice(0, SHOWN_CANDIDATES),
		differing: differing.slice(0, SHOWN_CANDIDATES),
		refused: refused.slice(0, SHOWN_CANDIDATES),
		more: Math.max(0, matching.length - SHOWN_CANDIDATES)
	};
}

function headsOf(series: SeriesByStep) {
	return Object.fromEntries(
		Object.entries<ParameterSetContent>(series).map(([step, { code, name }]) => [step, { code, name }])
	) as { readonly [S in FactorStep]?: { readonly code: string; readonly name: string } };
}
