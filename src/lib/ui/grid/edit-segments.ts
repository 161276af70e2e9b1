import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { LIMITS } from '#lib/core/limits.ts';

/**
 * Cuts an edit into pieces small enough to be saved one by one, in their order: a pasted block of 20,000 lines is
 * several batches, and still one thing to undo.
 */
export function segmentsOf(
	commands: readonly EditCommand[],
	most: number = LIMITS.commandsPerBatch
): readonly (readonly EditCommand[])[] {
	const segments: EditCommand[][] = [];
	let [open, weight]: [EditCommand[], number] = [[], 0];
	for (const command of commands.flatMap((whole) => pieces(whole, most))) {
		const own = command.type === 'add' ? command.lines.length : 1;
		if (open.length > 0 && weight + own > most) {
			segments.push(open);
			[open, weight] = [[], 0];
		}
		open.push(command);
		weight += own;
	}
	if (open.length > 0) segments.push(open);
	return segments;
}

/** Lines are added one after the other, parents first, so adding them in several commands comes to the same. */
function pieces(command: EditCommand, most: number): readonly EditCommand[] {
	if (command.type !== 'add' || command.lines.length <= most) return [command];
	const count = Math.ceil(command.lines.length / most);
	return Array.from({ length: count }, (_, index) => ({
		type: 'add' as const,
		lines: command.lines.slice(index * most, (index + 1) * most)
	}));
}
