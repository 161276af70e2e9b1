import { mightEver } from '#lib/core/workflow/permission.ts';
import { recentWork, tasksOf } from '#lib/server/tasks/service.ts';
import type { PageServerLoad } from './$types';
import { contextOf } from './refusal.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const [tasks, recent] = await Promise.all([tasksOf(context), recentWork(context)]);
	return { tasks, recent, mayStart: mightEver(context.actor, 'project.create') };
};
