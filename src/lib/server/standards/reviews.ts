import { LIMITS } from '#lib/core/limits.ts';
import { parseDate, yearsLater } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, today, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { issuedStandard } from './library.ts';
import { insertReview, selectReviews } from './upkeep-store.ts';

/** What a review came to. Neither changes the standard: a new value is a new version. */
export const REVIEW_CONCLUSIONS = { keep: '继续执行', 'derive-again': '需要重新测算' } as const;
export type ReviewConclusion = keyof typeof REVIEW_CONCLUSIONS;

export interface ReviewInput {
	/** Any of the three standards of the issue. */
	readonly id: string;
	readonly conclusion: string;
	readonly note: string;
	/** Empty = a year from today. */
	readonly nextReviewOn: string;
}

/** 复核: records that somebody looked at an issued standard, what came of it and when to look next. */
export async function recordReview(
	context: Context,
	input: ReviewInput
): Promise<Result<{ readonly nextReviewOn: string }>> {
	const on = today(context);
	const view = await issuedStandard(context, input.id, on);
	if (!view.ok) return view;
	const { entry } = view.value;
	const allowed = may(context.actor, 'standard.review', { path: entry.path });
	if (!allowed.ok) return allowed;
	const { conclusion } = input;
	if (!isConclusion(conclusion))
		return refuse(
			problem('standard/bad-parameter', {
				name: '复核结论',
				text: conclusion.slice(0, 40),
				expected: Object.values(REVIEW_CONCLUSIONS).join('或')
			})
		);
	const note = input.note.trim().slice(0, LIMITS.remarkLength);
	if (note === '') return refuse(problem('standard/review-note', {}));
	const next = input.nextReviewOn.trim() === '' ? ok(yearsLater(on, 1)) : parseDate(input.nextReviewOn);
	if (!next.ok) return next;
	if (next.value <= on) return refuse(problem('standard/review-date', { date: next.value, from: on }));
	return inTransaction(context, async (tx) => {
		const row = {
			id: tx.newId(),
			proposal_id: entry.proposalId,
			reviewed_on: on,
			conclusion,
			note,
			next_review_on: next.value,
			reviewed_by: tx.actor.userId,
			at: timestamp(tx)
		};
		await insertReview(tx.db, row);
		await recordAudit(tx, {
			action: 'standard.review',
			subjectKind: 'standard-review',
			subjectId: row.id,
			before: null,
			after: contentHash(row),
			details: { standard: entry.series, document: entry.documentNumber }
		});
		return ok({ nextReviewOn: next.value });
	});
}

function isConclusion(text: string): text is ReviewConclusion {
	return Object.hasOwn(REVIEW_CONCLUSIONS, text);
}

export interface ReviewView {
	readonly id: string;
	readonly on: string;
	readonly conclusion: string;
	readonly note: string;
	readonly next: string;
	readonly reviewer: string;
}

/** Reviews of one issue, the newest first. The caller has asked whether standards may be read. */
export async function reviewsOf(context: Context, proposalId: string): Promise<readonly ReviewView[]> {
	const rows = await selectReviews(context.db, proposalId);
	return rows.map((row) => ({
		id: row.id,
		on: row.reviewed_on,
		conclusion: isConclusion(row.conclusion) ? REVIEW_CONCLUSIONS[row.conclusion] : row.conclusion,
		note: row.note,
		next: row.next_review_on,
		reviewer: row.reviewer
	}));
}
