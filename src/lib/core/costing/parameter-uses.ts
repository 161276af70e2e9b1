import { isFormula } from '../formula/references.ts';
import { FORMULA_FIELDS, type AnalysisDraft } from './line.ts';

const NAMED = /\[@([^[\]]+)\]/g;

/**
 * How many stored formulas read each named parameter, by its id: in columns of lines, in other years, in whole columns and
 * in other parameters. A formula set once for a whole column counts once.
 */
export function parameterUses(
	draft: Pick<AnalysisDraft, 'lines' | 'parameters'>
): ReadonlyMap<string, number> {
	const uses = new Map<string, number>();
	// Asked after every edit: large analyses without parameters are not walked.
	if (draft.parameters.length === 0) return uses;
	const count = (text: string | null) => {
		if (!isFormula(text) || !text.includes('[@')) return;
		const read = new Set(Array.from(text.matchAll(NAMED), ([, id = '']) => id));
		for (const id of read) uses.set(id, (uses.get(id) ?? 0) + 1);
	};
	for (const line of draft.lines) {
		for (const field of FORMULA_FIELDS) count(line[field]);
		for (const text of Object.values(line.fills)) count(text);
		for (const text of Object.values(line.years)) count(text);
	}
	for (const { value } of draft.parameters) count(value);
	return uses;
}
