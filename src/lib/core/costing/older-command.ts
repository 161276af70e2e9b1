import { BLANK_LINE } from './blank-line.ts';
import type { EditCommand } from './edit-command.ts';

/**
 * A command as it was stored, perhaps before lines and units had all of their present fields: what is missing was blank
 * then. Whoever takes back an old batch needs this, because its inverse holds whole lines.
 */
export function completeCommand(command: EditCommand): EditCommand {
	switch (command.type) {
		case 'add':
			return { ...command, lines: command.lines.map((line) => ({ ...BLANK_LINE, ...line })) };
		case 'set-unit':
			return { ...command, unit: { ...NO_YEARS, ...command.unit } };
		default:
			return command;
	}
}

const NO_YEARS = { yearOutputs: {} };
