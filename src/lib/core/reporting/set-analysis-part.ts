import type { Hash } from '../address/value-ref.ts';
import { robustNotes } from '../comparison/analysis/robust-notes.ts';
import { CENTRE_WORDS, ROBUST_NAMES, ROBUST_WORDS } from '../comparison/analysis/figure-words.ts';
import type { SetAnalysisContent, SetAnalysisResults } from '../comparison/analysis/set-analysis-snapshot.ts';
import { CREDIBILITY, type Credibility } from '../comparison/samples/sample-table.ts';
import { CAUSES } from '../comparison/why-dear.ts';
import { compare, dec, toFixedText } from '../decimal/decimal.ts';
import { groupThousands } from '../money/fen.ts';
import { heading, paragraph, type Block, type BoundNumber, type Row, type Table } from './document.ts';
import { stripPicture } from './strip-picture.ts';

/** Where some of the included members come from, and how many they are. */
export interface ReportedSample {
	readonly name: string;
	readonly source: string;
	readonly credibility: Credibility;
	readonly count: number;
}

/** A saved analysis of a comparison that a project takes part in, as its reader may see it. */
export interface ReportedComparison {
	readonly comparison: Hash;
	readonly analysis: Hash;
	readonly content: SetAnalysisContent;
	readonly results: SetAnalysisResults;
	/** "元/平方米·年" */
	readonly unit: string;
	/** Every member, by its index in the comparison. */
	readonly members: readonly { readonly value: string; readonly own: boolean; readonly included: boolean }[];
	/** External samples among the included members. */
	readonly samples: readonly ReportedSample[];
}

/** 同类比对分析: per saved analysis a sentence, the picture, the statistics, and why the project is dear. None: no heading. */
export function setAnalysisBlocks(comparisons: readonly ReportedComparison[]): readonly Block[] {
	if (comparisons.length === 0) return [];
	return [heading(2, '同类比对分析'), ...comparisons.flatMap(blocksOf)];
}

function blocksOf(reported: ReportedComparison): readonly Block[] {
	const { content, results, unit, members } = reported;
	const { q1, median, q3 } = results.robust;
	const { split } = results;
	const about = split !== null && content.split !== null && members[content.split.own]?.own === true;
	return [
		heading(3, content.title),
		paragraph(...position(reported)),
		paragraph(...centre(reported)),
		stripPicture(
			{ values: members, q1, median, q3, unit },
			`${content.title}可比单位成本分布（红点为本项目，空心点未纳入）`
		),
		statistics(reported),
		...(reported.samples.length > 0 ? [sampleTable(reported)] : []),
		...(about ? [paragraph(split.words), causes(reported, split)] : [])
	];
}

function position({ comparison, content, results, unit, members }: ReportedComparison) {
	const others = members.filter(({ included }) => included);
	const own = members.flatMap((member, index) => (member.own ? [{ ...member, index }] : []));
	return [
		`在“${content.title}”的 ${results.robust.n} 个纳入成本单元中，本项目`,
		...own.flatMap(({ value, index, included }, i) => {
			const lower = others.filter((other) => compare(dec(other.value), dec(value)) < 0).length;
			return [
				i === 0 ? '可比单位成本 ' : '；另一成本单元 ',
				bound(comparison, `/results/members/${index}/comparable`, cost(value)),
				` ${unit}${included ? `，由低到高排第 ${lower + 1}` : '，未纳入统计'}`
			];
		}),
		'。'
	];
}

function centre({ analysis, content, results, unit }: ReportedComparison) {
	const { interval } = results;
	const at = (name: 'estimate' | 'percentileLow' | 'percentileHigh') =>
		bound(analysis, `/results/interval/${name}`, cost(interval[name]));
	return [
		`报告采用${CENTRE_WORDS[content.centre]} `,
		at('estimate'),
		` ${unit}，自助法重抽样 ${content.replicates} 次的 95% 区间为 `,
		at('percentileLow'),
		' 至 ',
		at('percentileHigh'),
		'。'
	];
}

function statistics({ analysis, content, results, unit }: ReportedComparison): Table {
	const cells = ROBUST_NAMES.map((name) => {
		const value = results.robust[name];
		const plain = name === 'n' || name === 'variation';
		const text = value === null ? '不适用' : plain ? String(value) : cost(String(value));
		return [ROBUST_WORDS[name].label, bound(analysis, `/results/robust/${name}`, text)] as const;
	});
	const half = Math.ceil(cells.length / 2);
	return {
		kind: 'table',
		caption: `${content.title}稳健统计`,
		unit,
		columns: [
			{ head: '统计量', width: 25, align: 'left' },
			{ head: '数值', width: 25, align: 'right' },
			{ head: '统计量', width: 25, align: 'left' },
			{ head: '数值', width: 25, align: 'right' }
		],
		rows: cells.slice(0, half).map(([label, value], i): Row => {
			const [other, right] = cells[half + i] ?? ['', ''];
			return { cells: [label, value, other, right], indent: 0, strong: false };
		}),
		notes: ['样本数为个数，离散系数为比率。', ...robustNotes(results.robust)],
		landscape: false
	};
}

function sampleTable({ content, samples }: ReportedComparison): Table {
	return {
		kind: 'table',
		caption: `${content.title}所用外部样本`,
		unit: '个',
		columns: [
			{ head: '样本', width: 25, align: 'left' },
			{ head: '来源', width: 35, align: 'left' },
			{ head: '可信度等级', width: 28, align: 'left' },
			{ head: '纳入', width: 12, align: 'right' }
		],
		rows: samples.map(({ name, source, credibility, count }): Row => ({
			cells: [name, source, CREDIBILITY[credibility], String(count)],
			indent: 0,
			strong: false
		})),
		notes: [],
		landscape: false
	};
}

function causes(
	{ analysis, content, unit }: ReportedComparison,
	split: NonNullable<SetAnalysisResults['split']>
): Table {
	return {
		kind: 'table',
		caption: `${content.title}单位成本差异分解`,
		unit,
		columns: [
			{ head: '因素', width: 60, align: 'left' },
			{ head: '影响', width: 40, align: 'right' }
		],
		rows: [
			...split.causes.map(({ cause, effect }, i): Row => ({
				cells: [CAUSES[cause], bound(analysis, `/results/split/causes/${i}/effect`, cost(effect))],
				indent: 0,
				strong: false
			})),
			{
				cells: ['差异合计', bound(analysis, '/results/split/difference', cost(split.difference))],
				indent: 0,
				strong: true
			}
		],
		notes: [],
		landscape: false
	};
}

function bound(snapshot: Hash, pointer: string, text: string): BoundNumber {
	return { text, ref: { kind: 'frozen', snapshot, pointer } };
}

function cost(value: string): string {
	return groupThousands(toFixedText(dec(value), 4));
}
