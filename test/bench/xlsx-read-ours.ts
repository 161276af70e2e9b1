import { readFileSync } from 'node:fs';
import { readBytes } from '../../src/lib/server/intake/read-bytes.ts';
import { report } from './cold-load.ts';

const path = process.argv[2] ?? '';
const bytes = readFileSync(path);
const start = performance.now();
const workbook = readBytes(bytes, path);
const taken = performance.now() - start;
if (!workbook.ok) throw new Error(workbook.problem.code);
report(
	taken,
	workbook.value.sheets.reduce((sum, sheet) => sum + sheet.cells.length, 0)
);
