import type { Step } from '../address/step.ts';
import type { Hash, ValueRef } from '../address/value-ref.ts';
import { unitById } from '../quantity/units.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { ComparisonContent, ComparisonMember, ComparisonResults } from './comparison-snapshot.ts';
import { YUAN } from './currency.ts';
import { STEP_WORDS } from './normalise/chain.ts';
import { comparableRate } from './rate.ts';
import { originWords } from './samples/origin.ts';
import { STATISTIC_WORDS, type StatisticName } from './statistic-words.ts';

/** A comparison snapshot at hand, with the addresses its explanations point to. */
interface Frozen {
	readonly snapshot: Snapshot;
	readonly content: ComparisonContent;
	readonly results: ComparisonResults;
	readonly own: (pointer: string) => ValueRef;
	/** An address inside an input snapshot. */
	readonly of: (input: number, pointer: string) => ValueRef;
}

/** Explains every figure of a frozen comparison; undefined where the pointer names none. */
export function explainComparison(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const frozen: Frozen = {
		snapshot,
		// Only `comparison/normalise@1` writes these, and it is the only caller.
		content: snapshot.content as ComparisonContent,
		results: snapshot.results as ComparisonResults,
		own: (inside) => ({ kind: 'frozen', snapshot: hash, pointer: inside }),
		of: (input, inside) => ({ kind: 'frozen', snapshot: hashOf(snapshot, input), pointer: inside })
	};
	const [area, group, a, b, c, d, ...rest] = pointer.split('/').slice(1);
	if (rest.length > 0) return undefined;
	if (area === 'content' && group === 'targetYear' && a === undefined)
		return explainTargetYear(frozen, pointer);
	if (area !== 'results' || a === undefined) return undefined;
	if (group === 'members' && b === 'steps' && c !== undefined && d !== undefined)
		return explainStep(frozen, Number(a), Number(c), d, pointer);
	if (group === 'members' && c === undefined) return explainMember(frozen, Number(a), b, pointer);
	if ((group === 'all' || group === 'included') && b === undefined)
		return explainStatistic(frozen, group, a, pointer);
	return undefined;
}

function explainTargetYear({ content, own }: Frozen, pointer: string): Step {
	const value = String(content.targetYear);
	return {
		ref: own(pointer),
		label: '目标价格年份',
		value,
		unit: '年',
		method: null,
		inputs: [],
		end: 'typed'
	};
}

function explainMember(
	frozen: Frozen,
	i: number,
	field: string | undefined,
	pointer: string
): Step | undefined {
	const { content, results, own } = frozen;
	const member = content.members[i];
	const result = results.members[i];
	if (!member || !result) return undefined;
	const unit = comparableRate(content.unit, content.currency);
	const step = (label: string, value: string, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${result.label} ${label}`,
		value,
		unit,
		method: { id: 'comparison/normalise@1', words },
		inputs
	});
	if (field === 'raw') {
		const source = sourceOf(frozen, member, 'unitCost');
		return {
			...step('单位成本（归一化前）', result.raw, result.rawWords, [source]),
			unit: `${result.money ?? content.currency ?? YUAN}/${unitById(content.unit).name}`
		};
	}
	if (field === 'output') {
		const source = sourceOf(frozen, member, 'output');
		const origin = result.external === undefined ? '成本分析' : '外部样本';
		return {
			...step('产出数量', result.output, `取自${origin}的产出数量，换算为比对的计量单位`, [source]),
			unit: null
		};
	}
	if (field !== 'comparable') return undefined;
	const last = own(`/results/members/${i}/steps/${result.steps.length - 1}/value`);
	const names = result.steps.map(({ step: id }) => STEP_WORDS[id]).join('、');
	return step('可比单位成本', result.comparable, `依次经过${names}归一化后的单位成本`, [last]);
}

/** Where a member's figure was taken from: a cost unit of an analysis, or a row of an external sample. */
function sourceOf(
	{ snapshot, of }: Frozen,
	{ analysis, unit }: ComparisonMember,
	figure: 'unitCost' | 'output'
): ValueRef {
	if (snapshot.inputs[analysis]?.role === 'samples') return of(analysis, `/results/rows/${unit}/${figure}`);
	return of(
		analysis,
		figure === 'unitCost' ? `/results/units/${unit}/unitCost` : `/content/units/${unit}/output`
	);
}

function explainStep(frozen: Frozen, i: number, j: number, field: string, pointer: string): Step | undefined {
	const { content, results, own, of } = frozen;
	const member = content.members[i];
	const result = results.members[i];
	const step = result?.steps[j];
	if (!member || !result || !step || (field !== 'value' && field !== 'factor')) return undefined;
	const series = step.step === 'period' ? undefined : content.parameters[step.step];
	const read = series === undefined ? [] : step.read.map((inside) => of(series, inside));
	const moneyBefore = step.step === 'period' ? result.money : undefined;
	const before = own(j === 0 ? `/results/members/${i}/raw` : `/results/members/${i}/steps/${j - 1}/value`);
	const factor = own(`/results/members/${i}/steps/${j}/factor`);
	return {
		ref: own(pointer),
		label: `${result.label} ${STEP_WORDS[step.step]}${field === 'value' ? '调整后' : '系数'}`,
		value: step[field],
		unit: field === 'value' ? comparableRate(content.unit, moneyBefore ?? content.currency) : null,
		method: { id: step.method, words: step.words },
		inputs: field === 'value' ? [before, factor] : read,
		// A factor that reads no series comes from what the analysis states of itself: its months, its price year, its region.
		...(field === 'factor' && read.length === 0
			? { end: 'typed' as const, source: { document: '成本分析所填的口径' } }
			: {})
	};
}

function explainStatistic(
	{ content, results, own }: Frozen,
	group: 'all' | 'included',
	name: string,
	pointer: string
): Step | undefined {
	const statistics = results[group];
	if (!statistics || !Object.hasOwn(STATISTIC_WORDS, name)) return undefined;
	const statistic = name as StatisticName;
	const value = statistics[statistic];
	if (value === null) return undefined;
	const { label, rule, measure, from } = STATISTIC_WORDS[statistic];
	const members = results.members.flatMap((_, i) =>
		group === 'all' || content.members[i]?.included ? [i] : []
	);
	const fields = statistic === 'volumeWeighted' ? ['comparable', 'output'] : ['comparable'];
	return {
		ref: own(pointer),
		label: `${group === 'all' ? '全部' : '纳入'}样本 ${label}`,
		value: String(value),
		unit:
			measure === 'rate' ? comparableRate(content.unit, content.currency) : measure === 'count' ? '个' : null,
		method: {
			id: 'comparison/normalise@1',
			words: `${rule}；样本 ${statistics.n} 个，独立项目 ${statistics.projects} 个${originWords(members.map((i) => results.members[i]?.external))}`
		},
		inputs: from
			? from.map((other) => own(`/results/${group}/${other}`))
			: members.flatMap((i) => fields.map((field) => own(`/results/members/${i}/${field}`)))
	};
}

function hashOf(snapshot: Snapshot, input: number): Hash {
	const found = snapshot.inputs[input];
	if (!found) throw new Error(`A comparison snapshot lacks its input ${input}`);
	return found.hash;
}
