import type { Hash } from '#lib/core/address/value-ref.ts';
import { METHODS } from '#lib/core/lineage/registry.ts';
import { replayer, type Replay, type StoredGraph } from '#lib/core/lineage/replay.ts';
import { isRecord, readStoredText } from '#lib/core/lineage/stored-text.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import type { IssuedStandardTable } from '../database/schema-standards.ts';
import { hashStoredFile, readFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { rereadFaults } from './reread.ts';
import {
	selectAllInputs,
	selectClosure,
	selectClosureFiles,
	selectFileKeys,
	selectIssued,
	selectSnapshotsAfter,
	type SnapshotRow
} from './store.ts';

const PAGE = 500;
const LANES = 2;

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
 * original, and every issued standard held against the snapshot it names.
 */
export async function replayAll(db: AppDatabase): Promise<ReplayReport> {
	const rows = await allSnapshots(db);
	const files = await hashFiles(db, await selectFileKeys(db));
	const faults = await storeFaults(db, rows, files);
	const graph: StoredGraph = { texts: textsOf(rows), files, faults };
	const replay = replayer(graph, METHODS, sha256);
	const issued = await selectIssued(db);
	const standards = issued.map((row) => ({
		kind: row.kind,
		code: row.code,
		documentNumber: row.document_number,
		snapshot: row.snapshot,
		problem: standardProblem(row, replay, graph)
	}));
	return {
		standards,
		faults: distinctFaults(
			standards.map((standard) => standard.problem),
			[...graph.texts.keys(), ...files.keys()],
			replay
		),
		snapshots: rows.length,
		files: files.size
	};
}

async function allSnapshots(db: AppDatabase): Promise<SnapshotRow[]> {
	const rows: SnapshotRow[] = [];
	for (let after = ''; ;) {
		const page = await selectSnapshotsAfter(db, after, PAGE);
		rows.push(...page);
		const last = page.at(-1);
		if (!last || page.length < PAGE) return rows;
		after = last.hash;
	}
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

/** What only the store can show: columns that disagree with the text, and sheets that read differently today. */
async function storeFaults(
	db: AppDatabase,
	rows: readonly SnapshotRow[],
	files: ReadonlyMap<Hash, Hash>
): Promise<ReadonlyMap<Hash, string>> {
	const arrows = new Map<Hash, string[]>();
	for (const { snapshot, role, input } of await selectAllInputs(db))
		arrows.set(snapshot, [...(arrows.get(snapshot) ?? []), `${role} ${input}`]);
	const faults = new Map<Hash, string>();
	const sheets = new Map<Hash, Map<Hash, Snapshot>>();
	for (const row of rows) {
		const read = readStoredText(row.hash, row.body, sha256);
		if (!read.ok) continue; // the replay itself names what is wrong with the text
		const fault = columnFault(row, read.value, arrows.get(row.hash) ?? []);
		if (fault !== null) faults.set(row.hash, fault);
		else if (read.value.kind === 'source-table') noteSheet(row.hash, read.value);
	}
	await rereadAll(db, sheets, faults);
	return faults;

	function noteSheet(hash: Hash, snapshot: Snapshot): void {
		const key = snapshot.inputs.find((input) => input.role === 'file')?.hash;
		// An original that is missing or altered is named itself; reading it would only say so again.
		if (key !== undefined && files.get(key) === key)
			sheets.set(key, (sheets.get(key) ?? new Map()).set(hash, snapshot));
	}
}

function columnFault(row: SnapshotRow, snapshot: Snapshot, arrows: readonly string[]): string | null {
	if (snapshot.kind !== row.kind) return '类别列与快照内容不符，已被改动';
	const stated = snapshot.inputs.map(({ role, hash }) => `${role} ${hash}`);
	return stated.join() === arrows.join() ? null : '输入关系表与快照内容不符，已被改动';
}

/** Each original is read once, in a process of its own, so that two of them keep two processors busy. */
async function rereadAll(
	db: AppDatabase,
	sheets: ReadonlyMap<Hash, ReadonlyMap<Hash, Snapshot>>,
	faults: Map<Hash, string>
): Promise<void> {
	const waiting = sheets.entries();
	const lane = async () => {
		for (const [key, tables] of waiting) {
			const file = await readFile(db, key);
			if (!file.ok) continue;
			for (const [hash, fault] of await rereadFaults(tables, file.value)) faults.set(hash, fault);
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
}

function standardProblem(row: IssuedStandardTable, replay: Replay, graph: StoredGraph): Problem | null {
	const result = replay.result(row.snapshot);
	if (!result.ok) return result.problem;
	const read = readStoredText(row.snapshot, graph.texts.get(row.snapshot) ?? '', sha256);
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
function distinctFaults(
	found: readonly (Problem | null)[],
	hashes: readonly Hash[],
	replay: Replay
): readonly Problem[] {
	const faults = new Map<string, Problem>();
	const note = (fault: Problem) => {
		const key = 'hash' in fault.values ? fault.values.hash : JSON.stringify(fault);
		if (!faults.has(key)) faults.set(key, fault);
	};
	for (const fault of found) if (fault) note(fault);
	for (const hash of hashes) {
		const result = replay.result(hash);
		if (!result.ok) note(result.problem);
	}
	return [...faults.values()];
}
