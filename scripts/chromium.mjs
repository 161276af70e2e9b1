// Finds a Chromium for the browser tests. Plain JavaScript: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError } from './installation.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Path of a Chromium: CHROMIUM_PATH, the system's, Playwright's download; null where there is none.
 * @returns {string | null}
 */
export function findChromium() {
	const wanted = process.env.CHROMIUM_PATH;
	if (wanted && !isExecutable(wanted))
		throw new SetupError(
			`CHROMIUM_PATH 指向的 ${wanted} 不存在或不可执行。 / CHROMIUM_PATH=${wanted} is not an executable file.`
		);
	return wanted || onPath() || inPlaywrightCache();
}

/** The same, installing Debian's package where that is possible: as root, on Debian. */
export function findOrInstallChromium() {
	return findChromium() ?? installDebianPackage();
}

function onPath() {
	const folders = (process.env.PATH ?? '').split(delimiter);
	for (const name of NAMES)
		for (const folder of folders) {
			const path = join(folder, name);
			if (folder && isExecutable(path)) return path;
		}
	return null;
}

function inPlaywrightCache() {
	const cache = process.env.PLAYWRIGHT_BROWSERS_PATH || join(homedir(), '.cache', 'ms-playwright');
	if (!existsSync(cache)) return null;
	// chromium-1234/chrome-linux/chrome or chromium-1234/chrome-linux64/chrome, newest first
	const versions = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
	versions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
	for (const version of versions)
		for (const platform of readdirSync(join(cache, version))) {
			const path = join(cache, version, platform, 'chrome');
			if (isExecutable(path)) return path;
		}
	return null;
}

function installDebianPackage() {
	if (process.getuid?.() !== 0 || !isDebian()) return null;
	console.log('未找到 Chromium,正在用 apt-get 安装 / No Chromium found; installing it with apt-get …');
	/** @type {import('node:child_process').SpawnSyncOptions} */
	const options = {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
	};
	spawnSync('apt-get', ['update', '-q'], options);
	spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
	return onPath();
}

function isDebian() {
	return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {string} path */
function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
