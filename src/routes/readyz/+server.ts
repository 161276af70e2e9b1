import { json } from '@sveltejs/kit';
import { runningApp } from '#lib/server/app.ts';
import { readiness } from '#lib/server/http/readiness.ts';

/** The process can do its work: 200 when every check passes, else 503 with the checks that did not. */
export const GET = async () => {
	const { open, config } = runningApp();
	const { ready, checks } = await readiness(open, config.dataDir);
	return json({ ready, checks }, { status: ready ? 200 : 503, headers: { 'cache-control': 'no-store' } });
};
