import type { DateText } from '#lib/core/period/date.ts';
import { applies } from '#lib/core/standards/look-up.ts';
import { may, mightEver } from '#lib/core/workflow/permission.ts';
import { today, type Context } from '../context.ts';
import { libraryLines, type LibraryLine } from './facts.ts';
import { repealsWaiting } from './repeal.ts';
import { driftFor } from './drift.ts';

/** Something about an issued standard that waits for a person: a repeal to decide, a review that is due. */
export interface StandardWaiting {
	readonly kind: 'repeal' | 'review';
	/** The expenditure standard of the issue. */
	readonly id: string;
	readonly title: string;
	readonly organisation: string;
	readonly state: string;
	readonly action: string;
	readonly since: string;
}

/** What this person may do about issued standards: repeals to decide, overdue reviews and drift alarms to answer. */
export async function standardsWaiting(context: Context): Promise<readonly StandardWaiting[]> {
	if (!mightEver(context.actor, 'standard.repeal') && !mightEver(context.actor, 'standard.review')) return [];
	const lines = await libraryLines(context, today(context));
	return [...(await repeals(context, lines)), ...(await reviews(context, lines))];
}

async function repeals(context: Context, lines: readonly LibraryLine[]): Promise<readonly StandardWaiting[]> {
	return (await repealsWaiting(context)).flatMap((row) => {
		const line = lines.find(({ proposalId }) => proposalId === row.proposal_id);
		if (!line) return [];
		const { ids, title, organisation, status } = line;
		return [
			{
				...{ kind: 'repeal' as const, id: ids.expenditure, title, organisation, state: status },
				...{ action: '审核废止标准', since: row.created_at }
			}
		];
	});
}

async function reviews(context: Context, lines: readonly LibraryLine[]): Promise<readonly StandardWaiting[]> {
	const own = lines.filter(
		({ status, organisationPath: path }) =>
			applies(status) && may(context.actor, 'standard.review', { path }).ok
	);
	const driftOn = await driftFor(context, own, today(context));
	return own.flatMap((line) => {
		const drifted = driftOn(line).alarm;
		if (!drifted && !line.overdue) return [];
		const action = drifted ? '复核标准：价格或执行结果已漂移' : '复核标准：已过复核日期';
		const { ids, title, organisation, status } = line;
		return [
			{
				...{ kind: 'review' as const, id: ids.expenditure, title, organisation, state: status },
				...{ action, since: startOf(line.overdue ? line.reviewOn : today(context)) }
			}
		];
	});
}

/** The first moment of a day in China, as times are stored. */
function startOf(day: DateText): string {
	return new Date(`${day}T00:00:00.000+08:00`).toISOString();
}
