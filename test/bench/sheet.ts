import { CATALOGUE, GROUPS, hundredths, tenThousandths, type Workload } from './workload.ts';

/** A cell of a spreadsheet: a number, or a formula in A1 notation with ROUND, SUM and the four operators. */
export type SheetCell = number | string | null;

/**
 * The workload as a spreadsheet. Columns: A quantity, B price, C frequency, D amount, E subtotal, F rates, G totals of
 * the groups, H allocated shared cost, I outputs, J unit costs; K1 is the shared cost and L1 the total.
 */
export interface Spreadsheet {
	readonly rows: readonly (readonly SheetCell[])[];
	/** 1-based row of each line of the workload. */
	readonly rowOf: (line: number) => number;
}

export const TOTAL_CELL = 'L1';
export const rateCell = (group: number) => `F${group + 1}`;

export function spreadsheet(work: Workload): Spreadsheet {
	const rows: SheetCell[][] = work.catalogue.map((price) => [null, Number(hundredths(price))]);
	work.lines.forEach((line) =>
		rows.push([
			Number(hundredths(line.quantity)),
			line.catalogue < 0 ? Number(hundredths(line.price)) : `=B$${line.catalogue + 1}`,
			line.frequency
		])
	);
	const rowOf = (line: number) => CATALOGUE + line + 1;
	const parts: { first: number; last: number; group: number }[] = [];
	work.lines.forEach((line, at) => {
		const row = rowOf(at);
		(rows[row - 1] as SheetCell[])[3] = `=ROUND(A${row}*B${row}*C${row}*(1+F$${line.group + 1}),2)`;
		const last = parts[line.part];
		if (last) last.last = row;
		else parts[line.part] = { first: row, last: row, group: line.group };
	});
	parts.forEach(({ first, last }) => {
		(rows[first - 1] as SheetCell[])[4] = `=SUM(D${first}:D${last})`;
	});
	for (let group = 0; group < GROUPS; group += 1) {
		const own = parts.filter((part) => part.group === group);
		const range = own.length === 0 ? null : `E${own[0]?.first}:E${own.at(-1)?.last}`;
		const at = group + 1;
		const row = rows[group] as SheetCell[];
		row[4] ??= null;
		row[5] = Number(tenThousandths(work.rates[group] as number));
		row[6] = range === null ? 0 : `=SUM(${range})`;
		row[7] = `=ROUND(K$1*I${at}/SUM(I$1:I$${GROUPS}),2)`;
		row[8] = work.outputs[group] as number;
		row[9] = `=(G${at}+H${at})/I${at}`;
	}
	const [top] = rows;
	if (!top) throw new Error('A workload without lines');
	top[10] = Number(hundredths(work.pool));
	top[11] = `=SUM(G1:G${GROUPS})`;
	return { rows: rows.map((row) => Array.from(row, (cell) => cell ?? null)), rowOf };
}
