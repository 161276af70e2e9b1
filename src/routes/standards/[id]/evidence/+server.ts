import { standardEvidence } from '#lib/server/evidence/service.ts';
import { askedEdition, evidenceResponse } from '../../../evidence-response.ts';
import { contextOf, refusePage } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

/** Downloads the evidence pack (证据包) of an issued standard. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const pack = await standardEvidence(contextOf(locals), params.id, askedEdition(url));
	if (!pack.ok) refusePage(pack.problem);
	return evidenceResponse(pack.value);
};
