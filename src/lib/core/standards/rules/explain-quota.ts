import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { explainComposition } from '../explain-composition.ts';
import { inputHash } from '../inputs.ts';
import { QUOTA_RULES, type QuotaContent, type QuotaResults } from '../standard-snapshot.ts';
import { explainQuotaCheck } from './explain-quota-check.ts';
import { typedFigure, type FigureLabel } from '../typed-figure.ts';

const ROUNDING_WORDS = { 'half-up': '四舍五入', 'half-even': '四舍六入五成双' } as const;

/** Explains a figure of a cost quota: the published value, the unrounded one, the range, or a typed parameter. */
export function explainQuota(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	// Both come from a method of this folder; the kind and method of the snapshot were checked by the caller.
	const content = snapshot.content as QuotaContent;
	const results = snapshot.results as QuotaResults;
	const own = (at: string): ValueRef => ({ kind: 'frozen', snapshot: hash, pointer: at });
	const comparison = (at: string): ValueRef => ({
		kind: 'frozen',
		snapshot: inputHash(snapshot, 'comparison'),
		pointer: at
	});
	const step = (label: string, value: string, words: string, inputs: readonly ValueRef[]): Step => ({
		ref: own(pointer),
		label: `${content.title} ${label}`,
		value,
		unit: results.unit,
		method: { id: snapshot.method ?? '', words },
		inputs
	});
	const rounding = roundingWords(content.rounding);
	const roundingInputs = [own('/content/rounding/places')];
	if (pointer === '/results/value' && results.value !== null) {
		const words = `测算值 ${results.unrounded ?? ''} 按${rounding} = ${results.value} ${results.unit}（${results.priceYear} 年价格水平）`;
		const bound = content.form === 'floor' ? '下限' : content.form === 'ceiling' ? '上限' : '';
		return step(`成本定额${bound}`, results.value, words, [own('/results/unrounded'), ...roundingInputs]);
	}
	if (pointer === '/results/unrounded' && results.unrounded !== null) {
		const recipe: ValueRef[] =
			content.rule === 'engineering'
				? [{ kind: 'frozen', snapshot: inputHash(snapshot, 'recipe'), pointer: '/results/price' }]
				: [];
		const inputs = [...recipe, ...readParameters(content).map(own)];
		const members = results.read.map(comparison);
		return step(
			'测算值',
			results.unrounded,
			unroundedWords(content, results),
			content.rule === 'percentile' ? [...members, ...inputs] : [...inputs, ...members]
		);
	}
	if (pointer === '/results/low' && results.low !== null)
		return step('区间下限', results.low, `下四分位数 Q1 按${rounding} = ${results.low} ${results.unit}`, [
			comparison('/results/included/q1'),
			...roundingInputs
		]);
	if (pointer === '/results/high' && results.high !== null)
		return step('区间上限', results.high, `上四分位数 Q3 按${rounding} = ${results.high} ${results.unit}`, [
			comparison('/results/included/q3'),
			...roundingInputs
		]);
	return (
		explainQuotaCheck(snapshot, hash, pointer) ??
		explainComposition(snapshot, hash, pointer) ??
		typedFigure(snapshot, hash, pointer, typedLabels(content, results))
	);
}

/** "四舍五入保留 2 位小数" */
export function roundingWords({ mode, places }: QuotaContent['rounding']): string {
	return `${ROUNDING_WORDS[mode]}保留 ${places} 位小数`;
}

/** Pointers to what people typed for the rule and the value was computed from. */
function readParameters({ rule, parameters }: QuotaContent): readonly string[] {
	switch (rule) {
		case 'policy-fixed':
			return ['/content/parameters/value'];
		case 'percentile':
			return ['/content/parameters/percentile'];
		case 'regression':
			return ['/content/parameters/reference'];
		case 'least-cost':
			return ['/content/parameters/reason'];
		case 'engineering':
			return ['/content/buildUp/times'];
		case 'market':
			return (parameters.quotes ?? []).map((_, i) => `/content/parameters/quotes/${i}/price`);
		default:
			return [];
	}
}

function unroundedWords(content: QuotaContent, results: QuotaResults): string {
	const value = `${results.unrounded ?? ''} ${results.unit}`;
	if (content.rule === 'policy-fixed') {
		const check = results.read.length === 0 ? '' : '；比对样本的中位数列在下面，供复核';
		return `《${content.parameters.document ?? ''}》规定为 ${value}${check}`;
	}
	if (content.rule === 'percentile')
		return `取 ${results.read.length} 个可比单位成本的第 ${content.parameters.percentile ?? ''} 百分位数（PERCENTILE.INC,R-7）= ${value}`;
	if (content.rule === 'engineering')
		return `取定额测算“${content.buildUp?.name ?? ''}”第 ${content.buildUp?.version ?? ''} 版的单价 × 每年 ${content.buildUp?.times ?? ''} 次，折算为本标准的计量单位 = ${value}`;
	if (content.rule === 'market')
		return `取各家市场报价的${content.parameters.take === 'lowest' ? '最低有效价' : '平均价'} = ${value}`;
	if (results.regression && content.rule === 'regression') {
		const { intercept, slope, rSquared, n } = results.regression;
		const formula =
			content.parameters.model === 'log'
				? `ln 单位成本 = ${intercept} + (${slope}) × ln 规模`
				: `单位成本 = ${intercept} + (${slope}) × 规模`;
		return `${n} 个样本的回归 ${formula}（R² = ${rSquared ?? '无法计算'}），规模取 ${content.parameters.reference ?? ''} = ${value}`;
	}
	return `取同类比对中纳入样本的${QUOTA_RULES[content.rule]} = ${value}`;
}

function typedLabels(
	content: QuotaContent,
	results: QuotaResults
): { readonly [pointer: string]: FigureLabel } {
	const { document } = content.parameters;
	return {
		'/content/parameters/value': {
			label: '上级文件规定的数值',
			unit: results.unit,
			...(document ? { document } : {})
		},
		'/content/parameters/document': {
			label: '规定数值的上级文件',
			unit: null,
			...(document ? { document } : {})
		},
		'/content/parameters/percentile': { label: '选用的百分位', unit: null },
		'/content/rounding/places': { label: '保留小数位数', unit: '位' },
		'/content/parameters/reason': { label: '服务相同的理由', unit: null },
		'/content/parameters/reference': { label: '回归的参考规模', unit: null },
		'/content/buildUp/times': { label: '每年次数', unit: '次' },
		...quoteLabels(content, results),
		'/content/crossCheck': { label: '定额测算或市场询价复核', unit: null },
		'/content/note': { label: '说明', unit: null }
	};
}

function quoteLabels(
	{ parameters }: QuotaContent,
	{ unit }: QuotaResults
): { readonly [pointer: string]: FigureLabel } {
	const labels = (parameters.quotes ?? []).map(({ source, date }, i): [string, FigureLabel] => [
		`/content/parameters/quotes/${i}/price`,
		{ label: `市场报价 ${source}`, unit, document: `${source} ${date} 报价` }
	]);
	return Object.fromEntries(labels);
}
