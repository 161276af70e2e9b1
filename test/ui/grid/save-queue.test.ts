import { describe, expect, it } from 'vitest';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { SaveQueue } from '#lib/ui/grid/save-queue.ts';
import type { SaveAnswer, SaveBatch } from '#lib/ui/grid/sheet-transport.ts';
import { Clock, KeptBatches, settle } from '../../support/sheet-server.ts';

function rename(value: string): EditCommand {
	return { type: 'set', lineId: 'a', field: 'name', value };
}

function batch(batchId: string, ...commands: EditCommand[]): SaveBatch {
	return { batchId, step: batchId, revision: 7, client: 'page', commands };
}

const stored = (revision: number): SaveAnswer => ({ ok: true, revision, savedAs: revision, missed: [] });

/** A queue on a server that each test answers by hand. */
function setUp() {
	const clock = new Clock();
	const kept = new KeptBatches();
	const received: SaveBatch[] = [];
	const open: { answer: (given: SaveAnswer) => void; lose: () => void }[] = [];
	const saved: string[] = [];
	let ids = 0;
	const queue = new SaveQueue({
		store: kept,
		after: clock.after,
		newId: () => `new-${(ids += 1)}`,
		save: (sent) => {
			received.push(sent);
			return new Promise((resolve, reject) =>
				open.push({ answer: resolve, lose: () => reject(new Error('no network')) })
			);
		},
		onchange: () => {},
		onsaved: ({ batchId }) => saved.push(batchId)
	});
	async function answer(given: SaveAnswer): Promise<void> {
		open.shift()?.answer(given);
		await settle();
	}
	async function lose(): Promise<void> {
		open.shift()?.lose();
		await settle();
	}
	return { clock, kept, received, saved, queue, answer, lose };
}

describe('saving', () => {
	it('waits until typing pauses, then sends batch after batch in their order', async () => {
		const { clock, queue, received, saved, answer } = setUp();
		queue.push([batch('1', rename('一'))]);
		await clock.pass(200);
		queue.push([batch('2', rename('二'))]);
		await clock.pass(249);
		expect(received).toEqual([]);
		expect(queue.state).toBe('pending');
		await clock.pass(1);
		expect(received.map(({ batchId }) => batchId)).toEqual(['1']);
		expect(queue.state).toBe('saving');
		await answer(stored(8));
		expect(received.map(({ batchId }) => batchId)).toEqual(['1', '2']);
		await answer(stored(9));
		expect(queue.state).toBe('saved');
		expect(saved).toEqual(['1', '2']);
	});

	it('sends the same batch again when the answer was lost, so that it has one effect', async () => {
		const { clock, queue, received, answer, lose } = setUp();
		queue.push([batch('1', rename('一'))]);
		await clock.pass(250);
		await lose();
		expect(queue.state).toBe('retrying');
		queue.push([batch('2', rename('二'))]);
		expect(queue.state).toBe('retrying');
		await clock.pass(1_000);
		expect(received[1]).toBe(received[0]);
		await answer(stored(8));
		expect(received[2]?.batchId).toBe('2');
	});

	it('tries again ever more slowly, at least every thirty seconds', async () => {
		const { clock, queue, received, lose } = setUp();
		queue.push([batch('1', rename('一'))]);
		await clock.pass(250);
		for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
			await lose();
			const before = received.length;
			await clock.pass(wait - 1);
			expect(received).toHaveLength(before);
			await clock.pass(1);
			expect(received).toHaveLength(before + 1);
		}
	});

	it('stops at a refusal, keeps everything, and saves it when asked again', async () => {
		const { clock, queue, received, answer } = setUp();
		queue.push([batch('1', rename('一'))]);
		await clock.pass(250);
		await answer({ ok: false, code: 'auth/signed-out', problem: '登录已过期。' });
		expect(queue.state).toBe('refused');
		expect(queue.problem).toBe('登录已过期。');
		queue.push([batch('2', rename('二'))]);
		await clock.pass(100_000);
		expect(received).toHaveLength(1);
		expect(await queue.flush()).toBe(false);
		queue.retry();
		expect(received[1]).toBe(received[0]);
		await answer(stored(8));
		expect(queue.problem).toBeNull();
		expect(received[2]?.batchId).toBe('2');
	});

	it('does not go on asking for a batch that was seen among what is saved', async () => {
		const { clock, queue, received, lose } = setUp();
		queue.push([batch('1', rename('一'))]);
		await clock.pass(250);
		await lose();
		queue.confirmed('1');
		expect(queue.state).toBe('saved');
		await clock.pass(100_000);
		expect(received).toHaveLength(1);
	});

	it('gives up everything when told to', async () => {
		const { clock, queue, kept, received } = setUp();
		queue.push([batch('1', rename('一'))]);
		await queue.discard();
		await clock.pass(100_000);
		expect(received).toEqual([]);
		expect(kept.batches()).toEqual([]);
		expect(queue.state).toBe('saved');
	});
});

