import * as v from 'valibot';
import { FIELD_LABELS, type EditField } from '#lib/core/costing/edit-command.ts';
import {
	ADJUSTMENT_REASONS,
	COST_ELEMENTS,
	type AdjustmentReason,
	type CostElement
} from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { fen } from '#lib/core/money/fen.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storableText } from '#lib/core/snapshot/storable-text.ts';
import type { EditBatch, UndoRequest } from './edits.ts';

const id = v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/));
const text = v.pipe(v.string(), v.maxLength(LIMITS.remarkLength), v.transform(storableText));
const typed = v.pipe(v.string(), v.maxLength(LIMITS.remarkLength + 1), v.transform(storableText));
const position = v.pipe(v.number(), v.integer(), v.minValue(0));
const amount = v.nullable(
	v.pipe(
		v.number(),
		v.safeInteger(),
		v.check((value) => Math.abs(value) <= LIMITS.amountFen),
		v.transform(fen)
	)
);
const source = v.strictObject({
	file: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	sheet: v.pipe(v.string(), v.maxLength(LIMITS.nameLength)),
	address: v.pipe(v.string(), v.regex(/^[A-Z]{1,3}\d{1,7}$/)),
	factor: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,12})?$/)))
});

const content = {
	code: text,
	name: text,
	grade: text,
	element: v.nullable(v.picklist(Object.keys(COST_ELEMENTS) as CostElement[])),
	unit: text,
	quantity: v.nullable(text),
	unitPrice: v.nullable(text),
	coefficient: v.nullable(text),
	amountBasis: v.picklist(['stated', 'computed']),
	statedAmount: amount,
	verifiedAmount: amount,
	reason: v.nullable(v.picklist(Object.keys(ADJUSTMENT_REASONS) as AdjustmentReason[])),
	periodMonths: v.pipe(v.number(), v.integer()),
	recurrence: v.picklist(['recurring', 'once']),
	evidence: text,
	remark: text,
	sources: v.strictObject({
		name: v.exactOptional(source),
		quantity: v.exactOptional(source),
		unitPrice: v.exactOptional(source),
		statedAmount: v.exactOptional(source)
	})
};

const optionalContent = Object.fromEntries(
	Object.entries(content).map(([field, schema]) => [field, v.exactOptional(schema as v.GenericSchema)])
);

const line = v.strictObject({ id, parentId: v.nullable(id), position, ...content });
const unit = v.strictObject({
	id,
	position,
	name: text,
	grade: text,
	unit: text,
	output: text,
	outputSource: v.nullable(source),
	lineIds: v.pipe(v.array(id), v.maxLength(LIMITS.linesPerAnalysis))
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

const command = v.variant('type', [
	v.strictObject({
		type: v.literal('set'),
		lineId: id,
		field: v.picklist(Object.keys(FIELD_LABELS) as EditField[]),
		value: v.nullable(typed)
	}),
	v.strictObject({ type: v.literal('restore'), lineId: id, values: v.strictObject(optionalContent) }),
	v.strictObject({
		type: v.literal('add'),
		lines: v.pipe(v.array(line), v.maxLength(LIMITS.linesPerAnalysis))
	}),
	v.strictObject({ type: v.literal('remove'), lineId: id }),
	v.strictObject({ type: v.literal('move'), lineId: id, parentId: v.nullable(id), position }),
	v.strictObject({ type: v.literal('set-unit'), unit }),
	v.strictObject({ type: v.literal('remove-unit'), unitId: id }),
	v.strictObject({ type: v.literal('set-indicator'), indicator }),
	v.strictObject({ type: v.literal('remove-indicator'), indicatorId: id })
]);

const batch = v.strictObject({
	batchId: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
	revision: position,
	commands: v.pipe(v.array(command), v.minLength(1), v.maxLength(LIMITS.commandsPerBatch))
});

const undo = v.strictObject({ editId: id, batchId: batch.entries.batchId });

const MALFORMED = problem('analysis/malformed', {
	field: '修改内容',
	expected: '格式不对，可能是页面版本过旧，请刷新页面'
});

/** Reads which stored batch is to be taken back, and the id of the batch that does it. */
export function parseUndo(analysisId: string, sent: unknown): Result<UndoRequest> {
	const parsed = v.safeParse(undo, sent);
	return parsed.success ? ok({ analysisId, ...parsed.output }) : refuse(MALFORMED);
}

/** Reads a batch of edits from sent JSON; refuses anything of another shape. */
export function parseEditBatch(analysisId: string, sent: unknown): Result<EditBatch> {
	const parsed = v.safeParse(batch, sent);
	if (!parsed.success) return refuse(MALFORMED);
	// The schema above lists the commands of EditCommand field by field.
	return ok({ analysisId, ...parsed.output } as EditBatch);
}
