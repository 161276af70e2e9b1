import { columnLetters } from '../address/cell-address.ts';
import { isYearColumn } from '../costing/year-column.ts';
import type { Field } from './field.ts';
import { finding, type IntakeFinding } from './finding.ts';
import type { Grid } from './grid.ts';
import { headerText } from './header.ts';
import { columnOf, MONEY_FACTORS, type Mapping } from './mapping.ts';
import { unitInHeader, unitInPreamble } from './money-unit.ts';

/** Money columns beside the declared amount; each may be in a unit of its own. */
const BESIDE: readonly Field[] = ['verifiedAmount', 'adjustment', 'reduction'];

/**
 * What turns each money column into 元. The declared amount and the price are in what the mapping says; every other
 * column is in the unit its own header names, else in that of the line above the table where the amount's header names
 * one for itself only, else in that of the amount.
 */
export function columnFactors(grid: Grid, mapping: Mapping): ReadonlyMap<Field, string> {
	const factors = new Map<Field, string>([
		['amount', mapping.amountFactor],
		['unitPrice', mapping.priceFactor]
	]);
	const amount = columnOf(mapping, 'amount');
	const forItselfOnly = amount !== undefined && unitInHeader(grid, mapping.header, amount) !== undefined;
	const common =
		(forItselfOnly ? unitInPreamble(grid, mapping.header)?.factor : undefined) ?? mapping.amountFactor;
	for (const [field, column] of besideAmount(mapping))
		factors.set(field, unitInHeader(grid, mapping.header, column)?.factor ?? common);
	return factors;
}

/** Whether the sheet says anywhere what its amounts are in. */
export function unitStated(grid: Grid, mapping: Mapping): boolean {
	const known = STATED.get(mapping);
	if (known !== undefined) return known;
	const amount = columnOf(mapping, 'amount');
	const own = amount === undefined ? undefined : unitInHeader(grid, mapping.header, amount);
	const stated = (own ?? unitInPreamble(grid, mapping.header)) !== undefined;
	STATED.set(mapping, stated);
	return stated;
}

/** Asked for every row; a mapping never changes, and belongs to one sheet. */
const STATED = new WeakMap<Mapping, boolean>();

/** Names every money column that is read in another unit than the declared amount. */
export function columnUnitFindings(grid: Grid, mapping: Mapping): readonly IntakeFinding[] {
	const factors = columnFactors(grid, mapping);
	return besideAmount(mapping).flatMap(([field, column]) => {
		const factor = factors.get(field) ?? '1';
		if (factor === mapping.amountFactor) return [];
		const letters = columnLetters(column);
		const header = headerText(grid, mapping.header, column);
		const unit = MONEY_FACTORS[factor] ?? factor;
		return [finding('column-unit', `${letters}${mapping.header.last}`, { column: letters, header, unit })];
	});
}

function besideAmount(mapping: Mapping): readonly (readonly [field: Field, column: number])[] {
	const fields = [...new Set(Object.values(mapping.columns))];
	return fields.flatMap((field) => {
		const column = BESIDE.includes(field) || isYearColumn(field) ? columnOf(mapping, field) : undefined;
		return column === undefined ? [] : [[field, column] as const];
	});
}
