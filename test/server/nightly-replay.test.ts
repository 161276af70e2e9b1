import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { readConfig } from '#lib/server/config.ts';
import { openDatabase, type OpenDatabase } from '#lib/server/database/database.ts';
import { migrate } from '#lib/server/database/migrate.ts';
import { untilClock } from '#lib/server/lineage/replay-clock.ts';
import { replayInProcess } from '#lib/server/lineage/replay-process.ts';
import { lastReplay, NIGHT_ACTOR, nightlyReplay } from '#lib/server/lineage/replay-run.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { tasksOf } from '#lib/server/tasks/service.ts';
import { createPostgresDatabase, ENGINES, type Engine } from '../support/databases.ts';
import { issueLine, type IssuedLine } from '../support/issued-line.ts';
import { dropGuards } from '../support/tamper.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

/** Each night starts a process that reads five workbooks, each in a process of its own. */
const SLOW = 180_000;

describe.each(ENGINES)('nightly replay on %s', { timeout: SLOW }, (engine) => {
	const directory = mkdtempSync(join(tmpdir(), 'hengzhun-night-'));
	let url: string;
	let open: OpenDatabase;
	let workspace: Workspace;
	let line: IssuedLine;

	beforeAll(async () => {
		url = await address(engine);
		open = openDatabase(url);
		unwrap(await migrate(open, () => new Date('2026-11-22T00:00:00Z')));
		workspace = await seedWorkspace(open);
		line = await issueLine(workspace);
	});
	afterAll(async () => {
		await open.db.destroy();
		rmSync(directory, { recursive: true });
	});

	async function address(on: Engine): Promise<string> {
		return on === 'sqlite' ? `sqlite:${join(directory, 'hengzhun.db')}` : createPostgresDatabase();
	}

	const night = () => {
		const config = unwrap(readConfig({ DATABASE_URL: url, DATA_DIR: directory }, ''));
		const context = { ...workspace.as('perf'), actor: NIGHT_ACTOR };
		return nightlyReplay(context, () => replayInProcess(config, new AbortController().signal));
	};
	const replayTasks = async (person: 'perf' | 'analyst') =>
		(await tasksOf(workspace.as(person))).filter(({ kind }) => kind === 'replay');

	it('recomputes everything in a process of its own, keeps the result and shows it to those who answer for it', async () => {
		expect(await lastReplay(workspace.as('perf'))).toBeNull();
		await night();
		expect(await lastReplay(workspace.as('perf'))).toMatchObject({ standards: 3, files: 5, faults: [] });
		expect(await lastReplay(workspace.as('analyst'))).toBeNull();
		expect(await replayTasks('perf')).toEqual([]);
		expect((await verifyAudit(open.db)).faults).toEqual([]);
	});

	it('makes a task of a mismatch until a night finds none', async () => {
		await dropGuards(open, 'snapshot');
		const change = (from: string, to: string) =>
			sql
				.raw(`update snapshot set body = replace(body, '${from}', '${to}') where hash = '${line.quota}'`)
				.execute(open.db);
		await change('道路', '道璐');
		await night();
		const [task] = await replayTasks('perf');
		expect(task?.title).toBe('夜间复算有 1 处不一致');
		expect((await lastReplay(workspace.as('admin')))?.faults[0]).toContain(line.quota.slice(0, 12));
		expect(await replayTasks('analyst')).toEqual([]);
		await change('道璐', '道路');
		await night();
		expect(await replayTasks('perf')).toEqual([]);
	});
});

describe('the hour of the night', () => {
	const at = (clock: string) => untilClock(new Date(2026, 10, 22, 1, 30), clock) / 60_000;

	it('is today where it is still to come, else tomorrow', () => {
		expect(at('02:00')).toBe(30);
		expect(at('01:30')).toBe(24 * 60);
		expect(at('01:00')).toBe(23.5 * 60);
	});

	it('may be switched off', () => {
		expect(unwrap(readConfig({ REPLAY_AT: 'off' }, '')).replayAt).toBeNull();
		expect(unwrap(readConfig({ REPLAY_AT: '23:05' }, '')).replayAt).toBe('23:05');
		expect(readConfig({ REPLAY_AT: '25:00' }, '').ok).toBe(false);
	});
});
