import { workpaperDocx } from '#lib/server/workpapers/export.ts';
import { contextOf, refusePage } from '../../../../refusal.ts';
import type { RequestHandler } from './$types';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Downloads a review workpaper as a Word file in official layout. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const exported = await workpaperDocx(contextOf(locals), params.id);
	if (!exported.ok) refusePage(exported.problem);
	const { name, bytes } = exported.value;
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': DOCX,
			'content-disposition': `attachment; filename="workpaper.docx"; filename*=UTF-8''${encodeURIComponent(name)}`,
			'cache-control': 'private, no-store'
		}
	});
};
