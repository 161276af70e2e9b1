import { METHODS } from '../../../src/lib/core/lineage/registry.ts';
import { unwrap } from '../../../src/lib/core/result.ts';
import type { Json } from '../../../src/lib/core/snapshot/canonical.ts';
import type { Snapshot } from '../../../src/lib/core/snapshot/snapshot.ts';
import { openDatabase, type AppDatabase } from '../../../src/lib/server/database/database.ts';
import { migrate } from '../../../src/lib/server/database/migrate.ts';
import { replaySnapshots } from '../../../src/lib/server/lineage/replay.ts';
import { putSnapshot } from '../../../src/lib/server/snapshots/service.ts';
import { comparisonSet } from '../../support/comparison-set.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../../support/standard-drafts.ts';
import type { Row } from '../row.ts';

const STANDARDS = 1_000;
const SAMPLE = 20;
const LARGE_SAMPLE = 200;

/** Stores standards, each with a service standard, a comparison and a quota of its own; answers the hashes they end in. */
async function issued(db: AppDatabase, sample: number): Promise<readonly string[]> {
	const ends: string[] = [];
	for (let index = 0; index < STANDARDS; index += 1) {
		const members = Array.from({ length: sample }, (_, member) => ({
			project: `项目${member}`,
			comparable: `${8 + ((member * 7 + index) % 23) / 10}`,
			output: String(1000 + member)
		}));
		const comparison = comparisonSet(members);
		const service = computed('standard/service@1', { ...SERVICE, code: `S-${index}` }, []);
		const quota = computed('cost-quota/average-advanced@1', { ...QUOTA, code: `Q-${index}` }, [
			await kept(db, 'comparison', comparison),
			await kept(db, 'service', service)
		]);
		const end = computed('standard/expenditure@1', { ...EXPENDITURE, code: `E-${index}` }, [
			await kept(db, 'quota', quota)
		]);
		ends.push(await putSnapshot(db, end));
	}
	return ends;
}

type Kept = { readonly role: string; readonly hash: string; readonly snapshot: Snapshot };

async function kept(db: AppDatabase, role: string, snapshot: Snapshot): Promise<Kept> {
	return { role, hash: await putSnapshot(db, snapshot), snapshot };
}

function computed(id: string, content: Json, inputs: readonly Kept[]): Snapshot {
	const method = METHODS.get(id);
	if (!method) throw new Error(`No method ${id}`);
	return {
		kind: 'standard',
		schema: 1,
		method: id,
		inputs: inputs.map(({ role, hash }) => ({ role, hash })),
		content,
		results: unwrap(method.compute(inputs, content))
	};
}

export const row: Row = {
	id: 'replay-1000',
	work: `${STANDARDS} issued standards recomputed from the database, each over a set of ${SAMPLE} of its own`,
	peer: null,
	goal: {},
	rounds: 5,
	prepare: async () => {
		const open = openDatabase('sqlite::memory:');
		unwrap(await migrate(open, () => new Date()));
		const small = await issued(open.db, SAMPLE);
		const large = await issued(open.db, LARGE_SAMPLE);
		const times: number[] = [];
		let checked = 0;
		const replay = async (ends: readonly string[]) => {
			const start = performance.now();
			for (const end of ends) checked = unwrap(await replaySnapshots(open.db, [end])).snapshots;
			return performance.now() - start;
		};
		return {
			ours: async () => {
				const time = await replay(small);
				times.push(time);
				return time;
			},
			conditions: async () => {
				const time = Math.min(...times);
				const growth = (await replay(large)) / time;
				return [
					{
						text: `${Math.round((STANDARDS * 1000) / time)} standards a second, ${checked} snapshots each`,
						met: checked === 4
					},
					{
						text: `${LARGE_SAMPLE / SAMPLE} times the sample takes ${growth.toFixed(1)} times as long (≤ 15)`,
						met: growth <= 15
					}
				];
			},
			close: () => open.db.destroy()
		};
	}
};
