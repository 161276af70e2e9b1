import type { Step } from '../address/step.ts';
import type { Hash } from '../address/value-ref.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import type { ParameterSetContent } from './comparison-snapshot.ts';

const VALUE = /^\/content\/entries\/(\d+)\/value$/;

/** What the forms of a series mean, as people read them. */
export const SERIES_FORMS: { readonly [F in ParameterSetContent['form']]: string } = {
	'previous-year-100': '上年=100',
	'fixed-base-100': '定基=100',
	ratio: '比值',
	amount: '元/计量单位·年',
	figure: '数值'
};

export const SERIES_KINDS: { readonly [K in ParameterSetContent['kind']]: string } = {
	'price-index': '价格指数',
	'element-index': '分要素价格指数',
	'region-factor': '地区系数',
	'grade-factor': '服务等级系数',
	'tax-factor': '含税折算系数',
	'scale-factor': '规模分档系数',
	'scale-exponent': '规模指数',
	'scope-adjustment': '成本范围调整',
	'exchange-rate': '汇率',
	'place-attribute': '地区属性'
};

/** Explains an entry of a frozen series: the chain ends here, in the document the value was taken from. */
export function explainParameter(snapshot: Snapshot, hash: Hash, pointer: string): Step | undefined {
	const match = VALUE.exec(pointer);
	// Only the parameters service writes this kind, with this content.
	const content = snapshot.content as ParameterSetContent;
	const entry = match && content.entries[Number(match[1])];
	if (!entry) return undefined;
	return {
		ref: { kind: 'frozen', snapshot: hash, pointer },
		label: `${content.name} ${entry.key}${content.kind === 'price-index' ? '年' : ''}（第 ${entry.version} 版）`,
		value: entry.value,
		unit: content.kind === 'price-index' ? SERIES_FORMS[content.form] : null,
		method: null,
		inputs: [],
		end: 'parameter',
		source: { document: entry.document, date: entry.validFrom }
	};
}
