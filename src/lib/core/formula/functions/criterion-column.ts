import { ONE } from '../../decimal/decimal.ts';
import { divideRounded, powerOfTen } from '../../decimal/rounding.ts';
import { BLANK, NUMBER, type NumberColumn } from '../number-column.ts';
import type { Criterion, NumberLimit, Relation } from './criteria.ts';

/** Keeps 1 at those places of a column whose cells meet a criterion, as meeting it cell by cell would. */
export function keepMeeting(places: Uint8Array, column: NumberColumn, criterion: Criterion): void {
	const { mantissa, kinds } = column;
	const number = meetsNumber(column, criterion);
	const [blank, no, yes] = [criterion.meets(null), criterion.meets(false), criterion.meets(true)];
	for (let row = 0; row < places.length; row += 1) {
		const kind = kinds === null ? NUMBER : kinds[row];
		const value = mantissa[row] as number;
		const meets = kind === NUMBER ? number(value) : kind === BLANK ? blank : value === 0 ? no : yes;
		if (!meets) places[row] = 0;
	}
}

/** The criterion for the whole numbers of a column; one that speaks of no number treats all numbers alike. */
function meetsNumber({ scale }: NumberColumn, criterion: Criterion): (mantissa: number) => boolean {
	if (!criterion.limit) {
		const all = criterion.meets(ONE);
		return () => all;
	}
	const { below, isWhole } = limitAt(criterion.limit, scale);
	return MEETING[criterion.limit.relation](below, isWhole);
}

/** The largest whole number at the scale that is not above the limit, and whether it is the limit. */
function limitAt(
	{ value }: NumberLimit,
	scale: number
): { readonly below: number; readonly isWhole: boolean } {
	const numerator = value.coefficient * powerOfTen(scale);
	const denominator = powerOfTen(value.scale);
	// Beyond 2^53 the nearest double still lies on the same side of every number in the column.
	return {
		below: Number(divideRounded(numerator, denominator, 'floor')),
		isWhole: numerator % denominator === 0n
	};
}

type Meeting = (below: number, isWhole: boolean) => (mantissa: number) => boolean;

const MEETING: Readonly<Record<Relation, Meeting>> = {
	'=': (below, isWhole) => (mantissa) => isWhole && mantissa === below,
	'<>': (below, isWhole) => (mantissa) => !isWhole || mantissa !== below,
	'<': (below, isWhole) => (isWhole ? (mantissa) => mantissa < below : (mantissa) => mantissa <= below),
	'<=': (below) => (mantissa) => mantissa <= below,
	'>': (below) => (mantissa) => mantissa > below,
	'>=': (below, isWhole) => (isWhole ? (mantissa) => mantissa >= below : (mantissa) => mantissa > below)
};