describe('flush', () => {
	it('sends at once and resolves when the server has everything, later batches included', async () => {
		const { queue, received, answer } = setUp();
		queue.push([batch('1', rename('一'))]);
		const flushed = queue.flush();
		expect(received).toHaveLength(1);
		queue.push([batch('2', rename('二'))]);
		await answer(stored(8));
		await answer(stored(9));
		expect(await flushed).toBe(true);
		expect(received).toHaveLength(2);
	});

	it('says no when the server cannot be reached, and does not send twice afterwards', async () => {
		const { clock, queue, received, lose, answer } = setUp();
		queue.push([batch('1', rename('一'))]);
		const flushed = queue.flush();
		await lose();
		expect(await flushed).toBe(false);
		await clock.pass(1_000);
		expect(received).toHaveLength(2);
		await answer(stored(8));
		expect(queue.state).toBe('saved');
		await clock.pass(100_000);
		expect(received).toHaveLength(2);
	});
});

describe('what the browser keeps', () => {
	it('is every batch from the moment it is typed until the server has it', async () => {
		const { clock, queue, kept, answer } = setUp();
		queue.push([batch('1', rename('一')), batch('2', rename('二'))]);
		expect(kept.batches().map(({ batchId }) => batchId)).toEqual(['1', '2']);
		await clock.pass(250);
		await answer(stored(8));
		expect(kept.batches().map(({ batchId }) => batchId)).toEqual(['2']);
		await answer(stored(9));
		expect(kept.batches()).toEqual([]);
	});

	it('goes out first on the next page, under the same ids', async () => {
		const { queue, received, answer } = setUp();
		queue.push([batch('3', rename('三'))]);
		queue.resume([batch('1', rename('一')), batch('2', rename('二'))]);
		for (const revision of [8, 9, 10]) await answer(stored(revision));
		expect(received.map(({ batchId }) => batchId)).toEqual(['1', '2', '3']);
		queue.resume([]);
		expect(queue.state).toBe('saved');
	});
});

describe('a conflict', () => {
	const place = {
		line: '甲',
		field: '名称',
		mine: '一',
		theirs: '乙',
		who: '同事',
		at: '2026-11-22T01:00:00Z',
		keepable: true
	};
	const refusal = (...commands: number[]): SaveAnswer => ({
		ok: false,
		code: 'analysis/conflict',
		problem: '',
		conflict: { revision: 9, places: commands.map((command) => ({ ...place, command })) }
	});

	it('lets a person keep their own: the same commands go out as a new, decided batch', async () => {
		const { clock, queue, kept, received, answer } = setUp();
		queue.push([batch('1', rename('一'))]);
		await clock.pass(250);
		await answer(refusal(0));
		expect(queue.unsaved).toEqual([batch('1', rename('一'))]);
		queue.push([batch('2', rename('二'))]);
		queue.resolve(new Set());
		expect(received.at(-1)).toEqual({
			...batch('1', rename('一')),
			batchId: 'new-1',
			revision: 9,
			decided: true
		});
		expect(
			kept
				.batches()
				.map(({ batchId }) => batchId)
				.sort()
		).toEqual(['2', 'new-1']);
		await answer(stored(10));
		expect(received.at(-1)?.batchId).toBe('2');
		await answer(stored(11));
		expect(queue).toMatchObject({ state: 'saved', conflict: null });
	});

	it('lets a person give way, and only there', async () => {
		const { clock, queue, received, answer } = setUp();
		queue.push([batch('1', rename('一'), rename('二'))]);
		await clock.pass(250);
		await answer(refusal(0));
		queue.resolve(new Set([0]));
		expect(received.at(-1)).toMatchObject({ revision: 9, commands: [rename('二')] });
		await answer(refusal(0));
		queue.resolve(new Set([0]));
		expect(queue.state).toBe('saved');
		expect(received).toHaveLength(2);
	});
});
