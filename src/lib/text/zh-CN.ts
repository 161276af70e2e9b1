import type { Problem, ProblemValues } from '#lib/core/problem.ts';
import { COLLABORATION_SENTENCES } from './problems/collaboration.ts';
import { COMPARISON_SENTENCES } from './problems/comparison.ts';
import { COSTING_SENTENCES } from './problems/costing.ts';
import { EXPORT_SENTENCES } from './problems/export.ts';
import { GENERAL_SENTENCES } from './problems/general.ts';
import { INSTALLATION_SENTENCES } from './problems/installation.ts';
import { INTAKE_SENTENCES } from './problems/intake.ts';
import { LINEAGE_SENTENCES } from './problems/lineage.ts';
import { PEOPLE_SENTENCES } from './problems/people.ts';
import { STANDARDS_SENTENCES } from './problems/standards.ts';
import type { Sentences } from './problems/sentences.ts';

const SENTENCES: Sentences<ProblemValues> = {
	...GENERAL_SENTENCES,
	...COSTING_SENTENCES,
	...COLLABORATION_SENTENCES,
	...INTAKE_SENTENCES,
	...EXPORT_SENTENCES,
	...COMPARISON_SENTENCES,
	...STANDARDS_SENTENCES,
	...LINEAGE_SENTENCES,
	...PEOPLE_SENTENCES,
	...INSTALLATION_SENTENCES
};

/** The Chinese text of a problem. */
export function problemText(problem: Problem): string {
	// Each code's sentence takes exactly that code's values; the union hides the pairing from TypeScript.
	const sentence = SENTENCES[problem.code] as (values: Problem['values'], say: typeof problemText) => string;
	return sentence(problem.values, problemText);
}
