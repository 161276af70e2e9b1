import {
	absolute,
	add,
	compare,
	dec,
	divide,
	isZero,
	multiply,
	round,
	subtract,
	toFixedText,
	toText,
	type Decimal
} from '../decimal/decimal.ts';
import { fenFromYuan, formatFen, groupThousands } from '../money/fen.ts';
import { chineseDate, type DateText } from '../period/date.ts';
import { unitById } from '../quantity/units.ts';
import { compositionWords } from './composition.ts';
import { FORCES } from './expenditure.ts';
import { LEVELS, type Level } from './library-search.ts';
import { STATUS_WORDS, type StatusOnDate } from './look-up.ts';
import { payerTableWords } from './payers.ts';
import { ruleLabel } from './rules/quota-rule.ts';
import {
	QUOTA_FORMS,
	type ExpenditureContent,
	type ExpenditureResults,
	type QuotaContent,
	type QuotaResults,
	type ServiceContent
} from './standard-snapshot.ts';
import { tierWords } from './tiers.ts';
import { VERDICTS } from './verdict.ts';

/** One issued version as it is laid beside another. */
export type ComparedVersion = {
	readonly organisation: string;
	readonly level: Level;
	readonly region: string;
	readonly documentNumber: string;
	readonly effectiveFrom: DateText;
	readonly effectiveTo: DateText | null;
	readonly repealedFrom: DateText | null;
	readonly reviewOn: DateText;
	readonly trial: boolean;
	readonly status: StatusOnDate;
	readonly service: ServiceContent;
	readonly quota: { readonly content: QuotaContent; readonly results: QuotaResults };
	readonly expenditure: { readonly content: ExpenditureContent; readonly results: ExpenditureResults };
	/** The set behind the quota. */
	readonly set: ComparedSet;
};

export type ComparedSet = {
	/** Members in the order of the set, by name as far as the reader may see the names. */
	readonly members: readonly {
		readonly label: string;
		readonly comparable: string;
		readonly output: string;
		readonly included: boolean;
	}[];
	/** Each step that was on with the series and the factors it read: "价格年份：示例物价指数（1.02、1.05）". */
	readonly factors: readonly string[];
	/** Whether the reader may see the members. */
	readonly shown: boolean;
};

/** Where a figure stands: in which of the snapshots behind a version, and there. */
export type ComparedPlace = {
	readonly of: 'quota' | 'expenditure' | 'comparison';
	readonly pointer: string;
};

export type ComparedRow = {
	readonly label: string;
	readonly a: string;
	readonly b: string;
	readonly differs: boolean;
	/** Where the figure of either side stands; null where it is no figure, or the side has none. */
	readonly places: { readonly a: ComparedPlace | null; readonly b: ComparedPlace | null };
};
export type ComparedSection = { readonly title: string; readonly rows: readonly ComparedRow[] };

export type ComparedVersions = {
	readonly sections: readonly ComparedSection[];
	readonly differences: number;
	readonly effect: PriceEffect;
};

/** What the second version costs beside the first; words alone where the two cannot be subtracted. */
export type PriceEffect = {
	/** 元 per unit. */
	readonly perUnit: string | null;
	/** Of the first, in %, two decimals; null where the first is zero. */
	readonly percent: string | null;
	/** 分 a year over the outputs of the second version's set. */
	readonly yearly: string | null;
	readonly words: string;
};

const NOTHING = '无';
const SHOWN_PLACES = 4;

