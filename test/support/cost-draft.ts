import { BLANK_LINE, NO_LISTS } from '#lib/core/costing/blank-line.ts';
import type { CostPool } from '#lib/core/costing/cost-pool.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { PerformanceIndicator } from '#lib/core/costing/indicator.ts';
import type { AnalysisDraft, CostLine, CostUnit } from '#lib/core/costing/line.ts';
import { fen } from '#lib/core/money/fen.ts';

/** A cost line with plain defaults; tests say only what matters to them. */
export function costLine(given: Partial<CostLine> & { readonly id: string }): CostLine {
	return {
		...BLANK_LINE,
		parentId: null,
		position: 0,
		name: given.id,
		amountBasis: given.statedAmount === undefined ? 'computed' : 'stated',
		...given
	};
}

export function costUnit(given: Partial<CostUnit> & { readonly id: string }): CostUnit {
	return {
		position: 0,
		name: given.id,
		grade: '',
		unit: '平方米',
		output: '1',
		outputSource: null,
		yearOutputs: {},
		lineIds: [],
		...given
	};
}

/** A pool with its driver volumes by target, e.g. `{ 'unit/A': '50', 'pool/S2': '20' }`. */
export function costPool(
	given: Partial<Omit<CostPool, 'shares'>> & {
		readonly id: string;
		readonly shares?: { readonly [target: string]: string };
	}
): CostPool {
	const { shares = {}, ...rest } = given;
	return {
		position: 0,
		name: given.id,
		stage: 'support',
		lineIds: [],
		driver: '面积',
		...rest,
		shares: Object.entries(shares).map(([key, volume]) => {
			const [target = '', id = ''] = key.split('/');
			return { target: target === 'pool' ? 'pool' : 'unit', id, volume };
		})
	};
}

export function indicator(
	given: Partial<PerformanceIndicator> & { readonly id: string }
): PerformanceIndicator {
	return {
		position: 0,
		level1: '产出指标',
		level2: '数量指标',
		level3: given.id,
		benchmark: '',
		actual: '',
		...given
	};
}

export function draftOf(
	lines: readonly CostLine[],
	units: readonly CostUnit[] = [],
	periodMonths = 12
): AnalysisDraft {
	return {
		project: {
			code: 'T',
			name: '测试项目',
			organisation: '测试单位',
			category: '城市运维/环卫保洁',
			sourceNote: ''
		},
		fiscalYear: 2021,
		periodMonths,
		basis: {
			priceYear: 2021,
			region: '重庆市江津区',
			taxBasis: 'unknown',
			staffScope: 'excluded',
			deliveryMode: 'purchased'
		},
		lines,
		units,
		indicators: [],
		...NO_LISTS
	};
}

/** 元 in whole or with two decimals → 分. */
export function yuan(amount: number | string): ReturnType<typeof fen> {
	const [whole = '0', fraction = ''] = String(amount).split('.');
	return fen(Number(whole) * 100 + (whole.startsWith('-') ? -1 : 1) * Number(fraction.padEnd(2, '0')));
}

/** Commands that build a draft in an empty analysis, its ids prefixed so that several stand in one database. */
export function commandsToBuild(draft: AnalysisDraft, prefix: string): EditCommand[] {
	const rename = (id: string) => `${prefix}-${id}`;
	const lines = draft.lines.map((line) => ({
		...line,
		id: rename(line.id),
		parentId: line.parentId === null ? null : rename(line.parentId)
	}));
	const units = draft.units.map((unit) => ({
		...unit,
		id: rename(unit.id),
		lineIds: unit.lineIds.map(rename)
	}));
	return [{ type: 'add', lines }, ...units.map((unit) => ({ type: 'set-unit', unit }) as const)];
}
