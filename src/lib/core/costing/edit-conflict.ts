import { fenText } from '../money/fen.ts';
import { problem, type Problem } from '../problem.ts';
import type { ConflictPlace } from '../problem/conflict-place.ts';
import { FIELD_LABELS, type EditCommand, type EditField } from './edit-command.ts';
import { indicatorWords } from './indicator.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS, type AnalysisDraft, type CostLine } from './line.ts';
import { buildTree, lineLabel, subtreeEnd, type Tree } from './tree.ts';

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
 * Whether commands made on an older revision collide with what was saved since: the same field of the same line, a line
 * that is to be removed but was worked on, work on a line that was removed, the same move, the same unit or indicator. Names every
 * such place, so that a person can decide about each.
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

const PLACE = 'place';
const UNIT = 'unit';
const INDICATOR = 'indicator';
const ANY = 'any';

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
	switch (command.type) {
		case 'set':
			return [key(command.lineId, command.field)];
		case 'restore':
			return Object.keys(command.values).map((field) => key(command.lineId, field));
		case 'move':
			return [key(command.lineId, PLACE)];
		case 'set-unit':
			return [key(command.unit.id, UNIT)];
		case 'remove-unit':
			return [key(command.unitId, UNIT)];
		case 'set-indicator':
			return [key(command.indicator.id, INDICATOR)];
		case 'remove-indicator':
			return [key(command.indicatorId, INDICATOR)];
		case 'add':
		case 'remove':
			return [];
	}
}

function contentKey(command: EditCommand): string[] {
	return command.type === 'set' || command.type === 'restore' ? [key(command.lineId, ANY)] : [];
}

/** Removing a line collides with any work on it or below it. */
function removalKeys(tree: Tree, command: EditCommand): string[] {
	const index = command.type === 'remove' ? tree.indexOf.get(command.lineId) : undefined;
	if (index === undefined) return [];
	return tree.lines.slice(index, subtreeEnd(tree, index)).map((line) => key(line.id, ANY));
}

/** Two people typing the same thing do not disagree. */
function alreadySo(tree: Tree, command: EditCommand): boolean {
	if (command.type !== 'set') return false;
	const line = tree.lines[tree.indexOf.get(command.lineId) ?? -1];
	return line !== undefined && rawText(command.field, line[command.field]) === (command.value ?? '');
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
	const field = command.type === 'set' ? FIELD_LABELS[command.field] : '内容';
	const [mine, theirs] = [mineText(command, ''), '（整行已删除）'];
	const { who = '他人', at = '' } = by ?? {};
	return { command: index, line, field, mine, theirs, who, at, keepable: false };
}

type Words = Pick<ConflictPlace, 'line' | 'field' | 'mine' | 'theirs' | 'keepable'>;

function wordsOf(draft: AnalysisDraft, tree: Tree, place: string, command: EditCommand): Words {
	const [id = '', field = ''] = place.split('|');
	const unit = draft.units.find((candidate) => candidate.id === id);
	const mine = mineText(command, field);
	if (field === UNIT) {
		const theirs = unit ? `${unit.name} ${unit.output} ${unit.unit}` : '已删除';
		return { line: unit?.name ?? '成本单元', field: '成本单元', mine, theirs, keepable: true };
	}
	if (field === INDICATOR) {
		const indicator = draft.indicators.find((candidate) => candidate.id === id);
		const theirs = indicator ? indicatorWords(indicator) : '已删除';
		return { line: indicator?.level3 ?? '绩效指标', field: '绩效指标', mine, theirs, keepable: true };
	}
	const index = tree.indexOf.get(id) ?? -1;
	const line = tree.lines[index];
	const known = Object.hasOwn(FIELD_LABELS, field) ? (field as EditField) : undefined;
	return {
		line: line ? lineLabel(line, index) : '该行',
		field: known ? FIELD_LABELS[known] : field === PLACE ? '位置' : '内容',
		mine,
		theirs: line && known ? shownText(known, line[known]) : '新的内容',
		keepable: true
	};
}

/** What a refused command would have put there. */
function mineText(command: EditCommand, field: string): string {
	switch (command.type) {
		case 'set':
			return shownText(command.field, command.value);
		case 'restore': {
			const known = Object.hasOwn(FIELD_LABELS, field) ? (field as EditField) : undefined;
			return known
				? shownText(known, command.values[known as keyof typeof command.values])
				: '恢复原来的内容';
		}
		case 'remove':
			return '删除这一行';
		case 'move':
			return '移动这一行';
		case 'add':
			return '新增';
		case 'set-unit':
			return `${command.unit.name} ${command.unit.output} ${command.unit.unit}`;
		case 'remove-unit':
			return '删除成本单元';
		case 'set-indicator':
			return indicatorWords(command.indicator);
		case 'remove-indicator':
			return '删除绩效指标';
	}
}

/** A value as it would be typed: amounts in 元. */
function rawText(field: EditField, value: unknown): string {
	if ((field === 'statedAmount' || field === 'verifiedAmount') && typeof value === 'number')
		return fenText(value as CostLine['statedAmount'] & number);
	return value === null || value === undefined ? '' : String(value);
}

function shownText(field: EditField, value: unknown): string {
	const text = rawText(field, value);
	if (text === '') return '空白';
	if (field === 'element') return wordIn(COST_ELEMENTS, text);
	if (field === 'reason') return wordIn(ADJUSTMENT_REASONS, text);
	if (field === 'recurrence') return text === 'once' ? '一次性' : '经常性';
	return text;
}

function wordIn(words: { readonly [code: string]: string }, code: string): string {
	return words[code] ?? code;
}

function idOf({ id }: CostLine): string {
	return id;
}

function key(id: string, field: string): string {
	return `${id}|${field}`;
}
