import { columnNumber } from '../../address/cell-address.ts';
import type { SourceCell } from '../../snapshot/source-table.ts';
import type { SampleField, SampleReading } from './sample-table.ts';

/** Fields a table may hold once for every year (几个年份并列). */
export const YEARLY = ['unitCost', 'total', 'output'] as const satisfies readonly SampleField[];
export type YearlyField = (typeof YEARLY)[number];

type Header = ReadonlyMap<string, Pick<SourceCell, 'raw'>>;

/** The figures of one year: where they stand. A column without a year in its header serves every year. */
export interface YearColumns {
	readonly year: string;
	readonly one: { readonly [F in YearlyField]?: string };
}

/**
 * The years that stand side by side in a table, ascending; empty where no field is given twice. Null where a field is
 * given twice and the headers do not tell the columns apart by a year each, or a column of years is chosen beside them.
 */
export function yearColumns(
	{ columns }: Pick<SampleReading, 'columns'>,
	header: Header | undefined
): readonly YearColumns[] | null {
	const held = Object.entries(columns).sort(([a], [b]) => columnNumber(a) - columnNumber(b));
	const of = (field: SampleField) => held.flatMap(([letters, other]) => (other === field ? [letters] : []));
	if (YEARLY.every((field) => of(field).length <= 1)) return [];
	if (of('year').length > 0) return null;
	const always: { [F in YearlyField]?: string } = {};
	const years = new Map<string, { [F in YearlyField]?: string }>();
	for (const field of YEARLY)
		for (const letters of of(field)) {
			const year = yearIn(header?.get(letters)?.raw ?? '');
			const place = year === null ? always : (years.get(year) ?? {});
			if (place[field] !== undefined) return null;
			place[field] = letters;
			if (year !== null) years.set(year, place);
		}
	// A column for every year and one for a single year say two things of that year.
	if ([...years.values()].some((one) => YEARLY.some((field) => one[field] && always[field]))) return null;
	const costed = [...years].map(([year, one]) => ({ year, one: { ...always, ...one } }));
	return costed
		.filter(({ one }) => one.unitCost !== undefined || one.total !== undefined)
		.sort((a, b) => Number(a.year) - Number(b.year));
}

/** The one year a header names; null where it names none, or several. */
export function yearIn(header: string): string | null {
	const found = [...header.matchAll(/(?<!\d)((?:19|20|21)\d\d)(?!\d)/g)].map(([, year]) => year);
	return found.length === 1 ? (found[0] ?? null) : null;
}
