/** A place that two people changed at once: what either wants there, and who saved first. */
export type ConflictPlace = {
	/** Index of the refused command in its batch. */
	readonly command: number;
	/** Whether that command can still be carried out: not on a line that is gone. */
	readonly keepable: boolean;
} & { readonly [K in 'line' | 'field' | 'mine' | 'theirs' | 'who' | 'at']: string };
