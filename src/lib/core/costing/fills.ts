import { isFormula } from '../formula/references.ts';
import type { FormulaField } from './line.ts';
import { isLeaf, type Tree } from './tree.ts';

/** The formula of a whole column (整列公式) that a line without own content follows, and the line that holds it. */
export function fillAbove(
	tree: Tree,
	index: number,
	field: FormulaField
): { readonly line: number; readonly formula: string } | undefined {
	if (!isLeaf(tree, index) || tree.lines[index]?.[field] !== null) return undefined;
	for (let up = tree.parents[index] ?? -1; up >= 0; up = tree.parents[up] ?? -1) {
		const formula = tree.lines[up]?.fills[field];
		if (formula !== undefined && isFormula(formula)) return { line: up, formula };
	}
	return undefined;
}
