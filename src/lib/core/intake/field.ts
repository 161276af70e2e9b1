import { isYearColumn, yearColumnLabel, type YearColumn } from '../costing/year-column.ts';
import { simplified } from './number-text.ts';

/** What a column of the sender's table means. The words are what people choose from, in groups as the screen shows them. */
export const FIELDS = {
	code: '序号/编码',
	parent: '上级编码',
	content: '实施内容（上一级）',
	name: '费用明细/名称',
	grade: '规格/等级',
	element: '成本要素',
	quantity: '数量',
	unit: '计量单位',
	unitPrice: '单价',
	priceUnit: '单价单位',
	frequency: '频次',
	months: '月数（参与计算）',
	coefficient: '系数',
	amount: '金额',
	verifiedAmount: '核定金额',
	adjustment: '调整金额（减为负）',
	reduction: '审减金额（减为正）',
	reason: '审减原因',
	periodMonths: '期间（月）',
	recurrence: '是否一次性',
	nature: '成本性质',
	timeBasis: '时间口径',
	behaviour: '成本习性',
	necessity: '必要性',
	costKind: '成本类别',
	supply: '提供方式',
	fundingSource: '资金来源',
	fundType: '资金性质',
	functionCode: '功能科目',
	economicCode: '经济科目',
	taxBasis: '含税口径',
	evidence: '依据',
	evidenceLevel: '证据等级',
	remark: '备注'
} as const;
export type PlainImport = keyof typeof FIELDS;
/** Any meaning of a column: a plain one, or the amounts of another year. */
export type Field = PlainImport | YearColumn;

/** Columns whose cells are one of a few words. */
export const CHOICE_COLUMNS = [
	'element',
	'reason',
	'recurrence',
	'nature',
	'timeBasis',
	'behaviour',
	'necessity',
	'costKind',
	'supply',
	'fundingSource',
	'fundType',
	'taxBasis',
	'evidenceLevel'
] as const satisfies readonly PlainImport[];
export type ChoiceColumn = (typeof CHOICE_COLUMNS)[number];

const NUMBER_COLUMNS: readonly Field[] = [
	'quantity',
	'unitPrice',
	'frequency',
	'months',
	'coefficient',
	'amount',
	'verifiedAmount',
	'adjustment',
	'reduction'
];

/** Whether the cells of a column are read as numbers. */
export function isNumberColumn(field: Field): boolean {
	return NUMBER_COLUMNS.includes(field) || isYearColumn(field);
}

export function fieldWords(field: Field): string {
	return isYearColumn(field) ? yearColumnLabel(field) : FIELDS[field];
}

export function isField(value: unknown): value is Field {
	return typeof value === 'string' && (Object.hasOwn(FIELDS, value) || isYearColumn(value));
}

/** Header words, most telling first: the first pattern that fits decides. */
const WORDS: readonly (readonly [field: PlainImport, pattern: RegExp])[] = [
	['parent', /^(上级|父级|所属)(编码|序号|项目|科目)?$/],
	['functionCode', /功能(分类)?科目|功能分类/],
	['economicCode', /经济(分类)?科目|经济分类/],
	['element', /成本要素|费用要素|要素类别/],
	['fundingSource', /资金来源/],
	['fundType', /资金性质/],
	['taxBasis', /含税(口径|情况)|是否含税/],
	['evidenceLevel', /(证据|依据|佐证)(等级|级别|层级)/],
	['reason', /(审减|核减|调整|调减)(原因|理由|事由)/],
	['reduction', /(审减|核减|调减)(金额|数|额)?$/],
	['adjustment', /调整(金额|数|额)$/],
	['recurrence', /是否一次性|一次性(标志|支出)?$|经常性/],
	['nature', /成本性质/],
	['timeBasis', /时间口径/],
	['behaviour', /成本习性/],
	['necessity', /必要性/],
	['supply', /提供方式/],
	['frequency', /频次|频率|次数|作业次数/],
	['coefficient', /系数|折减率|调整率/],
	['priceUnit', /(单价|价格|计价|标准)单位/],
	['unitPrice', /单价|价格|单位成本|(收费|补助|支出|费用|测算|取费|定额)标准/],
	['unit', /^(计量|数量|工程量)?单位$|计量单位/],
	['months', /月数|月份数/],
	['periodMonths', /服务(月|期)|期间|所属期/],
	['quantity', /数量|工程量|工作量|面积|人数|个数|座数|规模$/],
	[
		'amount',
		/金额|总价|合价|总额|预算|概算|申报|申请|核定|审定|执行|决算|合计|小计|资金|支出(数|额)?$|实际|^20\d\d年?(度)?$|^上年(度)?(数)?$/
	],
	['content', /实施内容|工作内容|服务内容|支出内容|项目内容|一级(项目|科目|名称|内容)/],
	['grade', /等级|级别|规格|型号|档次/],
	['code', /序号|项次|编号|编码|代码|^no\.?$/i],
	['evidence', /依据|来源|凭证|文号/],
	['remark', /备注|说明|附注/],
	['name', /明细|名称|项目|科目|内容|事项|子项|费用|^(统计)?指标$|^地区$/]
];

/** The same in English, as programs write them that export their tables; a header is one of these words as a whole. */
const ENGLISH_WORDS: readonly (readonly [field: PlainImport, pattern: RegExp])[] = [
	['code', /^(code|id|no\.?|item(no\.?|code))$/i],
	['unitPrice', /^(unitprice|unitcost|price|rate)$/i],
	['quantity', /^(qty|quantity)$/i],
	['unit', /^(unit|uom)$/i],
	['amount', /^(amount|total|totalprice|totalcost|cost|budget|sum)$/i],
	['remark', /^(remarks?|notes?|comments?)$/i],
	['name', /^(name|item|itemname|description|title)$/i]
];

/** The field a header text names; undefined where no known word is in it. */
export function fieldOf(header: string): PlainImport | undefined {
	const bare = simplified(header)
		.replace(/[（([【][^）)\]】]*[）)\]】]/g, '')
		.replace(/[\s*]/g, '');
	// A header is a word or two; a long text is a sentence that happens to hold one.
	if (bare === '' || bare.length > 20) return undefined;
	const fits = ([, pattern]: (typeof WORDS)[number]) => pattern.test(bare);
	return (WORDS.find(fits) ?? ENGLISH_WORDS.find(fits))?.[0];
}

/**
 * The other year whose amounts a money column holds: "2023年决算", "2021年预算数", "上年执行数". A bare year before the
 * one asked for counts as spent. Undefined for the year itself and where no year is named.
 */
export function yearColumnOf(header: string, fiscalYear: number): YearColumn | undefined {
	const named = /(?:19|20|21)\d\d(?=年|\D|$)/.exec(header)?.[0];
	const year = named
		? Number(named)
		: /前年/.test(header)
			? fiscalYear - 2
			: /上(一)?年/.test(header)
				? fiscalYear - 1
				: undefined;
	if (year === undefined) return undefined;
	const budget = /预算|批复|安排|计划|申报|申请/.test(header) && !/执行|决算|实际/.test(header);
	if (year === fiscalYear && (budget || !/执行|决算|实际/.test(header))) return undefined;
	return `${year}:${budget ? 'budget' : 'actual'}`;
}
