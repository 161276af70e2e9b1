import { problem } from '#lib/core/problem.ts';
import { originalFile } from '#lib/server/intake/sheet-view.ts';
import { refuseJson } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** The stored original, byte for byte; always as a download, never shown by the browser. */
export const GET: RequestHandler = async ({ locals, params }) => {
	if (!locals.context) return refuseJson(problem('auth/signed-out', {}));
	const file = await originalFile(locals.context, params.file);
	if (!file.ok) return refuseJson(file.problem);
	return new Response(Buffer.from(file.value.bytes), {
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.value.fileName)}`,
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, max-age=31536000, immutable'
		}
	});
};
