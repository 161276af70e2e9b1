import { redirect, type Actions } from '@sveltejs/kit';
import { formatFen } from '#lib/core/money/fen.ts';
import { parseDate } from '#lib/core/period/date.ts';
import { today } from '#lib/server/context.ts';
import { recordOutturn } from '#lib/server/standards/outturn.ts';
import { promote } from '#lib/server/standards/promote.ts';
import { decideRepeal, proposeRepeal, REPEAL_STATES } from '#lib/server/standards/repeal.ts';
import { recordReview } from '#lib/server/standards/reviews.ts';
import { upkeepOf } from '#lib/server/standards/upkeep.ts';
import { readForm } from '../../../read-request.ts';
import { contextOf, refuseForm, refusePage } from '../../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const asked = parseDate(url.searchParams.get('date') ?? '');
	const at = asked.ok ? asked.value : today(context);
	const upkeep = await upkeepOf(context, params.id, at);
	if (!upkeep.ok) refusePage(upkeep.problem);
	const { entry, outturn, repeals, ...rest } = upkeep.value;
	return {
		...rest,
		date: at,
		id: entry.ids.expenditure,
		title: entry.title,
		code: entry.code,
		status: entry.status,
		reviewOn: entry.reviewOn,
		unit: entry.expenditure.results.unit,
		proposalId: entry.proposalId,
		repeal: entry.repeal,
		repeals: repeals.map((one) => ({ ...one, words: REPEAL_STATES[one.state] ?? one.state })),
		outturn: outturn.map((one) => ({ ...one, amount: formatFen(one.amount) }))
	};
};

async function fieldsOf(request: Request): Promise<(name: string) => string> {
	const form = await readForm(request);
	return (name) => String(form.get(name) ?? '');
}

export const actions: Actions<{ id: string }> = {
	review: async ({ locals, params, request }) => {
		const field = await fieldsOf(request);
		const done = await recordReview(contextOf(locals), {
			id: params.id,
			conclusion: field('conclusion'),
			note: field('note'),
			nextReviewOn: field('nextReviewOn')
		});
		return done.ok ? { done: '复核已登记，下次复核日期已更新。' } : refuseForm(done.problem);
	},
	outturn: async ({ locals, params, request }) => {
		const field = await fieldsOf(request);
		const done = await recordOutturn(contextOf(locals), {
			id: params.id,
			year: field('year'),
			project: field('project'),
			quantity: field('quantity'),
			amount: field('amount'),
			document: field('document')
		});
		return done.ok ? { done: '执行结果已登记。' } : refuseForm(done.problem);
	},
	repeal: async ({ locals, params, request }) => {
		const field = await fieldsOf(request);
		const done = await proposeRepeal(contextOf(locals), {
			id: params.id,
			documentNumber: field('documentNumber'),
			reason: field('reason'),
			from: field('from')
		});
		return done.ok ? { done: '废止建议已提出，等待财政局领导审核。' } : refuseForm(done.problem);
	},
	decide: async ({ locals, request }) => {
		const field = await fieldsOf(request);
		const approve = field('approve') === 'yes';
		const done = await decideRepeal(contextOf(locals), {
			id: field('repeal'),
			approve,
			opinion: field('opinion')
		});
		if (!done.ok) return refuseForm(done.problem);
		return { done: approve ? '已同意废止，标准自废止日期起不再适用。' : '未同意废止，标准继续适用。' };
	},
	promote: async ({ locals, params, request }) => {
		const field = await fieldsOf(request);
		const done = await promote(contextOf(locals), {
			id: params.id,
			organisationId: field('organisationId')
		});
		if (!done.ok) return refuseForm(done.problem);
		redirect(303, `/proposals/${done.value.proposalId}`);
	}
};
