import { isNegative, isZero, parseDecimal, toText } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { checkCombined, type CombinedUnit } from './combined-unit.ts';
import { checkBoundary } from './cost-boundary.ts';
import { ALLOCATION_METHODS, checkPool, type AllocationMethod, type CostPool } from './cost-pool.ts';
import type { EditCommand } from './edit-command.ts';
import type { LineForest } from './line-forest.ts';
import type { AnalysisDraft, CostUnit } from './line.ts';
import { checkParameter, type NamedParameter } from './named-parameter.ts';
import { checkName, withoutPart, withPart } from './part-list.ts';

/** What stands beside the tree of an analysis. */
export type Lists = Pick<
	AnalysisDraft,
	'units' | 'indicators' | 'parameters' | 'pools' | 'allocationMethod' | 'combined'
>;

/** What a command made of the lists; one it leaves out stays as it was. */
export type Applied = Result<Partial<Lists> & { readonly inverse: readonly EditCommand[] }>;

export function setUnit(forest: LineForest, { units }: Lists, given: CostUnit): Applied {
	const output = parseDecimal(given.output);
	if (!output.ok || isZero(output.value) || isNegative(output.value))
		return refuse(problem('analysis/no-output', { unit: given.name, output: given.output.slice(0, 40) }));
	const named = checkName('成本单元名称', given.name);
	if (!named.ok) return named;
	const years = readYearOutputs(given);
	if (!years.ok) return years;
	if (given.lineIds.some((id) => !forest.get(id))) return refuse(problem('analysis/unknown-line', {}));
	const boundary = checkBoundary(given.boundary ?? {});
	if (!boundary.ok) return boundary;
	const unit: CostUnit = {
		...given,
		output: toText(output.value),
		yearOutputs: years.value,
		...(given.boundary === undefined ? {} : { boundary: boundary.value })
	};
	const { list, before } = withPart(units, unit);
	if (list.length > LIMITS.unitsPerAnalysis) return tooMany('成本单元', LIMITS.unitsPerAnalysis);
	return ok({
		units: list,
		inverse: before ? [{ type: 'set-unit', unit: before }] : [{ type: 'remove-unit', unitId: unit.id }]
	});
}

/** Removes a unit, also from the pools that are allocated to it and from the combined units it is part of. */
export function removeUnit({ units, pools, combined }: Lists, unitId: string): Applied {
	const { list, removed } = withoutPart(units, unitId);
	if (!removed) return ok({ inverse: [] });
	const shared = pools.filter((pool) => pool.shares.some(isShareOf('unit', unitId)));
	const staged = combined.filter((whole) => whole.parts.some((part) => part.unitId === unitId));
	return ok({
		units: list,
		pools: withoutShares(pools, 'unit', unitId),
		combined:
			staged.length === 0
				? combined
				: combined.map((whole) =>
						staged.includes(whole)
							? { ...whole, parts: whole.parts.filter((part) => part.unitId !== unitId) }
							: whole
					),
		inverse: [
			{ type: 'set-unit', unit: removed },
			...shared.map((pool) => ({ type: 'set-pool', pool }) as const),
			...staged.map((whole) => ({ type: 'set-combined', combined: whole }) as const)
		]
	});
}

export function setParameter({ parameters }: Lists, given: NamedParameter): Applied {
	const checked = checkParameter(given, parameters);
	if (!checked.ok) return checked;
	const { list, before } = withPart(parameters, checked.value);
	if (list.length > LIMITS.parametersPerAnalysis) return tooMany('命名参数', LIMITS.parametersPerAnalysis);
	return ok({
		parameters: list,
		inverse: before
			? [{ type: 'set-parameter', parameter: before }]
			: [{ type: 'remove-parameter', parameterId: given.id }]
	});
}

/** Formulas that read the parameter stay as they are and show `#NAME?`. */
export function removeParameter({ parameters }: Lists, parameterId: string): Applied {
	const { list, removed } = withoutPart(parameters, parameterId);
	return ok({
		parameters: list,
		inverse: removed ? [{ type: 'set-parameter', parameter: removed }] : []
	});
}

