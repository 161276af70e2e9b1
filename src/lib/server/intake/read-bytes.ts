import type { Workbook } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { readCsv } from './csv.ts';
import { fileKind } from './file-kind.ts';
import { readHtml } from './markup/html.ts';
import { readSpreadsheetXml } from './markup/spreadsheet-xml.ts';
import { Unreadable } from './unreadable.ts';
import { readXls } from './xls/workbook.ts';
import { readXlsx } from './xlsx/workbook.ts';

/**
 * Reads a workbook in this process: what the reading child process runs. Use `readWorkbook` for files from outside,
 * which adds the limits on time and memory.
 */
export function readBytes(bytes: Uint8Array, file: string): Result<Workbook> {
	try {
		if (bytes.length === 0) return refuse(problem('intake/empty-file', { file }));
		if (bytes.length > LIMITS.uploadBytes)
			return refuse(
				problem('intake/file-too-large', { file, limit: `${LIMITS.uploadBytes / 1024 / 1024} MB` })
			);
		const workbook = readByKind(bytes, file);
		if (workbook.sheets.every((sheet) => sheet.cells.length === 0))
			return refuse(problem('intake/no-cells', { file }));
		refuseSameNames(workbook, file);
		return ok(workbook);
	} catch (error) {
		if (error instanceof Unreadable) return refuse(error.problem);
		throw error;
	}
}

/** Numbers name their cell by its sheet: two sheets of one name, which Excel never writes, would leave that open. */
function refuseSameNames({ sheets }: Workbook, file: string): void {
	const names = sheets.map(({ name }) => name.toLowerCase());
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	const long = names.find((name) => name.length > LIMITS.nameLength);
	const detail =
		twice !== undefined ? `有两个工作表都叫“${twice.slice(0, 40)}”` : long && '有一个工作表的名称过长';
	if (detail) throw new Unreadable(problem('intake/bad-xml', { file, part: '工作簿', detail }));
}

function readByKind(bytes: Uint8Array, file: string): Workbook {
	const found = fileKind(bytes);
	switch (found.kind) {
		case 'zip':
			return readXlsx(bytes, file);
		case 'ole':
			return readXls(bytes, file);
		case 'html':
			return readHtml(bytes, file);
		case 'spreadsheet-xml':
			return readSpreadsheetXml(bytes, file);
		case 'text':
			return readCsv(bytes, file);
		case 'biff':
			throw new Unreadable(problem('intake/old-excel', { file }));
		case 'other':
			throw new Unreadable(problem('intake/unknown-type', { file, kind: found.words }));
	}
}
