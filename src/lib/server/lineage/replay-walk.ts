import type { Hash } from '#lib/core/address/value-ref.ts';
import { METHODS } from '#lib/core/lineage/registry.ts';
import { replayLedger, type Ledger } from '#lib/core/lineage/replay-ledger.ts';
import { readStoredText } from '#lib/core/lineage/stored-text.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import { fileFault, readFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import { columnFault } from './column-fault.ts';
import { inputsFirst, type Queued } from './replay-order.ts';
import { selectInputsOf } from './replay-store.ts';
import { rereadFaults } from './reread.ts';
import { selectBodies, selectFileKeys, selectSourceTablesOf } from './store.ts';

/** Text read at once, and snapshots kept because others will read them soon; one larger than that is still read. */
const BATCH_BYTES = 16 * 1024 * 1024;
const KEPT_BYTES = 64 * 1024 * 1024;
const BATCH = 500;
const LANES = 2;

/** A replay of everything may be ended and taken up again: what was proved is told as it goes. */
export interface Progress {
	/** What an earlier part of the same replay proved. */
	readonly proven: ReadonlySet<Hash>;
	/** Told what was proved since it was told last, and how far the replay is. */
	readonly prove: (hashes: readonly Hash[], done: number, total: number) => void;
}

export interface Walked {
	readonly ledger: Ledger;
	readonly snapshots: number;
	readonly files: number;
}

/**
 * Recomputes every snapshot and hashes every original, inputs first, with no more of them in memory than a batch and
 * what was read last: how much there is in the store does not matter.
 */
export async function walkEverything(db: AppDatabase, progress: Progress): Promise<Walked> {
	const ledger = replayLedger(METHODS);
	for (const hash of progress.proven) ledger.proven(hash);
	const keys = await selectFileKeys(db);
	const queue = await inputsFirst(db);
	const total = keys.length + queue.length;
	const faults = await walkFiles(db, { keys, total, ledger, progress });
	const kept = new Kept(db);
	let done = keys.length;
	for (const batch of batches(queue.filter(({ hash }) => !progress.proven.has(hash)))) {
		const rows = new Map((await selectBodies(db, batch)).map((row) => [row.hash, row]));
		const arrows = Map.groupBy(await selectInputsOf(db, batch), ({ snapshot }) => snapshot);
		const proven: Hash[] = [];
		for (const hash of batch) {
			const row = rows.get(hash);
			if (!row) continue; // taken out since the order was made: whoever reads it says that it is missing
			const read = readStoredText(hash, row.body, sha256);
			const fault = read.ok
				? (faults.get(hash) ?? columnFault(row, read.value, arrows.get(row.hash) ?? []))
				: null;
			const inputs = read.ok && fault === null ? await kept.inputsOf(read.value) : new Map<Hash, Snapshot>();
			if (ledger.snapshot(hash, read, fault, inputs).kind === 'identical') proven.push(hash);
			if (read.ok) kept.keep(hash, read.value, row.body.length);
		}
		done += batch.length;
		progress.prove(proven, done, total);
	}
	return { ledger, snapshots: queue.length, files: keys.length };
}

function* batches(queue: readonly Queued[]): Generator<readonly Hash[]> {
	let batch: Hash[] = [];
	let size = 0;
	for (const { hash, bytes } of queue) {
		if (batch.length > 0 && (size + bytes > BATCH_BYTES || batch.length === BATCH)) {
			yield batch;
			[batch, size] = [[], 0];
		}
		batch.push(hash);
		size += bytes;
	}
	if (batch.length > 0) yield batch;
}

/** Each original is hashed and read again once, in a process of its own, so that two keep two processors busy. */
async function walkFiles(
	db: AppDatabase,
	walk: {
		readonly keys: readonly Hash[];
		readonly total: number;
		readonly ledger: Ledger;
		readonly progress: Progress;
	}
): Promise<ReadonlyMap<Hash, string>> {
	const { keys, total, ledger, progress } = walk;
	const faults = new Map<Hash, string>();
	const waiting = keys.filter((key) => !progress.proven.has(key)).values();
	let done = progress.proven.size;
	const lane = async () => {
		for (const key of waiting) {
			const fault = await fileFault(db, key);
			ledger.original(key, fault);
			// An original that is missing or altered is named itself; reading it would only say so again.
			const found = fault === null ? await sheetFaults(db, key) : new Map<Hash, string>();
			for (const [hash, words] of found) faults.set(hash, words);
			done += 1;
			progress.prove(fault === null && found.size === 0 ? [key] : [], done, total);
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	return faults;
}

async function sheetFaults(db: AppDatabase, key: Hash): Promise<ReadonlyMap<Hash, string>> {
	const sheets = new Map<Hash, Snapshot>();
	for (const { hash, body } of await selectSourceTablesOf(db, key)) {
		const read = readStoredText(hash, body, sha256);
		if (read.ok) sheets.set(hash, read.value);
	}
	const file = sheets.size > 0 ? await readFile(db, key) : undefined;
	return file?.ok ? rereadFaults(sheets, file.value) : new Map<Hash, string>();
}

/** The snapshots read last; what was let go is read and proved again when somebody needs it. */
class Kept {
	readonly #db: AppDatabase;
	readonly #known = new Map<Hash, { readonly snapshot: Snapshot; readonly size: number }>();
	#size = 0;

	constructor(db: AppDatabase) {
		this.#db = db;
	}

	/** The snapshots among the inputs; those that are not there, or not what their hash says, are left out. */
	async inputsOf({ inputs }: Snapshot): Promise<ReadonlyMap<Hash, Snapshot>> {
		const found = new Map<Hash, Snapshot>();
		const missing: Hash[] = [];
		for (const { hash } of inputs) {
			const known = this.#known.get(hash);
			if (known) found.set(hash, known.snapshot);
			else missing.push(hash);
		}
		for (const { hash, body } of await selectBodies(this.#db, missing)) {
			const read = readStoredText(hash, body, sha256);
			if (!read.ok) continue;
			found.set(hash, read.value);
			this.keep(hash, read.value, body.length);
		}
		return found;
	}

	keep(hash: Hash, snapshot: Snapshot, size: number): void {
		this.#size += size - (this.#known.get(hash)?.size ?? 0);
		this.#known.delete(hash);
		this.#known.set(hash, { snapshot, size });
		for (const [oldest, { size: freed }] of this.#known) {
			if (this.#size <= KEPT_BYTES) return;
			this.#known.delete(oldest);
			this.#size -= freed;
		}
	}
}
