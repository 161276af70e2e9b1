import { problem } from '#lib/core/problem.ts';
import { CommandRefused, type Command } from '../command.ts';
import { loadExamples, signInLines } from '../example-workspace.ts';
import { settings } from '../installation.ts';

export const command: Command = {
	usage: 'hengzhun demo',
	help: ['在空的数据库里装入示例工作区：单位、每个角色一个账号、真实来源的成本案例和一套合成的标准。'],
	options: {},
	positionals: 0,
	async run() {
		const config = settings();
		const signIns = await loadExamples(config);
		if (signIns === null) throw new CommandRefused(problem('demo/not-empty', {}));
		return {
			ok: true,
			lines: ['示例工作区已装入。', ...signInLines(signIns, config.dataDir)],
			json: { signIns: signIns.map((signIn) => ({ ...signIn })) }
		};
	}
};
