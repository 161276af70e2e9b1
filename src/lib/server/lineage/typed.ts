import type { ValueRef } from '#lib/core/address/value-ref.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { ExplainedStep } from '#lib/core/lineage/explained-step.ts';
import type { AppDatabase } from '../database/database.ts';
import { commandsOf } from '../costing/stored-commands.ts';
import { selectEditsOnLine, selectFrozenLine } from './store.ts';

const LINE_FIGURE = /^\/(?:content|results)\/lines\/(\d+)\/(\w+)$/;

/**
 * Who typed a figure of a cost line, and when: the last edit that set it, as far as the record goes. For a frozen figure
 * edits after its confirmation do not count. Null where no edit names the figure.
 */
export async function whoTyped(db: AppDatabase, ref: ValueRef): Promise<ExplainedStep['typed']> {
	const at = await lineFigure(db, ref);
	if (!at) return null;
	for (const edit of await selectEditsOnLine(db, at.line, at.before)) {
		const set = commandsOf(edit.commands).some((command) => sets(command, at.line, at.figure));
		if (set) return { who: edit.actor_name, when: edit.at };
	}
	return null;
}

interface LineFigure {
	readonly line: string;
	readonly figure: string;
	/** ISO time of confirmation; null while the line is a draft. */
	readonly before: string | null;
}

async function lineFigure(db: AppDatabase, ref: ValueRef): Promise<LineFigure | null> {
	if (ref.kind === 'draft' && ref.table === 'cost_line')
		return { line: ref.id, figure: ref.field, before: null };
	const match = ref.kind === 'frozen' ? LINE_FIGURE.exec(ref.pointer) : null;
	if (ref.kind !== 'frozen' || !match) return null;
	const frozen = await selectFrozenLine(db, ref.snapshot, Number(match[1]));
	return frozen ? { line: frozen.line_id, figure: match[2] ?? '', before: frozen.confirmed_at } : null;
}

function sets(command: EditCommand, line: string, figure: string): boolean {
	if (command.type === 'set') return command.lineId === line && command.field === figure;
	if (command.type === 'restore') return command.lineId === line && Object.hasOwn(command.values, figure);
	return command.type === 'add' && command.lines.some(({ id }) => id === line);
}
