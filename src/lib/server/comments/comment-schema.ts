import * as v from 'valibot';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';

const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));

const request = v.variant('type', [
	v.strictObject({
		type: v.literal('add'),
		lineId: id,
		field: v.pipe(v.string(), v.regex(/^[\w:]{0,40}$/)),
		replyTo: v.nullable(id),
		body: v.pipe(v.string(), v.maxLength(LIMITS.remarkLength), v.transform(storableText)),
		mentions: v.pipe(v.array(id), v.maxLength(LIMITS.mentionsPerComment))
	}),
	v.strictObject({ type: v.literal('settle'), threadId: id, settled: v.boolean() })
]);

export type CommentRequest = v.InferOutput<typeof request>;

/** Reads what a page asks about comments; refuses anything of another shape. */
export function parseCommentRequest(sent: unknown): Result<CommentRequest> {
	const parsed = v.safeParse(request, sent);
	if (parsed.success) return ok(parsed.output);
	const expected = `须写 1 到 ${LIMITS.remarkLength} 个字，最多提到 ${LIMITS.mentionsPerComment} 人`;
	return refuse(problem('comment/malformed', { expected }));
}
