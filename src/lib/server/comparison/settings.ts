import { STEPS, type StepId } from '#lib/core/comparison/comparison-snapshot.ts';
import {
	FACTOR_STEPS,
	SERIES_KINDS_OF,
	STEP_WORDS,
	type FactorStep
} from '#lib/core/comparison/normalise/chain.ts';
import type { SetBounds } from '#lib/core/comparison/bounds.ts';
import { readBounds, type BoundsInput } from '#lib/core/comparison/read-bounds.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { seriesContent } from '../parameters/service.ts';
import type { SeriesCodes } from './head.ts';

export interface SettingsInput {
	readonly title: string;
	readonly purpose: string;
	readonly targetYear: string;
	/** Factor steps that are on; the period step always is. */
	readonly steps: readonly string[];
	readonly series: { readonly [S in FactorStep]?: string };
	/** Left out = the set states nothing but category and unit. */
	readonly bounds?: BoundsInput;
}

export interface Settings {
	readonly title: string;
	readonly purpose: string;
	readonly targetYear: number;
	readonly steps: readonly StepId[];
	readonly series: SeriesCodes;
	readonly bounds: SetBounds;
}

/** Reads the settings of a comparison; each step that is on needs an existing series of its kind. */
export async function readSettings(context: Context, input: SettingsInput): Promise<Result<Settings>> {
	const title = input.title.trim();
	if (title === '' || title.length > LIMITS.nameLength)
		return refuse(problem('name/malformed', { field: '比对名称', characters: String(LIMITS.nameLength) }));
	const purpose = input.purpose.trim();
	if (purpose.length > LIMITS.remarkLength)
		return refuse(problem('name/malformed', { field: '用途', characters: String(LIMITS.remarkLength) }));
	const targetYear = Number(input.targetYear);
	if (!/^\d{4}$/.test(input.targetYear) || targetYear < 1990 || targetYear > 2100)
		return refuse(problem('comparison/bad-target-year', { text: input.targetYear.slice(0, 20) }));
	const series: { [S in FactorStep]?: string } = {};
	for (const step of FACTOR_STEPS) {
		const code = input.series[step] ?? '';
		if (code === '') {
			if (input.steps.includes(step))
				return refuse(problem('comparison/series-needed', { step: STEP_WORDS[step] }));
			continue;
		}
		const content = await seriesContent(context, code);
		if (!content.ok) return content;
		if (!SERIES_KINDS_OF[step].includes(content.value.kind))
			return refuse(problem('comparison/series-needed', { step: STEP_WORDS[step] }));
		series[step] = code;
	}
	const steps = STEPS.filter((step) => step === 'period' || input.steps.includes(step));
	const bounds = input.bounds ? readBounds(input.bounds) : ok({});
	return bounds.ok ? ok({ title, purpose, targetYear, steps, series, bounds: bounds.value }) : bounds;
}
