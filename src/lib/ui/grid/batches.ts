import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import type { SaveBatch } from './sheet-transport.ts';

/** A draft with batches on top. A batch that no longer fits is left out: the server says why when it gets there. */
export function withBatches(draft: AnalysisDraft, batches: readonly SaveBatch[]): AnalysisDraft {
	let next = draft;
	for (const { commands } of batches) {
		const edited = applyCommands(next, commands);
		if (edited.ok) next = edited.value.draft;
	}
	return next;
}

/** How many edits people would count in them: a large one is several batches. */
export function stepsIn(batches: readonly SaveBatch[]): number {
	return new Set(batches.map(({ step }) => step)).size;
}

/** The line that commands begin with: what to show after undoing them. */
export function lineOf(commands: readonly EditCommand[] | null): string | null {
	const [first] = commands ?? [];
	if (!first) return null;
	if ('lineId' in first) return first.lineId;
	return first.type === 'add' ? (first.lines[0]?.id ?? null) : null;
}
