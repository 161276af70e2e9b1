import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { AppDatabase } from '../database/database.ts';
import { sha256 } from '../hash.ts';
import { insertFile, selectFile, selectFileFormat, selectFileHashes } from './store.ts';

export interface StoredFile {
	readonly hash: Hash;
	readonly format: string;
	readonly bytes: Uint8Array;
}

/** Keeps the bytes of an original as they came, once, under their SHA-256. */
export async function storeFile(db: AppDatabase, bytes: Uint8Array, format: string): Promise<Hash> {
	const hash = sha256(bytes);
	await insertFile(db, { hash, size: bytes.length, format, bytes });
	return hash;
}

/** Reads an original and proves that its bytes still are the ones that were stored. */
export async function readFile(db: AppDatabase, hash: Hash): Promise<Result<StoredFile>> {
	const row = await selectFile(db, hash);
	if (!row) return refuse(problem('file/not-found', {}));
	if (sha256(row.bytes) !== hash) return refuse(problem('file/altered', { hash }));
	return ok({ hash, format: row.format, bytes: row.bytes });
}

/** The hash of the bytes stored under a key as they are now, right or wrong; null when there are none. */
export async function hashStoredFile(db: AppDatabase, key: Hash): Promise<Hash | null> {
	const row = await selectFile(db, key);
	return row ? sha256(row.bytes) : null;
}

/** What is wrong with a stored original as it is now; null when nothing is. */
export async function fileFault(db: AppDatabase, key: Hash): Promise<string | null> {
	const row = await selectFile(db, key);
	if (!row) return '输入缺失';
	if (sha256(row.bytes) !== key) return '原始文件的内容与哈希不符，已被改动';
	return row.bytes.length === row.size ? null : '原始文件的大小列与内容不符，已被改动';
}

/** Turns the beginning of a hash, as addresses carry it, into the full one. */
export async function resolveFile(db: AppDatabase, prefix: string): Promise<Result<Hash>> {
	if (!/^[0-9a-f]{12,64}$/.test(prefix)) return refuse(problem('file/not-found', {}));
	const [first, second] = await selectFileHashes(db, prefix);
	if (first === undefined) return refuse(problem('file/not-found', {}));
	return second === undefined ? ok(first) : refuse(problem('file/ambiguous', {}));
}

/** What kind of file an original is, "xlsx", without reading it; undefined where it is not stored. */
export function fileFormat(db: AppDatabase, hash: Hash): Promise<string | undefined> {
	return selectFileFormat(db, hash);
}
