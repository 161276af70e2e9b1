import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { copyDatabase, TABLES_IN_ORDER } from '#lib/server/database/copy.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { issueLine } from '../support/issued-line.ts';
import { seedWorkspace } from '../support/workspace.ts';

describe('moving a database', () => {
	let source: OpenDatabase;

	beforeAll(async () => {
		source = await freshDatabase('sqlite');
		await issueLine(await seedWorkspace(source));
		await source.db
			.insertInto('session')
			.values({
				id: 's',
				token: 't',
				userId: 'analyst',
				expiresAt: '2026-12-01T00:00:00.000Z',
				...({ createdAt: '2026-11-22T00:00:00.000Z', updatedAt: '2026-11-22T00:00:00.000Z' } as object)
			})
			.execute();
	});
	afterAll(() => source.db.destroy());

	it('knows every table, parents before children', async () => {
		const tables = (await source.db.introspection.getTables()).map(({ name }) => name);
		expect(TABLES_IN_ORDER.map(([table]) => table).sort()).toEqual(
			tables.filter((name) => name !== 'schema_version').sort()
		);
	});

	it.each(ENGINES)('to %s keeps every row, every hash and the sign-in columns', async (engine) => {
		const target = await freshDatabase(engine);
		const counts = unwrap(await copyDatabase(source, target));
		expect(counts.get('user')).toBeGreaterThan(5);
		expect(counts.get('audit_entry')).toBeGreaterThan(20);
		const hashes = (open: OpenDatabase) =>
			open.db.selectFrom('snapshot').select('hash').orderBy('hash').execute();
		expect(await hashes(target)).toEqual(await hashes(source));
		const replay = await replayAll(target.db);
		expect(replay.faults).toEqual([]);
		expect(replay.standards).toHaveLength(3);
		expect(await verifyAudit(target.db)).toEqual(await verifyAudit(source.db));
		const session = await target.db.selectFrom('session').selectAll().executeTakeFirstOrThrow();
		expect(new Date(session.expiresAt as string | Date).toISOString()).toBe('2026-12-01T00:00:00.000Z');
		const { rows } = await sql<{
			emailVerified: unknown;
		}>`select "emailVerified" from "user" limit 1`.execute(target.db);
		expect(rows[0]?.emailVerified).toBe(engine === 'postgres' ? false : 0);

		// Not empty any more: a second copy is refused and changes nothing.
		expect(await copyDatabase(source, target)).toMatchObject({ problem: { code: 'copy/target-not-empty' } });
		if (engine === 'postgres') {
			const back = await freshDatabase('sqlite');
			unwrap(await copyDatabase(target, back));
			expect(await verifyAudit(back.db)).toEqual(await verifyAudit(source.db));
			await back.db.destroy();
		}
		await target.db.destroy();
	});
});
