import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import { ANALYSIS_METHOD } from '#lib/core/costing/method.ts';
import { dec, divide, multiply, toText } from '#lib/core/decimal/decimal.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { putSnapshot } from '#lib/server/snapshots/service.ts';

export interface ConfirmedAnalysis {
	readonly project: string;
	readonly organisation?: string;
	readonly category?: string;
	readonly fiscalYear?: number;
	readonly priceYear?: number;
	readonly months?: number;
	readonly region?: string;
	readonly grade?: string;
	readonly unit?: string;
	readonly output?: string;
	/** 元 over the analysis period. */
	readonly cost: string;
	readonly taxBasis?: 'included' | 'excluded' | 'unknown';
}

/**
 * Stores a confirmed analysis of one cost line and one cost unit, as the costing services leave it: the project, the
 * analysis row and the snapshot it was frozen in. Lets comparison be tested without walking through costing.
 */
export async function confirmAnalysis(open: OpenDatabase, given: ConfirmedAnalysis): Promise<Hash> {
	const facts = { organisation: 'cm', fiscalYear: 2025, priceYear: 2025, months: 12, ...given };
	const { content, results } = frozen(facts);
	const hash = await putSnapshot(open.db, {
		kind: 'analysis',
		schema: 1,
		method: 'analysis/unit-cost@1',
		inputs: [],
		content,
		results
	});
	const at = '2026-11-22T00:00:00.000Z';
	await open.db
		.insertInto('project')
		.values({
			id: `project-${facts.project}`,
			code: facts.project,
			name: content.project.name,
			organisation_id: facts.organisation,
			category: content.project.category,
			source_note: content.project.sourceNote,
			created_by: 'analyst',
			created_at: at
		})
		.onConflict((c) => c.column('id').doNothing())
		.execute();
	await open.db
		.insertInto('analysis')
		.values({
			id: `analysis-${facts.project}-${facts.fiscalYear}`,
			project_id: `project-${facts.project}`,
			fiscal_year: facts.fiscalYear,
			period_months: facts.months,
			price_year: facts.priceYear,
			region: content.basis.region,
			tax_basis: content.basis.taxBasis,
			staff_scope: content.basis.staffScope,
			delivery_mode: content.basis.deliveryMode,
			allocation_method: 'direct',
			state: 'confirmed',
			revision: 1,
			snapshot: hash,
			created_by: 'analyst',
			created_at: at
		})
		.execute();
	return hash;
}

function frozen(given: ConfirmedAnalysis & { fiscalYear: number; priceYear: number; months: number }) {
	const { project, months, cost, output = '1000', grade = '一级' } = given;
	const amount = toText(multiply(dec(cost), dec(100)));
	const zero = Number(output) === 0;
	const unitCost = zero ? '0' : toText(divide(dec(cost), dec(output), 'half-up', LIMITS.unitCostScale));
	const content: AnalysisContent = {
		project: {
			code: project,
			name: `合成项目${project}`,
			organisation: '示例单位',
			category: given.category ?? '城市运维/环卫保洁',
			sourceNote: '合成数据'
		},
		fiscalYear: given.fiscalYear,
		periodMonths: months,
		basis: {
			priceYear: given.priceYear,
			region: given.region ?? '甲区',
			taxBasis: given.taxBasis ?? 'included',
			staffScope: 'excluded',
			deliveryMode: 'purchased'
		},
		lines: [
			{
				parent: null,
				code: '1',
				name: '道路清扫',
				grade,
				element: null,
				unit: '',
				quantity: null,
				unitPrice: null,
				coefficient: null,
				amountBasis: 'stated',
				statedAmount: amount,
				verifiedAmount: null,
				reason: null,
				periodMonths: months,
				recurrence: 'recurring',
				evidence: '',
				remark: '',
				sources: {}
			}
		],
		units: [
			{ name: '道路清扫', grade, unit: given.unit ?? '平方米', output, outputSource: null, lines: [0] }
		],
		indicators: []
	};
	const results: AnalysisResults = {
		lines: [
			{ quantity: null, unitPrice: null, computed: null, declared: amount, verified: amount, period: amount }
		],
		total: { declared: amount, verified: amount, cut: '0', raise: '0', net: '0', cutRate: '0' },
		units: [{ cost: amount, unitCost, annualUnitCost: unitCost }],
		findings: []
	};
	// As the services leave it, so that what rests on it replays; a unit without output is only here to be refused.
	const computed = zero ? null : ANALYSIS_METHOD.compute([], content);
	return { content, results: computed?.ok ? (computed.value as AnalysisResults) : results };
}
