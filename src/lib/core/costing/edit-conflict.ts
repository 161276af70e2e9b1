import { problem, type Problem } from '../problem.ts';
import type { ConflictPlace } from '../problem/conflict-place.ts';
import { fieldLabel, type EditCommand, type LineContent } from './edit-command.ts';
import { readField } from './edit-fields.ts';
import { commandWords, fillPlace, placeWords, type PartPlace } from './edit-words.ts';
import { fieldValue } from './field-text.ts';
import type { AnalysisDraft, CostLine } from './line.ts';
import { buildTree, subtreeEnd, type Tree } from './tree.ts';

/** A batch that somebody saved in the meantime. */
export interface SavedBatch {
	readonly commands: readonly EditCommand[];
	/** What undoes it, which holds the lines that it removed. */
	readonly inverse: readonly EditCommand[];
	readonly who: string;
	readonly at: string;
}

/** A draft as it stands now, with the revision it stands at. */
export interface Standing {
	readonly draft: AnalysisDraft;
	readonly revision: number;
}

/**
 * Whether commands made on an older revision collide with what was saved since: the same field of the same line (an
 * adjustment is the verified amount), a line that is to be removed but was worked on, work on a line that was removed, the
 * same move, the same unit, pool, parameter… Names every such place, so that a person can decide about each.
 */
export function conflictWith(
	{ draft, revision }: Standing,
	mine: readonly EditCommand[],
	since: readonly SavedBatch[]
): Problem | null {
	if (since.length === 0) return null;
	const tree = buildTree(draft.lines);
	const touched = touchedPlaces(since);
	const added = new Set(mine.flatMap((command) => (command.type === 'add' ? command.lines : [])).map(idOf));
	const places = mine.flatMap((command, index) => {
		const gone = goneLine(tree, command, added);
		if (gone) return [removedPlace(command, index, since)];
		const collision = [...keysOf(command), ...removalKeys(tree, command)].find((place) => touched.has(place));
		const by = collision === undefined ? undefined : touched.get(collision);
		if (collision === undefined || !by || alreadySo(tree, command)) return [];
		return [{ ...wordsOf(draft, tree, collision, command), command: index, who: by.who, at: by.at }];
	});
	const [first] = places;
	if (!first) return null;
	const { line, field, theirs: value, who } = first;
	return problem('analysis/conflict', { line, field, value, who, revision: String(revision), places });
}

const ANY = '@any';

/** Who touched each place last. */
function touchedPlaces(since: readonly SavedBatch[]): ReadonlyMap<string, SavedBatch> {
	return new Map(
		since.flatMap((batch) =>
			batch.commands
				.flatMap((command) => [...keysOf(command), ...contentKey(command)])
				.map((place): [string, SavedBatch] => [place, batch])
		)
	);
}

/** "line|field" for every place a command writes to. */
function keysOf(command: EditCommand): string[] {
	const part = partKey(command);
	if (part !== undefined) return [part];
	switch (command.type) {
		case 'set':
			return [key(command.lineId, command.field === 'adjustment' ? 'verifiedAmount' : command.field)];
		case 'restore':
			return restoredPlaces(command.values).map((place) => key(command.lineId, place));
		case 'set-fill':
			return [key(command.lineId, fillPlace(command.field))];
		case 'apply-recipe':
			return [key(command.lineId, 'unitPrice')];
		default:
			return [];
	}
}

/**
 * Each year and each column's formula is a place of its own; the cell of a figure follows the figure, and whether the
 * stated amount counts is decided where it is typed.
 */
function restoredPlaces({ years, fills, ...values }: Partial<LineContent>): string[] {
	const fields = Object.keys(values)
		.filter((field) => field !== 'sources')
		.map((field) => (field === 'amountBasis' ? 'statedAmount' : field));
	return [...fields, ...Object.keys(years ?? {}), ...Object.keys(fills ?? {}).map(fillPlace)];
}

/** The place of a command that writes to a whole part: a line's place in the tree, a unit, a pool… */
function partKey(command: EditCommand): string | undefined {
	const at = (id: string, place: PartPlace) => key(id, place);
	switch (command.type) {
		case 'move':
			return at(command.lineId, '@place');
		case 'set-unit':
			return at(command.unit.id, '@unit');
		case 'remove-unit':
			return at(command.unitId, '@unit');
		case 'set-indicator':
			return at(command.indicator.id, '@indicator');
		case 'remove-indicator':
			return at(command.indicatorId, '@indicator');
		case 'set-parameter':
			return at(command.parameter.id, '@parameter');
		case 'remove-parameter':
			return at(command.parameterId, '@parameter');
		case 'set-pool':
			return at(command.pool.id, '@pool');
		case 'remove-pool':
			return at(command.poolId, '@pool');
		case 'set-combined':
			return at(command.combined.id, '@combined');
		case 'remove-combined':
			return at(command.combinedId, '@combined');
		case 'set-allocation-method':
			return at('', '@method');
		default:
			return undefined;
	}
}

/** Content of a line was changed, whatever it was: nobody may remove the line unseen. */
function contentKey(command: EditCommand): string[] {
	switch (command.type) {
		case 'set':
		case 'restore':
		case 'set-fill':
		case 'apply-recipe':
			return [key(command.lineId, ANY)];
		default:
			return [];
	}
}

/** Removing a line collides with any work on it or below it. */
function removalKeys(tree: Tree, command: EditCommand): string[] {
	const index = command.type === 'remove' ? tree.indexOf.get(command.lineId) : undefined;
	if (index === undefined) return [];
	return tree.lines.slice(index, subtreeEnd(tree, index)).map((line) => key(line.id, ANY));
}

/** Two people typing the same thing do not disagree. */
function alreadySo(tree: Tree, command: EditCommand): boolean {
	if (command.type !== 'set' || command.field === 'adjustment') return false;
	const line = tree.lines[tree.indexOf.get(command.lineId) ?? -1];
	const read = readField(command.field, command.value);
	return line !== undefined && read.ok && fieldValue(line, command.field) === read.value;
}

/** Whether a command works on a line that is no longer there. */
function goneLine(tree: Tree, command: EditCommand, added: ReadonlySet<string>): boolean {
	return 'lineId' in command && !tree.indexOf.has(command.lineId) && !added.has(command.lineId);
}

function removedPlace(command: EditCommand, index: number, since: readonly SavedBatch[]): ConflictPlace {
	const id = 'lineId' in command ? command.lineId : '';
	const removed = ({ inverse }: SavedBatch) =>
		inverse
			.flatMap((undo) => (undo.type === 'add' ? undo.lines : []))
			.find((candidate) => candidate.id === id);
	const by = since.findLast((batch) => removed(batch) !== undefined);
	const gone = by && removed(by);
	const line = [gone?.code, gone?.name].filter(Boolean).join(' ') || '该行';
	const field = command.type === 'set' ? fieldLabel(command.field) : '内容';
	const [mine, theirs] = [commandWords(command, ''), '（整行已删除）'];
	const { who = '他人', at = '' } = by ?? {};
	return { command: index, line, field, mine, theirs, who, at, keepable: false };
}

type Words = Pick<ConflictPlace, 'line' | 'field' | 'mine' | 'theirs' | 'keepable'>;

function wordsOf(draft: AnalysisDraft, tree: Tree, collision: string, command: EditCommand): Words {
	const [id = '', place = ''] = collision.split('|');
	return { ...placeWords(draft, tree, id, place), mine: commandWords(command, place), keepable: true };
}

function idOf({ id }: CostLine): string {
	return id;
}

function key(id: string, field: string): string {
	return `${id}|${field}`;
}
