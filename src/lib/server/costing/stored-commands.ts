import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { completeCommand } from '#lib/core/costing/older-command.ts';
import { packedLines, unpackedLines, type PackedLines } from '#lib/core/costing/packed-lines.ts';
import { canonicalText, type Json } from '#lib/core/snapshot/canonical.ts';

/** An `add` as it is stored: an import of 100,000 lines would be a text of 150 million characters otherwise. */
interface StoredAdd {
	readonly type: 'add';
	readonly packed: PackedLines;
}

/** Commands as they are stored: the same commands give the same text, so that a repeated request compares equal. */
export function storedText(commands: readonly EditCommand[]): string {
	const stored = commands.map((command): EditCommand | StoredAdd =>
		command.type === 'add' ? { type: 'add', packed: packedLines(command.lines) } : command
	);
	// Commands are plain JSON data.
	return canonicalText(stored as unknown as Json);
}

/** Stored commands were written from typed ones by `storedText`, perhaps by an older version of this program. */
export function commandsOf(stored: string): readonly EditCommand[] {
	return (JSON.parse(stored) as (EditCommand | StoredAdd)[]).map((command) =>
		'packed' in command ? { type: 'add', lines: unpackedLines(command.packed) } : completeCommand(command)
	);
}
