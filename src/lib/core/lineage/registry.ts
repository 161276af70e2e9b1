import { SET_ANALYSIS_METHOD } from '../comparison/analysis/set-analysis-method.ts';
import { COMPARISON_METHOD } from '../comparison/method.ts';
import { SAMPLE_METHOD } from '../comparison/samples/sample-method.ts';
import { ANALYSIS_METHOD } from '../costing/method.ts';
import { RECIPE_METHOD } from '../costing/recipe-method.ts';
import type { Method } from '../snapshot/method.ts';
import { STANDARD_METHODS } from '../standards/standard-methods.ts';

/**
 * Every method that ever wrote a snapshot, by id. A method is never taken out and never changed: a new rule comes in
 * under a new version beside the old one, so that whatever was issued replays for ever.
 */
export const METHODS: ReadonlyMap<string, Method> = new Map(
	[
		RECIPE_METHOD,
		ANALYSIS_METHOD,
		SAMPLE_METHOD,
		COMPARISON_METHOD,
		SET_ANALYSIS_METHOD,
		...STANDARD_METHODS
	].map((method) => [method.id, method])
);
