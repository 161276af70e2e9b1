import { isNegative, isZero, parseDecimal, toText } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { EditCommand, LineContent } from './edit-command.ts';
import { fieldChange } from './edit-fields.ts';
import { removeIndicator, setIndicator } from './edit-indicator.ts';
import { checkLine } from './line-check.ts';
import { LineForest } from './line-forest.ts';
import type { AnalysisDraft, CostLine, CostUnit } from './line.ts';

export interface Edited {
	readonly draft: AnalysisDraft;
	/** Commands that undo exactly these, in the order in which they are to be applied. */
	readonly inverse: readonly EditCommand[];
}

/**
 * Applies commands to a draft, all or none; the draft given stays as it was. Lines that no command touched are the same
 * objects in the result, so that callers can tell what to store and what to draw again.
 */
export function applyCommands(draft: AnalysisDraft, commands: readonly EditCommand[]): Result<Edited> {
	if (commands.length > LIMITS.commandsPerBatch)
		return refuse(problem('analysis/too-many-commands', { limit: String(LIMITS.commandsPerBatch) }));
	const forest = new LineForest(draft.lines);
	let { units, indicators } = draft;
	const undo: (readonly EditCommand[])[] = [];
	for (const command of commands) {
		const applied = applyOne(forest, { units, indicators }, command);
		if (!applied.ok) return applied;
		({ units = units, indicators = indicators } = applied.value);
		undo.push(applied.value.inverse);
	}
	return ok({
		draft: { ...draft, lines: forest.toLines(), units, indicators },
		inverse: undo.reverse().flat()
	});
}

type Lists = Pick<AnalysisDraft, 'units' | 'indicators'>;
/** What a command made of the lists beside the tree; a list it leaves out stays as it was. */
type Applied = Result<Partial<Lists> & { readonly inverse: readonly EditCommand[] }>;

function applyOne(forest: LineForest, { units, indicators }: Lists, command: EditCommand): Applied {
	switch (command.type) {
		case 'set': {
			const line = forest.get(command.lineId);
			if (!line) return refuse(problem('analysis/unknown-line', {}));
			const change = fieldChange(line, command.field, command.value);
			return change.ok ? ok({ units, inverse: [changeContent(forest, line, change.value)] }) : change;
		}
		case 'restore': {
			const line = forest.get(command.lineId);
			if (!line) return refuse(problem('analysis/unknown-line', {}));
			const sound = checkLine({ ...line, ...command.values });
			return sound.ok ? ok({ units, inverse: [changeContent(forest, line, command.values)] }) : sound;
		}
		case 'add':
			return addLines(forest, units, command.lines);
		case 'remove':
			return removeLine(forest, units, command.lineId);
		case 'move': {
			const before = forest.move(command.lineId, command.parentId, command.position);
			return before.ok
				? ok({ units, inverse: [{ type: 'move', lineId: command.lineId, ...before.value }] })
				: before;
		}
		case 'set-unit':
			return setUnit(forest, units, command.unit);
		case 'remove-unit': {
			const unit = units.find((candidate) => candidate.id === command.unitId);
			if (!unit) return ok({ units, inverse: [] });
			return ok({
				units: numbered(units.filter((other) => other !== unit)),
				inverse: [{ type: 'set-unit', unit }]
			});
		}
		case 'set-indicator':
			return setIndicator(indicators, command.indicator);
		case 'remove-indicator':
			return ok(removeIndicator(indicators, command.indicatorId));
	}
}

/** Changes content and answers the command that puts back exactly what was there. */
function changeContent(forest: LineForest, line: CostLine, values: Partial<LineContent>): EditCommand {
	const earlier = Object.fromEntries(
		Object.keys(values).map((field) => [field, line[field as keyof LineContent]])
	);
	forest.replace({ ...line, ...values });
	return { type: 'restore', lineId: line.id, values: earlier };
}

function addLines(forest: LineForest, units: readonly CostUnit[], lines: readonly CostLine[]): Applied {
	for (const line of lines) {
		const sound = checkLine(line);
		if (!sound.ok) return sound;
	}
	const added = forest.add(lines);
	const inverse = rootsOf(lines).map((lineId) => ({ type: 'remove', lineId }) as const);
	return added.ok ? ok({ units, inverse }) : added;
}

function removeLine(forest: LineForest, units: readonly CostUnit[], lineId: string): Applied {
	const removed = forest.remove(lineId);
	if (!removed.ok) return removed;
	const gone = new Set(removed.value.map((line) => line.id));
	const touched = units.filter((unit) => unit.lineIds.some((id) => gone.has(id)));
	const left = units.map((unit) =>
		touched.includes(unit) ? { ...unit, lineIds: unit.lineIds.filter((id) => !gone.has(id)) } : unit
	);
	const inverse: EditCommand[] = [{ type: 'add', lines: removed.value }];
	return ok({
		units: left,
		inverse: [...inverse, ...touched.map((unit) => ({ type: 'set-unit', unit }) as const)]
	});
}

function setUnit(forest: LineForest, units: readonly CostUnit[], given: CostUnit): Applied {
	const output = parseDecimal(given.output);
	if (!output.ok || isZero(output.value) || isNegative(output.value))
		return refuse(problem('analysis/no-output', { unit: given.name, output: given.output.slice(0, 40) }));
	if (given.name.trim() === '' || given.name.length > LIMITS.nameLength)
		return refuse(
			problem('analysis/malformed', {
				field: '成本单元名称',
				expected: `须填 1 到 ${LIMITS.nameLength} 个字`
			})
		);
	if (given.lineIds.some((id) => !forest.get(id))) return refuse(problem('analysis/unknown-line', {}));
	const unit: CostUnit = { ...given, output: toText(output.value) };
	const existing = units.find((candidate) => candidate.id === unit.id);
	if (existing) {
		const placed = { ...unit, position: existing.position };
		return ok({
			units: units.map((other) => (other === existing ? placed : other)),
			inverse: [{ type: 'set-unit', unit: existing }]
		});
	}
	const at = Math.min(unit.position, units.length);
	const inserted = [...units.slice(0, at), unit, ...units.slice(at)];
	return ok({ units: numbered(inserted), inverse: [{ type: 'remove-unit', unitId: unit.id }] });
}

function numbered(units: readonly CostUnit[]): readonly CostUnit[] {
	return units.map((unit, position) => (unit.position === position ? unit : { ...unit, position }));
}

/** Ids of added lines whose parent was there before, last first: removing these takes everything back. */
function rootsOf(lines: readonly CostLine[]): readonly string[] {
	const added = new Set(lines.map((line) => line.id));
	return lines
		.filter((line) => line.parentId === null || !added.has(line.parentId))
		.map((line) => line.id)
		.reverse();
}
