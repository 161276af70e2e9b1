import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { analysisWorkbook } from '#lib/core/reporting/workbook/analysis-workbook.ts';
import { unwrap } from '#lib/core/result.ts';
import { streamXlsx } from '#lib/server/intake/xlsx-stream.ts';

const FACTS = {
	exportedAt: '2026-11-22',
	exportedBy: '部门经办',
	revision: 3,
	state: '分析中',
	snapshot: null
};

/** The bytes of a draft's workbook, as the export service sends them. */
export async function exportedBytes(draft: AnalysisDraft, analysisId = 'analysis-1'): Promise<Buffer> {
	const figures = unwrap(analyse(draft));
	const plan = unwrap(analysisWorkbook({ analysisId, draft, figures, facts: FACTS }));
	const pieces: Buffer[] = [];
	for await (const piece of streamXlsx(plan)) pieces.push(piece);
	return Buffer.concat(pieces);
}
