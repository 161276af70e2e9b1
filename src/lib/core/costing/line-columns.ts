import { BLANK_LINE } from './blank-line.ts';
import type { CostLine } from './line.ts';

/**
 * Many lines as columns, for sending: a field that has the same value in every line is said once. A hundred thousand
 * lines as objects would repeat thirty-five names a hundred thousand times.
 */
export interface LineColumns {
	readonly count: number;
	readonly columns: { readonly [field: string]: Column };
}

type Column = { readonly all: unknown } | { readonly each: readonly unknown[] };

const FIELDS = ['id', 'parentId', 'position', ...Object.keys(BLANK_LINE)] as readonly (keyof CostLine)[];

export function columnsOfLines(lines: readonly CostLine[]): LineColumns {
	const columns = FIELDS.map((field) => [field, columnOf(lines, field)] as const);
	return { count: lines.length, columns: Object.fromEntries(columns) };
}

/** The lines again, in their order; `columnsOfLines` must have made the columns. */
export function linesOfColumns({ count, columns }: LineColumns): readonly CostLine[] {
	const column = (field: string): Column => columns[field] ?? { all: null };
	const each = FIELDS.flatMap((field) => {
		const read = column(field);
		return 'each' in read ? [[field, read.each] as const] : [];
	});
	// Copies of one object have its layout: naming every field of every line anew takes several times as long.
	const shared: Record<string, unknown> = { id: '', parentId: null, position: 0, ...BLANK_LINE };
	for (const field of FIELDS) {
		const read = column(field);
		if ('all' in read) shared[field] = read.all;
	}
	const lines = new Array<CostLine>(count);
	for (let index = 0; index < count; index += 1) {
		const line = { ...shared };
		for (const [field, values] of each) line[field] = values[index];
		// Every field of a line has its column.
		lines[index] = line as unknown as CostLine;
	}
	return lines;
}

function columnOf(lines: readonly CostLine[], field: keyof CostLine): Column {
	const first = lines[0]?.[field];
	const isSame = lines.every((line) => line[field] === first || bothEmpty(line[field], first));
	return isSame ? { all: first ?? null } : { each: lines.map((line) => line[field]) };
}

/** Records nobody has put anything into are other objects in every line. */
function bothEmpty(a: unknown, b: unknown): boolean {
	return isEmptyRecord(a) && isEmptyRecord(b);
}

function isEmptyRecord(value: unknown): boolean {
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
