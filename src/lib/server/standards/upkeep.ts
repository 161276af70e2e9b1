import type { DateText } from '#lib/core/period/date.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { today, type Context } from '../context.ts';
import { libraryLines, type LibraryLine } from './facts.ts';
import { issuedStandard, type LibraryEntry } from './library.ts';
import { outturnOf, type OutturnView } from './outturn.ts';
import { promotionOf, type PromotionView } from './promote.ts';
import { repealsOf, type RepealView } from './repeal.ts';
import { reviewsOf, type ReviewView } from './reviews.ts';
import { driftFor, type Drift } from './drift.ts';
import { usesOf, type Uses } from './uses.ts';

/** Everything that happens to an issued standard after its issue, and what this person may do about it. */
export interface Upkeep {
	readonly entry: LibraryEntry;
	readonly overdue: boolean;
	readonly uses: Uses;
	readonly drift: Drift;
	readonly outturn: readonly OutturnView[];
	readonly reviews: readonly ReviewView[];
	readonly repeals: readonly RepealView[];
	readonly promotion: PromotionView | null;
	readonly may: {
		readonly review: boolean;
		readonly repeal: boolean;
		readonly outturn: boolean;
	};
}

/** 标准维护: drift, reviews, repeals, outturn and promotion of one issued standard on a date. */
export async function upkeepOf(context: Context, id: string, at: DateText): Promise<Result<Upkeep>> {
	const view = await issuedStandard(context, id, at);
	if (!view.ok) return view;
	const { entry } = view.value;
	const current = entry.status === 'in_force' || entry.status === 'trial';
	const { path } = entry;
	const line = await lineOf(context, entry, at);
	return ok({
		entry,
		overdue: current && entry.reviewOn <= at,
		uses: (await usesOf(context, [entry]))(entry),
		drift: (await driftFor(context, [line], at))(line),
		outturn: await outturnOf(context, line, at),
		reviews: await reviewsOf(context, entry.proposalId),
		repeals: await repealsOf(context, entry.proposalId),
		promotion: await promotionOf(context, entry),
		may: {
			review: current && may(context.actor, 'standard.review', { path }).ok,
			repeal:
				(current || entry.effectiveFrom > today(context)) &&
				entry.repeal === null &&
				may(context.actor, 'standard.repeal-propose', { path }).ok,
			outturn: may(context.actor, 'standard.outturn', { path }).ok
		}
	});
}

/** What moved away from under one issued standard by a date. */
export async function driftOf(context: Context, entry: LibraryEntry, at: DateText): Promise<Drift> {
	const line = await lineOf(context, entry, at);
	return (await driftFor(context, [line], at))(line);
}

async function lineOf(context: Context, { proposalId }: LibraryEntry, at: DateText): Promise<LibraryLine> {
	const lines = await libraryLines(context, at);
	const line = lines.find((candidate) => candidate.proposalId === proposalId);
	if (!line) throw new Error(`The issue ${proposalId} is not in the library`);
	return line;
}
