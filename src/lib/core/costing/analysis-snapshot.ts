import type { AdjustmentReason, CostBasis, CostElement, ProjectFacts, SourcedField } from './line.ts';
import type { FindingRecord } from './finding.ts';
import type { PerformanceIndicator } from './indicator.ts';

/** The one method that makes `analysis` snapshots today. */
export const ANALYSIS_METHOD_ID = 'analysis/unit-cost@1';

/**
 * Content of an `analysis` snapshot, schema 1. Lines stand in pre-order of the tree and are named by their index, never
 * by a database id, so that the same breakdown gives the same hash anywhere. 分 and decimals are text.
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
	readonly sources: { readonly [F in SourcedField]?: FrozenSource };
};

/** A cell in one of the snapshot's `source` inputs (index into `inputs`). */
export type FrozenSource = { readonly input: number; readonly address: string; readonly factor?: string };

export type FrozenUnit = {
	readonly name: string;
	readonly grade: string;
	readonly unit: string;
	readonly output: string;
	readonly outputSource: FrozenSource | null;
	/** Indices into `lines`, ascending. */
	readonly lines: readonly number[];
};

export type FrozenIndicator = Omit<PerformanceIndicator, 'id' | 'position'>;

/** Results of `analysis/unit-cost@1`. All amounts are 分 as text, unit costs 元 as decimals of `LIMITS.unitCostScale`. */
export type AnalysisResults = {
	readonly lines: readonly {
		readonly quantity: string | null;
		readonly unitPrice: string | null;
		readonly computed: string | null;
		readonly declared: string;
		readonly verified: string;
		/** Verified amount brought to the analysis period; "0" for one-off lines. */
		readonly period: string;
	}[];
	readonly total: {
		readonly declared: string;
		readonly verified: string;
		readonly cut: string;
		readonly raise: string;
		readonly net: string;
		/** 审减率 in %, two decimals, half-up; null when nothing was declared. */
		readonly cutRate: string | null;
	};
	readonly units: readonly {
		readonly cost: string;
		/** 元 per unit of output over the analysis period. */
		readonly unitCost: string;
		/** The same over twelve months. */
		readonly annualUnitCost: string;
	}[];
	readonly findings: readonly FindingRecord[];
};
