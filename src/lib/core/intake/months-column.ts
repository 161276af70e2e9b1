import { dec, equals, multiply, round, type Decimal } from '../decimal/decimal.ts';
import type { Grid } from './grid.ts';
import { columnOf, type Mapping } from './mapping.ts';
import { readNumber } from './number-text.ts';

/** Rows looked at: more would not say anything else. */
const ROWS = 200;

/**
 * Whether a column of months only tells the period an amount pays for, and is no factor of it: so where a table has no
 * quantity with price to multiply, and where its own amounts are quantity × price without the months.
 */
export function monthsArePeriod(grid: Grid, mapping: Mapping): boolean {
	const [months, quantity, price, amount] = (['months', 'quantity', 'unitPrice', 'amount'] as const).map(
		(field) => columnOf(mapping, field)
	);
	if (months === undefined) return false;
	if (quantity === undefined || price === undefined) return true;
	if (amount === undefined) return false;
	const others = (['frequency', 'coefficient'] as const).map((field) => columnOf(mapping, field));
	let [with_, without] = [0, 0];
	for (let row = mapping.header.last + 1; row <= Math.min(grid.rows, mapping.header.last + ROWS); row++) {
		const at = (column: number | undefined) => numberAt(grid, row, column);
		const [stated, count, each, times] = [at(amount), at(quantity), at(price), at(months)];
		if (!stated || !count || !each || !times) continue;
		const rest = others.map((column) => at(column)).filter((value) => value !== undefined);
		const product = rest.reduce(multiply, multiply(count, each));
		if (same(product, stated)) without += 1;
		else if (same(multiply(product, times), stated)) with_ += 1;
	}
	return without > with_;
}

function numberAt(grid: Grid, row: number, column: number | undefined): Decimal | undefined {
	const read = column === undefined ? undefined : readNumber(grid.cell(row, column));
	return read?.kind === 'number' ? read.value : undefined;
}

/** Equal in 分, whichever money unit both are in. */
function same(product: Decimal, stated: Decimal): boolean {
	return ['1', '0.0001', '10000'].some((factor) =>
		equals(round(multiply(product, dec(factor)), 2, 'half-up'), round(stated, 2, 'half-up'))
	);
}
