import { loadAnalysis } from '#lib/server/costing/analyses.ts';
import {
	approveAnalysis,
	reopenAnalysis,
	returnAnalysis,
	submitAnalysis,
	withdrawAnalysis,
	type DecisionRequest
} from '#lib/server/costing/approval.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type { Context } from '#lib/server/context.ts';
import type { Result } from '#lib/core/result.ts';
import { settingOf } from '#lib/server/settings/service.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import type { Action, Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const context = contextOf(locals);
	const analysis = await loadAnalysis(context, params.id, LIMITS.linesInPage);
	if (!analysis.ok) refusePage(analysis.problem);
	return {
		analysis: analysis.value,
		settings: await settingOf(context, 'grid'),
		// Under whose name this browser keeps what could not be saved.
		person: context.actor.userId
	};
};

export const actions: Actions = {
	submit: decision(submitAnalysis),
	withdraw: decision(withdrawAnalysis),
	approve: decision(approveAnalysis),
	return: decision(returnAnalysis),
	reopen: decision(reopenAnalysis)
};

/** Each button signs the revision that the person had on the screen, with the opinion typed beside it. */
function decision(decide: (context: Context, input: DecisionRequest) => Promise<Result<string>>): Action {
	return async ({ locals, params, request }) => {
		const form = await readForm(request);
		const decided = await decide(contextOf(locals), {
			analysisId: params.id,
			revision: Number(form.get('revision')),
			opinion: String(form.get('opinion') ?? '')
		});
		return decided.ok ? { problem: null } : refuseForm(decided.problem);
	};
}
