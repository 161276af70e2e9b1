import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand, EditField } from '#lib/core/costing/edit-command.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { SheetSession } from '#lib/ui/grid/sheet-session.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';
import { Clock, KeptBatches, settle, SheetServer } from '../../support/sheet-server.ts';

const START = draftOf(
	['a', 'b', 'c', 'd'].map((id, position) => costLine({ id, position, quantity: '1', unitPrice: '2' }))
);

/** One person at one page. */
function sit(server: SheetServer, who: string, kept = new KeptBatches()) {
	const clock = new Clock();
	const { transport, network } = server.connect(who);
	let ids = 0;
	const session = new SheetSession({
		draft: server.draft,
		revision: server.revision,
		readonly: false,
		transport,
		store: kept,
		after: clock.after,
		newId: () => `${who}-${server.revision}-${kept.batches().length}-${(ids += 1)}`,
		onchange: () => {}
	});
	const set = (lineId: string, field: EditField, value: string | null) =>
		session.apply([{ type: 'set', lineId, field, value }], lineId);
	const held = (lineId: string) => session.draft.lines.find(({ id }) => id === lineId);
	return { session, clock, kept, network, set, held };
}

/** Lets a page hear how far the server is. */
async function hear({ session }: { session: SheetSession }, server: SheetServer): Promise<void> {
	await session.reached(server.revision);
	await settle();
}

describe('rehearsing an edit', () => {
	it('changes nothing that is shown, saved or undone, and the edit after it comes out right', () => {
		const { session, set } = sit(new SheetServer(START), '甲');
		const { draft, figures } = session;
		session.rehearse();
		expect([session.draft, session.figures, session.waiting, session.canUndo]).toEqual([
			draft,
			figures,
			0,
			false
		]);
		set('a', 'quantity', '5');
		expect(session.figures.lines.map(({ declared }) => declared)).toEqual([1000, 200, 200, 200]);
	});
});

describe('two people in one analysis', () => {
	it('see each other’s saved edits, and what is not saved yet stays on top', async () => {
		const server = new SheetServer(START);
		const [one, two] = [sit(server, '甲'), sit(server, '乙')];
		one.set('a', 'quantity', '5');
		await one.session.flush();
		two.set('b', 'quantity', '7');
		await hear(two, server);
		expect([two.held('a')?.quantity, two.held('b')?.quantity]).toEqual(['5', '7']);
		expect(two.session.flashes).toEqual([{ lineId: 'a', field: 'quantity', who: '甲' }]);
		expect(two.session.saving).toBe('pending');
		await two.session.flush();
		await hear(one, server);
		expect(one.session.draft).toEqual(two.session.draft);
		expect(one.session.draft).toEqual(server.draft);
		expect(one.session.differs || two.session.differs).toBe(false);
		await one.clock.pass(4_000);
		expect(one.session.flashes).toEqual([]);
	});

	it('decide about the same cell, even when one has seen the other’s value after typing', async () => {
		const server = new SheetServer(START);
		const [one, two] = [sit(server, '甲'), sit(server, '乙')];
		two.set('a', 'quantity', '7');
		one.set('a', 'quantity', '5');
		await one.session.flush();
		await hear(two, server);
		expect(await two.session.flush()).toBe(false);
		expect(two.session.conflict?.places).toMatchObject([{ mine: '7', theirs: '5', who: '甲' }]);
		expect(two.held('a')?.quantity).toBe('7');
		two.session.resolve(new Set());
		await settle();
		await hear(one, server);
		expect(one.held('a')?.quantity).toBe('7');
		expect(two.session).toMatchObject({ saving: 'saved', conflict: null });
	});

	it('give way without losing the rest', async () => {
		const server = new SheetServer(START);
		const [one, two] = [sit(server, '甲'), sit(server, '乙')];
		one.set('a', 'quantity', '5');
		await one.session.flush();
		const commands: EditCommand[] = [
			{ type: 'set', lineId: 'a', field: 'quantity', value: '7' },
			{ type: 'set', lineId: 'b', field: 'quantity', value: '8' }
		];
		two.session.apply(commands);
		await two.session.flush();
		await settle();
		two.session.resolve(new Set([0]));
		await settle();
		expect([two.held('a')?.quantity, two.held('b')?.quantity]).toEqual(['5', '8']);
		expect(server.draft).toEqual(two.session.draft);
	});
});

