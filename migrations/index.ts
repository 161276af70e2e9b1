import * as m0001 from './0001_foundation.ts';
import * as m0002 from './0002_breakdown.ts';
import * as m0003 from './0003_standards.ts';
import * as m0004 from './0004_library.ts';
import * as m0005 from './0005_closing.ts';
import type { Migration } from './migration.ts';

/** Every migration in order, forward only; the position (from 1) is the schema version. */
export const MIGRATIONS: readonly { readonly name: string; readonly migration: Migration }[] = [
	{ name: '0001_foundation', migration: m0001 },
	{ name: '0002_breakdown', migration: m0002 },
	{ name: '0003_standards', migration: m0003 },
	{ name: '0004_library', migration: m0004 },
	{ name: '0005_closing', migration: m0005 }
];
