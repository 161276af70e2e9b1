import type { PackInput } from '#lib/core/standards/rule-pack/rule-pack.ts';

/** What stands in the form of a rule at first: the default of each input that has one. */
export function startingAnswers(inputs: readonly PackInput[]): { [name: string]: string } {
	return Object.fromEntries(
		inputs.flatMap(({ name, default: start }) => (start === undefined ? [] : [[name, start]]))
	);
}
