import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { isFormula } from '#lib/core/formula/references.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { isTypedFormula, readTyped } from '../grid/cell-input.ts';
import { typedFormula } from '../grid/formula-text.ts';

/**
 * What somebody typed as the value of a named parameter: a formula with stable references, or a number without separators
 * ("8%" is 0.08). What is no number stays as typed, so that core/costing refuses it under the parameter's own name.
 */
export function readParameterValue(
	text: string,
	tree: Tree,
	parameters: readonly NamedParameter[]
): Result<string> {
	// A coefficient is read as any plain number is.
	const read = readTyped('coefficient', text, tree, parameters);
	if (read.ok) return ok(read.value ?? '');
	return isTypedFormula(text.trim()) ? read : ok(text.trim());
}

/** The value as people edit it: lines and parameters by their names. */
export function parameterText(
	{ value }: NamedParameter,
	tree: Tree,
	parameters: readonly NamedParameter[]
): string {
	return isFormula(value) ? typedFormula(value, tree, parameters) : value;
}
