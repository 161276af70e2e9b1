import { unpackRows } from '../../../packed-rows.ts';
import { unpackedComparison } from '../../packed-comparison.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ data }) => {
	const { members, results, described, readable, initials, ...rest } = data;
	const { robust } = described;
	return {
		...rest,
		...unpackedComparison({ members, results }),
		described: { ...described, robust: { ...robust, members: unpackRows(robust.members) } },
		readable: unpackRows(readable),
		initials: unpackRows(initials)
	};
};
