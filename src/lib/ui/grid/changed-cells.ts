import type { EditCommand, LineContent } from '#lib/core/costing/edit-command.ts';

/** A cell that somebody changed; the field is "" for the whole line. */
export interface ChangedCell {
	readonly lineId: string;
	readonly field: string;
	readonly who: string;
}

/** The cells that commands write to, so that they can be pointed out. */
export function changedCells(commands: readonly EditCommand[], who: string): readonly ChangedCell[] {
	return commands.flatMap((command): ChangedCell[] => {
		switch (command.type) {
			case 'set':
			case 'set-fill':
				return [{ lineId: command.lineId, field: command.field, who }];
			case 'apply-recipe':
				return [{ lineId: command.lineId, field: 'unitPrice', who }];
			case 'restore':
				return restoredFields(command.values).map((field) => ({ lineId: command.lineId, field, who }));
			case 'move':
				return [{ lineId: command.lineId, field: '', who }];
			case 'add':
				return command.lines.map(({ id }) => ({ lineId: id, field: '', who }));
			default:
				return [];
		}
	});
}

function restoredFields({ years, ...plain }: Partial<LineContent>): string[] {
	return [...Object.keys(plain), ...Object.keys(years ?? {})];
}
