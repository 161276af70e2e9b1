/** Ascending row numbers as runs without gaps: 5, 6, 7, 9 → 5–7, 9–9. */
export function runsOf(rows: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
	const runs: { from: number; to: number }[] = [];
	for (const row of rows) {
		const last = runs.at(-1);
		if (last && last.to === row - 1) last.to = row;
		else runs.push({ from: row, to: row });
	}
	return runs;
}

/** "K5:K7", or "K9" for one row. */
export function columnRun(
	letter: string,
	{ from, to }: { readonly from: number; readonly to: number }
): string {
	return from === to ? `${letter}${from}` : `${letter}${from}:${letter}${to}`;
}

export function columnAreas(letter: string, rows: readonly number[]): readonly string[] {
	return runsOf(rows).map((run) => columnRun(letter, run));
}
