import type { Step } from '../address/step.ts';
import type { Problem } from '../problem.ts';
import type { ComparisonResults, StepId } from './comparison-snapshot.ts';
import { STEP_WORDS } from './normalise/chain.ts';
import type { Observation } from './observation.ts';

/** What members are called to somebody who may not know whose they are: by index, "样本 n"; one project, one alias. */
export type Aliases = ReadonlyMap<number, string>;

/** Aliases of the hidden members, numbered by the place at which their project first stands in the set. */
export function aliasesFor(projects: readonly string[], hidden: (member: number) => boolean): Aliases {
	return new Map(
		projects.flatMap((project, i) => (hidden(i) ? [[i, `样本 ${projects.indexOf(project) + 1}`]] : []))
	);
}

/** What stands for a text that is not for this reader. */
export const WITHHELD = '（不公开）';

/** The observation without anything that names its project or its place; what is compared stays as it is. */
export function anonymousObservation(observation: Observation, alias: string): Observation {
	const { boundary: _boundary, attributes: _attributes, ...rest } = observation;
	return {
		...rest,
		project: alias,
		projectName: alias,
		organisation: '',
		sourceNote: '',
		basis: { ...observation.basis, region: '' },
		name: observation.grade === '' ? '成本单元' : observation.grade
	};
}

/** A refusal that may name a hidden member or its place, told without either. */
export function anonymousProblem(refused: Problem, labels: ReadonlyMap<string, string>): Problem {
	if (!('member' in refused.values)) return refused;
	const alias = labels.get(refused.values.member);
	if (alias === undefined) return refused;
	// Whatever else the refusal says of the member is as little for this reader as its name; the step and table are not.
	const values = Object.fromEntries(
		Object.entries<string>(refused.values).map(([name, text]) => [
			name,
			name === 'member' ? alias : KEPT.includes(name) ? text : WITHHELD
		])
	);
	// The same code with the same names of values.
	return { code: refused.code, values } as Problem;
}

const KEPT: readonly string[] = ['series', 'step', 'expected', 'basis', 'what', 'year', 'limit', 'money'];

/** Steps whose factor is looked up by the name of the place, or of the project. */
const TELLING: readonly StepId[] = ['region', 'scope'];

/** Results whose hidden members go by their aliases, in labels and in words. */
export function anonymousResults(results: ComparisonResults, aliases: Aliases): ComparisonResults {
	if (aliases.size === 0) return results;
	return {
		...results,
		members: results.members.map((member, i) => {
			const alias = aliases.get(i);
			if (alias === undefined) return member;
			const told = (text: string) => text.replaceAll(member.label, alias);
			const steps = member.steps.map((step) =>
				// The entry that was read names the place or the project.
				TELLING.includes(step.step)
					? { ...step, read: [], words: `按“${STEP_WORDS[step.step]}”折算，所用项目不公开` }
					: { ...step, words: told(step.words) }
			);
			return {
				...member,
				label: alias,
				project: alias,
				rawWords: told(member.rawWords),
				steps
			};
		})
	};
}

/**
 * One step of an explanation in the same way; `labels` are the names the hidden members have in the snapshot. What a
 * hidden member's factor was looked up by is told neither in words nor by the entry it leads to.
 */
export function anonymousStep(step: Step, labels: ReadonlyMap<string, string>, hidden: HiddenPlace): Step {
	if (labels.size === 0) return step;
	const told = (text: string) =>
		[...labels].reduce((rest, [label, alias]) => rest.replaceAll(label, alias), text);
	const place = hidden(step);
	return {
		...step,
		label: told(step.label),
		value: told(step.value),
		method: step.method && {
			...step.method,
			words: place === null ? told(step.method.words) : `按“${STEP_WORDS[place]}”折算，所用项目不公开`
		},
		inputs: place === null ? step.inputs : step.inputs.filter((input) => !isEntry(input))
	};
}

/** The telling step that a step of an explanation explains of a hidden member; null where it is none. */
export type HiddenPlace = (step: Step) => StepId | null;

/** Tells which explanations are of a telling step of a hidden member of this comparison. */
export function hiddenPlaces(results: ComparisonResults, aliases: Aliases): HiddenPlace {
	return ({ ref }) => {
		const match =
			ref.kind === 'frozen' ? /^\/results\/members\/(\d+)\/steps\/(\d+)\//.exec(ref.pointer) : null;
		const [member, place] = [Number(match?.[1] ?? -1), Number(match?.[2] ?? -1)];
		const step = results.members[member]?.steps[place]?.step;
		return step !== undefined && aliases.has(member) && TELLING.includes(step) ? step : null;
	};
}

function isEntry(ref: Step['inputs'][number]): boolean {
	return ref.kind === 'parameter' || (ref.kind === 'frozen' && ref.pointer.startsWith('/content/entries/'));
}
