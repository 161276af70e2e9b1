import { formatFen } from '../money/fen.ts';
import { problem, type Problem } from '../problem.ts';
import { FIELD_LABELS, type EditCommand, type EditField } from './edit-command.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS, type AnalysisDraft, type CostLine } from './line.ts';
import { buildTree, lineLabel, subtreeEnd, type Tree } from './tree.ts';

/**
 * Whether commands made on an older revision collide with what others saved since: the same field of the same line, a
 * line that is to be removed but was worked on, the same move, the same unit. `draft` is as it stands now.
 */
export function conflictWith(
	draft: AnalysisDraft,
	mine: readonly EditCommand[],
	theirs: readonly EditCommand[]
): Problem | null {
	const tree = buildTree(draft.lines);
	const touched = new Set(theirs.flatMap((command) => [...keysOf(command), ...contentKey(command)]));
	for (const command of mine) {
		const collision = [...keysOf(command), ...removalKeys(tree, command)].find((candidate) =>
			touched.has(candidate)
		);
		if (collision !== undefined && !alreadySo(tree, command)) return conflict(draft, tree, collision);
	}
	return null;
}

const PLACE = 'place';
const UNIT = 'unit';
const ANY = 'any';

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
	return line !== undefined && rawText(line, command.field) === (command.value ?? '');
}

function conflict(draft: AnalysisDraft, tree: Tree, found: string): Problem {
	const [id = '', field = ''] = found.split('|');
	const unit = draft.units.find((candidate) => candidate.id === id);
	if (unit) return problem('analysis/conflict', { line: unit.name, field: '成本单元', value: unit.output });
	const index = tree.indexOf.get(id) ?? -1;
	const line = tree.lines[index];
	const known = Object.hasOwn(FIELD_LABELS, field) ? (field as EditField) : undefined;
	return problem('analysis/conflict', {
		line: line ? lineLabel(line, index) : '该行',
		field: known ? FIELD_LABELS[known] : field === PLACE ? '位置' : '内容',
		value: line && known ? shownText(line, known) : '新的内容'
	});
}

function rawText(line: CostLine, field: EditField): string {
	const value = line[field];
	if ((field === 'statedAmount' || field === 'verifiedAmount') && typeof value === 'number')
		return formatFen(value as CostLine['statedAmount'] & number).replaceAll(',', '');
	return value === null ? '' : String(value);
}

function shownText(line: CostLine, field: EditField): string {
	if (field === 'element') return line.element ? COST_ELEMENTS[line.element] : '空白';
	if (field === 'reason') return line.reason ? ADJUSTMENT_REASONS[line.reason] : '空白';
	if (field === 'recurrence') return line.recurrence === 'once' ? '一次性' : '经常性';
	return rawText(line, field) || '空白';
}

function key(id: string, field: string): string {
	return `${id}|${field}`;
}
