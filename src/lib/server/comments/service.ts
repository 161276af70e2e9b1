import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { whoMay, type Entitled } from '../auth/who-may.ts';
import { timestamp, type Context } from '../context.ts';
import { hasLine, readableAnalysis } from '../costing/analyses.ts';
import { inTransaction } from '../database/database.ts';
import type { CellCommentTable } from '../database/schema.ts';
import {
	countComments,
	countRemark,
	insertComment,
	selectComment,
	selectComments,
	selectThreadsMentioning,
	updateResolved,
	type CommentRow
} from './store.ts';

/** What is said about a cell (批注) and the answers to it, until somebody settles it. */
export interface Thread {
	readonly id: string;
	readonly lineId: string;
	/** A column of the grid; "" for the whole line. */
	readonly field: string;
	readonly comments: readonly Comment[];
	/** Who settled it and when; null while it is open. */
	readonly resolved: { readonly who: string; readonly at: string } | null;
}

export interface Comment {
	readonly id: string;
	readonly who: string;
	readonly own: boolean;
	readonly at: string;
	readonly body: string;
	/** Ids of the people mentioned. */
	readonly mentions: readonly string[];
}

export interface NewComment {
	readonly analysisId: string;
	readonly lineId: string;
	readonly field: string;
	/** The thread it answers; null opens one. */
	readonly replyTo: string | null;
	readonly body: string;
	readonly mentions: readonly string[];
}

/** Everything said about an analysis, oldest thread first. Whoever may read the project may read and write here. */
export async function commentsOf(context: Context, analysisId: string): Promise<Result<readonly Thread[]>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	return ok(threadsOf(await selectComments(context.db, analysisId), context.actor.userId));
}

/** The people who may be mentioned: those who may read the project. */
export async function mentionable(
	context: Context,
	analysisId: string
): Promise<Result<readonly Entitled[]>> {
	const row = await readableAnalysis(context, analysisId);
	return row.ok ? ok(await whoMay(context.db, 'project.read', row.value.path)) : row;
}

/** Says something about a cell or answers to it; in every state of the analysis. Returns the comment's id. */
export async function addComment(context: Context, input: NewComment): Promise<Result<string>> {
	const body = input.body.trim();
	if (body === '' || body.length > LIMITS.remarkLength)
		return refuse(problem('comment/malformed', { expected: `须写 1 到 ${LIMITS.remarkLength} 个字` }));
	return inTransaction(context, async (tx) => {
		const row = await readableAnalysis(tx, input.analysisId);
		if (!row.ok) return row;
		const place = await placeOf(tx, input);
		if (!place.ok) return place;
		const seen = await allMayRead(tx, row.value.path, input.mentions);
		if (!seen.ok) return seen;
		if ((await countComments(tx.db, row.value.id)) >= LIMITS.commentsPerAnalysis)
			return refuse(problem('comment/too-many', { limit: String(LIMITS.commentsPerAnalysis) }));
		const comment: CellCommentTable = {
			id: tx.newId(),
			analysis_id: row.value.id,
			...place.value,
			reply_to: input.replyTo,
			body,
			mentions: JSON.stringify([...new Set(input.mentions)]),
			author_id: tx.actor.userId,
			at: timestamp(tx),
			resolved_by: null,
			resolved_at: null
		};
		await insertComment(tx.db, comment);
		await record(tx, 'comment.add', comment, contentHash({ body, mentions: comment.mentions }));
		return ok(comment.id);
	});
}

/** Settles a thread (了结), or opens it again. */
export async function settleThread(
	context: Context,
	{ analysisId, threadId, settled }: { analysisId: string; threadId: string; settled: boolean }
): Promise<Result<true>> {
	return inTransaction(context, async (tx) => {
		const row = await readableAnalysis(tx, analysisId);
		if (!row.ok) return row;
		const thread = await selectComment(tx.db, threadId);
		if (!thread || thread.analysis_id !== analysisId || thread.reply_to !== null)
			return refuse(problem('comment/not-found', {}));
		// Two people settling the same thing agree.
		if ((thread.resolved_at !== null) === settled) return ok(true);
		await updateResolved(tx.db, threadId, {
			resolved_by: settled ? tx.actor.userId : null,
			resolved_at: settled ? timestamp(tx) : null
		});
		await record(tx, settled ? 'comment.resolve' : 'comment.reopen', thread, null);
		return ok(true);
	});
}

