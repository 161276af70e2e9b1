import { snapshotEvidence } from '#lib/server/evidence/service.ts';
import { askedEdition, evidenceResponse } from '../../evidence-response.ts';
import { contextOf, refusePage } from '../../refusal.ts';
import type { RequestHandler } from './$types';

/** Downloads the evidence pack (证据包) of a confirmed analysis or a frozen comparison, by its 校验码. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const pack = await snapshotEvidence(contextOf(locals), params.hash, askedEdition(url));
	if (!pack.ok) refusePage(pack.problem);
	return evidenceResponse(pack.value);
};
