import { cellAddress, parseCellAddress } from '../address/cell-address.ts';

/** Cells as a person would list them, those below each other joined: "G4:G120、H7". Every cell given is in it. */
export function cellRanges(addresses: readonly string[]): string {
	const cells = addresses
		.flatMap((address) => parseCellAddress(address) ?? [])
		.sort((a, b) => a.column - b.column || a.row - b.row);
	const runs: { column: number; from: number; to: number }[] = [];
	for (const { row, column } of cells) {
		const last = runs.at(-1);
		if (last?.column === column && row <= last.to + 1) last.to = Math.max(last.to, row);
		else runs.push({ column, from: row, to: row });
	}
	return runs
		.map(({ column, from, to }) => {
			const first = cellAddress(from, column);
			return from === to ? first : `${first}:${cellAddress(to, column)}`;
		})
		.join('、');
}
