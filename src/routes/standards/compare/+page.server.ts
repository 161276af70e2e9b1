import { parseDate } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { today } from '#lib/server/context.ts';
import { compareIssued } from '#lib/server/standards/compare.ts';
import { contextOf, refusePage } from '../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const asked = parseDate(url.searchParams.get('date') ?? '');
	const at = asked.ok ? asked.value : today(context);
	const [first, second] = url.searchParams.getAll('id');
	if (first === undefined || second === undefined) refusePage(problem('standard/not-found', {}));
	const pair = await compareIssued(context, [first, second], at);
	if (!pair.ok) refusePage(pair.problem);
	const { a, b, compared } = pair.value;
	const head = ({ ids, title, documentNumber, effectiveFrom, status, hashes, comparison }: typeof a) => ({
		id: ids.expenditure,
		...{ title, documentNumber, effectiveFrom, status },
		hashes: { quota: hashes.quota, expenditure: hashes.expenditure, comparison }
	});
	return { date: at, a: head(a), b: head(b), compared };
};
