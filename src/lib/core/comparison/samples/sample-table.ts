import type { CostBasis } from '../../costing/line.ts';

/** How far a sample can be trusted (可信度等级), best first. */
export const CREDIBILITY = {
	A: 'A 级：官方统计、决算或审计公开',
	B: 'B 级：合同、中标公告等可核对的公开材料',
	C: 'C 级：研究文献、行业协会数据',
	D: 'D 级：媒体报道、网络转载等未核对材料'
} as const;
export type Credibility = keyof typeof CREDIBILITY;

/** What a column of a sample holds. Several columns may make the name; an attribute is called by its column's header. */
export const SAMPLE_FIELDS = {
	name: '名称',
	unitCost: '单位成本',
	total: '总成本',
	output: '产出数量',
	year: '年份',
	region: '地区',
	grade: '等级或类型',
	attribute: '比较属性'
} as const;
export type SampleField = keyof typeof SAMPLE_FIELDS;

/** Where a table of observations comes from and what its figures are. Everything a later reader must know to judge it. */
export type SampleFacts = {
	readonly name: string;
	readonly category: string;
	/** Physical unit in any of its spellings. */
	readonly unit: string;
	/** Publisher, title, address: enough to find it again. */
	readonly source: string;
	readonly licence: string;
	/** When it was published or taken, as the source says. */
	readonly asOf: string;
	readonly credibility: Credibility;
	/** "" = 人民币元; any other money is kept as it is unless a rate is given. */
	readonly currency: string;
	/** 元 per one of the currency, with its source in the note; "" = not converted. */
	readonly rate: string;
	/** Year of rows that do not say theirs; "" when every row does. */
	readonly year: string;
	readonly region: string;
	readonly grade: string;
	readonly periodMonths: number;
	readonly taxBasis: CostBasis['taxBasis'];
	readonly staffScope: CostBasis['staffScope'];
	readonly deliveryMode: CostBasis['deliveryMode'];
	readonly note: string;
};

/** How the sheet is read. */
export type SampleReading = {
	/** Row of the column names; 0 where the table has none and begins with data in row 1. */
	readonly headerRow: number;
	/** What separates the whole from the fraction: 1,234.5 or 1.234,5. */
	readonly decimalMark: 'point' | 'comma';
	/** Column letters → what they hold; columns not named are not read. */
	readonly columns: { readonly [letters: string]: SampleField };
	/** What money and output columns are multiplied by ("10000" for 万元). */
	readonly moneyFactor: string;
	readonly outputFactor: string;
	/** Rows of totals and averages (合计、平均) are no observations; left out where they are read like any other row. */
	readonly totals?: 'left-out';
};

/** Content of a `sample-table` snapshot, schema 1. `inputs` is the one role "source": the sheet as it was read. */
export type SampleContent = { readonly facts: SampleFacts; readonly reading: SampleReading };

/** One usable observation. Decimals are text; cells are named by the address of what was read. */
export type SampleRow = {
	readonly row: number;
	readonly name: string;
	readonly year: number;
	readonly region: string;
	readonly grade: string;
	/** 元 (or the table's own money) per unit over its period, at most `LIMITS.intermediateScale` places. */
	readonly unitCost: string;
	readonly total?: string;
	/** "1" where the table gives no output. */
	readonly output: string;
	readonly attributes: { readonly [name: string]: string };
	readonly cells: {
		readonly unitCost?: string;
		readonly total?: string;
		readonly output?: string;
		readonly attributes: { readonly [name: string]: string };
	};
};

/** Why a row was left out. */
export const LEFT_OUT = {
	'no-cost': '成本为空',
	'no-output': '产出数量为空',
	'not-a-number': '成本、产出或年份不是可读的数',
	'cost-not-positive': '成本为零或负数',
	'output-not-positive': '产出数量为零或负数',
	'no-year': '没有年份',
	'no-name': '没有名称',
	'a-total': '合计、小计或平均，不是一个观测'
} as const;
export type LeftOut = keyof typeof LEFT_OUT;

/** Results of `samples/read@1`, in row order. */
export type SampleResults = {
	readonly rows: readonly SampleRow[];
	readonly left: readonly { readonly row: number; readonly why: LeftOut; readonly cell: string }[];
	/** Attribute cells that hold no number; the row stays, without that attribute. */
	readonly unreadable: readonly string[];
};
