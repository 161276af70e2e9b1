import { json } from '@sveltejs/kit';
import { problem } from '#lib/core/problem.ts';
import { sheetView } from '#lib/server/intake/sheet-view.ts';
import { refuseJson } from '../../refusal.ts';
import type { RequestHandler } from './$types';

/** `GET /api/sheet?file=…&sheet=…&cell=B7`: the rows round a cell of a stored original, for the source panel. */
export const GET: RequestHandler = async ({ locals, url }) => {
	if (!locals.context) return refuseJson(problem('auth/signed-out', {}));
	const asked = (name: string) => url.searchParams.get(name);
	const view = await sheetView(locals.context, {
		file: asked('file') ?? '',
		sheet: asked('sheet') ?? '',
		cell: asked('cell'),
		around: Math.trunc(Number(asked('around') ?? '5')) || 5
	});
	return view.ok ? json(view.value) : refuseJson(view.problem);
};
