import type { Actions } from '@sveltejs/kit';
import { replayFigure } from '#lib/server/lineage/replay-figure.ts';
import {
	confirmByDepartment,
	confirmByFinance,
	propose,
	returnProposal
} from '#lib/server/standards/approval.ts';
import { saveDraft } from '#lib/server/standards/drafting.ts';
import { issue } from '#lib/server/standards/issuing.ts';
import { getProposal } from '#lib/server/standards/proposals.ts';
import { readForm } from '../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../refusal.ts';
import { replayWords } from '../../replay-words.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const view = await getProposal(contextOf(locals), params.id);
	if (!view.ok) refusePage(view.problem);
	return { proposal: view.value };
};

const step = async (request: Request, proposalId: string) => {
	const form = await readForm(request);
	return { proposalId, opinion: String(form.get('opinion') ?? '') };
};

export const actions: Actions<{ id: string }> = {
	save: async ({ locals, request, params }) => {
		const form = await readForm(request);
		const saved = await saveDraft(contextOf(locals), {
			proposalId: params.id,
			base: String(form.get('base') ?? ''),
			draft: readJson(String(form.get('draft') ?? ''))
		});
		return saved.ok ? { done: '草稿已保存。' } : refuseForm(saved.problem);
	},
	propose: async ({ locals, request, params }) => {
		const moved = await propose(contextOf(locals), await step(request, params.id));
		return moved.ok ? { done: '标准已提出，等待部门主要领导确认。' } : refuseForm(moved.problem);
	},
	confirmDepartment: async ({ locals, request, params }) => {
		const moved = await confirmByDepartment(contextOf(locals), await step(request, params.id));
		return moved.ok ? { done: '部门已确认，等待财政会同确认。' } : refuseForm(moved.problem);
	},
	confirmFinance: async ({ locals, request, params }) => {
		const moved = await confirmByFinance(contextOf(locals), await step(request, params.id));
		return moved.ok ? { done: '财政已会同确认，等待印发。' } : refuseForm(moved.problem);
	},
	return: async ({ locals, request, params }) => {
		const moved = await returnProposal(contextOf(locals), await step(request, params.id));
		return moved.ok ? { done: '标准已退回编制人修改。' } : refuseForm(moved.problem);
	},
	issue: async ({ locals, request, params }) => {
		const form = await readForm(request);
		const issued = await issue(contextOf(locals), {
			proposalId: params.id,
			documentNumber: String(form.get('documentNumber') ?? ''),
			effectiveFrom: String(form.get('effectiveFrom') ?? ''),
			effectiveTo: String(form.get('effectiveTo') ?? ''),
			reviewOn: String(form.get('reviewOn') ?? ''),
			trial: form.get('trial') === 'yes',
			opinion: String(form.get('opinion') ?? '')
		});
		return issued.ok
			? { done: `三个标准已印发，文号 ${issued.value.documentNumber}。` }
			: refuseForm(issued.problem);
	},
	replay: async ({ locals, request }) => {
		const form = await readForm(request);
		const replayed = await replayFigure(contextOf(locals), String(form.get('ref') ?? ''));
		return replayed.ok ? { done: replayWords(replayed.value) } : refuseForm(replayed.problem);
	}
};

/** Text that is not JSON becomes undefined, which the draft's own check then names. */
function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
