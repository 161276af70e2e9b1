import { addressAnnex } from '#lib/core/reporting/address-annex.ts';
import { workpaperWorkbook } from '#lib/core/reporting/workbook/workpaper-workbook.ts';
import { workpaperReport } from '#lib/core/reporting/workpaper-report.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { streamXlsx } from '../intake/xlsx-stream.ts';
import { docxOf } from '../reporting/docx.ts';
import { getWorkpaper, type Workpaper } from './service.ts';

/** 审核工作底稿 as a workbook with live sums, sent while it is being written. */
export async function workpaperXlsx(
	context: Context,
	id: string
): Promise<Result<{ readonly name: string; readonly bytes: AsyncGenerator<Buffer> }>> {
	const found = await getWorkpaper(context, id);
	if (!found.ok) return found;
	return ok({ name: fileName(found.value, 'xlsx'), bytes: streamXlsx(workpaperWorkbook(told(found.value))) });
}

/** 审核工作底稿 as a Word file in official layout, with the address of every figure in its annex. */
export async function workpaperDocx(
	context: Context,
	id: string
): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }>> {
	const found = await getWorkpaper(context, id);
	if (!found.ok) return found;
	const report = workpaperReport(told(found.value));
	const bytes = await docxOf({ ...report, blocks: [...report.blocks, ...addressAnnex(report.blocks)] });
	return ok({ name: fileName(found.value, 'docx'), bytes });
}

function told({ hash, organisation, author, content, results }: Workpaper) {
	return { snapshot: hash, organisation, author, content, results };
}

function fileName({ content }: Workpaper, ending: string): string {
	return `${content.title}审核工作底稿.${ending}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
}
