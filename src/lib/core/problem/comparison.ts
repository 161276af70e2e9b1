import type { ProblemKind } from './kind.ts';

/** Refusals about comparable sets and parameters. */
export interface ComparisonProblems {
	'comparison/not-found': Record<never, never>;
	'comparison/empty': Record<never, never>;
	'comparison/nothing-chosen': Record<never, never>;
	'comparison/nothing-included': Record<never, never>;
	'comparison/too-many-members': { limit: string };
	'comparison/category-differs': { member: string; category: string; expected: string };
	'comparison/unit-differs': { member: string; unit: string; expected: string };
	'comparison/money-differs': { member: string; money: string; expected: string };
	'comparison/no-cost': { member: string; cost: string };
	'comparison/no-output': { member: string; output: string };
	'comparison/missing-index': { series: string; year: string };
	'comparison/missing-factor': { series: string; key: string; member: string };
	'comparison/series-needed': { step: string };
	'comparison/bad-target-year': { text: string };
	'comparison/reason-needed': { member: string; because: string };
	'comparison/not-confirmed': Record<never, never>;
	'comparison/member-exists': { member: string };
	'comparison/member-not-found': Record<never, never>;
	'comparison/basis-unknown': { member: string; basis: string; step: string };
	'comparison/bad-exponent': { series: string; value: string };
	'comparison/tiers-broken': { series: string; first: string; second: string };
	'comparison/no-elements': { member: string };
	'comparison/bad-period': { text: string };
	'comparison/bad-boundary': { item: string };
	'comparison/key-unknown': { member: string; what: string; step: string };
	'sample/not-found': Record<never, never>;
	'sample/confirmed': Record<never, never>;
	'sample/not-confirmed': Record<never, never>;
	'sample/fact-needed': { fact: string };
	'sample/unknown-unit': { unit: string };
	'sample/column-needed': { what: string };
	'sample/column-twice': { field: string };
	'sample/rate-without-source': Record<never, never>;
	'sample/bad-factor': { what: string; text: string };
	'sample/bad-header': { text: string };
	'sample/year-columns': { field: string };
	'sample/too-many-rows': { rows: string; limit: string };
	'sample/too-many-attributes': { limit: string };
	'sample/no-rows': { why: string };
	'sample/nothing-fits': { why: string };
	'analysis-plan/same-member': Record<never, never>;
	'analysis-plan/no-breakdown': { member: string };
	'analysis-plan/not-yours': Record<never, never>;
	'analysis-plan/replicates': { given: string; limit: string };
	'analysis-plan/malformed': { field: string };
	'analysis-plan/not-frozen': Record<never, never>;
	'analysis-plan/not-found': Record<never, never>;
	'analysis-plan/nothing-to-confirm': Record<never, never>;
	'analysis-plan/cause-unknown': { name: string };
	'regression/too-few': { n: string; coefficients: string };
	'regression/ill-conditioned': { columns: string };
	'regression/all-equal': { column: string };
	'regression/not-positive': { column: string };
	'decomposition/not-positive': { factor: string };
	'decomposition/sign-changes': { line: string; factor: string };
	'frontier/too-few': { n: string };
	'frontier/too-many': { n: string; limit: string };
	'frontier/bad-measure': { producer: string };
	'frontier/empty-producer': { producer: string };
	'frontier/no-optimum': { producer: string };
	'parameter/series-not-found': { series: string };
	'parameter/series-exists': { series: string };
	'parameter/malformed-series': Record<never, never>;
	'parameter/not-a-place': { name: string };
	'parameter/malformed-key': { key: string; expected: string };
	'parameter/not-positive': { value: string };
	'parameter/no-source': Record<never, never>;
	'parameter/draft-not-found': Record<never, never>;
	'parameter/decided': { state: string };
}

export const COMPARISON_KINDS: { readonly [C in keyof ComparisonProblems]: ProblemKind } = {
	'comparison/not-found': 'not-found',
	'comparison/empty': 'invalid',
	'comparison/nothing-chosen': 'invalid',
	'comparison/nothing-included': 'conflict',
	'comparison/too-many-members': 'too-large',
	'comparison/category-differs': 'invalid',
	'comparison/unit-differs': 'invalid',
	'comparison/money-differs': 'invalid',
	'comparison/no-cost': 'invalid',
	'comparison/no-output': 'invalid',
	'comparison/missing-index': 'invalid',
	'comparison/missing-factor': 'invalid',
	'comparison/series-needed': 'invalid',
	'comparison/bad-target-year': 'invalid',
	'comparison/reason-needed': 'invalid',
	'comparison/not-confirmed': 'not-found',
	'comparison/member-exists': 'conflict',
	'comparison/member-not-found': 'not-found',
	'comparison/basis-unknown': 'invalid',
	'comparison/bad-exponent': 'invalid',
	'comparison/tiers-broken': 'invalid',
	'comparison/no-elements': 'invalid',
	'comparison/bad-period': 'invalid',
	'comparison/bad-boundary': 'invalid',
	'comparison/key-unknown': 'invalid',
	'sample/not-found': 'not-found',
	'sample/confirmed': 'conflict',
	'sample/not-confirmed': 'conflict',
	'sample/fact-needed': 'invalid',
	'sample/unknown-unit': 'invalid',
	'sample/column-needed': 'invalid',
	'sample/column-twice': 'invalid',
	'sample/rate-without-source': 'invalid',
	'sample/bad-factor': 'invalid',
	'sample/bad-header': 'invalid',
	'sample/year-columns': 'invalid',
	'sample/too-many-rows': 'too-large',
	'sample/too-many-attributes': 'too-large',
	'sample/no-rows': 'invalid',
	'sample/nothing-fits': 'conflict',
	'analysis-plan/same-member': 'invalid',
	'analysis-plan/no-breakdown': 'invalid',
	'analysis-plan/not-yours': 'forbidden',
	'analysis-plan/replicates': 'invalid',
	'analysis-plan/malformed': 'invalid',
	'analysis-plan/not-frozen': 'conflict',
	'analysis-plan/not-found': 'not-found',
	'analysis-plan/nothing-to-confirm': 'invalid',
	'analysis-plan/cause-unknown': 'invalid',
	'regression/too-few': 'invalid',
	'regression/ill-conditioned': 'invalid',
	'regression/all-equal': 'invalid',
	'regression/not-positive': 'invalid',
	'decomposition/not-positive': 'invalid',
	'decomposition/sign-changes': 'invalid',
	'frontier/too-few': 'invalid',
	'frontier/too-many': 'invalid',
	'frontier/bad-measure': 'invalid',
	'frontier/empty-producer': 'invalid',
	'frontier/no-optimum': 'conflict',
	'parameter/series-not-found': 'not-found',
	'parameter/series-exists': 'conflict',
	'parameter/malformed-series': 'invalid',
	'parameter/not-a-place': 'invalid',
	'parameter/malformed-key': 'invalid',
	'parameter/not-positive': 'invalid',
	'parameter/no-source': 'invalid',
	'parameter/draft-not-found': 'not-found',
	'parameter/decided': 'conflict'
};
