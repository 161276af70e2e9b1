import type { Hash } from '../address/value-ref.ts';
import type { Fen } from '../money/fen.ts';
import type { CombinedUnit } from './combined-unit.ts';
import type {
	CostBehaviour,
	CostKind,
	CostNature,
	CostNecessity,
	CostSupply,
	FundingSource,
	FundType,
	TimeBasis
} from './axes.ts';
import type { CostBoundary } from './cost-boundary.ts';
import type { AllocationMethod, CostPool } from './cost-pool.ts';
import type { PerformanceIndicator } from './indicator.ts';
import type { NamedParameter } from './named-parameter.ts';
import type { RecipeUse } from './recipe-use.ts';
import { isYearColumn, type YearAmounts, type YearColumn } from './year-column.ts';

/** Cost element (成本要素), DOMAIN §2.3. */
export const COST_ELEMENTS = {
	labour: '人工费',
	material: '材料费',
	machine: '机械（台班）费',
	energy: '水电燃料费',
	outsourcing: '外包/委托服务费',
	depreciation: '折旧/摊销',
	maintenance: '维修费',
	management: '管理费',
	finance: '财务费用',
	profit: '利润',
	tax: '税金',
	safety: '安全文明/规费',
	other: '其他'
} as const;
export type CostElement = keyof typeof COST_ELEMENTS;

/** Reasons for a verified amount (核定数) that differs from the declared one (申报数), DOMAIN §2.5. */
export const ADJUSTMENT_REASONS = {
	unrelated: '与项目无关',
	duplicated: '重复列支',
	'over-standard': '超标准',
	'out-of-scope': '超范围',
	'no-evidence': '缺依据',
	'wrong-quantity': '数量不实',
	'price-too-high': '单价偏高',
	'basis-change': '口径调整',
	'wrong-object': '归集错误',
	'wrong-period': '跨期',
	omitted: '漏列补增',
	inefficient: '低效可优化'
} as const;
export type AdjustmentReason = keyof typeof ADJUSTMENT_REASONS;

/** A cell a field was read from; `factor` is what the header's unit multiplied it by ("10000" for 万元). */
export type CellSource = {
	readonly file: Hash;
	readonly sheet: string;
	readonly address: string;
	readonly factor?: string;
};

/** Columns that carry the cell they were read from. */
export const SOURCED_FIELDS = [
	'name',
	'quantity',
	'unitPrice',
	'frequency',
	'months',
	'coefficient',
	'statedAmount',
	'verifiedAmount'
] as const;
export type SourcedField = (typeof SOURCED_FIELDS)[number] | YearColumn;

/** Something for every column that was read from a cell. */
export type Sourced<S> = { readonly [F in (typeof SOURCED_FIELDS)[number]]?: S } & {
	readonly [column: YearColumn]: S;
};

export function isSourcedField(field: string): field is SourcedField {
	return (SOURCED_FIELDS as readonly string[]).includes(field) || isYearColumn(field);
}

/**
 * One line of a cost breakdown (成本拆分) while people work on it: a node of the tree 项目 → 实施内容 → 费用明细.
 * Decimals are canonical text; a text beginning with "=" is a formula (core/formula) over other lines' columns.
 */
