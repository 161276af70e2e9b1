import { error, fail, json } from '@sveltejs/kit';
import { PROBLEM_KINDS, type Problem } from '#lib/core/problem.ts';
import type { ProblemKind } from '#lib/core/problem/kind.ts';
import { problem } from '#lib/core/problem.ts';
import type { Context } from '#lib/server/context.ts';
import { problemText } from '#lib/text/zh-CN.ts';

/** The only place where a kind of refusal becomes an HTTP status. */
const STATUS: { readonly [K in ProblemKind]: number } = {
	invalid: 400,
	unauthenticated: 401,
	forbidden: 403,
	'not-found': 404,
	'wrong-method': 405,
	conflict: 409,
	'too-large': 413,
	unsupported: 415,
	'too-often': 429,
	unavailable: 503
};

export function statusOf(refused: Problem): number {
	return STATUS[PROBLEM_KINDS[refused.code]];
}

/** For load functions: shows the error page with the Chinese text. */
export function refusePage(refused: Problem): never {
	error(statusOf(refused), { message: problemText(refused), code: refused.code });
}

/** For form actions: the page stays, what was typed stays, the text appears beside it. */
export function refuseForm(refused: Problem) {
	return fail(statusOf(refused), { problem: problemText(refused), code: refused.code });
}

/** For JSON endpoints: `{ problem, code, values }`. */
export function refuseJson(refused: Problem): Response {
	return json(
		{ problem: problemText(refused), code: refused.code, values: refused.values },
		{ status: statusOf(refused) }
	);
}

/** The answer to an enhanced form that never reached its action, in Kit's own form for a failed one (devalue's flat array). */
export function refusedAction(refused: Problem): Response {
	const data = JSON.stringify([{ problem: 1, code: 2 }, problemText(refused), refused.code]);
	return json({ type: 'failure', status: statusOf(refused), data });
}

/** The context of a signed-in request. Hooks redirect pages to sign-in, so only an expired session ends here. */
export function contextOf(locals: App.Locals): Context {
	if (!locals.context) refusePage(problem('auth/signed-out', {}));
	return locals.context;
}
