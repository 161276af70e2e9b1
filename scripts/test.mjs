// `npm test`: installs what is missing and runs everything: unit, property, golden and service tests (on SQLite and on a
// real PostgreSQL), the import rules, then the production build in a real Chromium.
// Arguments go on to vitest: `npm test -- test/core`, `npm test -- -t "unit cost"`.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallChromium } from './chromium.mjs';
import { build, install, main, ROOT, runNode, SetupError } from './installation.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {Counts & { code: number }} Run */

const RESULTS = join(ROOT, 'test-results');
const parameters = process.argv.slice(2);
const paths = parameters.filter((parameter) => existsSync(parameter));

await main(async () => {
	await install();
	mkdirSync(RESULTS, { recursive: true });
	if ((await runNode(['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'])) !== 0)
		throw new SetupError('svelte-kit sync 失败,原因见上。 / svelte-kit sync failed; see above.');
	/** @type {Run[]} */
	const runs = [];
	if (wanted((path) => !path.includes('e2e'))) runs.push(await vitest('fast', {}));
	if (wanted((path) => path.includes('e2e'))) runs.push(await browserTests());
	return report(runs);
});

/**
 * Without paths everything is wanted; with paths, only the projects they name.
 * @param {(path: string) => boolean} belongs
 */
function wanted(belongs) {
	return paths.length === 0 || paths.some(belongs);
}

/** @returns {Promise<Run>} */
async function browserTests() {
	const chromium = findOrInstallChromium();
	if (chromium) {
		await build();
		return vitest('browser', { CHROMIUM_PATH: chromium });
	}
	if (process.env.REQUIRE_BROWSER === '1')
		throw new SetupError(
			'REQUIRE_BROWSER=1,但找不到 Chromium。 / REQUIRE_BROWSER=1, but no Chromium can be had.'
		);
	console.warn('\n' + '!'.repeat(100));
	console.warn('浏览器测试未运行:找不到 Chromium。请安装 chromium 或设置 CHROMIUM_PATH。');
	console.warn('BROWSER TESTS DID NOT RUN: no Chromium found. Install chromium or set CHROMIUM_PATH.');
	console.warn('!'.repeat(100) + '\n');
	return { code: 0, passed: 0, failed: 0, skipped: 0 };
}

/**
 * @param {'fast' | 'browser'} project
 * @param {Record<string, string>} environment
 * @returns {Promise<Run>}
 */
async function vitest(project, environment) {
	const file = join(RESULTS, `${project}.json`);
	rmSync(file, { force: true });
	const code = await runNode(
		[
			...['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests'],
			...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
			...parameters
		],
		environment
	);
	return { code, ...counts(file) };
}

/**
 * @param {string} file where vitest's JSON reporter wrote
 * @returns {Counts}
 */
function counts(file) {
	if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
	const result = JSON.parse(readFileSync(file, 'utf8'));
	/** @type {{ status: string, assertionResults: unknown[] }[]} */
	const files = result.testResults;
	// A file that does not even load has no test to fail; it counts as one.
	const unloaded = files.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length;
	return {
		passed: result.numPassedTests,
		failed: result.numFailedTests + unloaded,
		skipped: result.numPendingTests + result.numTodoTests
	};
}

/**
 * Ends with one plain line for readers of CI logs. No test at all is a failure too.
 * @param {Run[]} runs
 */
function report(runs) {
	const sum = (/** @type {keyof Counts} */ name) => runs.reduce((total, run) => total + run[name], 0);
	const broken = runs.some((run) => run.code !== 0) || sum('failed') > 0;
	if (broken && sum('failed') === 0)
		console.error('vitest 异常结束,原因见上。 / vitest ended with an error outside any test; see above.');
	const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
	console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}`);
	return broken || sum('passed') + sum('failed') === 0 ? 1 : 0;
}
