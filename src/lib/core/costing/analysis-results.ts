import { toText, type Decimal } from '../decimal/decimal.ts';
import { isFormula } from '../formula/references.ts';
import { ok, type Result } from '../result.ts';
import type { PoolFigures } from './allocation.ts';
import type { LineFigures } from './amounts.ts';
import type {
	AnalysisResults,
	FrozenLineFigures,
	FrozenPoolFigures,
	FrozenUnitFigures
} from './analysis-snapshot.ts';
import { totalTexts, type AnalysisFigures } from './figures.ts';
import { LIVE_FINDINGS } from './finding.ts';
import { hasOtherFunding } from './funding.ts';
import type { CostLine } from './line.ts';
import type { UnitFigures } from './unit-cost.ts';

/**
 * The figures as a snapshot holds them. Units, pools and combined units must be sound: freezing has refused the others.
 * What an analysis does not have is left out, so that those frozen before it could have it replay to the same text.
 */
export function resultsOf(figures: AnalysisFigures): Result<AnalysisResults> {
	const { tree, allocation, funding } = figures;
	const isFundedByOthers = hasOtherFunding(tree);
	const units: FrozenUnitFigures[] = [];
	for (const unit of figures.units) {
		if (!unit.ok) return unit;
		units.push(unitTexts(unit.value, isFundedByOthers));
	}
	const combined: { unitCost: string; shownUnitCost: string }[] = [];
	for (const whole of figures.combined) {
		if (!whole.ok) return whole;
		const { unitCost, shownUnitCost } = whole.value;
		combined.push({ unitCost: toText(unitCost), shownUnitCost: toText(shownUnitCost) });
	}
	if (allocation && !allocation.ok) return allocation;
	return ok({
		lines: figures.lines.map((line, index) => lineTexts(line, tree.lines[index] as CostLine)),
		total: totalTexts(figures.total),
		...(isFundedByOthers ? { funding: { full: String(funding.full), fiscal: String(funding.fiscal) } } : {}),
		...(allocation ? { pools: allocation.value.pools.map(poolTexts) } : {}),
		units,
		...(combined.length === 0 ? {} : { combined }),
		findings: figures.findings.filter(({ code }) => !LIVE_FINDINGS.has(code))
	});
}

function lineTexts(figures: LineFigures, line: CostLine): FrozenLineFigures {
	const { frequency, months, coefficient, computed } = figures;
	const years = Object.entries(figures.years).map(([column, amount]) => [column, String(amount)] as const);
	return {
		quantity: textOrNull(figures.quantity),
		unitPrice: textOrNull(figures.unitPrice),
		...(frequency === null ? {} : { frequency: toText(frequency) }),
		...(months === null ? {} : { months: toText(months) }),
		...(coefficient === null || isTyped(line.coefficient) ? {} : { coefficient: toText(coefficient) }),
		computed: computed === null ? null : String(computed),
		declared: String(figures.declared),
		verified: String(figures.verified),
		period: String(figures.period),
		...(years.length === 0 ? {} : { years: Object.fromEntries(years) })
	};
}

function unitTexts(unit: UnitFigures, isFundedByOthers: boolean): FrozenUnitFigures {
	const { cost, allocated, fiscalCost, unitCost, annualUnitCost, fiscalUnitCost, years } = unit;
	return {
		cost: String(cost),
		...(allocated === null ? {} : { allocated: String(allocated) }),
		...(isFundedByOthers ? { fiscalCost: String(fiscalCost), fiscalUnitCost: toText(fiscalUnitCost) } : {}),
		unitCost: toText(unitCost),
		annualUnitCost: toText(annualUnitCost),
		...(years.length === 0
			? {}
			: {
					years: years.map((of) => ({
						year: of.year,
						cost: String(of.cost),
						unitCost: toText(of.unitCost)
					}))
				})
	};
}

function poolTexts({ own, total, rate, parts }: PoolFigures): FrozenPoolFigures {
	return {
		own: String(own.full),
		total: String(total),
		rate: textOrNull(rate),
		parts: parts.map(({ unit, full }) => ({ unit, amount: String(full) }))
	};
}

function isTyped(text: string | null): boolean {
	return text !== null && !isFormula(text);
}

function textOrNull(value: Decimal | null): string | null {
	return value === null ? null : toText(value);
}
