import * as v from 'valibot';
import { BLANK_LINE } from '#lib/core/costing/blank-line.ts';
import { ALLOCATION_METHODS, type AllocationMethod } from '#lib/core/costing/cost-pool.ts';
import { isPlainField, type EditCommand } from '#lib/core/costing/edit-command.ts';
import { FORMULA_FIELDS } from '#lib/core/costing/line.ts';
import { isYearColumn } from '#lib/core/costing/year-column.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';
import type { EditBatch, UndoRequest } from './edits.ts';
import type { WhyRequest } from './history.ts';
import { id, position, recipe, someContent, source, text, typed } from './line-schema.ts';

const lineIds = v.pipe(v.array(id), v.maxLength(LIMITS.linesPerAnalysis));
/** Pages leave out what is blank on a line: most of it, when ten thousand lines are pasted. */
const line = v.pipe(
	v.strictObject({ id, parentId: v.nullable(id), position, ...someContent }),
	v.transform((sent) => ({ ...BLANK_LINE, ...sent }))
);
const field = v.pipe(
	v.string(),
	v.check((name) => isPlainField(name) || isYearColumn(name))
);

const unit = v.strictObject({
	id,
	position,
	name: text,
	grade: text,
	unit: text,
	output: text,
	outputSource: v.nullable(source),
	yearOutputs: v.record(v.pipe(v.string(), v.regex(/^\d{4}$/)), text),
	boundary: v.exactOptional(v.record(text, v.picklist(['in', 'out']))),
	lineIds
});

const indicator = v.strictObject({
	id,
	position,
	level1: text,
	level2: text,
	level3: text,
	benchmark: text,
	actual: text
});

const parameter = v.strictObject({ id, position, name: text, value: typed, unit: text, source: text });

const pool = v.strictObject({
	id,
	position,
	name: text,
	stage: v.picklist(['support', 'activity']),
	lineIds,
	driver: text,
	shares: v.pipe(
		v.array(v.strictObject({ target: v.picklist(['pool', 'unit']), id, volume: text })),
		v.maxLength(LIMITS.unitsPerAnalysis + LIMITS.poolsPerAnalysis)
	)
});

const combined = v.strictObject({
	id,
	position,
	name: text,
	parts: v.pipe(
		v.array(v.strictObject({ unitId: id, sign: v.picklist(['add', 'subtract']) })),
		v.maxLength(LIMITS.unitsPerAnalysis)
	)
});

const command = v.variant('type', [
	v.strictObject({ type: v.literal('set'), lineId: id, field, value: v.nullable(typed) }),
	v.strictObject({ type: v.literal('restore'), lineId: id, values: v.strictObject(someContent) }),
	v.strictObject({
		type: v.literal('set-fill'),
		lineId: id,
		field: v.picklist(FORMULA_FIELDS),
		formula: v.nullable(typed)
	}),
	v.strictObject({ type: v.literal('apply-recipe'), lineId: id, recipe, unitPrice: text }),
	v.strictObject({
		type: v.literal('add'),
		lines: v.pipe(v.array(line), v.maxLength(LIMITS.linesPerAnalysis))
	}),
	v.strictObject({ type: v.literal('remove'), lineId: id }),
	v.strictObject({ type: v.literal('move'), lineId: id, parentId: v.nullable(id), position }),
	v.strictObject({ type: v.literal('set-unit'), unit }),
	v.strictObject({ type: v.literal('remove-unit'), unitId: id }),
	v.strictObject({ type: v.literal('set-indicator'), indicator }),
	v.strictObject({ type: v.literal('remove-indicator'), indicatorId: id }),
	v.strictObject({ type: v.literal('set-parameter'), parameter }),
	v.strictObject({ type: v.literal('remove-parameter'), parameterId: id }),
	v.strictObject({ type: v.literal('set-pool'), pool }),
	v.strictObject({ type: v.literal('remove-pool'), poolId: id }),
	v.strictObject({
		type: v.literal('set-allocation-method'),
		method: v.picklist(Object.keys(ALLOCATION_METHODS) as AllocationMethod[])
	}),
	v.strictObject({ type: v.literal('set-combined'), combined }),
	v.strictObject({ type: v.literal('remove-combined'), combinedId: id })
]);

const batch = v.strictObject({
	batchId: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
	revision: position,
	commands: v.pipe(v.array(command), v.minLength(1), v.maxLength(LIMITS.commandsPerBatch)),
	step: v.exactOptional(id),
	undoes: v.exactOptional(id),
	decided: v.exactOptional(v.boolean()),
	client: v.exactOptional(id)
});

const weighed = v.strictObject({
	commands: v.pipe(v.array(command), v.maxLength(LIMITS.commandsPerBatch))
});

const undo = v.strictObject({ editId: id, batchId: batch.entries.batchId });

const why = v.strictObject({
	editId: id,
	why: v.pipe(v.string(), v.maxLength(LIMITS.nameLength), v.transform(storableText))
});

const MALFORMED = problem('analysis/malformed', {
	field: '修改内容',
	expected: '格式不对，可能是页面版本过旧，请刷新页面'
});

/** Reads edits that are not to be saved, only weighed: `{ commands }`, possibly none. */
export function parseCommands(sent: unknown): Result<readonly EditCommand[]> {
	const parsed = v.safeParse(weighed, sent);
	// The schemas list the commands of EditCommand field by field.
	return parsed.success ? ok(parsed.output.commands as unknown as readonly EditCommand[]) : refuse(MALFORMED);
}

/** Reads which stored batch is to be taken back, and the id of the batch that does it. */
export function parseUndo(analysisId: string, sent: unknown): Result<UndoRequest> {
	const parsed = v.safeParse(undo, sent);
	return parsed.success ? ok({ analysisId, ...parsed.output }) : refuse(MALFORMED);
}

/** Reads why a stored batch was made. */
export function parseWhy(analysisId: string, sent: unknown): Result<WhyRequest> {
	const parsed = v.safeParse(why, sent);
	return parsed.success ? ok({ analysisId, ...parsed.output }) : refuse(MALFORMED);
}

/** Reads a batch of edits from sent JSON; refuses anything of another shape. */
export function parseEditBatch(analysisId: string, sent: unknown): Result<EditBatch> {
	const parsed = v.safeParse(batch, sent);
	if (!parsed.success) return refuse(MALFORMED);
	// The schemas list the commands of EditCommand field by field.
	return ok({ analysisId, ...parsed.output } as unknown as EditBatch);
}
