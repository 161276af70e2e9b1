import ExcelJS from 'exceljs';
import type { Row } from '../row.ts';
import { cellsOf, ROWS, writers } from '../xlsx-write.ts';

/** Without looks, which cost it several times as much as they cost us: its best case. */
async function writePeer(path: string): Promise<number> {
	const start = performance.now();
	const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
		filename: path,
		useStyles: false,
		useSharedStrings: false
	});
	const sheet = workbook.addWorksheet('明细');
	for (let row = 1; row <= ROWS; row += 1) {
		const { words, numbers, amount, more } = cellsOf(row);
		sheet
			.addRow([...words, ...numbers, { formula: `F${row}*G${row}*H${row}`, result: amount }, ...more])
			.commit();
	}
	sheet.commit();
	await workbook.commit();
	return performance.now() - start;
}

export const row: Row = {
	id: 'xlsx-write-100k',
	work: 'a workbook of 100,000 rows × 12 columns with one column of formulas, written to a file as a stream',
	peer: 'exceljs 4.4.0 stream',
	goal: { ofPeer: 0.7 },
	rounds: 5,
	prepare: () => writers(writePeer)
};
