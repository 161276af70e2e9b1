import type { Step } from '../address/step.ts';
import type { ComparisonResults } from './comparison-snapshot.ts';
import type { Observation } from './observation.ts';

/** What members are called to somebody who may not know whose they are: by index, "样本 n"; one project, one alias. */
export type Aliases = ReadonlyMap<number, string>;

/** Aliases of the hidden members, numbered by the place at which their project first stands in the set. */
export function aliasesFor(projects: readonly string[], hidden: (member: number) => boolean): Aliases {
	return new Map(
		projects.flatMap((project, i) => (hidden(i) ? [[i, `样本 ${projects.indexOf(project) + 1}`]] : []))
	);
}

/** The observation without anything that names its project; what is compared stays as it is. */
export function anonymousObservation(observation: Observation, alias: string): Observation {
	return {
		...observation,
		project: alias,
		projectName: alias,
		organisation: '',
		sourceNote: '',
		name: observation.grade === '' ? '成本单元' : observation.grade
	};
}

/** Results whose hidden members go by their aliases, in labels and in words. */
export function anonymousResults(results: ComparisonResults, aliases: Aliases): ComparisonResults {
	if (aliases.size === 0) return results;
	return {
		...results,
		members: results.members.map((member, i) => {
			const alias = aliases.get(i);
			if (alias === undefined) return member;
			const told = (text: string) => text.replaceAll(member.label, alias);
			return {
				...member,
				label: alias,
				project: alias,
				rawWords: told(member.rawWords),
				steps: member.steps.map((step) => ({ ...step, words: told(step.words) }))
			};
		})
	};
}

/** One step of an explanation in the same way; `labels` are the names the hidden members have in the snapshot. */
export function anonymousStep(step: Step, labels: ReadonlyMap<string, string>): Step {
	if (labels.size === 0) return step;
	const told = (text: string) =>
		[...labels].reduce((rest, [label, alias]) => rest.replaceAll(label, alias), text);
	return {
		...step,
		label: told(step.label),
		value: told(step.value),
		method: step.method && { ...step.method, words: told(step.method.words) }
	};
}
