import { dec, type Decimal } from '../../decimal/decimal.ts';
import { date } from '../../period/date.ts';
import { inForce } from '../../period/dated.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';

/** An entry of a series that is in force, with the pointer that names it. */
export interface Entry {
	readonly value: Decimal;
	readonly pointer: string;
}

const END_OF_TIME = date('9999-12-31');

/**
 * The entry of a frozen series for a year, region or grade: the latest `validFrom`, then the highest version. The series
 * was cut off at the day it was frozen, so everything in it has force and the newest rules.
 */
export function entryFor(series: ParameterSetContent, key: string): Entry | undefined {
	const versions = series.entries.flatMap((entry, index) =>
		entry.key === key ? [{ ...entry, value: index, validFrom: date(entry.validFrom), validTo: null }] : []
	);
	const index = inForce(versions, END_OF_TIME)?.value;
	const entry = index === undefined ? undefined : series.entries[index];
	return entry && { value: dec(entry.value), pointer: `/content/entries/${index}/value` };
}
