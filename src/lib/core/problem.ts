import { COLLABORATION_KINDS, type CollaborationProblems } from './problem/collaboration.ts';
import { COMPARISON_KINDS, type ComparisonProblems } from './problem/comparison.ts';
import { COSTING_KINDS, type CostingProblems } from './problem/costing.ts';
import { EXPORT_KINDS, type ExportProblems } from './problem/export.ts';
import { GENERAL_KINDS, type GeneralProblems } from './problem/general.ts';
import { INSTALLATION_KINDS, type InstallationProblems } from './problem/installation.ts';
import { INTAKE_KINDS, type IntakeProblems } from './problem/intake.ts';
import { LINEAGE_KINDS, type LineageProblems } from './problem/lineage.ts';
import { PEOPLE_KINDS, type PeopleProblems } from './problem/people.ts';
import { STANDARDS_KINDS, type StandardsProblems } from './problem/standards.ts';
import type { ProblemKind } from './problem/kind.ts';

/**
 * Expected refusals as data. The code is stable API; the Chinese sentence for it (what, why, what next) lives in
 * src/lib/text/problems. `ProblemValues` is the closed union of all areas: adding a code without its kind or its
 * sentence does not compile.
 */
export interface ProblemValues
	extends
		GeneralProblems,
		CostingProblems,
		CollaborationProblems,
		IntakeProblems,
		ExportProblems,
		ComparisonProblems,
		StandardsProblems,
		LineageProblems,
		PeopleProblems,
		InstallationProblems {}

export type ProblemCode = keyof ProblemValues;

export const PROBLEM_KINDS: { readonly [C in ProblemCode]: ProblemKind } = {
	...GENERAL_KINDS,
	...COSTING_KINDS,
	...COLLABORATION_KINDS,
	...INTAKE_KINDS,
	...EXPORT_KINDS,
	...COMPARISON_KINDS,
	...STANDARDS_KINDS,
	...LINEAGE_KINDS,
	...PEOPLE_KINDS,
	...INSTALLATION_KINDS
};

export type Problem = {
	readonly [C in ProblemCode]: { readonly code: C; readonly values: ProblemValues[C] };
}[ProblemCode];

/** Builds a problem; the values are checked against the code. */
export function problem<C extends ProblemCode>(code: C, values: ProblemValues[C]): Problem {
	// The mapped union above is exactly the set of these pairs; TypeScript cannot see that through the type parameter.
	return { code, values } as Problem;
}
