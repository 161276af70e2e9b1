import type { PageData } from './$types';

/** Members of the comparison with what the pictures need; doubles only because pixels are. */
export function shownMembers({
	members,
	results,
	readable
}: Pick<PageData, 'members' | 'results' | 'readable'>) {
	return members.flatMap((member, index) => {
		const result = results?.members[index];
		return result ? [{ ...member, index, result, readable: readable[index] === true }] : [];
	});
}
