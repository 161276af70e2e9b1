import { add, dec, multiply, ONE, subtract, toText, ZERO, type Decimal } from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { profileOf, type CostProfile } from '../cost-profile.ts';
import { whyDear, type Split } from '../why-dear.ts';
import type { AnalysedMember, AnalysedSet } from './analysed-set.ts';
import type { SplitFigures, SplitPlan } from './set-analysis-snapshot.ts';
import { splitWords } from './split-words.ts';

/** Lines that the paragraph names. */
const NAMED_LINES = 3;

/**
 * Why one member is dearer than another (我们为什么贵), with the lines that explain most and the paragraph for the report.
 * Unit costs are comparable but for the grade, whose part is one of the causes. Refuses a member that is not there or is
 * compared with itself, and one that has no breakdown behind it.
 */
export function splitMembers(set: AnalysedSet, plan: SplitPlan, unit: string): Result<SplitFigures> {
	if (plan.own === plan.benchmark) return refuse(problem('analysis-plan/same-member', {}));
	const own = profileOfMember(set, plan.own);
	if (!own.ok) return own;
	const benchmark = profileOfMember(set, plan.benchmark);
	if (!benchmark.ok) return benchmark;
	const split = whyDear(own.value, benchmark.value, plan.method);
	if (!split.ok) return split;
	return ok({
		...figures(split.value),
		words: splitWords({ split: split.value, own: own.value.label, benchmark: benchmark.value.label, unit })
	});
}

function figures({ own, benchmark, difference, causes, lines }: Split): Omit<SplitFigures, 'words'> {
	return {
		own: toText(own),
		benchmark: toText(benchmark),
		difference: toText(difference),
		causes: causes.map(({ cause, effect }) => ({ cause, effect: toText(effect) })),
		lines: lines.slice(0, NAMED_LINES).map((line) => ({
			label: line.label,
			line: line.line,
			own: toText(line.own),
			benchmark: toText(line.benchmark),
			difference: toText(line.difference)
		}))
	};
}

function profileOfMember(set: AnalysedSet, index: number): Result<CostProfile> {
	const member = set.members.find((one) => one.member === index);
	if (!member) return refuse(problem('comparison/member-not-found', {}));
	const breakdown = set.breakdownOf(index);
	if (!breakdown) return refuse(problem('analysis-plan/no-breakdown', { member: member.result.label }));
	return ok(
		profileOf(breakdown, member.observation.index, {
			label: member.result.label,
			output: dec(member.result.output),
			...withGrade(member)
		})
	);
}

/** The comparable unit cost before its grade is divided out, and the grade: what is added for scope stays as it is. */
function withGrade({ result }: AnalysedMember): { readonly comparable: Decimal; readonly grade: Decimal } {
	const comparable = dec(result.comparable);
	const at = result.steps.findIndex(({ step }) => step === 'grade');
	const factor = at < 0 ? ONE : dec(result.steps[at]?.factor ?? '1');
	const scope = result.steps.findIndex(({ step }) => step === 'scope');
	const added =
		scope < 0
			? ZERO
			: subtract(dec(result.steps[scope]?.value ?? '0'), dec(result.steps[scope - 1]?.value ?? result.raw));
	return { comparable: add(multiply(subtract(comparable, added), factor), added), grade: factor };
}
