import type { ComparisonResults } from '#lib/core/comparison/comparison-snapshot.ts';
import { packRows, unpackRows, type Packed } from '../packed-rows.ts';

type MemberResult = ComparisonResults['members'][number];

/** What of a comparison grows with its members; the rest goes to the page as it is. */
interface Compared<Member> {
	readonly members: readonly Member[];
	readonly results: ComparisonResults | null;
}

interface PackedCompared<Member> {
	readonly members: Packed<Member>;
	readonly results: (Omit<ComparisonResults, 'members'> & { readonly members: Packed<MemberResult> }) | null;
}

/** A comparison on its way to the page: thousands of members as short text. */
export function packedComparison<Member, View extends Compared<Member>>(
	view: View & Compared<Member>
): Omit<View, 'members' | 'results'> & PackedCompared<Member> {
	const { members, results, ...rest } = view;
	return {
		...rest,
		members: packRows(members),
		results: results && { ...results, members: packRows(results.members) }
	};
}

export function unpackedComparison<Member, View extends PackedCompared<Member>>(
	packed: View & PackedCompared<Member>
): Omit<View, 'members' | 'results'> & Compared<Member> {
	const { members, results, ...rest } = packed;
	return {
		...rest,
		members: unpackRows(members),
		results: results && { ...results, members: unpackRows(results.members) }
	};
}
