import type { Hash } from '#lib/core/address/value-ref.ts';
import type { SnapshotKind } from '#lib/core/snapshot/snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import { selectAbove, selectClosureFiles, selectClosureNodes, selectFileNames } from './store.ts';

/** A snapshot or original itself and every snapshot computed from it, however far up. */
export async function restsOn(db: AppDatabase, hash: Hash): Promise<ReadonlySet<Hash>> {
	return new Set(await selectAbove(db, hash));
}

/** A snapshot and every snapshot and original below it, in order of hash; no body is read. */
export async function everythingBelow(
	db: AppDatabase,
	root: Hash
): Promise<readonly { readonly hash: Hash; readonly kind: SnapshotKind | 'file' }[]> {
	const snapshots = await selectClosureNodes(db, [root]);
	const files = await selectClosureFiles(db, [root]);
	return [
		// The column holds what putSnapshot wrote, the kind of a Snapshot.
		...snapshots.map(({ hash, kind }) => ({ hash, kind: kind as SnapshotKind })),
		...files.map((hash) => ({ hash, kind: 'file' as const }))
	].sort((a, b) => (a.hash < b.hash ? -1 : 1));
}

/** The name under which an original was first sent in; its hash where no import names it. */
export async function fileNameOf(db: AppDatabase, file: Hash): Promise<string> {
	const [first] = await selectFileNames(db, [file]);
	return first?.file_name ?? `原始文件 ${file.slice(0, 12)}`;
}
