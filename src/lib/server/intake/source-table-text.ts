import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { snapshotText, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { SourceCell, SourceTableContent } from '#lib/core/snapshot/source-table.ts';

const CELLS_PER_PIECE = 10_000;
/** Where the cells of a source table stand in its canonical text: keys are sorted, so they come first. */
const BEFORE_CELLS = '{"content":{"cells":[';

/** The sheet as a frozen fact: the same file and sheet give the same hash wherever they are imported. */
export function sourceTableOf(
	file: Hash,
	reader: string,
	sheet: Sheet
): Snapshot<SourceTableContent, Record<string, never>> {
	const { cells, merges, hiddenRows, hiddenColumns } = sheet;
	return {
		kind: 'source-table',
		schema: 1,
		method: reader,
		inputs: [{ role: 'file', hash: file }],
		content: { file, sheet: sheet.name, cells: [...cells], merges, hiddenRows, hiddenColumns },
		results: {}
	};
}

/**
 * UTF-8 bytes of a source table's canonical text (docs/formats.md), cell after cell: as one string, a sheet of 100,000
 * rows would not fit into the reading process.
 */
export function sourceTableText(file: Hash, reader: string, sheet: Sheet): Buffer {
	const frame = snapshotText(sourceTableOf(file, reader, { ...sheet, cells: [] }));
	if (!frame.startsWith(`${BEFORE_CELLS}]`))
		throw new Error('A source table begins otherwise than its format says');
	const pieces = [Buffer.from(BEFORE_CELLS)];
	for (let from = 0; from < sheet.cells.length; from += CELLS_PER_PIECE) {
		const to = Math.min(from + CELLS_PER_PIECE, sheet.cells.length);
		let piece = '';
		for (let index = from; index < to; index += 1) {
			const cell = sheet.cells.at(index);
			if (cell) piece += index === 0 ? cellText(cell) : `,${cellText(cell)}`;
		}
		pieces.push(Buffer.from(piece));
	}
	pieces.push(Buffer.from(frame.slice(BEFORE_CELLS.length)));
	return Buffer.concat(pieces);
}

/** Canonical text of a cell: its keys in their order, its texts in NFC. */
function cellText({ at, formula, kind, raw, shown }: SourceCell): string {
	const said = formula === undefined ? '' : `"formula":${textOf(formula)},`;
	return `{"at":"${at}",${said}"kind":"${kind}","raw":${textOf(raw)},"shown":${textOf(shown)}}`;
}

/** What needs neither normalising nor an escape: printable ASCII without quotes and backslashes. */
const PLAIN = /^[ !#-[\]-~]*$/;

function textOf(text: string): string {
	return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text.normalize('NFC'));
}
