import { json } from '@sveltejs/kit';
import { VERSION } from '#lib/server/http/version.ts';

/** The process lives and answers. */
export const GET = () =>
	json({ status: 'ok', version: VERSION }, { headers: { 'cache-control': 'no-store' } });
