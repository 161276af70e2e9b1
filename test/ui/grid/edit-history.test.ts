import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { unwrap } from '#lib/core/result.ts';
import { EditHistory, type Direction } from '#lib/ui/grid/edit-history.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';

/** A draft with a history, without the rest of the sheet. */
function setUp() {
	const history = new EditHistory();
	let draft = draftOf([costLine({ id: 'a', name: '零' })]);
	let steps = 0;
	function change(direction: Direction, commands: readonly EditCommand[]): void {
		const edited = unwrap(applyCommands(draft, commands));
		draft = edited.draft;
		history.record(direction, { step: `s${(steps += 1)}`, commands: edited.inverse, lineId: 'a' });
	}
	return {
		history,
		name: () => draft.lines[0]?.name,
		type: (value: string) => change('edit', [{ type: 'set', lineId: 'a', field: 'name', value }]),
		step: (direction: 'undo' | 'redo') => change(direction, history.next(direction)?.commands ?? [])
	};
}

describe('undo and redo', () => {
	it('walk back to the beginning and forward to the end', () => {
		const { history, name, type, step } = setUp();
		type('一');
		type('二');
		step('undo');
		expect(name()).toBe('一');
		step('undo');
		expect(name()).toBe('零');
		expect(history.canUndo).toBe(false);
		step('redo');
		step('redo');
		expect(name()).toBe('二');
		expect(history.canRedo).toBe(false);
		step('undo');
		expect(name()).toBe('一');
	});

	it('a new edit makes what was undone unreachable', () => {
		const { history, type, step } = setUp();
		type('一');
		step('undo');
		expect(history.canRedo).toBe(true);
		type('二');
		expect(history.canRedo).toBe(false);
	});

	it('go on into earlier sessions, until something new is typed', () => {
		const { history, type, step } = setUp();
		history.continueFrom(['e1', 'e2'], ['e3']);
		expect(history.next('redo')?.step).toBe('e3');
		type('一');
		expect(history.canRedo).toBe(false);
		step('undo');
		expect(history.next('undo')).toEqual({ step: 'e2', commands: null, lineId: null });
		const entry = history.next('undo');
		if (entry) history.drop(entry);
		expect(history.next('undo')?.step).toBe('e1');
	});

	it('keep what this session did above what earlier ones did', () => {
		const { history, type } = setUp();
		type('一');
		history.continueFrom(['e1'], ['e2']);
		expect(history.next('undo')?.step).toBe('s1');
		expect(history.canRedo).toBe(false);
	});

	it('offers nothing where nothing was done', () => {
		const { history } = setUp();
		expect(history.next('undo')).toBeUndefined();
		expect(history.next('redo')).toBeUndefined();
	});
});
