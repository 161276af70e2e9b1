import { decimal, type Decimal } from '../../decimal/decimal.ts';
import { EXACT, LARGEST_POWER, POWERS } from '../../decimal/doubles.ts';
import { BLANK, NUMBER, wholeAt, type NumberColumn } from '../number-column.ts';
import type { Steps } from '../steps.ts';

/** Exact sum of the numbers in a column, of those in `places` only where it is given; truths and blanks are passed over. */
export function sumOfColumn(
	{ mantissa, kinds, scale }: NumberColumn,
	places: Uint8Array | null = null
): Decimal {
	let total = 0n;
	let sum = 0;
	let volume = 0;
	for (let row = 0; row < mantissa.length; row += 1) {
		if (places !== null && places[row] === 0) continue;
		if (kinds !== null && kinds[row] !== NUMBER) continue;
		const number = mantissa[row] as number;
		volume += number < 0 ? -number : number;
		// As long as all sizes together are exact, so is every partial sum.
		if (volume >= EXACT) {
			total += BigInt(sum);
			sum = 0;
			volume = number < 0 ? -number : number;
		}
		sum += number;
	}
	return decimal(total + BigInt(sum), scale);
}

/** Exact Σ of products of the cells in the same place; blanks and truths count as 0. Columns are equally long. */
export function sumOfProducts(columns: readonly NumberColumn[], steps: Steps): Decimal {
	const [first, second = null] = columns;
	if (!first) return decimal(0n);
	const scale = columns.reduce((all, column) => all + column.scale, 0);
	let total = 0n;
	let sum = 0;
	let volume = 0;
	for (let row = 0; row < first.length; row += 1) {
		let product = factorAt(first, row);
		if (second !== null) product *= factorAt(second, row);
		for (let at = 2; at < columns.length; at += 1) product *= factorAt(columns[at] as NumberColumn, row);
		const size = product < 0 ? -product : product;
		// Also where an infinite product has met a zero.
		if (!(size < EXACT)) {
			steps.spend(columns.length);
			total += columns.reduce((all, column) => all * BigInt(factorAt(column, row)), 1n);
			continue;
		}
		volume += size;
		if (volume >= EXACT) {
			total += BigInt(sum);
			sum = 0;
			volume = size;
		}
		sum += product;
	}
	return decimal(total + BigInt(sum), scale);
}

function factorAt({ mantissa, kinds }: NumberColumn, row: number): number {
	return kinds === null || kinds[row] === NUMBER ? (mantissa[row] as number) : 0;
}

/** How many cells are numbers, of those in `places` only where it is given. */
export function countOfNumbers({ kinds, length }: NumberColumn, places: Uint8Array | null = null): number {
	if (kinds === null && places === null) return length;
	let count = 0;
	for (let row = 0; row < length; row += 1)
		if ((kinds === null || kinds[row] === NUMBER) && (places === null || places[row] !== 0)) count += 1;
	return count;
}

export function countOfFilled({ kinds, length }: NumberColumn): number {
	return kinds === null ? length : kinds.reduce((count, kind) => (kind === BLANK ? count : count + 1), 0);
}

/** The largest (1) or smallest (-1) number; undefined where there is none. */
export function extremeOfColumn({ mantissa, kinds, scale }: NumberColumn, side: 1 | -1): Decimal | undefined {
	let best = -side * Infinity;
	for (let row = 0; row < mantissa.length; row += 1) {
		if (kinds !== null && kinds[row] !== NUMBER) continue;
		const number = mantissa[row] as number;
		if (side === 1 ? number > best : number < best) best = number;
	}
	return Number.isFinite(best) ? decimal(BigInt(best), scale) : undefined;
}

/**
 * Numbers as whole numbers of one scale, from the smallest to the largest; undefined where they have no scale at which
 * doubles hold all of them exactly.
 */
export function sortedNumbers(
	singles: readonly Decimal[],
	columns: readonly NumberColumn[]
): { readonly numbers: Float64Array; readonly scale: number } | undefined {
	const scale = [...singles, ...columns].reduce((most, one) => Math.max(most, one.scale), 0);
	if (scale > LARGEST_POWER) return undefined;
	const count = columns.reduce((all, column) => all + countOfNumbers(column), singles.length);
	const numbers = new Float64Array(count);
	let at = 0;
	for (const { mantissa, kinds, scale: own } of columns) {
		const factor = POWERS[scale - own] as number;
		for (let row = 0; row < mantissa.length; row += 1) {
			if (kinds !== null && kinds[row] !== NUMBER) continue;
			numbers[at] = (mantissa[row] as number) * factor;
			at += 1;
		}
	}
	for (const single of singles) {
		numbers[at] = wholeAt(single, scale) ?? NaN;
		at += 1;
	}
	const exact = numbers.every((number) => number < EXACT && number > -EXACT);
	return exact ? { numbers: numbers.sort(), scale } : undefined;
}
