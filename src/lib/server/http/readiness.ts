import { access, constants } from 'node:fs/promises';
import { MIGRATIONS } from '#migrations/index.ts';
import type { OpenDatabase } from '../database/database.ts';
import { schemaVersion } from '../database/migrate.ts';

export interface Readiness {
	readonly ready: boolean;
	readonly checks: { readonly database: boolean; readonly schema: boolean; readonly dataDirectory: boolean };
}

/** Does the database answer, is its schema ours, can the data directory be written? */
export async function readiness(open: OpenDatabase, dataDir: string): Promise<Readiness> {
	const [version, dataDirectory] = await Promise.all([
		schemaVersion(open.db).catch(() => null),
		access(dataDir, constants.W_OK).then(
			() => true,
			() => false
		)
	]);
	const checks = { database: version !== null, schema: version === MIGRATIONS.length, dataDirectory };
	return { ready: checks.database && checks.schema && checks.dataDirectory, checks };
}
