import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GroupDescription } from '../../../src/lib/core/comparison/numeric/describe-groups.ts';
import { unwrap } from '../../../src/lib/core/result.ts';
import { describeSamples } from '../../../src/lib/server/comparison/describe-samples.ts';
import { openDatabase } from '../../../src/lib/server/database/database.ts';
import { migrate } from '../../../src/lib/server/database/migrate.ts';
import { storeFile } from '../../../src/lib/server/files/service.ts';
import { insertSample } from '../../../src/lib/server/samples/store.ts';
import { putSnapshot } from '../../../src/lib/server/snapshots/service.ts';
import { seedWorkspace, type Workspace } from '../../support/workspace.ts';
import { COUNT, GROUPS, observations, sameFigures, type Columns } from '../observations.ts';
import { timed, type Row } from '../row.ts';
import { ByHand } from '../statistics-by-hand.ts';

const FACTS = {
	category: '测速',
	unit: '平方米',
	source: '测速用的数',
	licence: '自造',
	asOf: '2024',
	credibility: 'C',
	currency: '',
	rate: '',
	year: '2024',
	region: '',
	grade: '',
	periodMonths: 12,
	taxBasis: 'unknown',
	staffScope: 'unknown',
	deliveryMode: 'unknown',
	note: ''
};
const READING = { headerRow: 1, decimalMark: 'point', columns: {}, moneyFactor: '1', outputFactor: '1' };

/** Every group becomes a confirmed external sample, as if it had been uploaded. */
async function seed(workspace: Workspace, { values, outputs, groups }: Columns): Promise<void> {
	const { db, newId } = workspace.as('analyst');
	const file = await storeFile(db, new TextEncoder().encode('测速'), 'csv');
	const rows: { [field: string]: string | number | object }[][] = Array.from({ length: GROUPS }, () => []);
	groups.forEach((group, i) =>
		rows[group]?.push({
			row: i + 2,
			name: `观测${i}`,
			year: 2024,
			region: '',
			grade: '',
			unitCost: String(values[i]),
			output: String(outputs[i]),
			attributes: {},
			cells: { unitCost: `B${i + 2}`, output: `C${i + 2}`, attributes: {} }
		})
	);
	for (const [group, own] of rows.entries()) {
		const facts = { ...FACTS, name: `样本${group}` };
		const snapshot = await putSnapshot(db, {
			kind: 'sample-table',
			schema: 1,
			method: 'samples/read@1',
			inputs: [],
			content: { facts, reading: READING },
			results: { rows: own, left: [], unreadable: [] } as never
		});
		await insertSample(db, {
			id: newId(),
			organisation_id: 'cm',
			file,
			file_name: `${group}.csv`,
			sheet: '',
			facts: JSON.stringify(facts),
			reading: JSON.stringify(READING),
			state: 'confirmed',
			snapshot,
			observations: own.length,
			created_by: 'analyst',
			created_at: '2026-11-22T00:00:00.000Z'
		});
	}
}

export const row: Row = {
	id: 'statistics-1m-database',
	work: `all statistics of ${COUNT.toLocaleString('en')} observations in ${GROUPS} external samples of the database, once read; beside the loop by hand in memory`,
	peer: null,
	goal: { ofLimit: 2 },
	prepare: async () => {
		const folder = mkdtempSync(join(tmpdir(), 'hengzhun-bench-'));
		const open = openDatabase(`sqlite:${join(folder, 'bench.db')}`);
		unwrap(await migrate(open, () => new Date()));
		const workspace = await seedWorkspace(open);
		const columns = observations();
		await seed(workspace, columns);
		const hand = new ByHand();
		let byHand = new Float64Array();
		let ours: readonly GroupDescription[] = [];
		const describe = async () => {
			const start = performance.now();
			ours = [...unwrap(await describeSamples(workspace.as('analyst'))).values()];
			return performance.now() - start;
		};
		const first = await describe();
		return {
			ours: describe,
			limit: () =>
				timed(() => {
					byHand = hand.describe(columns);
				}),
			conditions: () => [
				{ text: `first build ${(first / 1000).toFixed(1)} s`, met: true },
				sameFigures(ours, figuresByHand(byHand), 'the loop by hand', 1e-7)
			],
			close: async () => {
				await open.db.destroy();
				rmSync(folder, { recursive: true, force: true });
			}
		};
	}
};

function figuresByHand(figures: Float64Array): readonly (readonly number[])[] {
	return Array.from({ length: GROUPS }, (_, group) => [...figures.slice(group * 12, (group + 1) * 12)]);
}
