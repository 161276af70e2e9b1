import { planInput } from '#lib/server/comparison/plan-input.ts';
import type { Part } from '#lib/server/comparison/set-analysis.ts';
import { viewSetAnalysis } from '#lib/server/comparison/set-analysis.ts';
import { confirmCauses, freezeSetAnalysis, savedAnalyses } from '#lib/server/comparison/freeze-analysis.ts';
import { initialsOf } from '#lib/server/standards/pinyin.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { packRows } from '../../../packed-rows.ts';
import { readForm } from '../../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../../refusal.ts';
import { packedComparison } from '../../packed-comparison.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const view = await viewSetAnalysis(context, params.id, planInput(url.searchParams));
	if (!view.ok) refusePage(view.problem);
	const saved = await savedAnalyses(context, params.id);
	if (!saved.ok) refusePage(saved.problem);
	const { regression, split, frontier, comparison, described, readable, ...rest } = view.value;
	const { head, members, results } = comparison;
	const { robust } = described;
	return {
		...rest,
		head,
		money: comparison.money,
		...packedComparison({ members, results }),
		described: { ...described, robust: { ...robust, members: packRows(robust.members) } },
		readable: packRows(readable),
		initials: packRows(initialsFor(results?.members ?? [])),
		regression: told(regression),
		split: told(split),
		frontier: told(frontier),
		saved: saved.value,
		mayFreeze: comparison.head.snapshot !== null && mightEver(context.actor, 'comparison.freeze'),
		query: url.search.replace(/^\?/, '')
	};
};

export const actions: Actions = {
	freeze: async ({ locals, params, url }) => {
		const frozen = await freezeSetAnalysis(contextOf(locals), {
			...planInput(url.searchParams),
			id: params.id
		});
		return frozen.ok ? { problem: null, done: '已保存这份分析。' } : refuseForm(frozen.problem);
	},
	causes: async ({ locals, request }) => {
		const form = await readForm(request);
		const confirmed = await confirmCauses(contextOf(locals), {
			analysis: String(form.get('analysis') ?? ''),
			causes: form.getAll('cause').map(String),
			opinion: String(form.get('opinion') ?? '')
		});
		return confirmed.ok ? { problem: null, done: '已确认成本偏高原因。' } : refuseForm(confirmed.problem);
	}
};

/** Of more members the initials would cost more time than they save. */
const MOST_WITH_INITIALS = 1_000;

/** Pinyin initials by which members are found, in their order. */
function initialsFor(members: readonly { readonly label: string }[]) {
	return members.length > MOST_WITH_INITIALS ? [] : members.map(({ label }) => initialsOf(label));
}

/** A part with its refusal in words. */
function told<T>({ value, problem }: Part<T>) {
	return { value, problem: problem && problemText(problem) };
}
