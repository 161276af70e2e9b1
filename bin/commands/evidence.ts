import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { evidenceByCode, snapshotEvidence } from '#lib/server/evidence/service.ts';
import { UsageError, type Command } from '../command.ts';
import { contextOf, need, withDatabase } from '../installation.ts';

export const command: Command = {
	usage: 'hengzhun evidence (--standard <编号> | --snapshot <快照哈希>) --out <文件.zip> [--public]',
	help: [
		'导出证据包：可直接打开的网页、工作簿、原始文件、推导步骤、校验码，以及离线核对页。',
		'  --standard <编号>      印发标准的编号（三个标准的任何一个）；有几个版本时取最近一次印发的',
		'  --snapshot <快照哈希>  确认过的成本分析或固化的同类比对（至少 12 位）',
		'  --out <文件.zip>       写到哪里',
		'  --public               公开版：不含成本明细、样本、原始文件和人员姓名'
	],
	options: {
		standard: { type: 'string' },
		snapshot: { type: 'string' },
		out: { type: 'string' },
		public: { type: 'boolean' }
	},
	positionals: 0,
	async run(given) {
		const [code, hash, out] = [given.text('standard'), given.text('snapshot'), given.text('out')];
		if ((code === undefined) === (hash === undefined))
			throw new UsageError('请给出 --standard 或 --snapshot 其中一个。');
		if (out === undefined) throw new UsageError('请用 --out 指定写到哪个文件。');
		const edition = given.flag('public') ? 'public' : 'full';
		return withDatabase(async (open) => {
			const context = contextOf(open);
			const { bytes } = need(
				code === undefined
					? await snapshotEvidence(context, hash ?? '', edition)
					: await evidenceByCode(context, code, edition)
			);
			await pipeline(bytes, createWriteStream(out));
			const { size } = await stat(out);
			return {
				ok: true,
				lines: [
					`证据包已写入 ${out}（${Math.ceil(size / 1024)} KB）。解压后打开 index.html 阅读，打开 verify.html 核对。`
				],
				json: { file: out, bytes: size, edition }
			};
		});
	}
};
