import { parameterText, rewriteFormula } from '../../formula/rewrite.ts';
import type { Result } from '../../result.ts';

/** A formula of a pack with the names of inputs and steps marked as what they are, so that it can be evaluated. */
export function boundFormula(formula: string, names: { has(name: string): boolean }): Result<string> {
	return rewriteFormula(formula, { name: (name) => (names.has(name) ? parameterText(name) : undefined) });
}
