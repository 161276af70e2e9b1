import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { verifierPage } from '#lib/core/reporting/evidence/verifier-page.ts';
import { sourcePath } from '../source-tree.ts';

const run = promisify(execFile);
const ENTRY = '#lib/ui/evidence/verifier.ts';
const MAX_SOURCE_BYTES = 64 * 1024 * 1024;

let page: Promise<string> | undefined;

/** verify.html, made once per process: the page with the modules it needs in it. */
export function verifierHtml(): Promise<string> {
	page ??= makePage().catch((error: unknown) => {
		page = undefined;
		throw error;
	});
	return page;
}

async function makePage(): Promise<string> {
	const { stdout } = await run(
		process.execPath,
		// Node still calls the function that takes types away experimental, and would say so each time.
		['--disable-warning=ExperimentalWarning', sourcePath('src/lib/server/evidence/module-sources.ts'), ENTRY],
		{ maxBuffer: MAX_SOURCE_BYTES }
	);
	// Printed by our own program in this shape.
	const sources = JSON.parse(stdout) as readonly (readonly [string, string])[];
	const modules = sources.map(([name, code]) => [name, dataUrl(code)] as const);
	return verifierPage(modules, ENTRY);
}

function dataUrl(code: string): string {
	return `data:text/javascript;charset=utf-8;base64,${Buffer.from(code, 'utf8').toString('base64')}`;
}
