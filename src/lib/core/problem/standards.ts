import type { ProblemKind } from './kind.ts';

/** Refusals about standards. */
export interface StandardsProblems {
	'standard/not-found': Record<never, never>;
	'standard/bad-parameter': { name: string; text: string; expected: string };
	'standard/draft-malformed': { field: string };
	'standard/draft-changed': Record<never, never>;
	'standard/opinion-missing': Record<never, never>;
	'standard/draft-incomplete': { missing: string };
	'standard/policy-incomplete': Record<never, never>;
	'standard/no-quota-value': { verdict: string };
	'standard/comparison-not-frozen': { title: string };
	'standard/verdict-forbids': { verdict: string; reasons: string };
	'standard/already-issued': { document: string };
	'standard/document-number': { text: string };
	'standard/trial-only': Record<never, never>;
	'standard/dates': { from: string; to: string };
	'standard/code-taken': { code: string; from: string };
	'standard/code-of-other': { code: string; title: string };
	'standard/not-in-force': { code: string; date: string; status: string; advice: string };
	'standard/none-in-force': { code: string; date: string };
	'standard/unit-differs': { standardUnit: string; unit: string };
	'standard/rule-flawed': { title: string; detail: string };
	'standard/tiers-broken': { title: string; step: string; first: string; second: string };
	'standard/outside-tiers': { title: string; name: string; value: string };
	'standard/rule-no-number': { title: string; step: string; error: string };
	'standard/rule-condition': { title: string; words: string; clause: string };
	'standard/rule-payers': { title: string; paid: string; value: string; unit: string };
	'standard/other-grade': { title: string; grade: string; asked: string };
	'standard/other-region': { title: string; region: string; asked: string };
	'standard/rule-not-money': { title: string; unit: string };
	'standard/rule-incomplete': { rule: string; missing: string };
	'standard/regression-few': { n: string };
	'standard/reference-outside': { reference: string; from: string; to: string };
	'standard/same-service-none': Record<never, never>;
	'standard/quotes-few': { n: string };
	'standard/build-up-unit': { recipe: string; unit: string; expected: string };
	'standard/breaks-broken': { detail: string };
	'standard/coefficient-unknown': { name: string };
	'standard/coefficient-product': { product: string; from: string; to: string };
	'workpaper/not-found': Record<never, never>;
	'workpaper/empty': { title: string };
	'workpaper/too-many': { lines: string; most: string };
	'workpaper/line': { row: string; name: string; text: string; expected: string };
	'standard/no-composition': Record<never, never>;
	'standard/floor-as-ceiling': Record<never, never>;
	'standard/payers-general': Record<never, never>;
	'standard/payer-shares': { where: string; total: string };
	'standard/above-base': { value: string; unit: string; base: string; document: string };
	'standard/repeal-not-found': Record<never, never>;
	'standard/repeal-decided': { state: string };
	'standard/repeal-open': Record<never, never>;
	'standard/repeal-reason': Record<never, never>;
	'standard/repeal-date': { date: string; status: string };
	'standard/review-date': { date: string; from: string };
	'standard/review-note': Record<never, never>;
	'standard/outturn-year': { year: string; from: string };
	'standard/outturn-measured': { project: string; year: string };
	'standard/not-town': { organisation: string };
	'standard/not-district': { organisation: string };
}

export const STANDARDS_KINDS: { readonly [C in keyof StandardsProblems]: ProblemKind } = {
	'standard/not-found': 'not-found',
	'standard/bad-parameter': 'invalid',
	'standard/draft-malformed': 'invalid',
	'standard/draft-changed': 'conflict',
	'standard/opinion-missing': 'invalid',
	'standard/draft-incomplete': 'invalid',
	'standard/policy-incomplete': 'invalid',
	'standard/no-quota-value': 'conflict',
	'standard/comparison-not-frozen': 'conflict',
	'standard/verdict-forbids': 'conflict',
	'standard/already-issued': 'conflict',
	'standard/document-number': 'invalid',
	'standard/trial-only': 'conflict',
	'standard/dates': 'invalid',
	'standard/code-taken': 'conflict',
	'standard/code-of-other': 'conflict',
	'standard/not-in-force': 'conflict',
	'standard/none-in-force': 'not-found',
	'standard/unit-differs': 'invalid',
	'standard/rule-flawed': 'invalid',
	'standard/tiers-broken': 'invalid',
	'standard/outside-tiers': 'invalid',
	'standard/rule-no-number': 'invalid',
	'standard/rule-condition': 'invalid',
	'standard/rule-payers': 'invalid',
	'standard/other-grade': 'invalid',
	'standard/other-region': 'invalid',
	'standard/rule-not-money': 'invalid',
	'standard/rule-incomplete': 'invalid',
	'standard/regression-few': 'invalid',
	'standard/reference-outside': 'invalid',
	'standard/same-service-none': 'invalid',
	'standard/quotes-few': 'invalid',
	'standard/build-up-unit': 'invalid',
	'standard/breaks-broken': 'invalid',
	'standard/coefficient-unknown': 'invalid',
	'standard/coefficient-product': 'invalid',
	'workpaper/not-found': 'not-found',
	'workpaper/empty': 'invalid',
	'workpaper/too-many': 'invalid',
	'workpaper/line': 'invalid',
	'standard/no-composition': 'conflict',
	'standard/floor-as-ceiling': 'invalid',
	'standard/payers-general': 'invalid',
	'standard/payer-shares': 'invalid',
	'standard/above-base': 'conflict',
	'standard/repeal-not-found': 'not-found',
	'standard/repeal-decided': 'conflict',
	'standard/repeal-open': 'conflict',
	'standard/repeal-reason': 'invalid',
	'standard/repeal-date': 'conflict',
	'standard/review-date': 'invalid',
	'standard/review-note': 'invalid',
	'standard/outturn-year': 'invalid',
	'standard/outturn-measured': 'conflict',
	'standard/not-town': 'conflict',
	'standard/not-district': 'invalid'
};
