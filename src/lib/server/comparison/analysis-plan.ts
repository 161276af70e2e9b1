import {
	ATTRIBUTE_NAMES,
	RESPONSES,
	type FrontierPlan,
	type SetAnalysisContent
} from '#lib/core/comparison/analysis/set-analysis-snapshot.ts';
import { CENTRE_WORDS } from '#lib/core/comparison/analysis/figure-words.ts';
import { nearestToMedian, type SetAnalysisPlan } from '#lib/core/comparison/analysis/set-analysis.ts';
import type { AnalysedSet } from '#lib/core/comparison/analysis/analysed-set.ts';
import { SPLIT_METHODS } from '#lib/core/comparison/why-dear.ts';
import { QUANTILE_TYPES } from '#lib/core/comparison/statistics/quantile.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';

/** What a person asks of an analysis, as a form has it: everything is text, and what is left out has its usual value. */
export interface PlanInput {
	readonly quantileType?: string;
	readonly centre?: string;
	readonly replicates?: string;
	readonly seed?: string;
	readonly response?: string;
	readonly attributes?: readonly string[];
	/** Members by their index; `benchmark` may be "median" for the member nearest it. */
	readonly own?: string;
	readonly benchmark?: string;
	readonly method?: string;
	readonly inputs?: readonly string[];
	readonly outputs?: readonly string[];
	readonly returns?: string;
	readonly orientation?: string;
}

const RETURNS = { constant: true, variable: true } as const;
const ORIENTATIONS = { input: true, output: true } as const;
const LARGEST_SEED = 2_147_483_647;

/** Reads the plan against the set it is for; refuses what is not among the choices. */
export function readPlan(set: AnalysedSet, input: PlanInput): Result<SetAnalysisPlan> {
	const quantileType = choice(QUANTILE_TYPES, input.quantileType, '7', '分位数类型');
	if (!quantileType.ok) return quantileType;
	const centre = choice(CENTRE_WORDS, input.centre, 'median', '采用的中心值');
	if (!centre.ok) return centre;
	const replicates = wholeNumber(input.replicates, 2000, '重抽样次数');
	if (!replicates.ok) return replicates;
	const seed = wholeNumber(input.seed, 1, '随机种子');
	if (!seed.ok) return seed;
	const regression = readRegression(input);
	if (!regression.ok) return regression;
	const split = readSplit(set, input);
	if (!split.ok) return split;
	return ok({
		quantileType: quantileType.value,
		centre: centre.value,
		replicates: replicates.value,
		seed: seed.value,
		regression: regression.value,
		split: split.value
	});
}

export function readFrontierPlan(input: PlanInput): Result<FrontierPlan | null> {
	const returns = choice(RETURNS, input.returns, 'variable', '规模报酬');
	if (!returns.ok) return returns;
	const orientation = choice(ORIENTATIONS, input.orientation, 'input', '导向');
	if (!orientation.ok) return orientation;
	const [inputs = [], outputs = []] = [input.inputs, input.outputs];
	if (inputs.length === 0 || outputs.length === 0) return ok(null);
	return ok({ inputs, outputs, returns: returns.value, orientation: orientation.value });
}

function readRegression({ attributes = [], response }: PlanInput): Result<SetAnalysisContent['regression']> {
	if (attributes.length === 0) return ok(null);
	const chosen = choice(RESPONSES, response, 'cost', '因变量');
	if (!chosen.ok) return chosen;
	const known = ATTRIBUTE_NAMES.filter((name) => attributes.includes(name));
	return known.length === new Set(attributes).size
		? ok({ response: chosen.value, attributes: known })
		: malformed('解释变量');
}

function readSplit(
	set: AnalysedSet,
	{ own = '', benchmark = '', method }: PlanInput
): Result<SetAnalysisContent['split']> {
	if (own === '') return ok(null);
	const chosen = choice(SPLIT_METHODS, method, 'shapley', '分解方法');
	if (!chosen.ok) return chosen;
	const mine = memberIndex(own);
	const other =
		benchmark === '' || benchmark === 'median' ? nearestToMedian(set, mine) : memberIndex(benchmark);
	if (mine === undefined || other === undefined) return refuse(problem('comparison/member-not-found', {}));
	return ok({ own: mine, benchmark: other, method: chosen.value });
}

function memberIndex(text: string): number | undefined {
	return /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function wholeNumber(text: string | undefined, usual: number, field: string): Result<number> {
	if (text === undefined || text === '') return ok(usual);
	const value = Number(text);
	return /^\d{1,10}$/.test(text) && value <= LARGEST_SEED ? ok(value) : malformed(field);
}

function choice<C extends string>(
	choices: { readonly [K in C]: unknown },
	text: string | undefined,
	usual: NoInfer<C>,
	field: string
): Result<C> {
	if (text === undefined || text === '') return ok(usual);
	// Own keys of `choices` are exactly C.
	return Object.hasOwn(choices, text) ? ok(text as C) : malformed(field);
}

function malformed(field: string) {
	return refuse(problem('analysis-plan/malformed', { field }));
}
