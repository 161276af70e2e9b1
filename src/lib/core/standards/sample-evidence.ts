import { gradeWords } from '../comparison/samples/origin.ts';
import type { Credibility } from '../comparison/samples/sample-table.ts';
import type { ComparisonSnapshot } from './inputs.ts';
import type { Reason } from './verdict.ts';

/** Grades that somebody outside can check against a public record; the others are hearsay until somebody has. */
const CHECKABLE: readonly Credibility[] = ['A', 'B'];
const LONGEST_SOURCE = 60;

/**
 * What the origin of the sample allows: its grades (可信度等级), and figures that were most likely copied. Own confirmed
 * analyses and grades A and B can be checked; where more than half of the independent projects are of grade C or D the
 * value may be tried, not issued for good; where more than half are of grade D it only controls. A recommendation of this
 * product; no policy document gives one. Sets frozen before they named their samples say nothing here, so that their
 * standards replay as they were.
 */
export function originReasons(comparison: ComparisonSnapshot): readonly Reason[] {
	return [...equalReasons(comparison), ...gradeReasons(comparison)];
}

function equalReasons({ content, results }: ComparisonSnapshot): readonly Reason[] {
	if (content.allEqual !== true || results.included === null) return [];
	const { projects } = results.included;
	return [
		{
			allows: 'control-figure',
			text: `纳入的 ${projects} 个项目可比单位成本完全相同，多半是套用同一单价或重复登记，看不出实际成本水平，不作为标准印发；应核对原始资料，补充各自的实际成本。`
		}
	];
}

function gradeReasons({ content, results }: ComparisonSnapshot): readonly Reason[] {
	const { samples } = content;
	if (samples === undefined) return [];
	const grades = new Map<string, Credibility | undefined>();
	const counts = new Map<number, number>();
	content.members.forEach(({ analysis, included }, i) => {
		const member = results.members[i];
		if (!included || !member) return;
		grades.set(member.project, member.external);
		counts.set(analysis, (counts.get(analysis) ?? 0) + 1);
	});
	const external = [...grades.values()].filter((grade) => grade !== undefined);
	if (external.length === 0) return [];
	const named = samples
		.filter(({ input }) => counts.has(input))
		.map(
			({ input, name, source, credibility }) =>
				`“${name}”${counts.get(input)} 个（${credibility} 级，来源：${shortened(source)}）`
		);
	const said = `样本中有外部样本：${named.join('、')}，按独立项目计 ${gradeWords(external)}，共 ${grades.size} 个独立项目`;
	return [allowed(external, grades.size, said)];
}

function allowed(external: readonly Credibility[], projects: number, said: string): Reason {
	const unchecked = external.filter((grade) => !CHECKABLE.includes(grade)).length;
	const hearsay = external.filter((grade) => grade === 'D').length;
	if (hearsay * 2 > projects)
		return {
			allows: 'control-figure',
			text: `${said}；D 级超过一半，未经核对，不作为标准印发，可据此设定分项成本控制数；应补充本地核定成本或 A、B 级样本。`
		};
	if (unchecked * 2 > projects)
		return {
			allows: 'trial',
			text: `${said}；C、D 级超过一半，最多只可试行；应补充本地核定成本或 A、B 级样本后再作为标准。`
		};
	return { allows: 'standard', text: `${said}；本地核定成本和 A、B 级样本不少于一半，来源可以核对。` };
}

/** A quota in other money cannot be paid out of a budget in 元, whatever else the sample allows. */
export function moneyReasons({ content }: ComparisonSnapshot): readonly Reason[] {
	const { currency } = content;
	if (currency === undefined) return [];
	return [
		{
			allows: 'not-yet',
			text: `样本以${currency}计，没有按汇率折为人民币，暂不成标准；请另建比对，打开“汇率”步骤并选用有来源的汇率表后再测算。`
		}
	];
}

function shortened(source: string): string {
	return source.length > LONGEST_SOURCE ? `${source.slice(0, LONGEST_SOURCE)}…` : source;
}