export type CostLine = {
	readonly id: string;
	readonly parentId: string | null;
	/** Order among the siblings, 0-based and gapless. */
	readonly position: number;
	readonly code: string;
	readonly name: string;
	/** Service grade (服务等级) such as 一级; "" when none. */
	readonly grade: string;
	readonly element: CostElement | null;
	/** Measure unit as written, e.g. "㎡", "座"; "" when none. */
	readonly unit: string;
	readonly quantity: string | null;
	/** 元 per unit and line period. */
	readonly unitPrice: string | null;
	/** Times the service is done (频次); a factor of the amount, null = not part of it. */
	readonly frequency: string | null;
	/** Months charged (月数); a factor of the amount, null = not part of it. Not `periodMonths`, which only tells the period. */
	readonly months: string | null;
	/** Multiplier (系数), null = not part of the amount. */
	readonly coefficient: string | null;
	/**
	 * Where the declared amount comes from: `stated` in the source, or `computed` as
	 * quantity × price × frequency × months × coefficient.
	 * A line with children ignores both: its amount is the sum of its children.
	 */
	readonly amountBasis: 'stated' | 'computed';
	readonly statedAmount: Fen | null;
	/** 核定数; null = as declared. Only lines without children carry one. */
	readonly verifiedAmount: Fen | null;
	readonly reason: AdjustmentReason | null;
	/** Months the amount pays for: 9, 11, 12, 24… */
	readonly periodMonths: number;
	/** `once` = one-off (补上年…): stays in the total, never enters a unit cost. */
	readonly recurrence: 'recurring' | 'once';
	readonly nature: CostNature | null;
	readonly timeBasis: TimeBasis | null;
	readonly behaviour: CostBehaviour | null;
	readonly necessity: CostNecessity | null;
	readonly costKind: CostKind | null;
	readonly supply: CostSupply | null;
	/** Null counts as `fiscal-project`. */
	readonly fundingSource: FundingSource | null;
	readonly fundType: FundType | null;
	/** 功能分类科目, 3, 5 or 7 digits; "" when none. */
	readonly functionCode: string;
	/** 部门预算支出经济分类科目, 3 or 5 digits; "" when none. */
	readonly economicCode: string;
	/** Tax basis (含税口径) of this line; null = that of the analysis. */
	readonly taxBasis: 'included' | 'excluded' | null;
	readonly evidence: string;
	/** 1 vouchers and contracts … 5 statements (DOMAIN §2.4); null = not given. */
	readonly evidenceLevel: EvidenceLevel | null;
	readonly remark: string;
	/** Amounts of other years (历年数); a line with children ignores its own: they are the sums of its children's. */
	readonly years: YearAmounts;
	/** Formulas set once for a whole column of everything below this line; leaf lines without own content follow them. */
	readonly fills: { readonly [F in FormulaField]?: string };
	/** The build-up (定额测算) that the unit price was taken from; null = none. */
	readonly recipe: RecipeUse | null;
	readonly sources: Sourced<CellSource>;
};

/** Columns of a line that hold a number or a formula, in the order of the product. */
export const FORMULA_FIELDS = ['quantity', 'unitPrice', 'frequency', 'months', 'coefficient'] as const;
export type FormulaField = (typeof FORMULA_FIELDS)[number];

export const EVIDENCE_LEVELS = {
	1: '凭证、合同',
	2: '结算、审计报告',
	3: '财务系统导出',
	4: '调查填报表',
	5: '说明材料'
} as const;
export type EvidenceLevel = keyof typeof EVIDENCE_LEVELS;

/**
 * Cost unit (成本单元) = object × grade × physical unit × period. A line may serve several units (一级, 二级, 综合).
 */
export type CostUnit = {
	readonly id: string;
	readonly position: number;
	readonly name: string;
	readonly grade: string;
	/** Physical unit of the output, e.g. "平方米". */
	readonly unit: string;
	/** Output quantity (产出数量), canonical decimal text above zero. */
	readonly output: string;
	readonly outputSource: CellSource | null;
	/** Output quantities of other years, by year ("2023"), canonical decimals above zero. */
	readonly yearOutputs: { readonly [year: string]: string };
	/** What the cost of the unit contains and what not (成本边界); left out where nothing is stated. */
	readonly boundary?: CostBoundary;
	readonly lineIds: readonly string[];
};

/** What a figure is comparable with (口径). */
export type CostBasis = {
	readonly priceYear: number;
	readonly region: string;
	readonly taxBasis: 'included' | 'excluded' | 'unknown';
	/** Whether own staff and assets are inside the cost (自有人员资产). */
	readonly staffScope: 'included' | 'excluded' | 'unknown';
	readonly deliveryMode: 'own' | 'purchased' | 'mixed' | 'unknown';
};

export type ProjectFacts = {
	readonly code: string;
	readonly name: string;
	readonly organisation: string;
	/** Category path, e.g. "城市运维/环卫保洁". */
	readonly category: string;
	/** Where the figures come from and how far to trust them, shown with every use. */
	readonly sourceNote: string;
};

/** Everything an analysis (成本预算绩效分析) consists of before it is frozen. */
export type AnalysisDraft = {
	readonly project: ProjectFacts;
	readonly fiscalYear: number;
	/** Months the project's cost covers; lines of other periods are brought to it. */
	readonly periodMonths: number;
	readonly basis: CostBasis;
	readonly lines: readonly CostLine[];
	readonly units: readonly CostUnit[];
	readonly indicators: readonly PerformanceIndicator[];
	/** Named parameters (命名参数) that formulas may read. */
	readonly parameters: readonly NamedParameter[];
	/** Shared cost pools (共同成本) and how they are allocated to the cost units. */
	readonly pools: readonly CostPool[];
	readonly allocationMethod: AllocationMethod;
	/** Staged unit costs (分段单位成本) that add with different denominators. */
	readonly combined: readonly CombinedUnit[];
};
