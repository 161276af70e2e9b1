import type { AnalysisFigures } from '../../costing/figures.ts';
import type { AnalysisDraft } from '../../costing/line.ts';
import { ok, type Result } from '../../result.ts';
import { analysisValues } from './analysis-values.ts';
import { BlockSheet } from './block-sheet.ts';
import { breakdownColumns } from './breakdown-columns.ts';
import { layoutOf } from './breakdown-place.ts';
import { breakdownSheet } from './breakdown-sheet.ts';
import { noteSheet, type ExportFacts } from './note-sheet.ts';
import { ownSheet } from './own-sheet.ts';
import { parameterDefinitions, parameterSheet } from './parameter-sheet.ts';
import { poolSheet } from './pool-sheet.ts';
import { recipeSheet } from './recipe-sheet.ts';
import type { WorkbookPlan } from './sheet-plan.ts';
import { unitSheet } from './unit-sheet.ts';

export interface WorkbookInput {
	readonly analysisId: string;
	readonly draft: AnalysisDraft;
	readonly figures: AnalysisFigures;
	readonly facts: ExportFacts;
}

/**
 * An analysis as a workbook with live formulas: recalculated elsewhere it comes to the same values, and read back here
 * it is the same draft. Amounts in 元. The sheets must be written in their order: the hidden ones at the end repeat what
 * the formulas of the others have asked for.
 */
export function analysisWorkbook({ analysisId, draft, figures, facts }: WorkbookInput): Result<WorkbookPlan> {
	const { tree } = figures;
	const calculated = analysisValues(draft, tree);
	if (!calculated.ok) return calculated;
	const values = calculated.value;
	const blocks = new BlockSheet();
	const layout = layoutOf(draft, tree, breakdownColumns(draft, tree), blocks, values);
	const shown = [
		breakdownSheet(layout, values),
		unitSheet(layout, figures),
		parameterSheet(layout, values),
		poolSheet(layout, figures),
		recipeSheet(layout),
		noteSheet(draft, facts)
	].filter((sheet) => sheet !== null);
	return ok({
		sheets: [...shown, blocks.plan(), ownSheet(layout, analysisId)],
		names: parameterDefinitions(layout)
	});
}
