import './compile-cache.ts';
import { parseArgs } from 'node:util';
import { problemText } from '#lib/text/zh-CN.ts';
import { CommandRefused, UsageError, type Arguments, type Command, type Outcome } from './command.ts';

/** Every command: what it is for, and where it is. Loaded only when asked for, so that help is instant. */
const COMMANDS: { readonly [name: string]: { words: string; load: () => Promise<{ command: Command }> } } = {
	serve: { words: '启动网页服务', load: () => import('./commands/serve.ts') },
	migrate: { words: '把数据库结构升级到本程序的版本', load: () => import('./commands/migrate.ts') },
	demo: { words: '装入示例工作区', load: () => import('./commands/demo.ts') },
	import: { words: '导入一份成本工作簿', load: () => import('./commands/import.ts') },
	explain: { words: '从一个数字追溯到原始文件的单元格', load: () => import('./commands/explain.ts') },
	replay: { words: '复算：重新计算印发的标准，核对是否一致', load: () => import('./commands/replay.ts') },
	evidence: { words: '导出证据包，供审计等不用本系统也能核对', load: () => import('./commands/evidence.ts') },
	'verify-audit': {
		words: '校验操作记录、快照和印发记录有没有被改动',
		load: () => import('./commands/verify-audit.ts')
	},
	doctor: { words: '检查运行环境', load: () => import('./commands/doctor.ts') },
	copy: {
		words: '把整个数据库复制到另一个（如 SQLite 换 PostgreSQL）',
		load: () => import('./commands/copy.ts')
	}
};

// A reader like `head` may close the pipe early: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE') throw error;
	process.exit();
});

process.exitCode = await main(process.argv.slice(2));

/** Runs one command and answers with the exit code: 0 done, 1 refused or found wrong, 2 typed wrongly. */
async function main([name, ...rest]: readonly string[]): Promise<number> {
	if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
		print(overview());
		return name === undefined ? 2 : 0;
	}
	const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (!entry) return complain(`没有“${name}”这个命令。用 hengzhun --help 查看全部命令。`, 2);
	const { command } = await entry.load();
	try {
		const given = read(command, rest);
		if (given.flag('help')) {
			print([
				`用法：${command.usage}`,
				'',
				...command.help,
				'',
				'通用选项：--json 输出一份 JSON；--help 显示本说明。'
			]);
			return 0;
		}
		return await run(command, given);
	} catch (error) {
		if (error instanceof UsageError)
			return complain(`${error.message}用 hengzhun ${name} --help 查看用法。`, 2);
		throw error;
	}
}

async function run(command: Command, given: Arguments): Promise<number> {
	const outcome = await command.run(given).catch((error: unknown): Outcome => {
		if (!(error instanceof CommandRefused)) throw error;
		const { code, values } = error.problem;
		const text = problemText(error.problem);
		return { ok: false, lines: [text], json: { code, values: { ...values }, problem: text } };
	});
	if (given.flag('json')) print([JSON.stringify({ ok: outcome.ok, ...outcome.json }, null, '\t')]);
	else if (outcome.ok) print(outcome.lines);
	else process.stderr.write(`${outcome.lines.join('\n')}\n`);
	return outcome.ok ? 0 : 1;
}

function read(command: Command, args: readonly string[]): Arguments {
	const { values, positionals } = parse(command, args);
	if (positionals.length > command.positionals)
		throw new UsageError(`多余的参数“${positionals[command.positionals] ?? ''}”。`);
	return {
		positionals,
		text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
		flag: (name) => values[name] === true
	};
}

type Parsed = {
	readonly values: { readonly [name: string]: unknown };
	readonly positionals: readonly string[];
};

function parse(command: Command, args: readonly string[]): Parsed {
	try {
		return parseArgs({
			args: [...args],
			options: { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
			allowPositionals: true
		});
	} catch (error) {
		throw new UsageError(parseComplaint(error));
	}
}

/** Node's own messages are English; each kind of mistake gets its Chinese sentence. */
function parseComplaint(error: unknown): string {
	const { code, message } = error as { code?: string; message?: string };
	const option = /'(-{1,2}[^' ]+)/.exec(message ?? '')?.[1] ?? '';
	if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `不认识的选项 ${option}。`;
	if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `选项 ${option} 的值不对或缺少值。`;
	throw error;
}

function overview(): readonly string[] {
	const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length)) + 2;
	return [
		'衡准 Hengzhun：成本预算绩效工作台',
		'',
		'用法：hengzhun <命令> [选项]',
		'',
		'命令：',
		...Object.entries(COMMANDS).map(([name, { words }]) => `  ${name.padEnd(width)}${words}`),
		'',
		'每个命令都可以加 --help 查看用法，加 --json 输出一份 JSON。成功时退出码为 0。'
	];
}

function print(lines: readonly string[]): void {
	process.stdout.write(`${lines.join('\n')}\n`);
}

function complain(line: string, code: number): number {
	process.stderr.write(`${line}\n`);
	return code;
}
