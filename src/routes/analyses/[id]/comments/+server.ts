import { json } from '@sveltejs/kit';
import { parseCommentRequest } from '#lib/server/comments/comment-schema.ts';
import { addComment, commentsOf, mentionable, settleThread } from '#lib/server/comments/service.ts';
import { readJson } from '../../../read-request.ts';
import { contextOf, refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** Everything said about the cells; with `?people`, the people who may be mentioned. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const context = contextOf(locals);
	const found = url.searchParams.has('people')
		? await mentionable(context, params.id)
		: await commentsOf(context, params.id);
	return found.ok ? json(found.value) : refuseJson(found.problem);
};

/** Says something about a cell, answers to it, settles it or opens it again. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const sent = await readJson(request);
	if (!sent.ok) return refuseJson(sent.problem);
	const wanted = parseCommentRequest(sent.value);
	if (!wanted.ok) return refuseJson(wanted.problem);
	const { type, ...input } = wanted.value;
	const analysisId = params.id;
	const done =
		'threadId' in input
			? await settleThread(contextOf(locals), { analysisId, ...input })
			: await addComment(contextOf(locals), { analysisId, ...input });
	return done.ok ? json({ type, result: done.value }) : refuseJson(done.problem);
};
