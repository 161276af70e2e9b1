import { mightEver } from '#lib/core/workflow/permission.ts';
import { finishedExample } from '#lib/server/tasks/example.ts';
import { recentWork, tasksOf } from '#lib/server/tasks/service.ts';
import type { PageServerLoad } from './$types';
import { contextOf } from './refusal.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const [tasks, recent, example] = await Promise.all([
		tasksOf(context),
		recentWork(context),
		finishedExample(context)
	]);
	return {
		tasks,
		recent,
		example,
		mayStart: mightEver(context.actor, 'project.create'),
		mayManage: mightEver(context.actor, 'user.manage')
	};
};
