import type { AnalysisDraft, CellSource, CostBasis, CostLine, CostUnit } from '#lib/core/costing/line.ts';
import type { PerformanceIndicator } from '#lib/core/costing/indicator.ts';
import { fen, type Fen } from '#lib/core/money/fen.ts';
import type {
	AnalysisTable,
	CostLineTable,
	CostUnitTable,
	PerformanceIndicatorTable
} from '../database/schema.ts';
import type { AnalysisRow } from './store.ts';

/** A draft from its rows. Columns were written by the functions below, so their words are those of the types. */
export function draftFromRows(row: AnalysisRow, { lines, units, indicators }: DraftColumns): AnalysisDraft {
	return {
		project: {
			code: row.project_code,
			name: row.project_name,
			organisation: row.organisation_name,
			category: row.category,
			sourceNote: row.source_note
		},
		fiscalYear: row.fiscal_year,
		periodMonths: row.period_months,
		basis: basisFromRow(row),
		lines: lines.map(lineFromRow),
		units: units.map(unitFromRow),
		indicators: indicators.map(indicatorFromRow)
	};
}

export interface DraftColumns {
	readonly lines: readonly LineColumns[];
	readonly units: readonly UnitColumns[];
	readonly indicators: readonly IndicatorColumns[];
}
export type LineColumns = Omit<CostLineTable, 'stated_amount' | 'verified_amount'> & {
	readonly stated_amount: number | null;
	readonly verified_amount: number | null;
};
export type UnitColumns = CostUnitTable;
export type IndicatorColumns = PerformanceIndicatorTable;

export function basisFromRow(
	row: Pick<AnalysisTable, 'price_year' | 'region' | 'tax_basis' | 'staff_scope' | 'delivery_mode'>
): CostBasis {
	return {
		priceYear: row.price_year,
		region: row.region,
		taxBasis: row.tax_basis as CostBasis['taxBasis'],
		staffScope: row.staff_scope as CostBasis['staffScope'],
		deliveryMode: row.delivery_mode as CostBasis['deliveryMode']
	};
}

function lineFromRow(row: LineColumns): CostLine {
	return {
		id: row.id,
		parentId: row.parent_id,
		position: row.position,
		code: row.code,
		name: row.name,
		grade: row.grade,
		element: row.element as CostLine['element'],
		unit: row.unit,
		quantity: row.quantity,
		unitPrice: row.unit_price,
		coefficient: row.coefficient,
		amountBasis: row.amount_basis as CostLine['amountBasis'],
		statedAmount: fenOrNull(row.stated_amount),
		verifiedAmount: fenOrNull(row.verified_amount),
		reason: row.reason as CostLine['reason'],
		periodMonths: row.period_months,
		recurrence: row.recurrence as CostLine['recurrence'],
		evidence: row.evidence,
		remark: row.remark,
		sources: JSON.parse(row.sources) as CostLine['sources']
	};
}

export function rowFromLine(analysisId: string, line: CostLine): LineColumns {
	return {
		id: line.id,
		analysis_id: analysisId,
		parent_id: line.parentId,
		position: line.position,
		code: line.code,
		name: line.name,
		grade: line.grade,
		element: line.element,
		unit: line.unit,
		quantity: line.quantity,
		unit_price: line.unitPrice,
		coefficient: line.coefficient,
		amount_basis: line.amountBasis,
		stated_amount: line.statedAmount,
		verified_amount: line.verifiedAmount,
		reason: line.reason,
		period_months: line.periodMonths,
		recurrence: line.recurrence,
		evidence: line.evidence,
		remark: line.remark,
		sources: JSON.stringify(line.sources)
	};
}

function unitFromRow(row: UnitColumns): CostUnit {
	return {
		id: row.id,
		position: row.position,
		name: row.name,
		grade: row.grade,
		unit: row.unit,
		output: row.output,
		outputSource: row.output_source === null ? null : (JSON.parse(row.output_source) as CellSource),
		lineIds: JSON.parse(row.line_ids) as string[]
	};
}

export function rowFromUnit(analysisId: string, unit: CostUnit): UnitColumns {
	return {
		id: unit.id,
		analysis_id: analysisId,
		position: unit.position,
		name: unit.name,
		grade: unit.grade,
		unit: unit.unit,
		output: unit.output,
		output_source: unit.outputSource === null ? null : JSON.stringify(unit.outputSource),
		line_ids: JSON.stringify(unit.lineIds)
	};
}

function indicatorFromRow(row: IndicatorColumns): PerformanceIndicator {
	const { id, position, level1, level2, level3, benchmark, actual } = row;
	return { id, position, level1, level2, level3, benchmark, actual };
}

export function rowFromIndicator(analysisId: string, indicator: PerformanceIndicator): IndicatorColumns {
	return { ...indicator, analysis_id: analysisId };
}

function fenOrNull(amount: number | null): Fen | null {
	return amount === null ? null : fen(amount);
}
