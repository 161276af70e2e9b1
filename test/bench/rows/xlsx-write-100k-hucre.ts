import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import type { Row } from '../row.ts';
import { cellsOf, ROWS, writers } from '../xlsx-write.ts';

/** Its stream takes values only: neither side writes formulas or looks here. */
function* rows(): Generator<(string | number)[]> {
	for (let row = 1; row <= ROWS; row += 1) {
		const { words, numbers, amount, more } = cellsOf(row);
		yield [...words, ...numbers, amount, ...more];
	}
}

async function writePeer(path: string): Promise<number> {
	const start = performance.now();
	const stream = writeXlsxStream(rows(), { name: '明细' });
	await pipeline(Readable.fromWeb(stream), createWriteStream(path));
	return performance.now() - start;
}

export const row: Row = {
	id: 'xlsx-write-100k-hucre',
	work: 'a workbook of 100,000 rows × 12 columns of values, written to a file as a stream',
	peer: 'hucre 1.0.0 stream',
	goal: { ofPeer: 0.7 },
	rounds: 5,
	prepare: () => writers(writePeer, 'values')
};
