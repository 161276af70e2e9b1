import { describe, expect, it } from 'vitest';
import { measure, median } from './bench/measure.ts';
import type { Row } from './bench/row.ts';
import { ROWS } from './bench/rows.ts';

/** A row whose contestants answer set times; the work itself is not what these tests are about. */
const row = (goal: Row['goal'], given: Partial<Awaited<ReturnType<Row['prepare']>>>): Row => ({
	id: 'made-up',
	work: 'nothing',
	peer: 'nobody 1.0',
	goal,
	rounds: 3,
	warm: false,
	prepare: () => ({ ours: () => 2, ...given })
});

describe('a row of the bench', () => {
	it('is told by medians, ratios and whether its goals are met', async () => {
		const times = [30, 10, 20];
		const peer = () => times.shift() ?? NaN;
		const made = row({ ofPeer: 1 / 10, ofLimit: 1 }, { peer, limit: () => 1 });
		expect(await measure(made)).toEqual({
			id: 'made-up',
			ours_ms: 2,
			peer: 'nobody 1.0',
			peer_ms: 20,
			limit_ms: 1,
			ratio_peer: 0.1,
			ratio_limit: 2,
			goal: '<= 1/10 of peer; <= 1x of limit',
			met: false
		});
	});

	it('is neither met nor failed while its peer is missing, and failed when a condition is', async () => {
		expect(await measure(row({ ofPeer: 1 }, {}))).toMatchObject({
			peer_ms: null,
			ratio_peer: null,
			met: null
		});
		const conditions = () => [{ text: '3 wrong', met: false }];
		expect(await measure(row({ ofPeer: 1 }, { conditions }))).toMatchObject({ met: false });
	});

	it('takes the middle of its times', () => {
		expect([median([5, 1, 9]), median([4, 2])]).toEqual([5, 3]);
	});

	it('stands once in the list', () => {
		expect(new Set(ROWS).size).toBe(ROWS.length);
	});
});