/** An open thread that mentions somebody who has not answered since. */
export interface Mention {
	readonly analysisId: string;
	readonly threadId: string;
	/** Who mentioned them, and when. */
	readonly who: string;
	readonly at: string;
}

/** Where the actor was mentioned and has neither answered nor seen it settled, oldest first. */
export async function openMentions(context: Context): Promise<readonly Mention[]> {
	const { userId } = context.actor;
	const threads = new Map<string, CommentRow[]>();
	for (const row of await selectThreadsMentioning(context.db, userId)) {
		const root = row.reply_to ?? row.id;
		threads.set(root, [...(threads.get(root) ?? []), row]);
	}
	return [...threads].flatMap(([threadId, rows]) => {
		if (rows.some(({ id, resolved_at }) => id === threadId && resolved_at !== null)) return [];
		const answered = rows.findLastIndex(({ author_id }) => author_id === userId);
		const mention = rows.find((row, index) => index > answered && mentionsOf(row).includes(userId));
		return mention
			? [{ analysisId: mention.analysis_id, threadId, who: mention.author, at: mention.at }]
			: [];
	});
}

/** The cell of a comment: of a reply, that of the thread it answers. */
async function placeOf(
	tx: Context,
	{ analysisId, replyTo, lineId, field }: NewComment
): Promise<Result<Pick<CellCommentTable, 'line_id' | 'field'>>> {
	if (replyTo === null)
		return (await hasLine(tx.db, analysisId, lineId))
			? ok({ line_id: lineId, field })
			: refuse(problem('analysis/unknown-line', {}));
	const thread = await selectComment(tx.db, replyTo);
	return thread?.analysis_id === analysisId && thread.reply_to === null
		? ok({ line_id: thread.line_id, field: thread.field })
		: refuse(problem('comment/not-found', {}));
}

async function allMayRead(tx: Context, path: string, mentions: readonly string[]): Promise<Result<true>> {
	if (mentions.length === 0) return ok(true);
	const readers = new Set((await whoMay(tx.db, 'project.read', path)).map(({ id }) => id));
	const strangers = mentions.filter((id) => !readers.has(id));
	return strangers.length === 0
		? ok(true)
		: refuse(problem('comment/cannot-see', { names: `所选的 ${strangers.length} 人` }));
}

async function record(
	tx: Context,
	action: string,
	comment: CellCommentTable,
	after: string | null
): Promise<void> {
	await countRemark(tx.db, comment.analysis_id);
	await recordAudit(tx, {
		action,
		subjectKind: 'comment',
		subjectId: comment.id,
		before: null,
		after,
		details: { analysis: comment.analysis_id, line: comment.line_id, field: comment.field }
	});
}

function threadsOf(rows: readonly CommentRow[], userId: string): Thread[] {
	return rows
		.filter(({ reply_to }) => reply_to === null)
		.map((root) => ({
			id: root.id,
			lineId: root.line_id,
			field: root.field,
			comments: rows
				.filter(({ id, reply_to }) => id === root.id || reply_to === root.id)
				.map((row) => commentOf(row, userId)),
			resolved: root.resolved_at === null ? null : { who: root.resolver ?? '', at: root.resolved_at }
		}));
}

function commentOf(row: CommentRow, userId: string): Comment {
	const { id, author: who, author_id, at, body } = row;
	return { id, who, own: author_id === userId, at, body, mentions: mentionsOf(row) };
}

function mentionsOf({ mentions }: CommentRow): readonly string[] {
	// Written by `addComment` only.
	return JSON.parse(mentions) as string[];
}
