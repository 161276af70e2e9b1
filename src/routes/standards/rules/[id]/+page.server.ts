import { fail, type Actions } from '@sveltejs/kit';
import { parseDate } from '#lib/core/period/date.ts';
import { today } from '#lib/server/context.ts';
import { applyRule, ruleChecks } from '#lib/server/rules/applying.ts';
import { issueRule, signRule } from '#lib/server/rules/approval.ts';
import { saveRule } from '#lib/server/rules/drafting.ts';
import {
	decideRuleRepeal,
	proposeRuleRepeal,
	repealsOfRule,
	type RuleRepeals
} from '#lib/server/rules/repeal.ts';
import { REPEAL_STATES } from '#lib/server/standards/repeal.ts';
import { getRule, issuedRules } from '#lib/server/rules/library.ts';
import { mightEver } from '#lib/core/workflow/permission.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readForm } from '../../../read-request.ts';
import { contextOf, refuseForm, refusePage, statusOf } from '../../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const asked = parseDate(url.searchParams.get('date') ?? '');
	const at = asked.ok ? asked.value : today(context);
	const rule = await getRule(context, params.id, at);
	if (!rule.ok) refusePage(rule.problem);
	const issued = (await issuedRules(context, at)).find(({ proposalId }) => proposalId === params.id);
	return {
		rule: rule.value,
		date: at,
		region: url.searchParams.get('region') ?? '',
		mayApply: issued !== undefined && mightEver(context.actor, 'budget-check.run'),
		checks: issued ? await ruleChecks(context, issued) : [],
		repeal: issued ? shownRepeals(await repealsOfRule(context, issued)) : null
	};
};

const step = async (request: Request, id: string) => {
	const form = await readForm(request);
	return { id, opinion: String(form.get('opinion') ?? '') };
};

export const actions: Actions<{ id: string }> = {
	save: async ({ locals, request, params }) => {
		const form = await readForm(request);
		const saved = await saveRule(contextOf(locals), {
			id: params.id,
			base: String(form.get('base') ?? ''),
			pack: readJson(String(form.get('pack') ?? ''))
		});
		return saved.ok ? { done: '草稿已保存。' } : refuseForm(saved.problem);
	},
	propose: async ({ locals, request, params }) => {
		const moved = await signRule(contextOf(locals), 'standard.propose', await step(request, params.id));
		return moved.ok ? { done: '规则已提出，等待部门主要领导确认。' } : refuseForm(moved.problem);
	},
	confirmDepartment: async ({ locals, request, params }) => {
		const input = await step(request, params.id);
		const moved = await signRule(contextOf(locals), 'standard.confirm-department', input);
		return moved.ok ? { done: '部门已确认，等待财政会同确认。' } : refuseForm(moved.problem);
	},
	confirmFinance: async ({ locals, request, params }) => {
		const input = await step(request, params.id);
		const moved = await signRule(contextOf(locals), 'standard.confirm-finance', input);
		return moved.ok ? { done: '财政已会同确认，等待印发。' } : refuseForm(moved.problem);
	},
	return: async ({ locals, request, params }) => {
		const moved = await signRule(contextOf(locals), 'standard.return', await step(request, params.id));
		return moved.ok ? { done: '规则已退回编制人修改。' } : refuseForm(moved.problem);
	},
	issue: async ({ locals, request, params }) => {
		const form = await readForm(request);
		const issued = await issueRule(contextOf(locals), {
			id: params.id,
			documentNumber: String(form.get('documentNumber') ?? ''),
			effectiveFrom: String(form.get('effectiveFrom') ?? ''),
			effectiveTo: String(form.get('effectiveTo') ?? ''),
			trial: form.get('trial') === 'yes'
		});
		return issued.ok
			? { done: `规则已印发，文号 ${issued.value.document_number}。` }
			: refuseForm(issued.problem);
	},
	repeal: async ({ locals, request, params }) => {
		const form = await readForm(request);
		const field = (name: string) => String(form.get(name) ?? '');
		const proposed = await proposeRuleRepeal(contextOf(locals), {
			id: params.id,
			documentNumber: field('documentNumber'),
			reason: field('reason'),
			from: field('from')
		});
		return proposed.ok ? { done: '废止建议已提出，等待财政局领导审核。' } : refuseForm(proposed.problem);
	},
	decide: async ({ locals, request }) => {
		const form = await readForm(request);
		const approve = form.get('approve') === 'yes';
		const decided = await decideRuleRepeal(contextOf(locals), {
			id: String(form.get('repeal') ?? ''),
			approve,
			opinion: String(form.get('opinion') ?? '')
		});
		if (!decided.ok) return refuseForm(decided.problem);
		return { done: approve ? '已同意废止，规则自废止日期起不再适用。' : '未同意废止，规则继续适用。' };
	},
	apply: async ({ locals, request, params }) => {
		const form = await readForm(request);
		const answers = [...form.entries()].flatMap(([name, value]) =>
			name.startsWith('answer:') && typeof value === 'string' ? [[name.slice(7), value]] : []
		);
		const field = (name: string) => String(form.get(name) ?? '');
		const checked = await applyRule(contextOf(locals), {
			id: params.id,
			line: field('line'),
			date: field('date'),
			region: field('region'),
			requested: field('requested'),
			answers: Object.fromEntries(answers)
		});
		return checked.ok
			? { checked: checked.value }
			: fail(statusOf(checked.problem), { problem: problemText(checked.problem) });
	}
};

function shownRepeals({ repeals, mayPropose }: RuleRepeals) {
	const words = repeals.map((one) => ({ ...one, words: REPEAL_STATES[one.state] ?? one.state }));
	return { repeals: words, mayPropose };
}

/** Text that is not JSON becomes undefined, which the pack's own check then names. */
function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
