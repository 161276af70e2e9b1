import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BLANK_LINE } from '../../../src/lib/core/costing/blank-line.ts';
import { rowFromLine } from '../../../src/lib/server/costing/rows.ts';
import { insertLines } from '../../../src/lib/server/costing/store.ts';
import { openDatabase } from '../../../src/lib/server/database/database.ts';
import { migrate } from '../../../src/lib/server/database/migrate.ts';
import { unwrap } from '../../../src/lib/core/result.ts';
import type { Row } from '../row.ts';

const LINES = 100_000;
const BLOCK = 50;
const AT = '2026-11-22T00:00:00.000Z';

/** What the lines of an analysis hang on. */
const OWNERS: readonly string[] = [
	`insert into "user" (id, name, email, emailVerified, createdAt, updatedAt) values ('u', 'u', 'u', 0, '${AT}', '${AT}')`,
	"insert into organisation values ('o', null, 'o', 'o', 'district', '/o/')",
	`insert into project (id, code, name, organisation_id, category, source_note, created_by, created_at) values ('p', 'p', 'p', 'o', '', '', 'u', '${AT}')`,
	`insert into analysis (id, project_id, fiscal_year, period_months, price_year, region, tax_basis, staff_scope, delivery_mode, state, revision, created_by, created_at) values ('a', 'p', 2025, 12, 2025, '', 'unknown', 'unknown', 'unknown', 'analysing', 0, 'u', '${AT}')`
];

function rowsToSave() {
	return Array.from({ length: LINES }, (_, index) =>
		rowFromLine('a', {
			...BLANK_LINE,
			id: `line-${String(index).padStart(8, '0')}`,
			parentId: null,
			position: index,
			code: `1.${index}`,
			name: `道路清扫保洁 ${index}`,
			unit: '平方米',
			quantity: String(index + 0.5),
			unitPrice: '12.34'
		})
	);
}

type Rows = ReturnType<typeof rowsToSave>;

/** The hand-written loop: one prepared statement of fifty rows, run again and again inside one transaction. */
function saveByHand(database: Database.Database, rows: Rows): void {
	const columns = Object.keys(rows[0] ?? {}) as (keyof Rows[number])[];
	const places = `(${columns.map(() => '?').join(',')})`;
	const text = `insert into cost_line (${columns.join(',')}) values ${new Array(BLOCK).fill(places).join(',')}`;
	const statement = database.prepare(text);
	database.exec('begin immediate');
	for (let start = 0; start < rows.length; start += BLOCK) {
		const values: unknown[] = [];
		for (const row of rows.slice(start, start + BLOCK))
			for (const column of columns) values.push(row[column]);
		statement.run(values);
	}
	database.exec('commit');
}

export const row: Row = {
	id: 'bulk-save-100k',
	work: '100,000 cost lines saved in one transaction, on disk; beside a prepared better-sqlite3 loop',
	peer: null,
	goal: { ofLimit: 1.3 },
	rounds: 5,
	prepare: async () => {
		const folder = mkdtempSync(join(tmpdir(), 'hengzhun-bench-'));
		const path = join(folder, 'bench.db');
		const open = openDatabase(`sqlite:${path}`);
		unwrap(await migrate(open, () => new Date(AT)));
		const byHand = new Database(path);
		byHand.pragma('synchronous = FULL');
		byHand.pragma('foreign_keys = ON');
		for (const text of OWNERS) byHand.exec(text);
		const rows = rowsToSave();
		let saved = 0;
		const empty = () => byHand.exec('delete from cost_line');
		return {
			ours: async () => {
				empty();
				const start = performance.now();
				saved = await open.db.transaction().execute((tx) => insertLines(tx, rows));
				return performance.now() - start;
			},
			limit: () => {
				empty();
				const start = performance.now();
				saveByHand(byHand, rows);
				return performance.now() - start;
			},
			conditions: () => [{ text: `${saved} lines saved`, met: saved === LINES }],
			close: async () => {
				byHand.close();
				await open.db.destroy();
				rmSync(folder, { recursive: true, force: true });
			}
		};
	}
};
