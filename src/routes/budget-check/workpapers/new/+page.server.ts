import { fail, redirect, type Actions } from '@sveltejs/kit';
import { COLUMNS } from '#lib/core/standards/workpaper/requested-lines.ts';
import { today } from '#lib/server/context.ts';
import { analysedYears, linesOfAnalyses } from '#lib/server/workpapers/from-analyses.ts';
import { rulesToFill } from '#lib/server/rules/library.ts';
import { createWorkpaper, reviewableOrganisations } from '#lib/server/workpapers/service.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { readForm } from '../../../read-request.ts';
import { contextOf, refusePage, statusOf } from '../../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const years = await analysedYears(context);
	if (!years.ok) refusePage(years.problem);
	const asked = Number(url.searchParams.get('from'));
	const brought = years.value.includes(asked) ? await linesOfAnalyses(context, asked) : null;
	if (brought && !brought.ok) refusePage(brought.problem);
	const organisations = await reviewableOrganisations(context);
	const date = today(context);
	return {
		date,
		year: Number(date.slice(0, 4)) + 1,
		years: years.value,
		from: brought ? asked : null,
		// A line of a standard's own page comes with its code.
		lines: brought?.value ?? '',
		code: url.searchParams.get('code') ?? '',
		columns: COLUMNS,
		rules: await rulesToFill(context, date),
		organisations: organisations.map(({ id, name }) => ({ id, name }))
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const form = await readForm(request);
		const field = (name: string) => String(form.get(name) ?? '');
		const typed = {
			title: field('title'),
			organisationId: field('organisation'),
			year: field('year'),
			date: field('date'),
			region: field('region'),
			lines: field('lines')
		};
		const created = await createWorkpaper(contextOf(locals), typed);
		if (!created.ok) return fail(statusOf(created.problem), { typed, problem: problemText(created.problem) });
		redirect(303, `/budget-check/workpapers/${created.value.id}`);
	}
};
