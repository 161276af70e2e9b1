import { mightEver } from '#lib/core/workflow/permission.ts';
import { listWorkpapers } from '#lib/server/workpapers/service.ts';
import { contextOf, refusePage } from '../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const workpapers = await listWorkpapers(context);
	if (!workpapers.ok) refusePage(workpapers.problem);
	return {
		mayCreate: mightEver(context.actor, 'budget-check.run'),
		workpapers: workpapers.value.map(({ id, hash, organisation, author, createdAt, content, results }) => {
			const { title, year, date, lines } = content;
			const { requested, allowed, over, rate } = results;
			return {
				id,
				hash,
				organisation,
				author,
				createdAt,
				title,
				year,
				date,
				lines: lines.length,
				requested,
				allowed,
				over,
				rate
			};
		})
	};
};
