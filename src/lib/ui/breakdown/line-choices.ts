import { lineLabel, type Tree } from '#lib/core/costing/tree.ts';

/** A line that may be chosen for a cost unit or a pool. */
export interface LineChoice {
	readonly id: string;
	readonly label: string;
	readonly depth: number;
}

/** More lines are found by typing: a browser cannot show the lines of a large analysis as check boxes. */
export const MOST_CHOICES = 300;

/** The chosen lines and those whose code or name contains what was typed; `more` says how many were left out. */
export function lineChoices(
	tree: Tree,
	chosen: readonly string[],
	wanted: string
): { readonly choices: readonly LineChoice[]; readonly more: number } {
	const known = new Set(chosen);
	const text = wanted.trim();
	const choices: LineChoice[] = [];
	let more = 0;
	tree.lines.forEach((line, index) => {
		const label = lineLabel(line, index);
		if (!known.has(line.id) && !label.includes(text)) return;
		if (choices.length < MOST_CHOICES || known.has(line.id))
			choices.push({ id: line.id, label, depth: tree.depths[index] ?? 0 });
		else more += 1;
	});
	return { choices, more };
}
