import { readSignIns } from '#lib/server/demo/sign-in-file.ts';
import { serve } from '#lib/server/http/serve.ts';
import type { Command } from '../command.ts';
import { loadExamples, signInLines } from '../example-workspace.ts';
import { need, settings } from '../installation.ts';

export const command: Command = {
	usage: 'hengzhun serve [--demo]',
	help: [
		'升级数据库结构并启动网页服务，直到收到 SIGTERM 或 Ctrl+C。监听地址和端口由 HOST、PORT 设置。',
		'  --demo   数据库为空时先装入示例工作区'
	],
	options: { demo: { type: 'boolean' } },
	positionals: 0,
	async run(given) {
		const config = settings();
		if (given.flag('demo')) await loadExamples(config);
		const server = need(await serve(config));
		const lines = [
			`衡准已启动：${server.address}`,
			...(given.flag('demo') ? signInLines(readSignIns(config.dataDir), config.dataDir) : []),
			'按 Ctrl+C 停止。'
		];
		// Said now, not at the end like other commands: this one ends when the server does.
		if (!given.flag('json')) process.stdout.write(`${lines.join('\n')}\n`);
		await server.stopped;
		return { ok: true, lines: ['已停止。'], json: { address: server.address } };
	}
};
