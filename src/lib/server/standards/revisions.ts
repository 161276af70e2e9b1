import { seriesOf } from '#lib/core/standards/draft.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { selectRevisions } from './library-store.ts';

/** A new version of a series on its way to issue (修订中); its address only for those who may read it. */
export interface Revision {
	readonly proposalId: string | null;
}

/** The new version that is under signature, by series; the one proposed last where there are several. */
export async function revisionsUnderWay(context: Context): Promise<ReadonlyMap<string, Revision>> {
	const rows = await selectRevisions(context.db);
	return new Map(
		rows.map(({ id, expenditure, path }) => {
			// Only this folder writes the column; the code of a draft is part of it.
			const { code } = JSON.parse(expenditure) as { readonly code: string };
			const readable = may(context.actor, 'standard.read', { path }).ok;
			return [seriesOf(code), { proposalId: readable ? id : null }];
		})
	);
}
