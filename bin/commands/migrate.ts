import type { Command } from '../command.ts';
import { openMigrated, settings } from '../installation.ts';

export const command: Command = {
	usage: 'hengzhun migrate',
	help: [
		'把 DATABASE_URL 所指的数据库（没有就新建）升级到本程序的结构版本。只向前升级；每一步在一个事务里完成。'
	],
	options: {},
	positionals: 0,
	async run() {
		const { open, applied } = await openMigrated(settings().databaseUrl);
		await open.db.destroy();
		const lines = applied.length === 0 ? ['数据库结构已是最新。'] : applied.map((name) => `已应用 ${name}`);
		return { ok: true, lines, json: { applied: [...applied] } };
	}
};
