import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { unwrap } from '../../../src/lib/core/result.ts';
import { openDatabase, type OpenDatabase } from '../../../src/lib/server/database/database.ts';
import { migrate } from '../../../src/lib/server/database/migrate.ts';
import { selectClosureNodes } from '../../../src/lib/server/lineage/store.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import type { Row } from '../row.ts';

/** Two graphs of 50,000 snapshots side by side; each snapshot has ten inputs among the later ones of its own graph. */
const GRAPH = 50_000;
const NODES = 2 * GRAPH;
const INPUTS = 10;
const POSTGRES_ROUNDS = 5;
const ROOT = '0'.repeat(64);

const BARE = `with recursive below(hash) as (
	select ? union select snapshot_input.input from below join snapshot_input on snapshot_input.snapshot = below.hash
) select snapshot.hash, snapshot.kind from below join snapshot on snapshot.hash = below.hash`;

/** The same graph made by either engine from whole numbers; a hash is the number in 64 hexadecimal digits. */
async function fill({ db, dialect }: OpenDatabase): Promise<void> {
	const series = (to: number) =>
		dialect === 'sqlite'
			? `(with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${to}) select i from n)`
			: `(select generate_series(0, ${to - 1}) as i)`;
	const hash = (number: string) =>
		dialect === 'sqlite' ? `printf('%064x', ${number})` : `lpad(to_hex(${number}), 64, '0')`;
	const graph = `(n.i - n.i % ${GRAPH})`;
	const own = `(n.i % ${GRAPH})`;
	const tree = `${own} * ${INPUTS} + k.i + 1`;
	const later = `${own} + 1 + (${own} * 31 + k.i * 7919) % (${GRAPH - 1} - ${own})`;
	await sql
		.raw(`insert into snapshot select ${hash('n.i')}, 'analysis', '{}' from ${series(NODES)} as n`)
		.execute(db);
	await sql
		.raw(
			`insert into snapshot_input (snapshot, position, role, input)
			select ${hash('n.i')}, k.i, 'part', ${hash(`${graph} + case when ${tree} < ${GRAPH} then ${tree} else ${later} end`)}
			from ${series(NODES)} as n cross join ${series(INPUTS)} as k where ${own} < ${GRAPH - 1}`
		)
		.execute(db);
	await sql.raw('analyze').execute(db);
}

async function measured(open: OpenDatabase, found: (nodes: number) => void): Promise<number> {
	const start = performance.now();
	found((await selectClosureNodes(open.db, [ROOT])).length);
	return performance.now() - start;
}

export const row: Row = {
	id: 'lineage-50k',
	work: 'all 50,000 snapshots below one standard, in a graph of 1,000,000 edges; beside the bare recursive query',
	peer: null,
	goal: { ofLimit: 1.5 },
	prepare: async () => {
		const folder = mkdtempSync(join(tmpdir(), 'hengzhun-bench-'));
		const path = join(folder, 'bench.db');
		const open = openDatabase(`sqlite:${path}`);
		unwrap(await migrate(open, () => new Date()));
		await fill(open);
		const server = await startPostgres();
		const other = openDatabase(server.url);
		unwrap(await migrate(other, () => new Date()));
		await fill(other);
		const bare = new Database(path, { readonly: true });
		const query = bare.prepare(BARE);
		const times: number[] = [];
		const counts = new Set<number>();
		return {
			ours: async () => {
				const time = await measured(open, (nodes) => counts.add(nodes));
				times.push(time);
				return time;
			},
			limit: () => {
				const start = performance.now();
				counts.add(query.all(ROOT).length);
				return performance.now() - start;
			},
			conditions: async () => {
				const postgres: number[] = [];
				for (let round = 0; round < POSTGRES_ROUNDS; round += 1)
					postgres.push(await measured(other, (nodes) => counts.add(nodes)));
				const ratio = median(postgres) / median(times);
				return [
					{
						text: `${[...counts].join(', ')} snapshots found by all`,
						met: counts.size === 1 && counts.has(GRAPH)
					},
					{
						text: `PostgreSQL ${median(postgres).toFixed(0)} ms, ${ratio.toFixed(2)} of SQLite (≤ 2)`,
						met: ratio <= 2
					}
				];
			},
			close: async () => {
				bare.close();
				await open.db.destroy();
				await other.db.destroy();
				await server.stop();
				rmSync(folder, { recursive: true, force: true });
			}
		};
	}
};

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
