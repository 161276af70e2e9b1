import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAudit } from '#lib/server/audit/service.ts';
import { selectEntries } from '#lib/server/audit/store.ts';
import type { Context } from '#lib/server/context.ts';
import { inTransaction, type OpenDatabase } from '#lib/server/database/database.ts';
import { migrate } from '#lib/server/database/migrate.ts';
import { getSnapshot, putSnapshot } from '#lib/server/snapshots/service.ts';
import { ok, refuse, unwrap } from '#lib/core/result.ts';
import { problem } from '#lib/core/problem.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';

describe.each(ENGINES)('database on %s', (engine) => {
	let open: OpenDatabase;
	let context: Context;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		context = {
			db: open.db,
			actor: { userId: 'u', name: '测试', appointments: [] },
			now: () => new Date('2026-11-22T01:02:03Z'),
			newId: () => crypto.randomUUID()
		};
	});
	afterAll(() => open.db.destroy());

	const series = {
		kind: 'parameter-set',
		schema: 1,
		method: null,
		inputs: [],
		content: { code: '甲' },
		results: {}
	} as const;

	it('stores equal facts once and refuses to change them, below the application', async () => {
		const hash = await putSnapshot(open.db, series);
		expect(await putSnapshot(open.db, series)).toBe(hash);
		expect(unwrap(await getSnapshot(open.db, hash))).toEqual(series);
		await expect(sql`update snapshot set body = '{}'`.execute(open.db)).rejects.toThrow(/append-only/);
		await expect(sql`delete from snapshot`.execute(open.db)).rejects.toThrow(/append-only/);
	});

	it('keeps the audit chain in order when many write at once', async () => {
		const writes = Array.from({ length: 20 }, (_, i) =>
			inTransaction(context, async (tx) => {
				await recordAudit(tx, {
					action: 'test',
					subjectKind: 'x',
					subjectId: String(i),
					before: null,
					after: null
				});
				return ok(i);
			})
		);
		await Promise.all(writes);
		const entries = await selectEntries(open.db, 0, 100);
		expect(entries.map((e) => e.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
		for (let i = 1; i < entries.length; i++) expect(entries[i]?.previous_hash).toBe(entries[i - 1]?.hash);
	});

	it('rolls back everything when a use case refuses', async () => {
		const before = (await selectEntries(open.db, 0, 100)).length;
		const result = await inTransaction(context, async (tx) => {
			await recordAudit(tx, {
				action: 'test',
				subjectKind: 'x',
				subjectId: 'gone',
				before: null,
				after: null
			});
			return refuse(problem('auth/signed-out', {}));
		});
		expect(result.ok).toBe(false);
		expect((await selectEntries(open.db, 0, 100)).length).toBe(before);
	});

	it('refuses a schema newer than it knows', async () => {
		await open.db
			.insertInto('schema_version')
			.values({ version: 999, name: 'future', applied_at: '' })
			.execute();
		const result = await migrate(open, context.now);
		expect(result).toMatchObject({ ok: false, problem: { code: 'database/newer-schema' } });
	});
});
