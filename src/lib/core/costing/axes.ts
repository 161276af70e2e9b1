/**
 * The axes along which a cost line is classified besides its element (DOMAIN §2.3). A line carries a value, or none, on
 * each of them at the same time, so that the same cost can be read by two schemes at once.
 */
export const COST_NATURES = { direct: '直接成本', indirect: '间接成本' } as const;
export type CostNature = keyof typeof COST_NATURES;

export const TIME_BASES = {
	historical: '历史成本',
	current: '现行（市场）成本',
	standard: '标准成本',
	budget: '预算成本'
} as const;
export type TimeBasis = keyof typeof TIME_BASES;

export const COST_BEHAVIOURS = {
	fixed: '固定成本',
	variable: '变动成本',
	step: '半固定（阶梯）成本'
} as const;
export type CostBehaviour = keyof typeof COST_BEHAVIOURS;

export const COST_NECESSITIES = {
	necessary: '必要成本',
	inefficient: '低效成本',
	invalid: '无效成本'
} as const;
export type CostNecessity = keyof typeof COST_NECESSITIES;

export const COST_KINDS = { economic: '经济成本', social: '社会成本', ecological: '生态环境成本' } as const;
export type CostKind = keyof typeof COST_KINDS;

export const COST_SUPPLIES = { own: '自有人员资产', purchased: '购买服务' } as const;
export type CostSupply = keyof typeof COST_SUPPLIES;

/** Fund types (资金性质): the four budgets (四本预算). */
export const FUND_TYPES = {
	general: '一般公共预算',
	'government-fund': '政府性基金预算',
	'state-capital': '国有资本经营预算',
	'social-insurance': '社会保险基金预算'
} as const;
export type FundType = keyof typeof FUND_TYPES;

/**
 * Who bears a line (资金来源). Full cost (全成本) is the sum over all of them, fiscal cost (财政成本) over the two that the
 * treasury pays (DOMAIN §2.3). A line without one counts as `fiscal-project`.
 */
export const FUNDING_SOURCES = {
	'fiscal-project': '财政项目支出',
	'fiscal-basic': '财政基本支出（分摊）',
	'own-revenue': '单位自有收入',
	'other-funding': '其他资金',
	'imputed-depreciation': '资产折旧（不列支出）'
} as const;
export type FundingSource = keyof typeof FUNDING_SOURCES;
export const FISCAL_SOURCES: readonly FundingSource[] = ['fiscal-project', 'fiscal-basic'];
