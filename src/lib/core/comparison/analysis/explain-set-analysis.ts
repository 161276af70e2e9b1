import type { Step } from '../../address/step.ts';
import type { ValueRef } from '../../address/value-ref.ts';
import { atPointer, type Snapshot } from '../../snapshot/snapshot.ts';
import type { Hash } from '../../address/value-ref.ts';
import { STEP_WORDS } from '../normalise/chain.ts';
import { QUANTILE_TYPES } from '../statistics/quantile.ts';
import { CAUSES, SPLIT_METHODS } from '../why-dear.ts';
import type { SetAnalysisContent, SetAnalysisResults } from './set-analysis-snapshot.ts';
import { COEFFICIENT_WORDS, FIT_WORDS, INTERVAL_WORDS, ROBUST_WORDS } from './figure-words.ts';

/** What a figure is and where it came from; its value is read at its pointer. */
interface Told {
	readonly label: string;
	readonly words: string;
	readonly inputs: readonly ValueRef[];
}

interface Frozen {
	readonly content: SetAnalysisContent;
	readonly results: SetAnalysisResults;
	/** A place in the comparison, or in the analysis behind one of its members. */
	readonly compared: (pointer: string) => ValueRef;
	readonly own: (pointer: string) => ValueRef;
}

/** Explains every figure of a frozen set analysis; undefined where the pointer names none. */
export function explainSetAnalysis(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const value = atPointer(snapshot, pointer);
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const frozen: Frozen = {
		// Only `comparison/analysis@1` writes these, and it is the only caller.
		content: snapshot.content as SetAnalysisContent,
		results: snapshot.results as SetAnalysisResults,
		compared: (inside) => ({ kind: 'frozen', snapshot: snapshot.inputs[0]?.hash ?? '', pointer: inside }),
		own: (inside) => ({ kind: 'frozen', snapshot: hash, pointer: inside })
	};
	const [area, group, ...rest] = pointer.split('/').slice(1);
	const explained =
		area === 'results' && group !== undefined && Object.hasOwn(EXPLAINED, group)
			? EXPLAINED[group]?.(frozen, rest)
			: undefined;
	if (!explained) return undefined;
	const { label, words, inputs } = explained;
	return {
		ref: { kind: 'frozen', snapshot: hash, pointer },
		label,
		value: String(value),
		unit: null,
		method: { id: 'comparison/analysis@1', words },
		inputs
	};
}

type Explainer = (frozen: Frozen, rest: readonly string[]) => Told | undefined;

const EXPLAINED: { readonly [group: string]: Explainer } = {
	robust: (frozen, [name = '', at, field, part]) =>
		name === 'members' ? explainMember(frozen, Number(at), field, part) : explainRobust(frozen, name),
	interval: ({ content, results, compared }, [name = '']) => {
		const label = wordOf(INTERVAL_WORDS, name);
		const words = `自助法重抽样 ${content.replicates} 次，随机种子 ${content.seed}，置信水平 95%`;
		return label ? { label, words, inputs: included({ results, compared }) } : undefined;
	},
	waterfalls: ({ results, compared }, [at, bars, j]) => {
		const found = results.waterfalls[Number(at)];
		const bar = found?.bars[Number(j)];
		if (!found || !bar || bars !== 'bars') return undefined;
		const steps = [`/results/members/${found.member}/raw`, `/results/members/${found.member}/comparable`];
		return {
			label: `${STEP_WORDS[bar.step]}的影响`,
			words: '按对数平均分摊到各步骤，各步骤之和等于归一化前后之差，与步骤先后无关',
			inputs: steps.map(compared)
		};
	},
	regression: ({ results, compared }, [name = '', j, field = '']) => {
		const inputs = included({ results, compared });
		const words = '最小二乘回归，用正交分解求解；自变量和样本见比对分析';
		const coefficient = results.regression?.coefficients[Number(j)];
		const label =
			name === 'coefficients'
				? coefficient &&
					wordOf(COEFFICIENT_WORDS, field) &&
					`${coefficient.name} ${wordOf(COEFFICIENT_WORDS, field)}`
				: wordOf(FIT_WORDS, name);
		return label ? { label, words, inputs } : undefined;
	},
	split: (frozen, [name = '', at, field = '']) => explainSplit(frozen, name, Number(at), field),
	frontier: ({ content, results, compared }, [at, field = '']) => {
		const label = wordOf(FRONTIER_WORDS, field);
		if (!results.frontier?.[Number(at)] || !content.frontier || !label) return undefined;
		const { returns, orientation, solver } = content.frontier;
		const scale = returns === 'constant' ? '规模报酬不变（CCR）' : '规模报酬可变（BCC）';
		const facing = orientation === 'input' ? '投入导向' : '产出导向';
		return {
			label,
			words: `数据包络分析，${scale}，${facing}；最优解由 ${solver} 求得，每次重算都用对偶解核对它确是最优`,
			inputs: included({ results, compared })
		};
	}
};

