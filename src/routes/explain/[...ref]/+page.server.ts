import { redirect } from '@sveltejs/kit';
import { explainChain } from '#lib/server/lineage/explain.ts';
import { replayFigure } from '#lib/server/lineage/replay-figure.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { contextOf, refuseForm, refusePage, statusOf } from '../../refusal.ts';
import { replayWords } from '../../replay-words.ts';
import type { Actions, PageServerLoad } from './$types';

const BASE = '/explain/';

/** The address as it stands in the path: its parts are encoded one by one, so Kit's decoded parameter would not do. */
function refOf(url: URL): string {
	return url.pathname.startsWith(BASE) ? url.pathname.slice(BASE.length) : '';
}

/** Typed text as the rest of a path: what an address already encodes stays, everything else that a header cannot carry is encoded. */
function asPath(typed: string): string {
	return typed.toWellFormed().replace(/[^!$&-;=@-Z_a-z~%]+/g, encodeURIComponent);
}

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const typed = url.searchParams.get('q')?.trim();
	// The search box sends what was pasted: the address alone, or the whole link it was copied from.
	if (typed)
		redirect(
			303,
			BASE + asPath(typed.slice(typed.indexOf(BASE) < 0 ? 0 : typed.indexOf(BASE) + BASE.length))
		);
	const ref = refOf(url);
	if (ref === '') return { ref, chain: null, problem: null };
	const chain = await explainChain(context, ref);
	if (chain.ok) return { ref, chain: chain.value, problem: null };
	// A mistyped address is answered on the page, with the box still there to correct it.
	if (chain.problem.code === 'workflow/forbidden') refusePage(chain.problem);
	locals.pageStatus = statusOf(chain.problem);
	return { ref, chain: null, problem: problemText(chain.problem) };
};

export const actions: Actions = {
	replay: async ({ locals, url }) => {
		const replayed = await replayFigure(contextOf(locals), refOf(url));
		return replayed.ok ? { done: replayWords(replayed.value) } : refuseForm(replayed.problem);
	}
};