/** 版本比较: two versions of a standard, or two standards, row by row with what differs, and what the change costs. */
export function compareVersions(a: ComparedVersion, b: ComparedVersion): ComparedVersions {
	const sections = [
		{ title: '文件和期限', rows: rowsOf(a, b, DOCUMENT_ROWS) },
		{ title: '公共服务标准', rows: [...rowsOf(a, b, SERVICE_ROWS), ...itemRows(a.service, b.service)] },
		{ title: '成本定额标准', rows: rowsOf(a, b, QUOTA_ROWS) },
		{ title: '比对样本和系数', rows: [...rowsOf(a, b, SET_ROWS), ...memberRows(a.set, b.set)] },
		{ title: '财政支出标准', rows: [...rowsOf(a, b, EXPENDITURE_ROWS), ...tierRows(a, b)] }
	];
	const differences = sections.flatMap(({ rows }) => rows).filter(({ differs }) => differs).length;
	return { sections, differences, effect: priceEffect(a, b) };
}

type Cell = (version: ComparedVersion) => string;
type RowRule = readonly [label: string, cell: Cell, place?: ComparedPlace];

const quotaAt = (pointer: string): ComparedPlace => ({ of: 'quota', pointer });
const expenditureAt = (pointer: string): ComparedPlace => ({ of: 'expenditure', pointer });

const DOCUMENT_ROWS: readonly RowRule[] = [
	['标准名称', ({ expenditure }) => expenditure.content.title],
	['编号', ({ expenditure }) => expenditure.content.code],
	['编制单位', ({ organisation }) => organisation],
	['层次', ({ level }) => LEVELS[level]],
	['适用地区', ({ region }) => region || NOTHING],
	['分档', ({ expenditure }) => expenditure.content.standing?.tier || NOTHING],
	['文号', ({ documentNumber }) => documentNumber],
	['条款', ({ expenditure }) => clauseWords(expenditure.content)],
	['施行日期', ({ effectiveFrom }) => chineseDate(effectiveFrom)],
	['失效日期', ({ effectiveTo }) => (effectiveTo ? chineseDate(effectiveTo) : '长期有效')],
	['废止日期', ({ repealedFrom }) => (repealedFrom ? chineseDate(repealedFrom) : NOTHING)],
	['复核日期', ({ reviewOn }) => chineseDate(reviewOn)],
	['试行', ({ trial }) => (trial ? '是' : '否')],
	['当日状态', ({ status }) => STATUS_WORDS[status]]
];

const SERVICE_ROWS: readonly RowRule[] = [
	['类别', ({ service }) => service.category],
	['服务等级', ({ service }) => service.grade || '不分级'],
	['服务项目数', ({ service }) => `${service.items.length} 项`]
];

const QUOTA_ROWS: readonly RowRule[] = [
	[
		'定额',
		({ quota: { results } }) => (results.value === null ? NOTHING : `${results.value} ${results.unit}`),
		quotaAt('/results/value')
	],
	['测算方法', ({ quota: { content } }) => ruleLabel(content.rule, content.parameters)],
	['价格年份', ({ quota: { results } }) => `${results.priceYear} 年`],
	[
		'区间',
		({ quota: { results } }) =>
			results.low !== null && results.high !== null ? `${results.low} 至 ${results.high} 元` : NOTHING
	],
	['表示形式', ({ quota: { content } }) => QUOTA_FORMS[content.form]],
	['费用构成', ({ quota: { results } }) => compositionWords(results) || NOTHING],
	['结论', ({ quota: { results } }) => VERDICTS[results.verdict.kind]],
	['复核', ({ quota: { content } }) => content.crossCheck || NOTHING],
	['取整', ({ quota: { content } }) => roundingWords(content.rounding)]
];

const SET_ROWS: readonly RowRule[] = [
	['纳入样本数', ({ set }) => `${set.members.filter(({ included }) => included).length} 个`],
	['归一化步骤和系数', ({ set }) => set.factors.join('；') || NOTHING]
];

