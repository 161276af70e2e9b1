import type { Step } from '../../address/step.ts';
import type { Hash, ValueRef } from '../../address/value-ref.ts';
import type { Snapshot } from '../../snapshot/snapshot.ts';
import { inputHash } from '../inputs.ts';
import { QUOTA_RULES, type QuotaContent, type QuotaResults } from '../standard-snapshot.ts';
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
	const rounding = `${ROUNDING_WORDS[content.rounding.mode]}保留 ${content.rounding.places} 位小数`;
	const roundingInputs = [own('/content/rounding/places')];
	if (pointer === '/results/value' && results.value !== null) {
		const words = `测算值 ${results.unrounded ?? ''} 按${rounding} = ${results.value} ${results.unit}（${results.priceYear} 年价格水平）`;
		return step('成本定额', results.value, words, [own('/results/unrounded'), ...roundingInputs]);
	}
	if (pointer === '/results/unrounded' && results.unrounded !== null) {
		const inputs =
			content.rule === 'policy-fixed'
				? [own('/content/parameters/value'), ...results.read.map(comparison)]
				: results.read.map(comparison);
		return step(
			'测算值',
			results.unrounded,
			unroundedWords(content, results),
			inputsWithParameter(content, own, inputs)
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
	return typedFigure(snapshot, hash, pointer, typedLabels(content, results));
}

function inputsWithParameter(
	content: QuotaContent,
	own: (at: string) => ValueRef,
	inputs: readonly ValueRef[]
): readonly ValueRef[] {
	return content.rule === 'percentile' ? [...inputs, own('/content/parameters/percentile')] : inputs;
}

function unroundedWords(content: QuotaContent, results: QuotaResults): string {
	const value = `${results.unrounded ?? ''} ${results.unit}`;
	if (content.rule === 'policy-fixed') {
		const check = results.read.length === 0 ? '' : '；比对样本的中位数列在下面，供复核';
		return `《${content.parameters.document ?? ''}》规定为 ${value}${check}`;
	}
	if (content.rule === 'percentile')
		return `取 ${results.read.length} 个可比单位成本的第 ${content.parameters.percentile ?? ''} 百分位数（PERCENTILE.INC,R-7）= ${value}`;
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
		'/content/crossCheck': { label: '定额测算或市场询价复核', unit: null },
		'/content/note': { label: '说明', unit: null }
	};
}
