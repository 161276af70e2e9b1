import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '#lib/core/limits.ts';
import { PROBLEM_KINDS } from '#lib/core/problem.ts';
import { filesBelow, sourceFiles, type Import, type SourceFile } from './support/source-files.ts';

/** Core modules from the bottom up: one may import only those above it in this list. See ARCHITECTURE.md. */
const CORE_ORDER = [
	...[
		'problem',
		'result',
		'limits',
		'decimal',
		'money',
		'quantity',
		'period',
		'address',
		'snapshot',
		'formula'
	],
	...[
		'costing',
		'comparison',
		'appraisal',
		'standards',
		'lineage',
		'workflow',
		'performance',
		'reporting',
		'intake'
	]
];
/** Modules of one level that know each other: a result carries a problem. */
const SAME_LEVEL = ['problem', 'result', 'limits'];

const SQL = ['.selectFrom', '.insertInto', '.updateTable', '.deleteFrom', '.mergeInto', '.replaceInto'];
const FORBIDDEN_NAMES =
	/^(index|utils?|helpers?|common|misc|manager|shared)\.(ts|svelte)$|-(utils?|helpers?)\.ts$/;

const files = sourceFiles('src', 'bin', 'migrations', 'scripts', 'test');
const core = below('src/lib/core/');
const server = below('src/lib/server/');
const ui = below('src/lib/ui/');
const routes = below('src/routes/');
const shipped = files.filter((file) => /^(src|bin|migrations)\//.test(file.path));

function below(folder: string): SourceFile[] {
	return files.filter((file) => file.path.startsWith(folder));
}

/** Fails with one line per broken rule, naming the file: the message is the work list. */
function expectNone(rule: string, found: readonly string[]): void {
	expect(found, `${rule}\n  ${found.join('\n  ')}\n`).toEqual([]);
}

/** "file → import" for every import that a rule forbids. */
function importsOf(
	among: readonly SourceFile[],
	forbidden: (entry: Import, file: SourceFile) => boolean
): string[] {
	return among.flatMap((file) =>
		file.imports.filter((entry) => forbidden(entry, file)).map((entry) => `${file.path} → ${entry.specifier}`)
	);
}

function coreModule(path: string): string {
	return basename(path.slice('src/lib/core/'.length).split('/')[0] ?? '', '.ts');
}

function isStore(path: string): boolean {
	return /(^|[/-])store\.ts$/.test(path);
}

function leads(entry: Import, ...folders: string[]): boolean {
	return folders.some((folder) => entry.target?.startsWith(folder));
}

function isPackage(entry: Import, ...names: string[]): boolean {
	return names.some((name) => entry.specifier === name || entry.specifier.startsWith(`${name}/`));
}

describe('imports', () => {
	it('finds the files it is about', () => {
		expect(core.length).toBeGreaterThan(10);
		expect(server.length).toBeGreaterThan(10);
		expect(routes.length).toBeGreaterThan(1);
	});

	it('core imports core only: no package, no Node, no framework, no database', () => {
		expectNone(
			'core/ may import core/ only',
			importsOf(core, (entry) => !leads(entry, 'src/lib/core/'))
		);
	});

	it('core modules import only modules above them in the order', () => {
		const known = (path: string) => CORE_ORDER.indexOf(coreModule(path));
		expectNone(
			`Every module of core/ has a place in the order: ${CORE_ORDER.join(' → ')}`,
			core.filter((file) => known(file.path) < 0).map((file) => file.path)
		);
		expectNone(
			'A core module may import itself and earlier modules of the order',
			importsOf(core, (entry, file) => {
				if (entry.target === null) return false;
				const sameLevel = [file.path, entry.target].every((path) => SAME_LEVEL.includes(coreModule(path)));
				return !sameLevel && known(entry.target) > known(file.path);
			})
		);
	});

	it('server runs on plain Node: no SvelteKit, no Svelte, no screens, no texts of routes', () => {
		expectNone(
			'server/ may import core, server, text, migrations, packages and node:*, but no framework and no screen',
			importsOf(
				server,
				(entry) =>
					isPackage(
						entry,
						'svelte',
						'@sveltejs',
						'@sveltejs/kit',
						'$app',
						'$env',
						'$lib',
						'better-auth/svelte-kit'
					) ||
					entry.specifier.endsWith('.svelte') ||
					leads(entry, 'src/lib/ui/', 'src/routes/')
			)
		);
	});

	it('a store is imported by its own area only', () => {
		expectNone(
			'Go through the service of the other area',
			importsOf(shipped, (entry, file) => {
				if (entry.target === null || !isStore(entry.target)) return false;
				return dirname(entry.target) !== dirname(file.path);
			})
		);
	});

	it('screens import core, text and screens only', () => {
		expectNone(
			'ui/ may not import server/ or routes',
			importsOf(ui, (entry) => leads(entry, 'src/lib/server/', 'src/routes/') || isPackage(entry, 'kysely'))
		);
	});

	it('the grid and the charts are wrapped once', () => {
		const grid = ['ag-grid-community', '@ag-grid-community'];
		expectNone(
			'ag-grid only in ui/grid',
			importsOf(
				files,
				(entry, file) => isPackage(entry, ...grid) && !file.path.startsWith('src/lib/ui/grid/')
			)
		);
		expectNone(
			'Svelte Flow only in ui/lineage/graph',
			importsOf(
				files,
				(entry, file) =>
					isPackage(entry, '@xyflow/svelte') && !file.path.startsWith('src/lib/ui/lineage/graph/')
			)
		);
		expectNone(
			'echarts only in ui/charts',
			importsOf(
				files,
				(entry, file) => isPackage(entry, 'echarts') && !file.path.startsWith('src/lib/ui/charts/')
			)
		);
	});

	it('routes and the command line go through services', () => {
		const outside = [...routes, ...below('bin/')];
		expectNone(
			'No database below the services',
			importsOf(outside, (entry) => isPackage(entry, 'kysely', 'better-sqlite3', 'pg'))
		);
	});

	it('names files with their extension, as plain Node needs', () => {
		expectNone(
			'Import "#lib/….ts" or "./….ts"',
			importsOf(
				shipped,
				(entry) =>
					isPackage(entry, '$lib') ||
					(entry.target !== null &&
						!/\.(ts|mjs|js|svelte|css|json|\$types)$|\/\$types(\.js)?$/.test(entry.target))
			)
		);
	});
});

describe('house rules', () => {
	it('core reads no clock, no random numbers and no environment', () => {
		const members = [
			'Date.now',
			'Math.random',
			'crypto.randomUUID',
			'performance.now',
			'process.env',
			'globalThis.process'
		];
		expectNone(
			'Time, ids and settings come in as arguments',
			core.flatMap((file) => [
				...members.filter((member) => file.members.has(member)).map((member) => `${file.path}: ${member}`),
				...['new Date()', 'process'].filter((use) => file.uses.has(use)).map((use) => `${file.path}: ${use}`)
			])
		);
	});

	it('core rounds only where a mode is named', () => {
		const members = ['.toFixed', '.toPrecision', 'Math.round'];
		expectNone(
			'Use round() or divide() of core/decimal with a named mode',
			core.flatMap((file) =>
				[
					...members.filter((m) => file.members.has(m)),
					...['parseFloat'].filter((u) => file.uses.has(u))
				].map((name) => `${file.path}: ${name}`)
			)
		);
	});

	it('SQL stands in stores and migrations only', () => {
		const allowed = (path: string) =>
			isStore(path) || path.startsWith('src/lib/server/database/') || path.startsWith('migrations/');
		expectNone(
			'SQL only in store.ts',
			shipped
				.filter((file) => !allowed(file.path))
				.flatMap((file) =>
					[
						...SQL.filter((member) => file.members.has(member)),
						...['sql``'].filter((use) => file.uses.has(use))
					].map((name) => `${file.path}: ${name}`)
				)
		);
	});

	it('files are named after their one concept', () => {
		// SQL migrations are listed in order, by hand, so that the order is read and reviewed.
		const allowed = ['migrations/index.ts'];
		expectNone(
			'No barrels and no drawers for odds and ends',
			files
				.map((file) => file.path)
				.filter((path) => FORBIDDEN_NAMES.test(basename(path)) && !allowed.includes(path))
		);
		expectNone(
			'kebab-case for TypeScript, PascalCase for components',
			filesBelow('src/lib').filter((path) => {
				const name = basename(path);
				if (name.endsWith('.svelte')) return !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(name);
				return (
					/\.ts$/.test(name) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.svelte)?\.ts$/.test(name) && name !== 'zh-CN.ts'
				);
			})
		);
	});

	it('a file fits in the head: 400 lines, a component 250', () => {
		expectNone(
			'Split what is too long',
			files
				.filter((file) => file.lines > (file.path.endsWith('.svelte') ? 250 : 400))
				.map((file) => `${file.path}: ${file.lines} lines`)
		);
	});

	it('nothing is switched off, put off or faked', () => {
		const comment = /eslint-disable|@ts-(ignore|nocheck)|prettier-ignore|\b(TODO|FIXME|XXX)\b/;
		expectNone(
			'No disabled checks and no unfinished work',
			files.flatMap((file) =>
				file.comments.filter((text) => comment.test(text)).map((text) => `${file.path}: ${text.slice(0, 80)}`)
			)
		);
		expectNone(
			'Test the real thing, and all of it',
			below('test/').flatMap((file) =>
				[
					'vi.mock',
					'it.skip',
					'test.skip',
					'describe.skip',
					'it.only',
					'test.only',
					'describe.only',
					'it.todo',
					'test.todo'
				]
					.filter((member) => file.members.has(member))
					.map((member) => `${file.path}: ${member}`)
			)
		);
		expectNone(
			'Text from people is never markup',
			files
				.filter((file) => file.path.endsWith('.svelte') && file.text.includes('{@html'))
				.map((file) => file.path)
		);
	});

	it('every problem has a kind, and every limit is a positive whole number', () => {
		expect(Object.values(PROBLEM_KINDS).every((kind) => kind.length > 0)).toBe(true);
		for (const [name, limit] of Object.entries(LIMITS))
			expect(limit, name).toSatisfy((n: number) => Number.isSafeInteger(n) && n > 0);
	});
});
