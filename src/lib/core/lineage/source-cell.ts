import type { Step } from '../address/step.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { SourceCell, SourceTableContent } from '../snapshot/source-table.ts';

/**
 * Explains a cell of a `source-table` snapshot, where every chain that began in a workbook ends. The step is addressed
 * as the cell itself (file, sheet, address), whichever way it was reached. `at` is "B7".
 */
export function explainCell(snapshot: Snapshot, at: string): Step | undefined {
	const content = sourceTable(snapshot);
	const cell = content?.cells.find((candidate) => candidate.at === at);
	if (!content || !cell) return undefined;
	return {
		ref: { kind: 'cell', file: content.file, sheet: content.sheet, address: cell.at },
		label: `单元格 ${content.sheet}!${cell.at}`,
		value: cell.raw,
		unit: null,
		method:
			cell.formula === undefined ? null : { id: snapshot.method ?? '', words: `原表公式：=${cell.formula}` },
		inputs: [],
		end: 'cell',
		source: { document: '原始文件', place: `${content.sheet}!${cell.at}` }
	};
}

/** Pointers into a source table name the cell by its address or its index: "/content/cells/B7", "/content/cells/3/raw". */
export function explainSourceTable(snapshot: Snapshot, pointer: string): Step | undefined {
	const [, content, cells, cell] = pointer.split('/');
	if (content !== 'content' || cells !== 'cells' || cell === undefined) return undefined;
	const found: SourceCell | undefined = sourceTable(snapshot)?.cells[Number(cell)];
	return explainCell(snapshot, /^\d+$/.test(cell) ? (found?.at ?? '') : cell);
}

/** The content of a source table; undefined for any other snapshot. */
export function sourceTable(snapshot: Snapshot): SourceTableContent | undefined {
	// The kind fixes the shape of the content: it was written from a SourceTableContent and its hash was checked.
	return snapshot.kind === 'source-table' ? (snapshot.content as SourceTableContent) : undefined;
}