export function setPool(forest: LineForest, { pools, units }: Lists, given: CostPool): Applied {
	const checked = checkPool(given, pools, units);
	if (!checked.ok) return checked;
	if (given.lineIds.some((id) => !forest.get(id))) return refuse(problem('analysis/unknown-line', {}));
	const { list, before } = withPart(pools, checked.value);
	if (list.length > LIMITS.poolsPerAnalysis) return tooMany('共同成本池', LIMITS.poolsPerAnalysis);
	return ok({
		pools: list,
		inverse: before ? [{ type: 'set-pool', pool: before }] : [{ type: 'remove-pool', poolId: given.id }]
	});
}

/** Removes a pool, also from the other pools that are allocated to it. */
export function removePool({ pools }: Lists, poolId: string): Applied {
	const { list, removed } = withoutPart(pools, poolId);
	if (!removed) return ok({ inverse: [] });
	const touched = pools.filter((pool) => pool !== removed && pool.shares.some(isShareOf('pool', poolId)));
	return ok({
		pools: withoutShares(list, 'pool', poolId),
		inverse: [removed, ...touched].map((pool) => ({ type: 'set-pool', pool }) as const)
	});
}

export function setMethod({ allocationMethod }: Lists, method: AllocationMethod): Applied {
	if (!Object.hasOwn(ALLOCATION_METHODS, method))
		return refuse(problem('analysis/malformed', { field: '分摊方法', expected: '请从列表中选' }));
	return ok({
		allocationMethod: method,
		inverse: [{ type: 'set-allocation-method', method: allocationMethod }]
	});
}

export function setCombined({ combined, units }: Lists, given: CombinedUnit): Applied {
	const checked = checkCombined(given, units);
	if (!checked.ok) return checked;
	const { list, before } = withPart(combined, checked.value);
	if (list.length > LIMITS.combinedPerAnalysis) return tooMany('分段单位成本', LIMITS.combinedPerAnalysis);
	return ok({
		combined: list,
		inverse: before
			? [{ type: 'set-combined', combined: before }]
			: [{ type: 'remove-combined', combinedId: given.id }]
	});
}

export function removeCombined({ combined }: Lists, combinedId: string): Applied {
	const { list, removed } = withoutPart(combined, combinedId);
	return ok({ combined: list, inverse: removed ? [{ type: 'set-combined', combined: removed }] : [] });
}

/** Takes removed lines out of everything that counted them; the inverse puts the lists back once the lines are. */
export function withoutLines(
	{ units, pools }: Lists,
	gone: ReadonlySet<string>
): Partial<Lists> & { readonly inverse: readonly EditCommand[] } {
	const counted = units.filter((unit) => unit.lineIds.some((id) => gone.has(id)));
	const pooled = pools.filter((pool) => pool.lineIds.some((id) => gone.has(id)));
	const left = <P extends CostUnit | CostPool>(list: readonly P[], touched: readonly P[]): readonly P[] =>
		touched.length === 0
			? list
			: list.map((part) =>
					touched.includes(part) ? { ...part, lineIds: part.lineIds.filter((id) => !gone.has(id)) } : part
				);
	return {
		units: left(units, counted),
		pools: left(pools, pooled),
		inverse: [
			...counted.map((unit) => ({ type: 'set-unit', unit }) as const),
			...pooled.map((pool) => ({ type: 'set-pool', pool }) as const)
		]
	};
}

function isShareOf(target: 'pool' | 'unit', id: string) {
	return (share: CostPool['shares'][number]) => share.target === target && share.id === id;
}

function withoutShares(pools: readonly CostPool[], target: 'pool' | 'unit', id: string): readonly CostPool[] {
	const gone = isShareOf(target, id);
	if (!pools.some((pool) => pool.shares.some(gone))) return pools;
	return pools.map((pool) =>
		pool.shares.some(gone) ? { ...pool, shares: pool.shares.filter((share) => !gone(share)) } : pool
	);
}

function readYearOutputs({ name, yearOutputs }: CostUnit): Result<CostUnit['yearOutputs']> {
	const read: Record<string, string> = {};
	for (const [year, text] of Object.entries(yearOutputs)) {
		const output = parseDecimal(text);
		if (!/^(?:19|20|21)\d\d$/.test(year) || !output.ok || isZero(output.value) || isNegative(output.value))
			return refuse(problem('analysis/no-output', { unit: `${name} ${year}年`, output: text.slice(0, 40) }));
		read[year] = toText(output.value);
	}
	return ok(read);
}

function tooMany(part: string, limit: number) {
	return refuse(problem('analysis/too-many-parts', { part, limit: String(limit) }));
}
