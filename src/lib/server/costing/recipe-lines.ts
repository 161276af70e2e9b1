import { ANALYSIS_MACHINE } from '#lib/core/workflow/states.ts';
import type { Context } from '../context.ts';
import { loadAnalysis, type AnalysisView } from './analyses.ts';
import { selectAnalysesNaming } from './recipe-lines-store.ts';

/** Analyses the actor may edit now in which a line's price was taken from the build-up of this code. */
export async function analysesUsing(context: Context, code: string): Promise<readonly AnalysisView[]> {
	const using: AnalysisView[] = [];
	for (const id of await selectAnalysesNaming(context.db, code, ANALYSIS_MACHINE.editable)) {
		const analysis = await loadAnalysis(context, id);
		// What the actor may not read is not theirs to upgrade either.
		if (!analysis.ok || !analysis.value.rights.edit) continue;
		if (analysis.value.draft.lines.some(({ recipe }) => recipe?.code === code)) using.push(analysis.value);
	}
	return using;
}
