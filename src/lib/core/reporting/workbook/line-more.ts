import { FORMULA_FIELDS, type CostLine, type FormulaField } from '../../costing/line.ts';
import type { YearColumn } from '../../costing/year-column.ts';
import { isFormula } from '../../formula/references.ts';

/**
 * What a line holds beyond what its row shows: formulas in our own words, content that a parent keeps without showing
 * it, where values came from. Written beside the row, so that reading the workbook back loses nothing.
 */
export interface LineMore {
	readonly basis?: CostLine['amountBasis'];
	/** 分 as text: the amount of the source behind a computed one. */
	readonly stated?: string;
	readonly formulas?: { readonly [F in FormulaField | YearColumn]?: string };
	readonly fills?: CostLine['fills'];
	readonly recipe?: CostLine['recipe'];
	readonly sources?: CostLine['sources'];
	/** What a line with children keeps of its own. */
	readonly own?: Partial<
		Pick<CostLine, 'verifiedAmount' | 'reason' | 'periodMonths' | 'recurrence' | 'years'>
	>;
}

export function moreOf(line: CostLine, isParent: boolean): LineMore | null {
	const formulas = formulasOf(line, isParent);
	const computed = line.amountBasis === 'computed';
	const more: LineMore = {
		...(line.amountBasis === 'stated' ? { basis: 'stated' } : {}),
		...((computed || isParent) && line.statedAmount !== null ? { stated: String(line.statedAmount) } : {}),
		...(Object.keys(formulas).length > 0 ? { formulas } : {}),
		...(Object.keys(line.fills).length > 0 ? { fills: line.fills } : {}),
		...(line.recipe ? { recipe: line.recipe } : {}),
		...(Object.keys(line.sources).length > 0 ? { sources: line.sources } : {}),
		...(isParent ? { own: ownOf(line) } : {})
	};
	return Object.keys(more).length > 0 ? more : null;
}

function formulasOf(line: CostLine, isParent: boolean): LineMore['formulas'] & object {
	const found: { [F in FormulaField | YearColumn]?: string } = {};
	for (const field of FORMULA_FIELDS) {
		const text = line[field];
		if (isFormula(text)) found[field] = text;
	}
	if (isParent) return found;
	for (const [column, text] of Object.entries(line.years))
		// The keys of `years` are year columns.
		if (isFormula(text)) found[column as YearColumn] = text;
	return found;
}

function ownOf(line: CostLine): LineMore['own'] & object {
	return {
		...(line.verifiedAmount === null ? {} : { verifiedAmount: line.verifiedAmount }),
		...(line.reason === null ? {} : { reason: line.reason }),
		periodMonths: line.periodMonths,
		...(line.recurrence === 'once' ? { recurrence: 'once' } : {}),
		...(Object.keys(line.years).length > 0 ? { years: line.years } : {})
	};
}
