import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { copyDatabase, TABLES_IN_ORDER } from '#lib/server/database/copy.ts';
import type { AppDatabase, OpenDatabase } from '#lib/server/database/database.ts';
import { replayAll } from '#lib/server/lineage/replay.ts';
import { verifyAudit } from '#lib/server/lineage/verify-audit.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { issueLine } from '../support/issued-line.ts';
import { seedWorkspace } from '../support/workspace.ts';

/** An organisation names its parent, so parents go first; of all other tables the order means nothing. */
const PARENTS_FIRST = 'organisation';

describe('replay does not depend on where and in which order the rows stand', () => {
	let source: OpenDatabase;

	beforeAll(async () => {
		source = await freshDatabase('sqlite');
		await issueLine(await seedWorkspace(source));
	});
	afterAll(() => source.db.destroy());

	it.each(ENGINES)(
		'moved to %s and dealt out at random, every number recomputes to the same bytes',
		async (engine) => {
			const moved = await freshDatabase(engine);
			unwrap(await copyDatabase(source, moved));
			const shuffled = await freshDatabase(engine);
			await deal(moved.db, shuffled.db);
			const bodies = ({ db }: OpenDatabase) =>
				db.selectFrom('snapshot').select(['hash', 'body']).orderBy('hash').execute();
			expect(await bodies(shuffled)).toEqual(await bodies(source));
			const replayed = await replayAll(shuffled.db);
			expect(replayed).toEqual(await replayAll(source.db));
			expect(replayed).toMatchObject({ faults: [], files: 5 });
			expect(await verifyAudit(shuffled.db)).toEqual(await verifyAudit(source.db));
			await moved.db.destroy();
			await shuffled.db.destroy();
		},
		120_000
	);

	async function deal(from: AppDatabase, to: AppDatabase): Promise<void> {
		// The list of tables is data here, so their types are not known.
		const [read, write] = [from, to] as unknown as readonly Kysely<Record<string, Record<string, unknown>>>[];
		let seed = 20261122;
		const random = () => (seed = (seed * 48271) % 2147483647);
		for (const [table, order] of TABLES_IN_ORDER) {
			let query = read!.selectFrom(table).selectAll();
			for (const column of order) query = query.orderBy(column);
			const rows = await query.execute();
			if (table !== PARENTS_FIRST)
				for (let last = rows.length - 1; last > 0; last -= 1) {
					const other = random() % (last + 1);
					[rows[last], rows[other]] = [rows[other]!, rows[last]!];
				}
			for (const row of rows) await write!.insertInto(table).values(row).execute();
		}
	}
});
