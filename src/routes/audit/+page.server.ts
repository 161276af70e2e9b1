import { auditHistory } from '#lib/server/audit/history.ts';
import { lastReplay } from '#lib/server/lineage/replay-run.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { contextOf, refusePage } from '../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const context = contextOf(locals);
	const before = /^\d{1,15}$/.exec(url.searchParams.get('before') ?? '')?.[0];
	const history = await auditHistory(context, before === undefined ? null : Number(before));
	if (!history.ok) refusePage(history.problem);
	const replay = await lastReplay(context);
	return { history: history.value, replay, check: url.searchParams.has('verify') ? await check() : null };

	async function check() {
		const { entries, snapshots, issued, faults } = await verifyAudit(context.db);
		return { entries, snapshots, issued, faults: faults.map(problemText) };
	}
};
