import * as v from 'valibot';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

const text = v.pipe(v.string(), v.regex(/^[\w.:-]{0,64}$/));
const place = v.strictObject({ page: text, lineId: text, field: text });

/** Reads on which cell an open page stands. */
export function parsePlace(sent: unknown): Result<v.InferOutput<typeof place>> {
	const parsed = v.safeParse(place, sent);
	return parsed.success ? ok(parsed.output) : refuse(problem('request/malformed', {}));
}
