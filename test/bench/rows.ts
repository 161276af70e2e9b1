import type { Row } from './row.ts';

/** Every row, in the order of the report; each stands in its own file `rows/<id>.ts` and is loaded when it runs. */
export const ROWS: readonly string[] = [
	'recalc-100k-libreoffice',
	'leaf-edit-100k-hyperformula',
	'leaf-edit-growth',
	'rate-edit-100k-hyperformula',
	'rate-edit-100k-libreoffice',
	'cold-load-100k-hyperformula',
	'cold-load-100k-libreoffice',
	'exact-money-200k',
	'xlsx-write-100k',
	'xlsx-write-100k-hucre',
	'bulk-save-100k',
	'lineage-50k',
	'replay-1000',
	'xlsx-read',
	'statistics-1m-numpy',
	'statistics-1m-duckdb',
	'statistics-1m-simple-statistics',
	'statistics-1m-database',
	'bootstrap-median',
	'browser-open-10k',
	'browser-open-100k',
	'browser-keystroke-10k',
	'browser-comparison-10k'
];

export async function loadRow(id: string): Promise<Row> {
	// Each file exports its row under this name; the shape is checked by the files themselves.
	const { row } = (await import(`./rows/${id}.ts`)) as { row: Row };
	return row;
}
