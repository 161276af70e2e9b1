import { describe, expect, it } from 'vitest';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { SaveQueue, type Edit, type SaveAnswer, type SaveBatch } from '#lib/ui/grid/save-queue.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';

/** A clock that stands still until told how far to go. */
class Clock {
	now = 0;
	#due: { at: number; run: () => void }[] = [];

	after = (milliseconds: number, run: () => void): (() => void) => {
		const entry = { at: this.now + milliseconds, run };
		this.#due.push(entry);
		return () => (this.#due = this.#due.filter((other) => other !== entry));
	};

	async pass(milliseconds: number): Promise<void> {
		this.now += milliseconds;
		const due = this.#due.filter((entry) => entry.at <= this.now);
		this.#due = this.#due.filter((entry) => entry.at > this.now);
		for (const entry of due) entry.run();
		await settle();
	}
}

/** Lets answers that are already there reach whoever waits for them. */
async function settle(): Promise<void> {
	for (let i = 0; i < 10; i += 1) await Promise.resolve();
}

function rename(value: string): EditCommand {
	return { type: 'set', lineId: 'a', field: 'name', value };
}

/** A queue on a server that each test answers by hand. */
function setUp() {
	const clock = new Clock();
	const received: SaveBatch[] = [];
	const open: { answer: (given: SaveAnswer) => void; lose: () => void }[] = [];
	const shown: string[] = [];
	const merged: { draft: AnalysisDraft; unsaved: readonly Edit[] }[] = [];
	let ids = 0;
	const queue: SaveQueue = new SaveQueue({
		revision: 7,
		after: clock.after,
		newId: () => `batch-${(ids += 1)}`,
		save: (batch) => {
			received.push(batch);
			return new Promise((resolve, reject) =>
				open.push({ answer: resolve, lose: () => reject(new Error('no network')) })
			);
		},
		onchange: () => shown.push(queue.state),
		onmerged: (draft, unsaved) => merged.push({ draft, unsaved })
	});
	async function answer(given: SaveAnswer): Promise<void> {
		open.shift()?.answer(given);
		await settle();
	}
	async function lose(): Promise<void> {
		open.shift()?.lose();
		await settle();
	}
	return { clock, received, shown, merged, queue, answer, lose };
}

describe('saving', () => {
	it('waits until typing pauses, then sends everything in order as one batch', async () => {
		const { clock, queue, received, answer } = setUp();
		queue.push([rename('一')]);
		await clock.pass(300);
		queue.push([rename('二'), rename('三')]);
		await clock.pass(399);
		expect(received).toEqual([]);
		expect(queue.state).toBe('pending');
		await clock.pass(1);
		expect(received).toEqual([
			{ batchId: 'batch-1', revision: 7, commands: [rename('一'), rename('二'), rename('三')] }
		]);
		expect(queue.state).toBe('saving');
		await answer({ ok: true, revision: 8 });
		expect(queue.state).toBe('saved');
		expect(queue.revision).toBe(8);
	});

	it('never has two batches under way: what is typed meanwhile follows on the new revision', async () => {
		const { clock, queue, received, answer } = setUp();
		queue.push([rename('一')]);
		await clock.pass(400);
		queue.push([rename('二')]);
		await clock.pass(10_000);
		expect(received).toHaveLength(1);
		await answer({ ok: true, revision: 8 });
		expect(received[1]).toEqual({ batchId: 'batch-2', revision: 8, commands: [rename('二')] });
		await answer({ ok: true, revision: 9 });
		expect(queue.state).toBe('saved');
	});

	it('sends the same batch again when the answer was lost, so that it has one effect', async () => {
		const { clock, queue, received, answer, lose } = setUp();
		queue.push([rename('一')]);
		await clock.pass(400);
		await lose();
		expect(queue.state).toBe('retrying');
		queue.push([rename('二')]);
		expect(queue.state).toBe('retrying');
		await clock.pass(1_000);
		expect(received[1]).toBe(received[0]);
		await answer({ ok: true, revision: 8 });
		expect(received[2]?.commands).toEqual([rename('二')]);
	});

	it('tries again ever more slowly, at least every thirty seconds', async () => {
		const { clock, queue, received, lose } = setUp();
		queue.push([rename('一')]);
		await clock.pass(400);
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
		queue.push([rename('一')]);
		await clock.pass(400);
		await answer({ ok: false, code: 'auth/signed-out', problem: '登录已过期。' });
		expect(queue.state).toBe('refused');
		expect(queue.problem).toBe('登录已过期。');
		queue.push([rename('二')]);
		await clock.pass(100_000);
		expect(received).toHaveLength(1);
		expect(await queue.flush()).toBe(false);
		queue.retry();
		expect(received[1]).toBe(received[0]);
		await answer({ ok: true, revision: 8 });
		expect(queue.problem).toBeNull();
		expect(received[2]?.commands).toEqual([rename('二')]);
	});

	it('keeps an edit whole and batches within the limit', async () => {
		const { clock, queue, received, answer } = setUp();
		const half = Array.from({ length: LIMITS.commandsPerBatch / 2 + 1 }, (_, index) => rename(String(index)));
		queue.push(half);
		queue.push(half);
		await clock.pass(400);
		expect(received[0]?.commands).toHaveLength(half.length);
		await answer({ ok: true, revision: 8 });
		expect(received[1]?.commands).toHaveLength(half.length);
	});

	it('pushes nothing for an edit without commands', () => {
		const { queue, shown } = setUp();
		queue.push([]);
		expect(queue.state).toBe('saved');
		expect(shown).toEqual([]);
	});
});

describe('flush', () => {
	it('sends at once and resolves when the server has everything, later edits included', async () => {
		const { queue, received, answer } = setUp();
		queue.push([rename('一')]);
		const flushed = queue.flush();
		expect(received).toHaveLength(1);
		queue.push([rename('二')]);
		await answer({ ok: true, revision: 8 });
		await answer({ ok: true, revision: 9 });
		expect(await flushed).toBe(true);
		expect(received).toHaveLength(2);
	});

	it('says no when the server cannot be reached, and does not send twice afterwards', async () => {
		const { clock, queue, received, lose, answer } = setUp();
		queue.push([rename('一')]);
		const flushed = queue.flush();
		await lose();
		expect(await flushed).toBe(false);
		await clock.pass(1_000);
		expect(received).toHaveLength(2);
		await answer({ ok: true, revision: 8 });
		expect(queue.state).toBe('saved');
		await clock.pass(100_000);
		expect(received).toHaveLength(2);
	});
});

describe('totals', () => {
	const total = { declared: '1', verified: '1', cut: '0', raise: '0', net: '0', cutRate: '0' };

	it('are offered for comparison only while nothing newer has been typed', async () => {
		const { clock, queue, answer } = setUp();
		queue.push([rename('一')]);
		await clock.pass(400);
		queue.push([rename('二')]);
		await answer({ ok: true, revision: 8, total });
		expect(queue.total).toBeNull();
		await answer({ ok: true, revision: 9, total });
		expect(queue.total).toEqual(total);
		queue.push([rename('三')]);
		expect(queue.total).toBeNull();
	});
});

describe('others at work at the same time', () => {
	const draft = draftOf([costLine({ id: 'a', name: '同事改过的' })]);
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
		conflict: { revision: 9, draft, places: commands.map((command) => ({ ...place, command })) }
	});

