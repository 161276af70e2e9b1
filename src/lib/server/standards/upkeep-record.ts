import type { Hash } from '#lib/core/address/value-ref.ts';
import { contentHash } from '../audit/service.ts';
import type { AppDatabase } from '../database/database.ts';
import { selectUpkeepRecords } from './upkeep-store.ts';

/** A row of the upkeep of issued standards, by the audit entry that was written with it. */
export interface UpkeepRecord {
	readonly action: string;
	readonly id: string;
	/** Which one it is, in words. */
	readonly which: string;
	/** Id of the proposal whose issue it is about; "" where it is about a series of standards. */
	readonly issue: string;
	/** Of every column, as its audit entry keeps it. */
	readonly hash: Hash;
}

/** Every repeal, review and outturn with the hash that its audit entry must hold. */
export async function upkeepRows(db: AppDatabase): Promise<readonly UpkeepRecord[]> {
	const { proposed, repealed, reviews, outturn, proposedRules, repealedRules } =
		await selectUpkeepRecords(db);
	return [
		...[...proposed, ...proposedRules].map((row) => ({
			action: 'standard.repeal-propose',
			id: row.id,
			which: `废止建议 ${row.document_number}`,
			issue: row.proposal_id,
			// The state moves on when it is decided; the entry holds it as it was proposed.
			hash: contentHash({ ...row, state: 'proposed' })
		})),
		...[...repealed, ...repealedRules].map((row) => ({
			action: 'standard.repeal',
			id: row.repeal_id,
			which: `废止 ${row.document_number}`,
			issue: row.proposal_id,
			hash: contentHash({ ...row })
		})),
		...reviews.map((row) => ({
			action: 'standard.review',
			id: row.id,
			which: `复核 ${row.reviewed_on}`,
			issue: row.proposal_id,
			hash: contentHash({ ...row })
		})),
		...outturn.map((row) => ({
			action: 'standard.outturn',
			id: row.id,
			which: `执行结果 ${row.code} ${row.year} 年 ${row.project}`,
			issue: '',
			hash: contentHash({ ...row, amount: String(row.amount) })
		}))
	];
}
