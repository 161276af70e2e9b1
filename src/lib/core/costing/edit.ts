import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { EditCommand } from './edit-command.ts';
import { removeIndicator, setIndicator } from './edit-indicator.ts';
import { LineEdits } from './edit-lines.ts';
import {
	removeCombined,
	removeParameter,
	removePool,
	removeUnit,
	setCombined,
	setMethod,
	setParameter,
	setPool,
	setUnit,
	type Applied,
	type Lists
} from './edit-lists.ts';
import type { AnalysisDraft, CostLine } from './line.ts';

export interface Edited {
	readonly draft: AnalysisDraft;
	/** Commands that undo exactly these, in the order in which they are to be applied. */
	readonly inverse: readonly EditCommand[];
}

/**
 * Applies commands to a draft, all or none; the draft given stays as it was. Lines that no command touched are the same
 * objects in the result, so that callers can tell what to store and what to draw again. `most` is more than what people
 * send at once where the commands are the program's own: an import that replaces everything, or its undoing.
 */
export function applyCommands(
	draft: AnalysisDraft,
	commands: readonly EditCommand[],
	most: number = LIMITS.commandsPerBatch
): Result<Edited> {
	if (commands.length > most) return refuse(problem('analysis/too-many-commands', { limit: String(most) }));
	const edits = new LineEdits(draft.lines);
	let lists: Lists = listsOf(draft);
	const undo: (readonly EditCommand[])[] = [];
	for (const command of commands) {
		const applied = applyOne(edits, lists, command);
		if (!applied.ok) return applied;
		const { inverse, ...changed } = applied.value;
		lists = { ...lists, ...changed };
		undo.push(inverse);
	}
	const settled = edits.settle({ ...draft, ...lists });
	if (!settled.ok) return settled;
	undo.push(settled.value);
	return ok({
		draft: { ...draft, ...lists, lines: edits.forest.toLines() },
		inverse: joined(undo.reverse().flat())
	});
}

/** Lines that are put back one command after the other are put back by one: undoing an import that replaced all of them. */
function joined(commands: readonly EditCommand[]): readonly EditCommand[] {
	const runs: EditCommand[] = [];
	let lines: CostLine[] | null = null;
	for (const command of commands) {
		if (command.type !== 'add') {
			lines = null;
			runs.push(command);
		} else if (lines) for (const line of command.lines) lines.push(line);
		else {
			lines = [...command.lines];
			runs.push({ type: 'add', lines });
		}
	}
	return runs;
}

function applyOne(edits: LineEdits, lists: Lists, command: EditCommand): Applied {
	switch (command.type) {
		case 'set':
			return edits.set(command);
		case 'restore':
			return edits.restore(command);
		case 'set-fill':
			return edits.setFill(command);
		case 'apply-recipe':
			return edits.applyRecipe(command);
		case 'add':
			return edits.add(command);
		case 'remove':
			return edits.remove(command, lists);
		case 'move':
			return edits.move(command);
		case 'set-unit':
			return setUnit(edits.forest, lists, command.unit);
		case 'remove-unit':
			return removeUnit(lists, command.unitId);
		case 'set-indicator':
			return setIndicator(lists.indicators, command.indicator);
		case 'remove-indicator':
			return ok(removeIndicator(lists.indicators, command.indicatorId));
		case 'set-parameter':
			return setParameter(lists, command.parameter);
		case 'remove-parameter':
			return removeParameter(lists, command.parameterId);
		case 'set-pool':
			return setPool(edits.forest, lists, command.pool);
		case 'remove-pool':
			return removePool(lists, command.poolId);
		case 'set-allocation-method':
			return setMethod(lists, command.method);
		case 'set-combined':
			return setCombined(lists, command.combined);
		case 'remove-combined':
			return removeCombined(lists, command.combinedId);
	}
}

function listsOf(draft: AnalysisDraft): Lists {
	const { units, indicators, parameters, pools, allocationMethod, combined } = draft;
	return { units, indicators, parameters, pools, allocationMethod, combined };
}
