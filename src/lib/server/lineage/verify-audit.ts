import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { verifyChain } from '../audit/verify.ts';
import { rowKeeper } from '../audit/verify-rows.ts';
import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable } from '../database/schema.ts';
import type { IssuedStandardTable } from '../database/schema-standards.ts';
import { issuedRuleHash, RULE_SUBJECT } from '../rules/issued-record.ts';
import { ISSUE_AUDIT, issuedRecordHash } from '../standards/issued-record.ts';
import { restingStandards } from './resting-standards.ts';
import { transitionWords } from './signatures.ts';
import { selectAllDecisions, selectIssued, selectIssuedRules } from './store.ts';
import { draftKeeper } from './verify-drafts.ts';
import { recordKeeper, type RecordFault } from './verify-records.ts';
import { verifyFiles, verifySnapshots } from './verify-store.ts';

type Resting = ReturnType<typeof restingStandards>;

export interface AuditReport {
	readonly entries: number;
	readonly head: string;
	readonly snapshots: number;
	readonly issued: number;
	readonly faults: readonly Problem[];
}

/**
 * Proves the record: the audit chain recomputed entry by entry; every snapshot and original still the hash it is stored
 * under; every snapshot somebody signed still there; every issued standard and rule, every row that an entry was written
 * with as that entry left it, every draft what its edits make of it. Each fault names the issued standards that rest on
 * it. Needs no method: it finds what was altered, not what was computed wrongly (that is replay).
 */
export async function verifyAudit(db: AppDatabase): Promise<AuditReport> {
	const issues: AuditEntryTable[] = [];
	const ruleIssues: AuditEntryTable[] = [];
	const resting = restingStandards(db);
	const [records, rows, drafts] = [await recordKeeper(db), rowKeeper(db), draftKeeper(db)];
	const chain = await verifyChain(db, (entry) => {
		for (const keeper of [resting, records, rows, drafts]) keeper.note(entry);
		if (!ISSUE_AUDIT.actions.some((action) => action === entry.action)) return;
		if (entry.subject_kind === ISSUE_AUDIT.subjectKind) issues.push(entry);
		if (entry.subject_kind === RULE_SUBJECT) ruleIssues.push(entry);
	});
	const rowFaults = async (): Promise<readonly RecordFault[]> => {
		const at = (subject: string, id: string) => ({ place: { kind: 'subject', subject, id } }) as const;
		const kept = await rows.faults();
		const edited = await drafts.faults();
		return [
			...(await records.faults()),
			...kept.map(({ kind, id, words, which }) => ({ what: words, which, ...at(kind, id) })),
			...edited.map(({ analysis, words, which }) => ({ what: words, which, ...at('analysis', analysis) }))
		];
	};
	const { hashes, faults } = await verifySnapshots(db, resting);
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
			...(await verifyFiles(db, resting)),
			...(await missingSigned(db, hashes)),
			...(await named(resting, await rowFaults())),
			...issuedFaults(issued, issues, issuedRecordHash),
			// One issue of a rule writes one row.
			...issuedFaults(rules, ruleIssues, ([row]) => (row ? issuedRuleHash(row) : ''))
		]
	};
}

/** Rows by what they are, each once, with the issued standards that rest on them. */
async function named(resting: Resting, faults: readonly RecordFault[]): Promise<readonly Problem[]> {
	const found = new Map<string, Problem>();
	for (const { place, ...fault } of faults) {
		const standards = await resting.on(place);
		const altered =
			'seq' in fault
				? problem('audit/row-missing', { what: fault.what, seq: String(fault.seq), standards })
				: problem('audit/row-altered', { ...fault, standards });
		found.set(JSON.stringify(fault), altered);
	}
	return [...found.values()];
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
