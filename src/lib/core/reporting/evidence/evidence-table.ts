import type { ExplainedOutline, ExplainedStep } from '../../lineage/explained-step.ts';
import type { Hash } from '../../address/value-ref.ts';
import { beijingTime } from './beijing-time.ts';
import type { Evidence, EvidenceTable } from './evidence.ts';

/**
 * 证据表 (结论—数据—来源—推导): one row per computed figure, as consultants make it by hand: the conclusion, the data it
 * read, where those stand, and the rule that leads from them to it.
 */
export function evidenceTable({ conclusions, nodes }: Evidence): EvidenceTable {
	const titles = titlesOf(nodes);
	return {
		title: '证据表',
		columns: [
			{ label: '序号', width: 6 },
			{ label: '结论', width: 40 },
			{ label: '数据', width: 60 },
			{ label: '来源', width: 50 },
			{ label: '推导', width: 60 }
		],
		rows: conclusions.flatMap(computed).map((node, index) => [String(index + 1), ...row(node, titles)])
	};
}

/** Steps that were computed from others, each once: one that is named again is not opened again. */
function computed(node: ExplainedOutline): readonly ExplainedOutline[] {
	const own = node.children.length > 0 ? [node] : [];
	return [...own, ...node.children.flatMap(computed)];
}

function row({ step, children }: ExplainedOutline, titles: Titles): readonly string[] {
	return [
		`${step.label}：${quantity(step)}`,
		children.map((child) => `${child.step.label}：${quantity(child.step)}`).join('\n'),
		[...new Set(children.map((child) => source(child.step, titles)))].join('\n'),
		step.method?.words ?? ''
	];
}

/** A value with its unit: "8.9 元/平方米·年". */
export function quantity({ value, unit }: Pick<ExplainedStep, 'value' | 'unit'>): string {
	return unit === null ? value : `${value} ${unit}`;
}

/** Where a figure stands: a cell of an original, a document, a typed entry, or a step of its own in this table. */
export function source(step: ExplainedStep, titles: Titles): string {
	if (step.source) {
		const { document, number, date, place } = step.source;
		return [document, number, date, place].filter((part) => part !== undefined && part !== '').join('，');
	}
	if (step.typed)
		return `手工录入（${[step.typed.who, beijingTime(step.typed.when)].filter((part) => part !== '').join('，')}）`;
	if (step.end === 'typed') return '手工录入';
	if (step.hash === null) return step.ref;
	return titles.get(step.hash) ?? `校验码 ${step.hash.slice(0, 12)}`;
}

/** Titles of what is handed out, by hash. */
export type Titles = ReadonlyMap<Hash, string>;

export function titlesOf(nodes: Evidence['nodes']): Titles {
	return new Map(nodes.filter(({ path }) => path !== null).map(({ hash, title }) => [hash, title]));
}
