import { FIELD_LABELS, type EditCommand, type EditField } from '#lib/core/costing/edit-command.ts';
import { indicatorWords, type PerformanceIndicator } from '#lib/core/costing/indicator.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS } from '#lib/core/costing/line.ts';
import { fenText, fen } from '#lib/core/money/fen.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { readableAnalysis } from './analyses.ts';
import { commandsOf } from './edits.ts';
import { selectEdits } from './store.ts';

/** One change as people read it. */
export interface HistoryEntry {
	/** The batch it was saved in; the same person may undo it as a whole. */
	readonly editId: string;
	readonly revision: number;
	readonly at: string;
	readonly who: string;
	readonly own: boolean;
	readonly changes: readonly Change[];
	/** Changes beyond those listed. */
	readonly more: number;
}

export interface Change {
	readonly lineId: string | null;
	/** "单价", "新增 3 行", "移动"… */
	readonly what: string;
	readonly from: string | null;
	readonly to: string | null;
}

const MOST_EDITS = 100;
const MOST_CHANGES = 20;

/** What was changed in an analysis, latest first; with `lineId`, only what touched that line. */
export async function historyOf(
	context: Context,
	analysisId: string,
	lineId?: string
): Promise<Result<readonly HistoryEntry[]>> {
	const row = await readableAnalysis(context, analysisId);
	if (!row.ok) return row;
	const edits = await selectEdits(context.db, analysisId, MOST_EDITS, lineId);
	return ok(
		edits.map((edit) => {
			const inverse = commandsOf(edit.inverse);
			const all = commandsOf(edit.commands).map((command) => changeOf(command, inverse));
			const changes =
				lineId === undefined
					? all
					: all.filter((change) => change.lineId === lineId || change.lineId === null);
			return {
				editId: edit.id,
				revision: edit.revision,
				at: edit.at,
				who: edit.actor_name,
				own: edit.actor_id === context.actor.userId,
				changes: changes.slice(0, MOST_CHANGES),
				more: Math.max(0, changes.length - MOST_CHANGES)
			};
		})
	);
}

function changeOf(command: EditCommand, inverse: readonly EditCommand[]): Change {
	switch (command.type) {
		case 'set':
			return {
				lineId: command.lineId,
				what: FIELD_LABELS[command.field],
				from: earlierValue(command.lineId, command.field, inverse),
				to: setText(command.field, command.value)
			};
		case 'restore': {
			const fields = Object.keys(command.values).filter((field): field is EditField =>
				Object.hasOwn(FIELD_LABELS, field)
			);
			return {
				lineId: command.lineId,
				what: `恢复 ${fields.map((field) => FIELD_LABELS[field]).join('、')}`,
				from: null,
				to: null
			};
		}
		case 'add': {
			const [first] = command.lines;
			const what = `新增 ${command.lines.length} 行：${first?.name || '未命名'}${command.lines.length > 1 ? ' 等' : ''}`;
			return { lineId: first?.id ?? null, what, from: null, to: null };
		}
		case 'remove':
			return {
				lineId: command.lineId,
				what: `删除“${removedName(command.lineId, inverse)}”及其下级`,
				from: null,
				to: null
			};
		case 'move':
			return { lineId: command.lineId, what: '移动', from: null, to: null };
		case 'set-unit': {
			const { name, grade, output, unit } = command.unit;
			const what = `成本单元：${name}${grade === '' ? '' : `（${grade}）`} ${output} ${unit}`;
			return { lineId: null, what, from: null, to: null };
		}
		case 'remove-unit':
			return { lineId: null, what: '删除成本单元', from: null, to: null };
		case 'set-indicator':
			return indicatorChange(command.indicator, inverse);
		case 'remove-indicator': {
			const removed = earlierIndicator(command.indicatorId, inverse);
			return { lineId: null, what: `删除绩效指标${removed ? `：${removed}` : ''}`, from: null, to: null };
		}
	}
}

/** What stood there before: the inverse restores it. Several sets of one field in a batch: the earliest value. */
function earlierValue(lineId: string, field: EditField, inverse: readonly EditCommand[]): string | null {
	const restores = inverse.filter(
		(command) =>
			command.type === 'restore' && command.lineId === lineId && Object.hasOwn(command.values, field)
	);
	const last = restores.at(-1);
	if (last?.type !== 'restore') return null;
	const value = last.values[field];
	if (value === null || value === undefined || value === '') return null;
	return typeof value === 'number' && (field === 'statedAmount' || field === 'verifiedAmount')
		? fenText(fen(value))
		: shown(field, String(value));
}

function indicatorChange(indicator: PerformanceIndicator, inverse: readonly EditCommand[]): Change {
	const from = earlierIndicator(indicator.id, inverse);
	const to = indicatorWords(indicator);
	return from === null
		? { lineId: null, what: `新增绩效指标：${to}`, from: null, to: null }
		: { lineId: null, what: '绩效指标', from, to };
}

function earlierIndicator(id: string, inverse: readonly EditCommand[]): string | null {
	const last = inverse.findLast((command) => command.type === 'set-indicator' && command.indicator.id === id);
	return last?.type === 'set-indicator' ? indicatorWords(last.indicator) : null;
}

function removedName(lineId: string, inverse: readonly EditCommand[]): string {
	for (const command of inverse) {
		const line =
			command.type === 'add' ? command.lines.find((candidate) => candidate.id === lineId) : undefined;
		if (line && line.name !== '') return line.name;
	}
	return '未命名';
}

function setText(field: EditField, value: string | null): string | null {
	return value === null || value === '' ? null : shown(field, value);
}

/** Stored words as people know them. */
function shown(field: EditField, value: string): string {
	if (field === 'element') return word(COST_ELEMENTS, value);
	if (field === 'reason') return word(ADJUSTMENT_REASONS, value);
	if (field === 'recurrence') return value === 'once' ? '一次性' : '经常性';
	if (field === 'amountBasis') return value === 'stated' ? '原文' : '计算';
	return value;
}

function word(words: { readonly [code: string]: string }, code: string): string {
	return words[code] ?? code;
}
