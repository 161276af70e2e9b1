import { access, constants, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '#lib/core/result.ts';
import { loadConfig } from '#lib/server/app.ts';
import type { Config } from '#lib/server/config.ts';
import { openDatabase, type OpenDatabase } from '#lib/server/database/database.ts';
import { damagedPages, danglingRows } from '#lib/server/database/integrity.ts';
import { schemaVersion } from '#lib/server/database/migrate.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { MIGRATIONS } from '#migrations/index.ts';
import type { Command } from '../command.ts';
import { databaseFileMissing } from '../installation.ts';

type Level = 'OK' | 'WARN' | 'ERROR';
type Check = { readonly level: Level; readonly name: string; readonly words: string };

/** Where server/auth/secret.ts keeps it. */
const SECRET_FILE = 'secret';
const OLDEST_NODE = [22, 18] as const;
const ROOM_WANTED_MIB = 1_024;
const ROOM_NEEDED_MIB = 100;
const OTHERS_MAY_READ = 0o077;

export const command: Command = {
	usage: 'hengzhun doctor',
	help: ['逐项检查 Node 版本、设置、数据目录、磁盘空间、密钥文件和数据库。有 ERROR 时退出码为 1。'],
	options: {},
	positionals: 0,
	async run() {
		const checks = [nodeCheck(), ...(await settingChecks(loadConfig()))];
		return {
			ok: checks.every(({ level }) => level !== 'ERROR'),
			lines: checks.map(({ level, name, words }) => `${level.padEnd(6)}${name}：${words}`),
			json: { checks: checks.map((check) => ({ ...check })) }
		};
	}
};

function nodeCheck(): Check {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const good = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
	return { level: good ? 'OK' : 'ERROR', name: 'Node 版本', words: process.versions.node };
}

async function settingChecks(config: Result<Config>): Promise<readonly Check[]> {
	if (!config.ok) return [{ level: 'ERROR', name: '设置', words: problemText(config.problem) }];
	const { dataDir, host, port, databaseUrl } = config.value;
	return [
		{ level: 'OK', name: '设置', words: `监听 ${host}:${port}，数据目录 ${dataDir}` },
		await directoryCheck(dataDir),
		await roomCheck(dataDir),
		await secretCheck(dataDir),
		...(await databaseChecks(databaseUrl))
	];
}

async function directoryCheck(directory: string): Promise<Check> {
	const name = '数据目录';
	try {
		await access(directory, constants.R_OK | constants.W_OK);
		return { level: 'OK', name, words: '可读写' };
	} catch {
		return {
			level: 'ERROR',
			name,
			words: `${directory} 不存在或不可写。请先运行 npm start，或改正 DATA_DIR 和目录权限。`
		};
	}
}

async function roomCheck(directory: string): Promise<Check> {
	const name = '磁盘空间';
	try {
		const { bavail, bsize } = await statfs(directory);
		const free = Math.floor((bavail * bsize) / 1024 / 1024);
		const level = free < ROOM_NEEDED_MIB ? 'ERROR' : free < ROOM_WANTED_MIB ? 'WARN' : 'OK';
		return { level, name, words: `剩余 ${free} MiB${level === 'OK' ? '' : '，请清理磁盘'}` };
	} catch {
		return { level: 'WARN', name, words: '查不到（数据目录不存在）' };
	}
}

async function secretCheck(directory: string): Promise<Check> {
	const name = '密钥文件';
	try {
		const { mode } = await stat(join(directory, SECRET_FILE));
		// Windows has no such bits; its files belong to the user's own directory.
		const open = process.platform !== 'win32' && (mode & OTHERS_MAY_READ) !== 0;
		return open
			? { level: 'ERROR', name, words: '其他用户可以读取。请运行 chmod 600 收回权限。' }
			: { level: 'OK', name, words: '只有本用户可读' };
	} catch {
		return { level: 'WARN', name, words: '还没有生成，首次启动时会自动生成' };
	}
}

async function databaseChecks(url: string): Promise<readonly Check[]> {
	const name = '数据库';
	const missing = databaseFileMissing(url);
	if (missing !== null)
		return [
			{ level: 'ERROR', name, words: `没有数据库文件 ${missing}。请先运行 npm start 或 hengzhun migrate。` }
		];
	let open: OpenDatabase | null = null;
	try {
		open = openDatabase(url);
		const version = await schemaVersion(open.db);
		return [
			{ level: 'OK', name, words: open.dialect === 'sqlite' ? 'SQLite，可以连接' : 'PostgreSQL，可以连接' },
			versionCheck(version),
			...(open.dialect === 'sqlite' ? [await integrityCheck(open), await foreignKeyCheck(open)] : [])
		];
	} catch (error) {
		return [
			{ level: 'ERROR', name, words: `连不上：${error instanceof Error ? error.message : String(error)}` }
		];
	} finally {
		await open?.db.destroy();
	}
}

function versionCheck(version: number): Check {
	const name = '数据库结构';
	if (version === MIGRATIONS.length) return { level: 'OK', name, words: `版本 ${version}` };
	return version < MIGRATIONS.length
		? { level: 'ERROR', name, words: `版本 ${version}，需要 ${MIGRATIONS.length}。请运行 hengzhun migrate。` }
		: { level: 'ERROR', name, words: `版本 ${version}，比本程序（${MIGRATIONS.length}）新。请升级程序。` };
}

async function integrityCheck({ db }: OpenDatabase): Promise<Check> {
	const found = await damagedPages(db);
	return found.length === 0
		? { level: 'OK', name: '文件完整性', words: '完好' }
		: { level: 'ERROR', name: '文件完整性', words: `已损坏：${found.join('；')}。请从备份恢复。` };
}

async function foreignKeyCheck({ db }: OpenDatabase): Promise<Check> {
	const found = await danglingRows(db);
	return found.length === 0
		? { level: 'OK', name: '外键', words: '齐全' }
		: {
				level: 'ERROR',
				name: '外键',
				words: `${found.length} 行指向不存在的数据（表 ${found[0] ?? ''}）。请从备份恢复。`
			};
}
