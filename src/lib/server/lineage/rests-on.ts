import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';
import { selectAbove, selectFileNames } from './store.ts';

/** A snapshot or original itself and every snapshot computed from it, however far up. */
export async function restsOn(db: AppDatabase, hash: Hash): Promise<ReadonlySet<Hash>> {
	return new Set(await selectAbove(db, hash));
}

/** The name under which an original was first sent in; its hash where no import names it. */
export async function fileNameOf(db: AppDatabase, file: Hash): Promise<string> {
	const [first] = await selectFileNames(db, [file]);
	return first?.file_name ?? `原始文件 ${file.slice(0, 12)}`;
}
