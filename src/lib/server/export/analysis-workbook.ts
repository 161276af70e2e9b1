import { analyse } from '#lib/core/costing/figures.ts';
import { analysisWorkbook } from '#lib/core/reporting/workbook/analysis-workbook.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { STATE_LABELS } from '#lib/core/workflow/states.ts';
import { dayInChina, type Context } from '../context.ts';
import { loadAnalysis } from '../costing/analyses.ts';
import { streamXlsx } from '../intake/xlsx-stream.ts';

export interface ExportedWorkbook {
	readonly name: string;
	/** The file as it is being written. */
	readonly bytes: AsyncGenerator<Buffer>;
}

/**
 * 导出工作簿: an analysis as it stands, in any state, with live formulas; whoever may read the project may have it. The
 * bytes are made while they are sent, so a big workbook neither fills the memory nor keeps others waiting.
 */
export async function exportAnalysis(
	context: Context,
	analysisId: string
): Promise<Result<ExportedWorkbook>> {
	const analysis = await loadAnalysis(context, analysisId);
	if (!analysis.ok) return analysis;
	const { draft, projectCode, projectName, fiscalYear, state, revision, snapshot } = analysis.value;
	const figures = analyse(draft);
	if (!figures.ok) return figures;
	const plan = analysisWorkbook({
		analysisId,
		draft,
		figures: figures.value,
		facts: {
			exportedAt: dayInChina(context.now()),
			exportedBy: context.actor.name,
			revision,
			state: STATE_LABELS[state] ?? state,
			snapshot: state === 'confirmed' ? snapshot : null
		}
	});
	if (!plan.ok) return plan;
	const name = `${projectCode} ${projectName} ${fiscalYear}年成本明细.xlsx`;
	return ok({ name: name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_'), bytes: streamXlsx(plan.value) });
}