const EXPENDITURE_ROWS: readonly RowRule[] = [
	[
		'支出标准',
		({ expenditure: { results } }) => `${results.value} ${results.unit}`,
		expenditureAt('/results/value')
	],
	['执行口径', ({ expenditure: { content } }) => FORCES[content.force]],
	[
		'财政负担比例',
		({ expenditure: { content } }) => `${toText(multiply(dec(content.fiscalShare), dec(100)))}%`,
		expenditureAt('/content/fiscalShare')
	],
	[
		'单位自有收入',
		({ expenditure: { content } }) => `${content.ownIncome} 元`,
		expenditureAt('/content/ownIncome')
	],
	[
		'上限',
		({ expenditure: { content } }) => (content.ceiling === null ? NOTHING : `${content.ceiling} 元`),
		expenditureAt('/content/ceiling')
	],
	[
		'下限',
		({ expenditure: { content } }) => (content.floor === undefined ? NOTHING : `${content.floor} 元`),
		expenditureAt('/content/floor')
	],
	['分级负担', ({ expenditure: { results } }) => payerTableWords(results) || NOTHING],
	['调整系数', ({ expenditure: { content } }) => coefficientWords(content)],
	['适用条件', ({ expenditure: { content } }) => content.conditions.join('；') || NOTHING],
	['原支出标准', ({ expenditure: { content } }) => content.oldStandard],
	['国家基础标准', ({ expenditure: { content } }) => baseWords(content)],
	['来源标准', ({ expenditure: { content } }) => originWords(content)],
	['取整', ({ expenditure: { content } }) => roundingWords(content.rounding)]
];

function rowsOf(a: ComparedVersion, b: ComparedVersion, rules: readonly RowRule[]): readonly ComparedRow[] {
	return rules.map(([label, cell, place = null]) => row(label, cell(a), cell(b), [place, place]));
}

type Places = readonly [a: ComparedPlace | null, b: ComparedPlace | null];

function row(label: string, a: string, b: string, [inA, inB]: Places = [null, null]): ComparedRow {
	const places = { a: a === NOTHING ? null : inA, b: b === NOTHING ? null : inB };
	return { label, a, b, differs: a !== b, places };
}

function itemRows(a: ServiceContent, b: ServiceContent): readonly ComparedRow[] {
	const written = ({ items }: ServiceContent) =>
		new Map(items.map(({ item, frequency, quality, check }) => [item, [frequency, quality, check]]));
	return paired(written(a), written(b), (parts) => parts.filter(Boolean).join('，') || '不作要求');
}

function memberRows(a: ComparedSet, b: ComparedSet): readonly ComparedRow[] {
	if (!a.shown || !b.shown) {
		const words = ({ shown }: ComparedSet) => (shown ? '可查看' : '不在您的查看范围内');
		return [{ ...row('样本明细', words(a), words(b)), differs: false }];
	}
	const written = ({ members }: ComparedSet) =>
		new Map(members.map((member, at) => [member.label, { ...member, at }]));
	return paired(
		written(a),
		written(b),
		({ comparable, included }) => `${shownCost(comparable)} 元${included ? '' : '（未纳入）'}`,
		({ at }) => ({ of: 'comparison', pointer: `/results/members/${at}/comparable` })
	);
}

/** Unit costs carry twelve decimals; people compare four. */
function shownCost(comparable: string): string {
	return toFixedText(round(dec(comparable), SHOWN_PLACES, 'half-up'), SHOWN_PLACES);
}

function tierRows(a: ComparedVersion, b: ComparedVersion): readonly ComparedRow[] {
	const written = ({ expenditure: { results } }: ComparedVersion) =>
		new Map(
			(results.tiers ?? []).map((tier, at) => [
				tierWords(tier, unitById(results.unitId).name),
				{ text: `${tier.value} ${results.unit}`, at }
			])
		);
	return paired(
		written(a),
		written(b),
		({ text }) => text,
		({ at }) => expenditureAt(`/results/tiers/${at}/value`)
	);
}

