import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CellLook, PlannedRow } from '../../src/lib/core/reporting/workbook/sheet-plan.ts';
import { readBytes } from '../../src/lib/server/intake/read-bytes.ts';
import { streamXlsx } from '../../src/lib/server/intake/xlsx-stream.ts';
import type { Contestants } from './row.ts';

export const ROWS = 100_000;
const WORDS: CellLook = { border: true };
const PLAIN: CellLook = {};
const MONEY: CellLook = { border: true, format: '#,##0.00' };

/** Twelve columns of a cost breakdown: seven of words, four of numbers and one formula with its value. */
export function cellsOf(row: number) {
	const [quantity, price] = [row + 0.25, (row % 977) + 0.5];
	const words = [`1.${row}`, `道路清扫保洁明细 ${row % 5000}`, '一级', '人工费', '平方米'] as const;
	return {
		words,
		numbers: [quantity, price, 12] as const,
		amount: quantity * price * 12,
		more: ['合同第三条', `备注 ${row % 100}`, '超标准'] as const
	};
}

/** What the workbook carries: a peer that cannot write formulas or looks is met without them. */
export type Workload = 'formulas' | 'values';

function* ourRows(workload: Workload): Generator<PlannedRow> {
	const [words, money] = workload === 'values' ? [PLAIN, PLAIN] : [WORDS, MONEY];
	for (let row = 1; row <= ROWS; row += 1) {
		const cells = cellsOf(row);
		const formula = workload === 'values' ? {} : { formula: `F${row}*G${row}*H${row}` };
		yield {
			cells: [
				...cells.words.map((text) => ({ text, look: words })),
				...cells.numbers.map((number) => ({ number: String(number), look: money })),
				{ number: String(cells.amount), ...formula, look: money },
				...cells.more.map((text) => ({ text, look: words }))
			]
		};
	}
}

async function writeOurs(path: string, workload: Workload): Promise<number> {
	const start = performance.now();
	const sheet = { name: '明细', columns: [], rows: ourRows(workload), merges: [] };
	await pipeline(Readable.from(streamXlsx({ names: [], sheets: [sheet] })), createWriteStream(path));
	return performance.now() - start;
}

/** We beside a peer, each writing a file of its own; both files must hold the same cells. */
export function writers(
	peer: (path: string) => Promise<number>,
	workload: Workload = 'formulas'
): Contestants {
	const folder = mkdtempSync(join(tmpdir(), 'hengzhun-bench-'));
	const [ours, theirs] = [join(folder, 'ours.xlsx'), join(folder, 'peer.xlsx')];
	return {
		ours: () => writeOurs(ours, workload),
		peer: () => peer(theirs),
		conditions: () => {
			const [a = [], b = []] = [ours, theirs].map((path) => {
				const read = readBytes(readFileSync(path), path);
				return read.ok ? [...(read.value.sheets[0]?.cells ?? [])] : [];
			});
			const wrong = a.filter((cell, at) => cell.raw !== b[at]?.raw || cell.formula !== b[at]?.formula).length;
			const text = `${wrong} of ${a.length} cells differ`;
			return [{ text, met: wrong === 0 && a.length === ROWS * 12 && b.length === a.length }];
		},
		close: () => rmSync(folder, { recursive: true, force: true })
	};
}
