import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { organisationTree, type Organisation } from '../organisations/service.ts';
import { listProjects, type Project } from './projects.ts';

/** What a person can choose from when starting an analysis: own projects, and where a new one may be created. */
export async function newAnalysisChoices(context: Context): Promise<{
	readonly projects: readonly Project[];
	readonly organisations: readonly Organisation[];
	readonly year: number;
}> {
	const projects = await listProjects(context);
	const organisations = await organisationTree(context.db);
	return {
		projects: projects.filter(({ path }) => may(context.actor, 'analysis.edit', { path }).ok),
		organisations: organisations.filter(({ path }) => may(context.actor, 'project.create', { path }).ok),
		year: context.now().getFullYear()
	};
}
