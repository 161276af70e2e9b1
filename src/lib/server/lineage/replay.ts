import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Ledger } from '#lib/core/lineage/replay-ledger.ts';
import { METHODS } from '#lib/core/lineage/registry.ts';
import { replayer } from '#lib/core/lineage/replay.ts';
import { isRecord, readStoredText } from '#lib/core/lineage/stored-text.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { AppDatabase } from '../database/database.ts';
import type { IssuedStandardTable } from '../database/schema-standards.ts';
import { hashStoredFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { walkEverything, type Progress } from './replay-walk.ts';
import {
	selectBodies,
	selectClosure,
	selectClosureFiles,
	selectIssued,
	selectIssuedRules,
	type SnapshotRow
} from './store.ts';

const PAGE = 500;

/** How one issued standard fared; `problem` is null when everything below it recomputes to the same bytes (一致). */
export interface StandardReplay {
	readonly kind: string;
	readonly code: string;
	readonly documentNumber: string;
	readonly snapshot: Hash;
	readonly problem: Problem | null;
}

export interface ReplayReport {
	readonly standards: readonly StandardReplay[];
	/** Everything found wrong anywhere in the database, each broken thing once. */
	readonly faults: readonly Problem[];
	readonly snapshots: number;
	readonly files: number;
}

/** How many snapshots were recomputed and originals hashed again. */
export interface Checked {
	readonly snapshots: number;
	readonly files: number;
}

/**
 * Recomputes the snapshots named and everything below them, originals hashed again. Issuing asks this; the first thing
 * that is not identical is the refusal.
 */
export async function replaySnapshots(db: AppDatabase, hashes: readonly Hash[]): Promise<Result<Checked>> {
	const rows = await selectClosure(db, hashes);
	const files = await hashFiles(db, await selectClosureFiles(db, hashes));
	const replay = replayer({ texts: textsOf(rows), files }, METHODS, sha256);
	for (const hash of hashes) {
		const result = replay.result(hash);
		if (!result.ok) return result;
	}
	return ok({ snapshots: rows.length, files: files.size });
}

/**
 * Recomputes everything in the database: every snapshot, every stored original, every sheet read again from its
 * original, and every issued standard and rule held against the snapshot it names.
 */
export async function replayAll(db: AppDatabase, progress: Progress = FROM_THE_START): Promise<ReplayReport> {
	const { ledger, snapshots, files } = await walkEverything(db, progress);
	const standards = await issuedReplays(db, ledger);
	const faults = distinctFaults(
		standards.map((standard) => standard.problem),
		ledger
	);
	return { standards, faults, snapshots, files };
}

const FROM_THE_START: Progress = { proven: new Set(), prove: () => undefined };

type IssuedRow = Pick<IssuedStandardTable, 'kind' | 'code' | 'document_number' | 'snapshot'>;

async function issuedReplays(db: AppDatabase, ledger: Ledger): Promise<readonly StandardReplay[]> {
	const rules = (await selectIssuedRules(db)).map((row): IssuedRow => ({ ...row, kind: 'rule' }));
	const rows: readonly IssuedRow[] = [...(await selectIssued(db)), ...rules];
	const found: StandardReplay[] = [];
	for (let from = 0; from < rows.length; from += PAGE) {
		const page = rows.slice(from, from + PAGE);
		const bodies = await selectBodies(
			db,
			page.map((row) => row.snapshot)
		);
		const texts = textsOf(bodies);
		for (const row of page) {
			const { kind, code, document_number: documentNumber, snapshot } = row;
			const fault = standardProblem(row, ledger, texts.get(snapshot) ?? '');
			found.push({ kind, code, documentNumber, snapshot, problem: fault });
		}
	}
	return found;
}

function textsOf(rows: readonly SnapshotRow[]): ReadonlyMap<Hash, string> {
	return new Map(rows.map((row) => [row.hash, row.body]));
}

/** One original at a time: together they may not fit in memory. */
async function hashFiles(db: AppDatabase, keys: readonly Hash[]): Promise<ReadonlyMap<Hash, Hash>> {
	const hashes = new Map<Hash, Hash>();
	for (const key of keys) {
		const hash = await hashStoredFile(db, key);
		if (hash !== null) hashes.set(key, hash);
	}
	return hashes;
}

function standardProblem(row: IssuedRow, ledger: Ledger, text: string): Problem | null {
	const result = ledger.result(row.snapshot);
	if (!result.ok) return result.problem;
	const read = readStoredText(row.snapshot, text, sha256);
	const content = read.ok && isRecord(read.value.content) ? read.value.content : {};
	for (const [field, column, frozen] of [
		['种类', row.kind, content.standard],
		['编号', row.code, content.code]
	] as const)
		if (column !== frozen)
			return problem('lineage/issued-differs', {
				code: row.code,
				document: row.document_number,
				field,
				stored: column,
				frozen: String(frozen)
			});
	return null;
}

/** Each broken thing once, told from the issued standard above it where there is one. */
function distinctFaults(found: readonly (Problem | null)[], ledger: Ledger): readonly Problem[] {
	const faults = new Map<string, Problem>();
	const note = (fault: Problem) => {
		const key = 'hash' in fault.values ? fault.values.hash : JSON.stringify(fault);
		if (!faults.has(key)) faults.set(key, fault);
	};
	for (const fault of found) if (fault) note(fault);
	for (const hash of ledger.failing) {
		const result = ledger.result(hash);
		if (!result.ok) note(result.problem);
	}
	return [...faults.values()];
}
