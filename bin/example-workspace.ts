import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { problem } from '#lib/core/problem.ts';
import type { Config } from '#lib/server/config.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { isEmpty, loadExampleWorkspace } from '#lib/server/demo/load.ts';
import type { SignIn } from '#lib/server/demo/people.ts';
import { readSignIns, writeSignIns } from '#lib/server/demo/sign-in-file.ts';
import { CommandRefused } from './command.ts';
import { contextOf, openMigrated } from './installation.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Migrates and, where the database is still empty, loads the example workspace. Null = it was not empty. */
export async function loadExamples(config: Config): Promise<readonly SignIn[] | null> {
	const { open } = await openMigrated(config.databaseUrl);
	try {
		if (!(await isEmpty(contextOf(open)))) return null;
		if (readSignIns(config.dataDir).length > 0)
			throw new CommandRefused(problem('demo/sign-ins-exist', { directory: config.dataDir }));
		return await loadAtOnce(open, config);
	} finally {
		await open.db.destroy();
	}
}

/** One transaction: an interrupted load leaves an empty database, never half an example. */
function loadAtOnce(open: OpenDatabase, { dataDir }: Config): Promise<readonly SignIn[]> {
	return open.db.transaction().execute(async (db) => {
		const base = { db, now: () => new Date(), newId: () => randomUUID() };
		const { signIns } = await loadExampleWorkspace(base, ROOT);
		// Written before the commit: accounts whose passwords nobody knows would be of no use.
		writeSignIns(dataDir, signIns);
		return signIns;
	});
}

/** One line per example account, for whoever set the installation up. */
export function signInLines(signIns: readonly SignIn[], dataDir: string): readonly string[] {
	if (signIns.length === 0) return [];
	return [
		'示例账号（用户名 / 密码 / 角色）：',
		...signIns.map(({ username, password, role }) => `  ${username.padEnd(14)}${password.padEnd(22)}${role}`),
		`这些密码也写在 ${dataDir} 里的 sign-in.txt（只有本用户可读）。正式使用前请停用示例账号。`
	];
}
