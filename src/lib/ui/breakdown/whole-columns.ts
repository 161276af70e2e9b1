import { FIELD_LABELS } from '#lib/core/costing/edit-command.ts';
import { fillAbove } from '#lib/core/costing/fills.ts';
import { FORMULA_FIELDS, type FormulaField } from '#lib/core/costing/line.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import { lineLabel, subtreeEnd, type Tree } from '#lib/core/costing/tree.ts';
import { typedFormula } from '../grid/formula-text.ts';

/** A formula of a whole column (整列公式) that a line holds, or that it follows from above. */
export interface WholeColumnRow {
	readonly field: FormulaField;
	readonly label: string;
	/** As people edit it. */
	readonly formula: string;
	/** The line that holds it. */
	readonly holder: string;
	readonly holderName: string;
	/** Whether the line itself holds it. */
	readonly own: boolean;
	/** How many lines follow it. */
	readonly followers: number;
}

/** The whole-column formulas that a line holds, and those it follows, in the order of the columns. */
export function wholeColumns(
	tree: Tree,
	index: number,
	parameters: readonly NamedParameter[]
): readonly WholeColumnRow[] {
	return FORMULA_FIELDS.flatMap((field) => {
		const own = tree.lines[index]?.fills[field];
		const found = own === undefined ? fillAbove(tree, index, field) : { line: index, formula: own };
		const holder = found && tree.lines[found.line];
		if (!found || !holder) return [];
		return [
			{
				field,
				label: FIELD_LABELS[field],
				formula: typedFormula(found.formula, tree, parameters),
				holder: holder.id,
				holderName: lineLabel(holder, found.line),
				own: found.line === index,
				followers: followersOf(tree, found.line, field)
			}
		];
	});
}

function followersOf(tree: Tree, holder: number, field: FormulaField): number {
	let followers = 0;
	for (let index = holder + 1; index < subtreeEnd(tree, holder); index += 1)
		if (fillAbove(tree, index, field)?.line === holder) followers += 1;
	return followers;
}
