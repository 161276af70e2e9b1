import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import type { Command } from '../command.ts';
import { withDatabase } from '../installation.ts';

export const command: Command = {
	usage: 'hengzhun verify-audit',
	help: [
		'校验操作记录的哈希链、每一个快照和原始文件、每一条印发和签署记录，并逐行核对各表：与操作记录最后一次写下的是否一致，',
		'明细与全部修改记录推出的是否一致。被改动的地方逐处指出，并说明哪些印发标准以它为依据。',
		'末尾哈希可以抄录在别处：下次校验时它仍在链上，就证明此前的记录一条未动。'
	],
	options: {},
	positionals: 0,
	run: () =>
		withDatabase(async ({ db }) => {
			const { entries, head, snapshots, issued, faults } = await verifyAudit(db);
			const counted = `操作记录 ${entries} 条，快照 ${snapshots} 个，印发记录 ${issued} 条`;
			const lines =
				faults.length === 0
					? [`校验通过：${counted}。`, `末尾哈希：${head}`]
					: [
							`发现 ${faults.length} 处问题（已查 ${counted}）：`,
							...faults.map((fault) => `  ${problemText(fault)}`)
						];
			return {
				ok: faults.length === 0,
				lines,
				json: {
					entries,
					head,
					snapshots,
					issued,
					faults: faults.map((fault) => ({
						code: fault.code,
						values: { ...fault.values },
						problem: problemText(fault)
					}))
				}
			};
		})
};
