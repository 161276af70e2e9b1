import type { CostBoundary } from '#lib/core/costing/cost-boundary.ts';
import type { AllocationMethod } from '#lib/core/costing/cost-pool.ts';
import type { AnalysisDraft, CellSource, CostBasis, CostLine, CostUnit } from '#lib/core/costing/line.ts';
import { BLANK_LINE } from '#lib/core/costing/blank-line.ts';
import type { PerformanceIndicator } from '#lib/core/costing/indicator.ts';
import { fen, type Fen } from '#lib/core/money/fen.ts';
import type {
	AnalysisPartTable,
	AnalysisTable,
	CostLineTable,
	CostUnitTable,
	PerformanceIndicatorTable
} from '../database/schema.ts';
import type { AnalysisRow } from './store.ts';

/** A draft from its rows. Columns were written by the functions below, so their words are those of the types. */
export function draftFromRows(
	row: AnalysisRow,
	{ lines, units, indicators, parts }: DraftColumns
): AnalysisDraft {
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
		indicators: indicators.map(indicatorFromRow),
		parameters: partsOf(parts, 'parameter'),
		pools: partsOf(parts, 'pool'),
		allocationMethod: row.allocation_method as AllocationMethod,
		combined: partsOf(parts, 'combined')
	};
}

export interface DraftColumns {
	readonly lines: readonly LineColumns[];
	readonly units: readonly UnitColumns[];
	readonly indicators: readonly IndicatorColumns[];
	readonly parts: readonly PartColumns[];
}
export type LineColumns = Omit<CostLineTable, 'stated_amount' | 'verified_amount'> & {
	readonly stated_amount: number | null;
	readonly verified_amount: number | null;
};
export type UnitColumns = CostUnitTable;
export type IndicatorColumns = PerformanceIndicatorTable;
export type PartColumns = AnalysisPartTable;

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
		frequency: row.frequency,
		months: row.months,
		coefficient: row.coefficient,
		amountBasis: row.amount_basis as CostLine['amountBasis'],
		statedAmount: fenOrNull(row.stated_amount),
		verifiedAmount: fenOrNull(row.verified_amount),
		reason: row.reason as CostLine['reason'],
		periodMonths: row.period_months,
		recurrence: row.recurrence as CostLine['recurrence'],
		nature: row.nature as CostLine['nature'],
		timeBasis: row.time_basis as CostLine['timeBasis'],
		behaviour: row.behaviour as CostLine['behaviour'],
		necessity: row.necessity as CostLine['necessity'],
		costKind: row.cost_kind as CostLine['costKind'],
		supply: row.supply as CostLine['supply'],
		fundingSource: row.funding_source as CostLine['fundingSource'],
		fundType: row.fund_type as CostLine['fundType'],
		functionCode: row.function_code,
		economicCode: row.economic_code,
		taxBasis: row.tax_basis as CostLine['taxBasis'],
		evidence: row.evidence,
		evidenceLevel: row.evidence_level as CostLine['evidenceLevel'],
		remark: row.remark,
		years: jsonOr(row.years, BLANK_LINE.years),
		fills: jsonOr(row.fills, BLANK_LINE.fills),
		recipe: jsonOr(row.recipe, null),
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
		frequency: line.frequency,
		months: line.months,
		coefficient: line.coefficient,
		amount_basis: line.amountBasis,
		stated_amount: line.statedAmount,
		verified_amount: line.verifiedAmount,
		reason: line.reason,
		period_months: line.periodMonths,
		recurrence: line.recurrence,
		nature: line.nature,
		time_basis: line.timeBasis,
		behaviour: line.behaviour,
		necessity: line.necessity,
		cost_kind: line.costKind,
		supply: line.supply,
		funding_source: line.fundingSource,
		fund_type: line.fundType,
		function_code: line.functionCode,
		economic_code: line.economicCode,
		tax_basis: line.taxBasis,
		evidence: line.evidence,
		evidence_level: line.evidenceLevel,
		remark: line.remark,
		years: jsonUnlessEmpty(line.years),
		fills: jsonUnlessEmpty(line.fills),
		recipe: line.recipe === null ? null : JSON.stringify(line.recipe),
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
		yearOutputs: JSON.parse(row.year_outputs) as CostUnit['yearOutputs'],
		...(row.boundary === '{}' ? {} : { boundary: JSON.parse(row.boundary) as CostBoundary }),
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
		year_outputs: JSON.stringify(unit.yearOutputs),
		boundary: JSON.stringify(unit.boundary ?? {}),
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

/** The lists beside the tree are kept whole, as they stand in the draft: nothing is searched for inside them. */
export function rowsFromParts(analysisId: string, draft: AnalysisDraft): PartColumns[] {
	const rows = (kind: string, list: readonly { readonly id: string; readonly position: number }[]) =>
		list.map((part) => ({
			id: part.id,
			analysis_id: analysisId,
			kind,
			position: part.position,
			body: JSON.stringify(part)
		}));
	return [
		...rows('parameter', draft.parameters),
		...rows('pool', draft.pools),
		...rows('combined', draft.combined)
	];
}

function partsOf<T>(parts: readonly PartColumns[], kind: string): T[] {
	return parts.filter((part) => part.kind === kind).map((part) => JSON.parse(part.body) as T);
}

function jsonOr<T>(text: string | null, otherwise: T): T {
	return text === null ? otherwise : (JSON.parse(text) as T);
}

function jsonUnlessEmpty(value: object): string | null {
	return Object.keys(value).length === 0 ? null : JSON.stringify(value);
}

function fenOrNull(amount: number | null): Fen | null {
	return amount === null ? null : fen(amount);
}
