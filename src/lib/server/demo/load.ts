import { SYSTEM_ACTOR } from '../auth/system-actor.ts';
import type { Context } from '../context.ts';
import { organisationTree } from '../organisations/service.ts';
import { unwrap } from '#lib/core/result.ts';
import { loadAnalyses } from './analyses.ts';
import { comparePublished, compareSynthetic, compareYears } from './comparisons.ts';
import { createOrganisations, organisationOf } from './organisations.ts';
import { seedParameters } from './parameters.ts';
import { createPeople, type DemoPeople } from './people.ts';
import { fillLibrary } from './library.ts';
import { enterRecipes } from './recipes.ts';
import { issueRules } from './rules.ts';
import { issueSynthetic } from './standards.ts';
import { reviewSynthetic } from './workpapers.ts';
import { enterWorkedExamples } from './worked-examples.ts';

/** Whether the database is still without any organisation: only then may examples be loaded into it. */
export async function isEmpty(context: Context): Promise<boolean> {
	return (await organisationTree(context.db)).length === 0;
}

/**
 * Loads the example workspace (示例工作区) through the same use cases that people use: organisations and one person per
 * role, parameters, every example workbook imported and confirmed, comparisons frozen and a small library of standards
 * issued from synthetic data, two comparisons of published cases left open, one review workpaper, build-ups, two
 * breakdowns entered by hand. `base` gives the
 * database, the clock and the ids.
 */
export async function loadExampleWorkspace(
	base: Omit<Context, 'actor'>,
	projectRoot: string
): Promise<DemoPeople> {
	const system: Context = { ...base, actor: SYSTEM_ACTOR };
	const organisations = await createOrganisations(system);
	const people = await createPeople(system, organisations);
	unwrap(await seedParameters(people.as('perf'), people.as('approver'), projectRoot));
	await loadAnalyses(people, organisations, projectRoot);
	const analyst = people.as('analyst');
	const synthetic = await compareSynthetic(analyst, organisationOf(organisations, 'jgw'));
	await issueSynthetic(people, synthetic);
	await fillLibrary(people, synthetic, organisationOf(organisations, 'zhen'));
	await issueRules(people, organisationOf(organisations, 'anli'));
	await reviewSynthetic(people, organisationOf(organisations, 'jgw'));
	await comparePublished(analyst, organisationOf(organisations, 'anli'));
	await compareYears(analyst, organisationOf(organisations, 'anli'));
	const homes = {
		synthetic: organisationOf(organisations, 'jgw'),
		published: organisationOf(organisations, 'anli')
	};
	await enterRecipes(analyst, homes);
	await enterWorkedExamples(people, homes);
	return people;
}
