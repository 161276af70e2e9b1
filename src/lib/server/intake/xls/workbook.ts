import { XLS_READER, type Workbook } from '#lib/core/intake/workbook.ts';
import { problem } from '#lib/core/problem.ts';
import { Unreadable } from '../unreadable.ts';
import { openCompoundFile, type CompoundFile } from './compound-file.ts';
import { readGlobals } from './globals.ts';
import { brokenXls } from './records.ts';
import { readXlsSheet } from './sheet.ts';

/** Reads an .xls workbook of Excel 5 to 2003 (BIFF5 and BIFF8). Throws `Unreadable`. */
export function readXls(bytes: Uint8Array, file: string): Workbook {
	const container = openCompoundFile(bytes, file);
	refuseOthers(container, file);
	const stream = container.stream('Workbook') ?? container.stream('Book');
	if (!stream) throw brokenXls(file, '里面没有工作簿');
	try {
		const globals = readGlobals(stream, file);
		const sheets = globals.sheets.map((place) => readXlsSheet(stream, place, globals, file));
		return { format: 'xls', reader: XLS_READER, sheets };
	} catch (error) {
		// A record that is shorter than its kind: Buffer reads beyond the end.
		if (error instanceof RangeError) throw brokenXls(file, '有记录不完整');
		throw error;
	}
}

/** Other things that come in a compound file are named, so that the sender knows what was sent. */
function refuseOthers(container: CompoundFile, file: string): void {
	const has = (name: string) => container.names.some((other) => other.toLowerCase() === name.toLowerCase());
	if (has('EncryptedPackage')) throw new Unreadable(problem('intake/password', { file }));
	if (has('_VBA_PROJECT_CUR') || has('_VBA_PROJECT') || has('VBA'))
		throw new Unreadable(problem('intake/macros', { file }));
	if (has('Workbook') || has('Book')) return;
	const kind = has('WordDocument')
		? 'Word 97-2003 文档（.doc）'
		: has('PowerPoint Document')
			? '演示文稿（.ppt）'
			: 'OLE 复合文件';
	throw new Unreadable(problem('intake/unknown-type', { file, kind }));
}
