import { runHeavy } from '#lib/server/heavy/apart.ts';
import { byteStream } from '#lib/server/http/byte-stream.ts';
import { contextOf, refusePage } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Downloads an analysis as a workbook with live formulas, sent while it is being written. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const exported = await runHeavy(contextOf(locals), { kind: 'export', analysisId: params.id });
	if (!exported.ok) refusePage(exported.problem);
	const { name, bytes } = exported.value;
	return new Response(byteStream(bytes), {
		headers: {
			'content-type': XLSX,
			'content-disposition': `attachment; filename="analysis.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
			'cache-control': 'private, no-store'
		}
	});
};
