import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { organisationTree, type Organisation } from '../organisations/service.ts';
import { listProjects, type Project } from './projects.ts';
import { selectAnalyses } from './store.ts';

/**
 * What a person can choose from when starting an analysis: own projects, where a new one may be created, and the words
 * already in use, because only projects of literally one category are compared.
 */
export async function newAnalysisChoices(context: Context): Promise<{
	readonly projects: readonly Project[];
	readonly organisations: readonly Organisation[];
	readonly categories: readonly string[];
	readonly regions: readonly string[];
	readonly year: number;
}> {
	const projects = await listProjects(context);
	const organisations = await organisationTree(context.db);
	const analyses = (await selectAnalyses(context.db)).filter(
		({ path }) => may(context.actor, 'project.read', { path }).ok
	);
	return {
		projects: projects.filter(({ path }) => may(context.actor, 'analysis.edit', { path }).ok),
		organisations: organisations.filter(({ path }) => may(context.actor, 'project.create', { path }).ok),
		categories: distinct(projects.map(({ category }) => category)),
		regions: distinct(analyses.map(({ region }) => region)),
		year: context.now().getFullYear()
	};
}

function distinct(words: readonly string[]): readonly string[] {
	return [...new Set(words)].sort(new Intl.Collator('zh-CN').compare);
}
