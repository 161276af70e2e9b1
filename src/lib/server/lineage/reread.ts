import type { Hash } from '#lib/core/address/value-ref.ts';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import { firstDifference } from '#lib/core/lineage/first-difference.ts';
import { sourceTable } from '#lib/core/lineage/source-cell.ts';
import type { SourceTableContent } from '#lib/core/snapshot/source-table.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { readWorkbook } from '../intake/reader.ts';

/**
 * Reads a stored original again, once, and says of each sheet frozen from it how it differs; an identical sheet is not
 * in the answer.
 */
export async function rereadFaults(
	tables: ReadonlyMap<Hash, Snapshot>,
	file: { readonly format: string; readonly bytes: Uint8Array }
): Promise<ReadonlyMap<Hash, string>> {
	const read = await readWorkbook(file.bytes, `original.${file.format}`);
	const faults = new Map<Hash, string>();
	for (const [hash, table] of tables) {
		const fault = !read.ok
			? `原始文件重新读取失败（${read.problem.code}）`
			: read.value.format === file.format
				? tableFault(table, read.value)
				: '原始文件的格式列与内容不符，已被改动';
		if (fault !== null) faults.set(hash, fault);
	}
	return faults;
}

function tableFault(snapshot: Snapshot, workbook: Workbook): string | null {
	const frozen = sourceTable(snapshot);
	if (!frozen) return null;
	if (workbook.reader !== snapshot.method) return `读取程序 ${snapshot.method ?? ''} 已不可用`;
	const again = sheetContent(workbook, frozen);
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
	return { file: frozen.file, sheet: frozen.sheet, cells: [...cells], merges, hiddenRows, hiddenColumns };
}