describe('without a network', () => {
	it('edits wait, and go out when it is back', async () => {
		const server = new SheetServer(START);
		const one = sit(server, '甲');
		one.network.up = false;
		one.set('a', 'quantity', '5');
		one.set('b', 'quantity', '6');
		one.set('c', 'quantity', '7');
		await one.clock.pass(250);
		expect(one.session).toMatchObject({ saving: 'retrying', waiting: 3 });
		expect(server.revision).toBe(0);
		one.network.up = true;
		one.session.retrySaving();
		await settle();
		expect(one.session).toMatchObject({ saving: 'saved', waiting: 0, revision: 3 });
		expect(server.draft).toEqual(one.session.draft);
	});

	it('a page that crashed leaves its edits to the next one, and none takes effect twice', async () => {
		const server = new SheetServer(START);
		const kept = new KeptBatches();
		const before = sit(server, '甲', kept);
		before.network.loseAnswers = 1;
		before.session.apply([{ type: 'add', lines: [costLine({ id: 'e', position: 9, name: '新' })] }]);
		await before.clock.pass(250);
		before.network.up = false;
		before.set('e', 'quantity', '3');
		expect(server.revision).toBe(1);
		// The tab is gone; the answer to the first batch never came.
		const after = sit(server, '甲', kept);
		await after.session.resume();
		expect(server.draft.lines.filter(({ id }) => id === 'e')).toMatchObject([{ quantity: '3' }]);
		expect(after.session.draft).toEqual(server.draft);
		expect(kept.batches()).toEqual([]);
	});
});

describe('undoing', () => {
	it('goes on into earlier sessions, one’s own edits only, and can be done again', async () => {
		const server = new SheetServer(START);
		const [one, two] = [sit(server, '甲'), sit(server, '乙')];
		one.set('a', 'quantity', '5');
		await one.session.flush();
		await hear(two, server);
		two.set('b', 'quantity', '6');
		await two.session.flush();
		const later = sit(server, '甲');
		await later.session.resume();
		later.set('c', 'quantity', '7');
		expect(unwrap(await later.session.undo())).toBe('c');
		expect(unwrap(await later.session.undo())).toBe('a');
		expect(later.session.canUndo).toBe(false);
		await later.session.flush();
		const quantities = () => server.draft.lines.map(({ quantity }) => quantity);
		expect(quantities()).toEqual(['1', '6', '1', '1']);
		unwrap(await later.session.redo());
		await later.session.flush();
		expect(quantities()).toEqual(['5', '6', '1', '1']);
	});

	it('is a conflict where somebody else has changed the same since', async () => {
		const server = new SheetServer(START);
		const [one, two] = [sit(server, '甲'), sit(server, '乙')];
		one.set('a', 'quantity', '5');
		await one.session.flush();
		await hear(two, server);
		two.set('a', 'quantity', '6');
		await two.session.flush();
		await hear(one, server);
		unwrap(await one.session.undo());
		expect(await one.session.flush()).toBe(false);
		expect(one.session.conflict?.places).toMatchObject([{ mine: '1', theirs: '6', who: '乙' }]);
		one.session.resolve(new Set([0]));
		await settle();
		expect(one.held('a')?.quantity).toBe('6');
		expect(server.draft).toEqual(one.session.draft);
	});
});

