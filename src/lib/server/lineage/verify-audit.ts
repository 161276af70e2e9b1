import type { Hash } from '#lib/core/address/value-ref.ts';
import { SNAPSHOT_KINDS } from '#lib/core/lineage/snapshot-title.ts';
import { readStoredText } from '#lib/core/lineage/stored-text.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { verifyChain } from '../audit/verify.ts';
import type { SnapshotKind } from '#lib/core/snapshot/snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import type { IssuedStandardTable } from '../database/schema-standards.ts';
import { sha256 } from '../hash.ts';
import { issuedRuleHash, RULE_SUBJECT } from '../rules/issued-record.ts';
import { ISSUE_AUDIT, issuedRecordHash } from '../standards/issued-record.ts';
import { transitionWords } from './signatures.ts';
import { selectAllDecisions, selectIssued, selectIssuedRules, selectSnapshotsAfter } from './store.ts';
import { recordKeeper } from './verify-records.ts';

const PAGE = 500;

export interface AuditReport {
	readonly entries: number;
	readonly head: string;
	readonly snapshots: number;
	readonly issued: number;
	readonly faults: readonly Problem[];
}

/**
 * Proves the record: the audit chain recomputed entry by entry, every snapshot still the hash it is stored under, every
 * snapshot somebody signed still there, every issued standard and rule, every decision, parameter and check as it was
 * when it was recorded. Needs no method:
 * it finds what was altered, not what was computed wrongly (that is replay).
 */
export async function verifyAudit(db: AppDatabase): Promise<AuditReport> {
	const issues: AuditEntryTable[] = [];
	const ruleIssues: AuditEntryTable[] = [];
	const records = await recordKeeper(db);
	const chain = await verifyChain(db, (entry) => {
		records.note(entry);
		if (!ISSUE_AUDIT.actions.some((action) => action === entry.action)) return;
		if (entry.subject_kind === ISSUE_AUDIT.subjectKind) issues.push(entry);
		if (entry.subject_kind === RULE_SUBJECT) ruleIssues.push(entry);
	});
	const { hashes, faults } = await checkSnapshots(db);
	const issued = await selectIssued(db);
	const rules = await selectIssuedRules(db);
	return {
		entries: chain.entries,
		head: chain.head,
		snapshots: hashes.size,
		issued: issued.length + rules.length,
		faults: [
			...chain.faults,
			...faults,
			...(await missingSigned(db, hashes)),
			...(await records.faults()),
			...issuedFaults(issued, issues, issuedRecordHash),
			// One issue of a rule writes one row.
			...issuedFaults(rules, ruleIssues, ([row]) => (row ? issuedRuleHash(row) : ''))
		]
	};
}

async function checkSnapshots(db: AppDatabase): Promise<{ hashes: ReadonlySet<Hash>; faults: Problem[] }> {
	const hashes = new Set<Hash>();
	const faults: Problem[] = [];
	for (let after = ''; ;) {
		const page = await selectSnapshotsAfter(db, after, PAGE);
		for (const row of page) {
			hashes.add(row.hash);
			if (readStoredText(row.hash, row.body, sha256).ok) continue;
			const kind = Object.hasOwn(SNAPSHOT_KINDS, row.kind)
				? SNAPSHOT_KINDS[row.kind as SnapshotKind]
				: row.kind;
			faults.push(problem('audit/snapshot-altered', { hash: row.hash, kind }));
		}
		const last = page.at(-1);
		if (!last || page.length < PAGE) return { hashes, faults };
		after = last.hash;
	}
}

/** Snapshots somebody put their name to that are gone. */
async function missingSigned(db: AppDatabase, hashes: ReadonlySet<Hash>): Promise<Problem[]> {
	const faults = new Map<Hash, Problem>();
	for (const { action, snapshots } of await selectAllDecisions(db))
		for (const hash of signedHashes(snapshots))
			if (!hashes.has(hash))
				faults.set(hash, problem('audit/snapshot-missing', { hash, by: transitionWords(action) }));
	return [...faults.values()];
}

/** The column is a JSON array of hashes; in a tampered row whatever looks like a hash is still looked for. */
function signedHashes(column: string): readonly Hash[] {
	return column.match(/[0-9a-f]{64}/g) ?? [];
}

type IssuedRow = Pick<IssuedStandardTable, 'proposal_id' | 'code' | 'document_number'>;

/** Rows of each issue against the hash its audit entry recorded: altered, put in beside the system, or taken out. */
function issuedFaults<R extends IssuedRow>(
	rows: readonly R[],
	issues: readonly AuditEntryTable[],
	recordHash: (rows: readonly R[]) => Hash
): Problem[] {
	const faults: Problem[] = [];
	const byProposal = Map.groupBy(rows, (row) => row.proposal_id);
	for (const [proposal, issued] of byProposal) {
		const entry = issues.find((candidate) => candidate.subject_id === proposal);
		const names = {
			code: issued.map(({ code }) => code).join('、'),
			document: issued[0]?.document_number ?? ''
		};
		if (!entry) faults.push(problem('audit/issued-unrecorded', names));
		else if (entry.after_hash !== recordHash(issued)) faults.push(problem('audit/issued-altered', names));
	}
	for (const entry of issues)
		if (!byProposal.has(entry.subject_id))
			faults.push(problem('audit/issued-missing', { seq: String(entry.seq) }));
	return faults;
}
