import type { Command } from '../../bin/command.ts';
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { openDatabase } from '#lib/server/database/database.ts';
import { migrate } from '#lib/server/database/migrate.ts';
import { commandLine } from '../support/command-line.ts';
import { createPostgresDatabase } from '../support/databases.ts';
import { issueLine, type IssuedLine } from '../support/issued-line.ts';
import { seedWorkspace } from '../support/workspace.ts';

describe('command line', { timeout: 120_000 }, () => {
	const cli = commandLine();
	let line: IssuedLine;

	beforeAll(async () => {
		const open = openDatabase(`sqlite:${cli.database}`);
		unwrap(await migrate(open, () => new Date('2026-11-22T00:00:00Z')));
		line = await issueLine(await seedWorkspace(open));
		await open.db.destroy();
	}, 120_000);
	afterAll(() => rmSync(cli.directory, { recursive: true, force: true }));

	it('helps in Chinese, overall and for each command', async () => {
		const overall = await cli.run('--help');
		expect(overall).toMatchObject({ code: 0, err: '' });
		const commands = [...overall.out.matchAll(/^ {2}([a-z-]+) {2}/gm)].map(([, name = '']) => name);
		expect(commands).toContain('verify-audit');
		// Starting the program for each takes a second a time; one start shows that what a command says is printed.
		const help = await cli.run('replay', '--help');
		expect(help).toMatchObject({ code: 0, err: '' });
		expect(help.out).toContain('用法：hengzhun replay');
		for (const name of commands) {
			const { command } = (await import(`../../bin/commands/${name}.ts`)) as { command: Command };
			expect(command.usage).toMatch(new RegExp(`^hengzhun ${name}( |$)`));
			expect(command.help.join('')).toMatch(/\p{Script=Han}/u);
		}
	});

	it.each([
		[['nothing'], '没有“nothing”这个命令'],
		[['replay', '--foo'], '不认识的选项 --foo'],
		[['replay'], '请给出 --all 或一个快照哈希'],
		[['explain', 'a', 'b'], '多余的参数“b”'],
		[['copy', '--to', 'mysql://x'], '请用 --to 给出目标数据库']
	])('answers %j with one clear line and code 2', async (args, text) => {
		const ran = await cli.run(...args);
		expect(ran.code).toBe(2);
		expect(ran.out).toBe('');
		expect(ran.err).toContain(text);
		expect(ran.err.trim().split('\n')).toHaveLength(1);
	});

	it('explains an issued standard down to file!sheet!cell', async () => {
		const ran = await cli.run('explain', '--standard', 'CL-DLBJ-01-E', '--date', '2027-03-01');
		expect(ran).toMatchObject({ code: 0, err: '' });
		expect(ran.out).toContain('财政支出标准');
		expect(ran.out).toContain('P-1.csv!表1!D2');
		expect(ran.out).toContain('签署：');
		const none = await cli.run('explain', '--standard', 'CL-DLBJ-01-E', '--date', '2020-01-01', '--json');
		expect(none.code).toBe(1);
		expect(JSON.parse(none.out)).toMatchObject({ ok: false, code: 'standard/none-in-force' });
	});

	it('replays everything and says 一致, as text and as one JSON document', async () => {
		const ran = await cli.run('replay', '--all');
		expect(ran).toMatchObject({ code: 0, err: '' });
		expect(ran.out).toContain('财政支出标准 CL-DLBJ-01-E（示财绩〔2026〕8号');
		expect(ran.out).toContain('全部一致');
		const one = await cli.run('replay', line.quota.slice(0, 16), '--json');
		expect(JSON.parse(one.out)).toMatchObject({ ok: true, hash: line.quota });
	});

	it('takes a replay up again where it was ended, and only that of the same database', async () => {
		const state = join(cli.directory, 'replay.state');
		const other = createHash('sha256').update('sqlite:other.db').digest('hex');
		writeFileSync(state, `hengzhun-replay ${other}\n`);
		const refused = await cli.run('replay', '--all', '--state', state);
		expect(refused.code).toBe(1);
		expect(refused.err).toContain('不是这个数据库的复算进度');
		const own = createHash('sha256').update(`sqlite:${cli.database}`).digest('hex');
		writeFileSync(
			state,
			`hengzhun-replay ${own}\n${line.service}\n${line.quota}\n${line.expenditure.slice(9)}`
		);
		const ran = await cli.run('replay', '--all', '--state', state, '--json');
		expect(JSON.parse(ran.out)).toMatchObject({ ok: true, skipped: 2, faults: [] });
		expect(existsSync(state)).toBe(false);
	});

	it.each(['migrate', 'demo', 'replay', 'copy'])(
		'%s says in one line that a file is no database',
		async (name) => {
			const junk = join(cli.directory, 'junk.db');
			writeFileSync(junk, 'no database'.repeat(1000));
			const args = { replay: ['--all'], copy: ['--to', `sqlite:${junk}`] }[name] ?? [];
			const ran = await cli.runOn(
				name === 'copy' ? `sqlite:${cli.database}` : `sqlite:${junk}`,
				name,
				...args
			);
			expect(ran).toMatchObject({ code: 1, out: '' });
			expect(ran.err).toMatch(/^连不上数据库：.*\n$/);
		}
	);

	it('looks at a workbook without writing, and refuses a person without the right', async () => {
		const path = join(cli.directory, '新表.csv');
		writeFileSync(path, '名称,单位,数量,单价(元)\n二级道路保洁,平方米,100,7\n');
		const given = [path, '--project', 'P-1', '--year', '2025'];
		const stranger = await cli.run('import', ...given, '--as', 'outsider');
		expect(stranger.code).toBe(1);
		expect(stranger.err).toContain('没有项目“P-1”');
		const confirmed = await cli.run('import', ...given, '--as', 'analyst', '--json');
		expect(JSON.parse(confirmed.out)).toMatchObject({ ok: false, code: 'workflow/wrong-state' });
	});

	it('examines the installation', async () => {
		const ran = await cli.run('doctor', '--json');
		expect(ran.code).toBe(0);
		const { checks } = JSON.parse(ran.out) as { checks: { level: string; name: string }[] };
		expect(checks.filter(({ level }) => level === 'ERROR')).toEqual([]);
		expect(checks.map(({ name }) => name)).toContain('文件完整性');
	});

	it('moves to PostgreSQL, where everything replays to the same hashes', async () => {
		const ran = await cli.run('copy', '--to', await createPostgresDatabase());
		expect(ran).toMatchObject({ code: 0, err: '' });
		expect(ran.out).toContain('新库复算全部一致');
	});

	it('names one byte changed in the database file', async () => {
		const database = new Database(cli.database);
		database.exec('drop trigger snapshot_no_update');
		database
			.prepare(
				`update snapshot set body = replace(body, '"8.1"', '"8.2"') where kind = 'source-table' and body like '%"8.1"%'`
			)
			.run();
		database.close();
		const replayed = await cli.run('replay', '--all');
		expect(replayed.code).toBe(1);
		expect(replayed.err).toMatch(/财政支出标准 .*：不一致。/);
		expect(replayed.err).toContain('存储内容与哈希不符，已被改动');
		const verified = await cli.run('verify-audit');
		expect(verified.code).toBe(1);
		expect(verified.err).toContain('（来源表）的内容与哈希不符');
	});
});
