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
	const read = FIELDS.map((field) => [field, columns[field] ?? { all: null }] as const);
	return Array.from({ length: count }, (_, index) => {
		const line: Record<string, unknown> = {};
		for (const [field, column] of read) line[field] = 'all' in column ? column.all : column.each[index];
		// Every field of a line has its column.
		return line as CostLine;
	});
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
