import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import { draftOf, type LinkedStandards, type StandardDraft } from '#lib/core/standards/draft.ts';
import type { ComparisonSnapshot } from '#lib/core/standards/inputs.ts';
import { contentHash } from '../audit/service.ts';
import type { AppDatabase } from '../database/database.ts';
import { decisionsOf } from '../decisions/service.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { selectAuthors, selectProposal, type ProposalDrafts, type ProposalRow } from './store.ts';

/** The kind of thing that decisions and audit entries name for a proposal. */
export const PROPOSAL = 'proposal';

export async function loadProposal(db: AppDatabase, id: string): Promise<Result<ProposalRow>> {
	const row = await selectProposal(db, id);
	return row ? ok(row) : refuse(problem('standard/not-found', {}));
}

/** The three linked drafts of a row. Only this folder writes them, so their shape is known. */
export function storedStandards(row: ProposalDrafts): LinkedStandards {
	return {
		service: JSON.parse(row.service) as LinkedStandards['service'],
		quota: JSON.parse(row.quota) as LinkedStandards['quota'],
		expenditure: JSON.parse(row.expenditure) as LinkedStandards['expenditure']
	};
}

export function storedDraft(row: ProposalDrafts): StandardDraft {
	return draftOf(storedStandards(row));
}

export function draftRows(title: string, standards: LinkedStandards): ProposalDrafts {
	return {
		title,
		service: canonicalText(standards.service),
		quota: canonicalText(standards.quota),
		expenditure: canonicalText(standards.expenditure)
	};
}

/** Names the state of a draft, so that a save made on an older one is noticed. */
export function draftHash(row: ProposalDrafts): Hash {
	return contentHash(storedStandards(row));
}

export type FrozenComparison = { readonly hash: Hash; readonly snapshot: ComparisonSnapshot };

/** The comparison a proposal rests on, its bytes checked against its hash. */
export async function frozenComparison(db: AppDatabase, row: ProposalRow): Promise<Result<FrozenComparison>> {
	const hash = row.comparison_snapshot;
	if (hash === null)
		return refuse(problem('standard/comparison-not-frozen', { title: row.comparison_title }));
	const snapshot = await getSnapshot(db, hash);
	if (!snapshot.ok) return snapshot;
	// A comparison row names a snapshot of kind "comparison" or nothing.
	return ok({ hash, snapshot: snapshot.value as ComparisonSnapshot });
}

/**
 * Everybody who put a hand to the present version: those who wrote on it, and those who confirmed it since it was last
 * returned. None of them may confirm or issue it (DOMAIN §5.4, rule 1).
 */
export async function handsOn(db: AppDatabase, id: string): Promise<readonly string[]> {
	const authors = await selectAuthors(db, id);
	const decisions = await decisionsOf(db, PROPOSAL, id);
	const lastReturn = decisions.findLastIndex((decision) => decision.action === 'standard.return');
	const signers = decisions
		.slice(lastReturn + 1)
		.filter((decision) => decision.action.startsWith('standard.confirm'))
		.map((decision) => decision.actorId);
	return [...new Set([...authors, ...signers])];
}
