import { refText } from '#lib/core/address/value-ref.ts';
import { figureRefIn } from '../figure-ref.ts';

/**
 * Address of a figure of the analysis as the page shows it, saved or not: `pointer` is where it would stand in the
 * results of the snapshot, `query` the plan in the address of the page.
 */
export function workedRef(comparison: string, query: string, pointer: string): string {
	return refText({
		kind: 'draft',
		table: 'comparison',
		id: comparison,
		field: `analysis?${query}#/results/${pointer}`
	});
}

/** Address of a figure of a member, in the frozen comparison or in the draft. */
export function memberRef(
	head: { readonly id: string; readonly snapshot: string | null },
	member: number,
	field: string
): string {
	return figureRefIn(head, `/results/members/${member}/${field}`);
}
