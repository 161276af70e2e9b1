import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { envelopment, type Efficiency } from '../frontier/envelopment.ts';
import { keptSolver } from '../frontier/kept-solutions.ts';
import type { LinearSolver } from '../frontier/linear-program.ts';
import { measuresOf, producersOf, type MeasuredMember } from '../frontier/measures.ts';
import type { AnalysedSet } from './analysed-set.ts';
import { doubleText } from './double-text.ts';
import type { FrontierContent, FrontierPlan, FrontierRow } from './set-analysis-snapshot.ts';

/** A member with its efficiency. */
export interface EfficientMember extends Efficiency {
	readonly member: number;
}

/**
 * Efficiency of the members by the measures of the plan. Refuses measures that not every member has, and more members than
 * can be solved while somebody waits.
 */
export function efficiencies(
	members: readonly MeasuredMember[],
	plan: FrontierPlan,
	solve: LinearSolver
): Result<readonly EfficientMember[]> {
	const offered = new Set(measuresOf(members).map(({ id }) => id));
	if (![...plan.inputs, ...plan.outputs].every((id) => offered.has(id)))
		return refuse(problem('analysis-plan/malformed', { field: '投入和产出' }));
	if (members.length > LIMITS.frontierProducers)
		return refuse(
			problem('frontier/too-many', { n: String(members.length), limit: String(LIMITS.frontierProducers) })
		);
	const solved = envelopment(producersOf(members, plan.inputs, plan.outputs), plan, solve);
	if (!solved.ok) return solved;
	return ok(solved.value.map((efficiency, i) => ({ ...efficiency, member: members[i]?.member ?? i })));
}

/** The included members with the breakdown behind each, where there is one. */
export function measuredMembers({ members, breakdownOf }: AnalysedSet): readonly MeasuredMember[] {
	return members
		.filter(({ included }) => included)
		.map((member) => ({ ...member, breakdown: breakdownOf(member.member) }));
}

/** The frozen frontier, from the solutions kept with it; each is proved to be the optimum before it counts. */
export function frozenFrontier(set: AnalysedSet, content: FrontierContent): Result<readonly FrontierRow[]> {
	const members = measuredMembers(set);
	const found = efficiencies(members, content, keptSolver(content.solutions));
	if (!found.ok) return found;
	return ok(
		found.value.map(({ member, score, peers, inputSlacks, outputSlacks }) => ({
			member,
			score: text(score),
			peers: peers.map(({ index, weight }) => ({
				member: members[index]?.member ?? index,
				weight: text(weight)
			})),
			inputSlacks: inputSlacks.map(text),
			outputSlacks: outputSlacks.map(text)
		}))
	);
}

function text(value: number): string {
	const written = doubleText(value);
	if (written === null) throw new Error('What was proved is finite');
	return written;
}
