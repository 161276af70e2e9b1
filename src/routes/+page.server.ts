import { mightEver } from '#lib/core/workflow/permission.ts';
import { finishedExample } from '#lib/server/tasks/example.ts';
import { lastReplay } from '#lib/server/lineage/replay-run.ts';
import { recentWork, tasksOf } from '#lib/server/tasks/service.ts';
import type { PageServerLoad } from './$types';
import { contextOf } from './refusal.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const context = contextOf(locals);
	const [tasks, recent, example, replay] = await Promise.all([
		tasksOf(context),
		recentWork(context),
		finishedExample(context),
		lastReplay(context)
	]);
	return {
		tasks,
		recent,
		example,
		replay,
		mayStart: mightEver(context.actor, 'project.create'),
		mayManage: mightEver(context.actor, 'user.manage')
	};
};
