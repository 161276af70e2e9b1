import { copyDatabase } from '#lib/server/database/copy.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { UsageError, type Command } from '../command.ts';
import { need, openMigrated, withDatabase } from '../installation.ts';

export const command: Command = {
	usage: 'hengzhun copy --to <数据库地址>',
	help: [
		'把当前数据库（DATABASE_URL）的全部内容复制到另一个空的数据库，然后在新库上复算并校验操作记录。',
		'  --to <地址>   sqlite:路径，或 postgres://用户:密码@主机:端口/库名',
		'复制期间请停用系统。完成后把 DATABASE_URL 改为新地址再启动；数据目录里的密钥文件要一并保留。'
	],
	options: { to: { type: 'string' } },
	positionals: 0,
	async run(given) {
		const to = given.text('to');
		if (to === undefined || !/^(sqlite:.|postgres(ql)?:\/\/.)/.test(to))
			throw new UsageError('请用 --to 给出目标数据库，形如 postgres://用户:密码@主机:端口/库名。');
		return withDatabase(async (source) => {
			const { open: target } = await openMigrated(to);
			try {
				const counts = need(await copyDatabase(source, target));
				const replay = await replayAll(target.db);
				const audit = await verifyAudit(target.db);
				const faults = [...replay.faults, ...audit.faults].map(problemText);
				const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
				const lines = [
					`已复制 ${counts.size} 张表、${rows} 行。`,
					...(faults.length === 0
						? [
								`新库复算全部一致（快照 ${replay.snapshots} 个，印发标准 ${replay.standards.length} 项），操作记录校验通过。`
							]
						: [`新库发现 ${faults.length} 处问题：`, ...faults.map((fault) => `  ${fault}`)])
				];
				return { ok: faults.length === 0, lines, json: { tables: Object.fromEntries(counts), faults } };
			} finally {
				await target.db.destroy();
			}
		});
	}
};