	it('are brought onto the page below what is not saved yet', async () => {
		const { clock, queue, merged, received, answer } = setUp();
		queue.push([rename('一')]);
		await clock.pass(400);
		queue.push([rename('二')]);
		await answer({ ok: true, revision: 9, draft });
		expect(merged).toEqual([{ draft, unsaved: [[rename('二')]] }]);
		expect(received.at(-1)).toMatchObject({ revision: 9, commands: [rename('二')] });
	});

	it('lose against a person who keeps their own: the same commands go out as a new batch', async () => {
		const { clock, queue, received, answer } = setUp();
		queue.push([rename('一')]);
		await clock.pass(400);
		await answer(refusal(0));
		expect(queue.unsaved).toEqual([[rename('一')]]);
		queue.push([rename('二')]);
		queue.resolve(new Set());
		expect(received.at(-1)).toEqual({
			batchId: 'batch-2',
			revision: 9,
			commands: [rename('一'), rename('二')]
		});
		await answer({ ok: true, revision: 10 });
		expect(queue).toMatchObject({ state: 'saved', conflict: null });
	});

	it('win where the person gives way, and only there', async () => {
		const { clock, queue, merged, received, answer } = setUp();
		queue.push([rename('一'), rename('二')]);
		await clock.pass(400);
		await answer(refusal(0));
		queue.resolve(new Set([0]));
		expect(received.at(-1)).toMatchObject({ revision: 9, commands: [rename('二')] });
		await answer(refusal(0));
		queue.resolve(new Set([0]));
		expect(queue.state).toBe('saved');
		expect(merged.at(-1)).toEqual({ draft, unsaved: [] });
		expect(received).toHaveLength(2);
	});
});
