import type { ProblemKind } from './kind.ts';

/** Refusals about databases, settings, the command line. */
export interface InstallationProblems {
	'database/newer-schema': { found: string; known: string };
	'database/older-schema': { found: string; known: string };
	'database/unavailable': { reason: string };
	'config/unknown-setting': { name: string; known: string };
	'config/malformed': { name: string; value: string; expected: string };
	'server/port-in-use': { host: string; port: string };
	'server/cannot-listen': { host: string; port: string; reason: string };
	'server/not-built': Record<never, never>;
	'demo/not-empty': Record<never, never>;
	'demo/sign-ins-exist': { directory: string };
	'import/no-analysis': { project: string; year: string };
	'import/no-user': { username: string };
	'import/no-file': { path: string };
	'copy/target-not-empty': { table: string };
	'copy/same-database': Record<never, never>;
	'replay/other-state': { path: string };
	'copy/count-differs': { table: string; source: string; target: string };
}

export const INSTALLATION_KINDS: { readonly [C in keyof InstallationProblems]: ProblemKind } = {
	'database/newer-schema': 'unsupported',
	'database/older-schema': 'unsupported',
	'database/unavailable': 'unavailable',
	'config/unknown-setting': 'invalid',
	'config/malformed': 'invalid',
	'server/port-in-use': 'conflict',
	'server/cannot-listen': 'invalid',
	'server/not-built': 'unavailable',
	'demo/not-empty': 'conflict',
	'demo/sign-ins-exist': 'conflict',
	'import/no-analysis': 'not-found',
	'import/no-user': 'not-found',
	'import/no-file': 'not-found',
	'copy/target-not-empty': 'conflict',
	'copy/same-database': 'invalid',
	'replay/other-state': 'conflict',
	'copy/count-differs': 'conflict'
};
