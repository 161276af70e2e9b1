import { recipeEffect, type RecipeEffect } from '#lib/core/costing/recipe-effect.ts';
import type { Fen } from '#lib/core/money/fen.ts';
import { sumFen } from '#lib/core/money/fen.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { loadAnalysis } from '../costing/analyses.ts';
import { savedCommands, saveEdits, type SavedEdits } from '../costing/edits.ts';
import { analysesUsing } from '../costing/recipe-lines.ts';
import type { Context } from '../context.ts';
import { recipeDetail, type RecipeDetail, type RecipeVersion } from './service.ts';

/** One analysis that uses an earlier version, and what the newest would do to it. */
export interface AnalysisEffect {
	readonly analysisId: string;
	/** The revision the effect was computed on. */
	readonly revision: number;
	readonly project: string;
	readonly fiscalYear: number;
	readonly organisation: string;
	readonly effect: RecipeEffect;
}

export interface UpgradePreview {
	readonly recipe: RecipeDetail;
	readonly to: RecipeVersion;
	readonly analyses: readonly AnalysisEffect[];
	/** Sum over the analyses, in 分. */
	readonly difference: Fen;
}

/** What the newest version does to every open analysis of the actor that uses an earlier one. Changes nothing. */
export async function previewUpgrade(context: Context, recipeId: string): Promise<Result<UpgradePreview>> {
	const recipe = await recipeDetail(context, recipeId);
	if (!recipe.ok) return recipe;
	const { versions, use, price } = recipe.value;
	const [to] = versions;
	if (!to) throw new Error('A build-up without a version');
	const analyses: AnalysisEffect[] = [];
	for (const analysis of await analysesUsing(context, use.code)) {
		const effect = recipeEffect(analysis.draft, use, price);
		if (!effect.ok) return effect;
		if (effect.value.lines.length === 0) continue;
		const { id: analysisId, revision, projectName, fiscalYear, organisation } = analysis;
		analyses.push({
			analysisId,
			revision,
			project: projectName,
			fiscalYear,
			organisation,
			effect: effect.value
		});
	}
	const difference = sumFen(analyses.map(({ effect }) => effect.difference));
	return ok({ recipe: recipe.value, to, analyses, difference });
}

export interface Upgrade {
	readonly recipeId: string;
	/** The version whose effect was shown: refused where a newer one stands by now. */
	readonly version: number;
	readonly analysisId: string;
	/** The revision whose effect was shown. */
	readonly revision: number;
	/** The id of the batch: sending it again has no second effect. */
	readonly batchId: string;
}

/** Moves an analysis to the newest version by ordinary edits, which its people can see and undo. */
export async function upgradeAnalysis(context: Context, input: Upgrade): Promise<Result<SavedEdits>> {
	const { analysisId, batchId, revision } = input;
	// A lost answer may be asked for again, though the revision it was made on is long past.
	const saved = await savedCommands(context, input);
	if (saved) return saveEdits(context, { analysisId, batchId, revision, commands: saved });
	const recipe = await recipeDetail(context, input.recipeId);
	if (!recipe.ok) return recipe;
	const { use, price } = recipe.value;
	if (use.version !== input.version)
		return refuse(problem('recipe/changed-since', { version: String(use.version) }));
	const analysis = await loadAnalysis(context, analysisId);
	if (!analysis.ok) return analysis;
	// The sum people agreed to was computed on that revision, whatever was changed since.
	if (analysis.value.revision !== revision) return refuse(problem('analysis/changed-since', {}));
	const effect = recipeEffect(analysis.value.draft, use, price);
	if (!effect.ok) return effect;
	return saveEdits(context, { analysisId, batchId, revision, commands: effect.value.commands });
}