/** One row for every key of either, in the order of the first and then the second. */
function paired<V>(
	a: ReadonlyMap<string, V>,
	b: ReadonlyMap<string, V>,
	words: (value: V) => string,
	place: (value: V) => ComparedPlace | null = () => null
): readonly ComparedRow[] {
	const cell = (side: ReadonlyMap<string, V>, key: string) => {
		const value = side.get(key);
		return value === undefined ? NOTHING : words(value);
	};
	const placed = (side: ReadonlyMap<string, V>, key: string) => {
		const value = side.get(key);
		return value === undefined ? null : place(value);
	};
	return [...new Set([...a.keys(), ...b.keys()])].map((key) =>
		row(key, cell(a, key), cell(b, key), [placed(a, key), placed(b, key)])
	);
}

function clauseWords({ standing }: ExpenditureContent): string {
	const { service = '', quota = '', expenditure = '' } = standing?.clauses ?? {};
	const parts = [
		['服务', service],
		['定额', quota],
		['支出', expenditure]
	].filter(([, clause]) => clause !== '');
	return parts.map(([kind, clause]) => `${kind}：${clause}`).join('；') || NOTHING;
}

function coefficientWords({ coefficients = [] }: ExpenditureContent): string {
	const words = coefficients.map(
		({ name, low, high, condition }) => `${name} ${low} 至 ${high}（${condition}）`
	);
	return words.join('；') || NOTHING;
}

function baseWords({ standing }: ExpenditureContent): string {
	const base = standing?.nationalBase;
	if (!base) return NOTHING;
	const value = base.value === '' ? '' : ` ${base.value} 元`;
	const reason = base.reason === '' ? '' : `（超过的理由：${base.reason}）`;
	return `${[base.document, base.clause].filter(Boolean).join(' ')}${value}${reason}`;
}

function originWords({ standing }: ExpenditureContent): string {
	const origin = standing?.derivedFrom;
	return origin ? `${origin.organisation}“${origin.title}”（${origin.document}）` : NOTHING;
}

function roundingWords({ places, mode }: QuotaContent['rounding']): string {
	return `保留 ${places} 位小数，${mode === 'half-up' ? '四舍五入' : '四舍六入五成双'}`;
}

function priceEffect(a: ComparedVersion, b: ComparedVersion): PriceEffect {
	const [from, to] = [a.expenditure.results, b.expenditure.results];
	if (from.unitId !== to.unitId)
		return {
			...{ perUnit: null, percent: null, yearly: null },
			words: `两项标准的计价单位不同（${from.unit}、${to.unit}），数值不能相减。`
		};
	const change = subtract(dec(to.value), dec(from.value));
	const percent = isZero(dec(from.value))
		? null
		: toFixedText(divide(multiply(change, dec(100)), dec(from.value), 'half-up', 2), 2);
	const output = b.set.members
		.filter(({ included }) => included)
		.reduce((all, member) => add(all, dec(member.output)), dec(0));
	const yearly = fenFromYuan(multiply(change, output), 'half-up');
	return {
		perUnit: toText(change),
		percent,
		yearly: yearly.ok ? String(yearly.value) : null,
		words: effectWords(
			change,
			percent,
			to.unit,
			yearly.ok ? formatFen(yearly.value) : null,
			output,
			to.unitId
		)
	};
}

function effectWords(
	change: Decimal,
	percent: string | null,
	unit: string,
	yearly: string | null,
	output: Decimal,
	unitId: string
): string {
	if (isZero(change)) return `两项标准的支出标准相同，金额没有变化。`;
	const direction = compare(change, dec(0)) > 0 ? '增加' : '减少';
	const share = percent === null ? '' : `（${percent.replace('-', '')}%）`;
	const total =
		yearly === null || isZero(output)
			? ''
			: `；按后一项比对样本的产出 ${groupThousands(toText(output))} ${unitById(unitId).name}计算，每年${direction} ${yearly.replace('-', '')} 元`;
	return `支出标准由前一项到后一项每单位${direction} ${toText(absolute(change))} ${unit}${share}${total}。`;
}