function explainRobust({ content, results, compared }: Frozen, name: string): Told | undefined {
	const found = ROBUST_WORDS[name as keyof typeof ROBUST_WORDS];
	if (!Object.hasOwn(ROBUST_WORDS, name) || !found) return undefined;
	const type = QUANTILE_TYPES[content.quantileType];
	const words = found.quantile ? `${found.rule}；分位数按${type.label}，${type.position}` : found.rule;
	return { label: `纳入样本 ${found.label}`, words, inputs: included({ results, compared }) };
}

function explainMember(
	{ results, compared, own }: Frozen,
	at: number,
	field: string | undefined,
	part: string | undefined
): Told | undefined {
	const found = results.robust.members[at];
	if (!found) return undefined;
	const comparable = compared(`/results/members/${found.member}/comparable`);
	if (field === 'modifiedZ')
		return {
			label: '修正 z 分数',
			words: '0.6745 ×（可比单位成本 − 中位数）÷ 绝对中位差',
			inputs: [comparable, own('/results/robust/median'), own('/results/robust/mad')]
		};
	const label = field === 'without' && part !== undefined ? ROBUST_WORDS[part as 'median']?.label : undefined;
	if (!label) return undefined;
	const others = included({ results, compared }, found.member);
	return { label: `剔除该样本后的${label}`, words: '用其余纳入样本重新计算', inputs: others };
}

function explainSplit(
	{ content, results, compared, own }: Frozen,
	name: string,
	at: number,
	field: string
): Told | undefined {
	if (!content.split || !results.split) return undefined;
	const sides = [content.split.own, content.split.benchmark];
	const ends = sides.map((member) => compared(`/results/members/${member}/comparable`));
	const { label: called, note } = SPLIT_METHODS[content.split.method];
	const method = `${called}（${note}）`;
	if (name === 'causes' && field === 'effect') {
		const cause = results.split.causes[at];
		const whole = own('/results/split/difference');
		return (
			cause && {
				label: `${CAUSES[cause.cause]}的影响`,
				words: `${method}，各因素之和等于总差异`,
				inputs: [whole]
			}
		);
	}
	if (name === 'lines') {
		const line = results.split.lines[at];
		const side = SPLIT_SIDES[field as keyof typeof SPLIT_SIDES];
		return line && side
			? { label: `${line.label} ${side}`, words: '成本项的单位成本，按可比口径折算', inputs: ends }
			: undefined;
	}
	const side = SPLIT_SIDES[name as keyof typeof SPLIT_SIDES];
	const words = '可比单位成本，还原服务等级，以便等级作为一个因素';
	return side && { label: side, words, inputs: ends };
}

const SPLIT_SIDES = { own: '本项目', benchmark: '对照', difference: '差异' } as const;

/** The comparable unit costs of the included members, but for one. */
function included(
	{ results, compared }: Pick<Frozen, 'results' | 'compared'>,
	except?: number
): readonly ValueRef[] {
	return results.robust.members
		.filter(({ member }) => member !== except)
		.map(({ member }) => compared(`/results/members/${member}/comparable`));
}

const FRONTIER_WORDS = {
	score: '效率值',
	peers: '参照权重',
	inputSlacks: '还可节省的投入',
	outputSlacks: '还可增加的产出'
} as const;

function wordOf(words: { readonly [name: string]: string }, name: string): string | undefined {
	return Object.hasOwn(words, name) ? words[name] : undefined;
}
