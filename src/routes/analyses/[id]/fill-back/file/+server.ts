import { fillBackFile } from '#lib/server/export/fill-back.ts';
import { contextOf, refusePage } from '../../../../refusal.ts';
import { choiceIn } from '../fill-input.ts';
import type { RequestHandler } from './$types';

/** The sender's own file with the chosen values filled in; always a download, never shown by the browser. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const filled = await fillBackFile(contextOf(locals), {
		analysisId: params.id,
		intakeId: url.searchParams.get('intake') ?? '',
		choice: choiceIn(url.searchParams),
		overwrite: url.searchParams.get('overwrite') === 'yes'
	});
	if (!filled.ok) refusePage(filled.problem);
	const { name, bytes } = filled.value;
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, no-store'
		}
	});
};
