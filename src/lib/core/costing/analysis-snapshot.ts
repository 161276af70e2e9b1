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
import type { AllocationMethod } from './cost-pool.ts';
import type { FindingRecord } from './finding.ts';
import type { PerformanceIndicator } from './indicator.ts';
import type {
	AdjustmentReason,
	CostBasis,
	CostElement,
	EvidenceLevel,
	FormulaField,
	ProjectFacts,
	Sourced
} from './line.ts';
import type { NamedParameter } from './named-parameter.ts';
import type { RecipeUse } from './recipe-use.ts';
import type { YearAmounts, YearColumn } from './year-column.ts';

/** The one method that makes `analysis` snapshots today. */
export const ANALYSIS_METHOD_ID = 'analysis/unit-cost@1';

/**
 * Content of an `analysis` snapshot, schema 1. Lines stand in pre-order of the tree and are named by their index, never
 * by a database id, so that the same breakdown gives the same hash anywhere. 分 and decimals are text. Optional parts
 * are left out while they have nothing to say, so that an analysis without them has the hash it always had.
 */
export type AnalysisContent = {
	readonly project: ProjectFacts;
	readonly fiscalYear: number;
	readonly periodMonths: number;
	readonly basis: CostBasis;
	readonly lines: readonly FrozenLine[];
	readonly units: readonly FrozenUnit[];
	/** In the order of their positions; empty when none were set. */
	readonly indicators: readonly FrozenIndicator[];
	readonly parameters?: readonly FrozenParameter[];
	readonly pools?: readonly FrozenPool[];
	/** Left out where it is the direct method. */
	readonly allocationMethod?: AllocationMethod;
	readonly combined?: readonly FrozenCombined[];
};

export type FrozenLine = {
	readonly parent: number | null;
	readonly code: string;
	readonly name: string;
	readonly grade: string;
	readonly element: CostElement | null;
	readonly unit: string;
	readonly quantity: string | null;
	readonly unitPrice: string | null;
	readonly coefficient: string | null;
	readonly amountBasis: 'stated' | 'computed';
	/** 分 as text. */
	readonly statedAmount: string | null;
	readonly verifiedAmount: string | null;
	readonly reason: AdjustmentReason | null;
	readonly periodMonths: number;
	readonly recurrence: 'recurring' | 'once';
	readonly evidence: string;
	readonly remark: string;
	readonly sources: Sourced<FrozenSource>;
} & OptionalLineParts;

/** Parts of a line that are left out while they are blank. */
export type OptionalLineParts = {
	readonly frequency?: string;
	readonly months?: string;
	readonly nature?: CostNature;
	readonly timeBasis?: TimeBasis;
	readonly behaviour?: CostBehaviour;
	readonly necessity?: CostNecessity;
	readonly costKind?: CostKind;
	readonly supply?: CostSupply;
	readonly fundingSource?: FundingSource;
	readonly fundType?: FundType;
	readonly functionCode?: string;
	readonly economicCode?: string;
	readonly taxBasis?: 'included' | 'excluded';
	readonly evidenceLevel?: EvidenceLevel;
	readonly years?: YearAmounts;
	readonly fills?: { readonly [F in FormulaField]?: string };
	readonly recipe?: FrozenRecipeUse;
};

/** A cell in one of the snapshot's `source` inputs (index into `inputs`). */
export type FrozenSource = { readonly input: number; readonly address: string; readonly factor?: string };

/** A build-up's version, one of the snapshot's `recipe` inputs. */
export type FrozenRecipeUse = Omit<RecipeUse, 'hash'> & { readonly input: number };

export type FrozenUnit = {
	readonly name: string;
	readonly grade: string;
	readonly unit: string;
	readonly output: string;
	readonly outputSource: FrozenSource | null;
	readonly yearOutputs?: { readonly [year: string]: string };
	readonly boundary?: CostBoundary;
	/** Indices into `lines`, ascending. */
	readonly lines: readonly number[];
};

export type FrozenIndicator = Omit<PerformanceIndicator, 'id' | 'position'>;
export type FrozenParameter = Omit<NamedParameter, 'id' | 'position'>;

export type FrozenPool = {
	readonly name: string;
	readonly stage: 'support' | 'activity';
	readonly driver: string;
	readonly lines: readonly number[];
	/** Pools and units by their index, pools first. */
	readonly shares: readonly {
		readonly target: 'pool' | 'unit';
		readonly index: number;
		readonly volume: string;
	}[];
};

export type FrozenCombined = {
	readonly name: string;
	readonly parts: readonly { readonly unit: number; readonly sign: 'add' | 'subtract' }[];
};

/** Results of `analysis/unit-cost@1`. All amounts are 分 as text, unit costs 元 as decimals of `LIMITS.unitCostScale`. */
export type AnalysisResults = {
	readonly lines: readonly FrozenLineFigures[];
	readonly total: {
		readonly declared: string;
		readonly verified: string;
		readonly cut: string;
		readonly raise: string;
		readonly net: string;
		/** 审减率 in %, two decimals, half-up; null when nothing was declared. */
		readonly cutRate: string | null;
	};
	/** Full and fiscal cost, where somebody else than the treasury pays a line. */
	readonly funding?: { readonly full: string; readonly fiscal: string };
	/** In the order of the pools. */
	readonly pools?: readonly FrozenPoolFigures[];
	readonly units: readonly FrozenUnitFigures[];
	readonly combined?: readonly { readonly unitCost: string; readonly shownUnitCost: string }[];
	readonly findings: readonly FindingRecord[];
};

export type FrozenLineFigures = {
	readonly quantity: string | null;
	readonly unitPrice: string | null;
	/** Where they are part of the amount. */
	readonly frequency?: string;
	readonly months?: string;
	/** Where a formula gives it; a typed one stands in the content alone. */
	readonly coefficient?: string;
	readonly computed: string | null;
	readonly declared: string;
	readonly verified: string;
	/** Verified amount brought to the analysis period; "0" for one-off lines. */
	readonly period: string;
	readonly years?: { readonly [column: YearColumn]: string };
};

export type FrozenUnitFigures = {
	readonly cost: string;
	/** Where a pool is shared to the unit. */
	readonly allocated?: string;
	/** Where somebody else than the treasury pays a line. */
	readonly fiscalCost?: string;
	readonly fiscalUnitCost?: string;
	/** 元 per unit of output over the analysis period. */
	readonly unitCost: string;
	/** The same over twelve months. */
	readonly annualUnitCost: string;
	readonly years?: readonly { readonly year: string; readonly cost: string; readonly unitCost: string }[];
};

export type FrozenPoolFigures = {
	/** Cost of the pool's own lines, and with what other pools shared to it. */
	readonly own: string;
	readonly total: string;
	/** 元 per unit of the driver. */
	readonly rate: string | null;
	/** Where the pool's own cost ends: units by index; adds up to `own`. */
	readonly parts: readonly { readonly unit: number; readonly amount: string }[];
};