describe('a very large edit', () => {
	it('is saved in pieces, in order, and undone as one', async () => {
		const server = new SheetServer(START);
		const one = sit(server, '甲');
		const count = LIMITS.commandsPerBatch * 2 + 10;
		const lines = Array.from({ length: count }, (_, index) =>
			costLine({ id: `n${index}`, position: 4 + index, name: `行 ${index}` })
		);
		expect(one.session.apply([{ type: 'add', lines }])).toBeNull();
		await one.session.flush();
		expect(server.revision).toBe(3);
		expect(new Set(server.edits.map(({ step }) => step)).size).toBe(1);
		expect(server.draft).toEqual(one.session.draft);
		expect(server.draft.lines.at(-1)?.name).toBe(`行 ${count - 1}`);
		unwrap(await one.session.undo());
		await one.session.flush();
		expect(server.draft.lines).toHaveLength(4);
	});
});

describe('whatever two people do in whatever order', () => {
	type Action =
		| { readonly kind: 'set'; readonly who: 0 | 1; readonly line: number; readonly value: number }
		| { readonly kind: 'save' | 'hear' | 'undo' | 'cut' | 'join' | 'crash'; readonly who: 0 | 1 };
	const who = fc.constantFrom<0 | 1>(0, 1);
	const action: fc.Arbitrary<Action> = fc.oneof(
		{
			weight: 4,
			arbitrary: fc.record({
				kind: fc.constant('set' as const),
				who,
				line: fc.nat(3),
				value: fc.integer({ min: 3, max: 99 })
			})
		},
		{
			weight: 5,
			arbitrary: fc.record({
				kind: fc.constantFrom('save', 'hear', 'undo', 'cut', 'join', 'crash'),
				who
			})
		}
	);

	it('both pages and the server come to the same, and every saved batch replays on a plain model', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
				const server = new SheetServer(START);
				const people = [sit(server, '甲'), sit(server, '乙')] as const;
				const seats = [...people];
				for (const [index, step] of actions.entries()) {
					const seat = seats[step.who] ?? people[0];
					await act(server, seats, step, seat, index);
				}
				for (const seat of seats) {
					seat.network.up = true;
					await finish(server, seat);
				}
				for (const seat of seats) {
					await hear(seat, server);
					expect(seat.session.draft).toEqual(server.draft);
					expect(seat.session).toMatchObject({ saving: 'saved', differs: false });
					expect(seat.kept.batches()).toEqual([]);
				}
				// A plain model: the saved batches one after the other.
				const replayed = server.edits.reduce(
					(draft, { commands }) => unwrap(applyCommands(draft, commands)).draft,
					START
				);
				expect(replayed).toEqual(server.draft);
			}),
			{ numRuns: 150 }
		);
	});

	type Seat = ReturnType<typeof sit>;

	async function act(server: SheetServer, seats: Seat[], step: Action, seat: Seat, index: number) {
		switch (step.kind) {
			case 'set':
				seat.set(['a', 'b', 'c', 'd'][step.line] ?? 'a', 'quantity', String(step.value));
				return;
			case 'save':
				await seat.session.flush();
				return;
			case 'hear':
				await hear(seat, server);
				return;
			case 'undo':
				await seat.session.undo();
				return;
			case 'cut':
				seat.network.up = false;
				return;
			case 'join':
				seat.network.up = true;
				seat.network.loseAnswers = index % 2;
				return;
			case 'crash': {
				seat.network.up = false;
				const next = sit(server, step.who === 0 ? '甲' : '乙', seat.kept);
				seats[step.who] = next;
				await next.session.resume();
			}
		}
	}

	/** Saves everything; where others changed the same, keeps one's own. */
	async function finish(server: SheetServer, seat: Seat): Promise<void> {
		for (let round = 0; round < 100 && seat.session.saving !== 'saved'; round += 1) {
			if (seat.session.conflict) {
				await hear(seat, server);
				seat.session.resolve(new Set());
			} else seat.session.retrySaving();
			await settle();
			await seat.session.flush();
		}
	}
});
