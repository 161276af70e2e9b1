import type { Workbook } from '#lib/core/intake/workbook.ts';
import { firstDifference } from '#lib/core/lineage/first-difference.ts';
import { sourceTable } from '#lib/core/lineage/source-cell.ts';
import type { SourceTableContent } from '#lib/core/snapshot/source-table.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { readWorkbook } from '../intake/reader.ts';

/** Reads the stored original again and says how the sheet differs from the frozen one; null when it does not. */
export async function rereadFault(
	snapshot: Snapshot,
	file: { readonly format: string; readonly bytes: Uint8Array }
): Promise<string | null> {
	const frozen = sourceTable(snapshot);
	if (!frozen) return null;
	const read = await readWorkbook(file.bytes, `original.${file.format}`);
	if (!read.ok) return `原始文件重新读取失败（${read.problem.code}）`;
	if (read.value.reader !== snapshot.method) return `读取程序 ${snapshot.method ?? ''} 已不可用`;
	const again = sheetContent(read.value, frozen);
	if (!again) return `原始文件里没有工作表“${frozen.sheet}”`;
	const difference = firstDifference(frozen, again);
	return (
		difference &&
		`原始文件重新读取的内容不同：${difference.pointer} 快照为 ${difference.stored}，原件为 ${difference.recomputed}`
	);
}

function sheetContent(workbook: Workbook, frozen: SourceTableContent): SourceTableContent | undefined {
	// A text file has one sheet and no name for it of its own.
	const sheet =
		workbook.format === 'csv'
			? workbook.sheets[0]
			: workbook.sheets.find(({ name }) => name === frozen.sheet);
	if (!sheet) return undefined;
	const { cells, merges, hiddenRows, hiddenColumns } = sheet;
	return { file: frozen.file, sheet: frozen.sheet, cells, merges, hiddenRows, hiddenColumns };
}
