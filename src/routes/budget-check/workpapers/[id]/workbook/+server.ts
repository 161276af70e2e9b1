import { byteStream } from '#lib/server/http/byte-stream.ts';
import { workpaperXlsx } from '#lib/server/workpapers/export.ts';
import { contextOf, refusePage } from '../../../../refusal.ts';
import type { RequestHandler } from './$types';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Downloads a review workpaper as a workbook, sent while it is being written. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const exported = await workpaperXlsx(contextOf(locals), params.id);
	if (!exported.ok) refusePage(exported.problem);
	const { name, bytes } = exported.value;
	return new Response(byteStream(bytes), {
		headers: {
			'content-type': XLSX,
			'content-disposition': `attachment; filename="workpaper.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
			'cache-control': 'private, no-store'
		}
	});
};
