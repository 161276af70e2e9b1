import { COST_ELEMENTS, type CostElement } from '../costing/line.ts';
import { BOUNDARY_SIDES, type BoundarySide, type CostBoundary } from '../costing/cost-boundary.ts';
import { basisWarnings } from './basis-warnings.ts';
import type { StepId } from './comparison-snapshot.ts';
import type { Observation } from './observation.ts';

/** What a set holds its members to besides category and unit: each part is left out where the set does not state it. */
export type SetBounds = {
	/** Service grade every member has, or is brought to by the grade step. */
	readonly grade?: string;
	/** Years of cost, both included. */
	readonly period?: { readonly from: number; readonly to: number };
	/** 成本边界清单 */
	readonly boundary?: CostBoundary;
};

/** Who is held to which bounds; a step that brings a difference to one basis is a way in. */
export interface BoundSet {
	readonly bounds?: SetBounds;
	readonly steps: readonly StepId[];
}

const TAX = '税金';
const STAFF = '自有人员资产';

/**
 * How the observation differs from what the set states, in words; empty where it matches. What a normalisation step that
 * is on brings to one basis (grade, tax, own staff) is no difference. A side nobody stated does not match.
 */
export function boundWarnings(observation: Observation, { bounds = {}, steps }: BoundSet): readonly string[] {
	const { grade, period, boundary = {} } = bounds;
	const found: string[] = [];
	if (grade !== undefined && observation.grade !== grade && !steps.includes('grade'))
		found.push(`服务等级不符：本项目“${observation.grade || '未注明'}”，本次比对“${grade}”`);
	const { fiscalYear } = observation;
	if (period && (fiscalYear < period.from || fiscalYear > period.to))
		found.push(`成本年度不符：本项目 ${fiscalYear} 年，本次比对 ${period.from} 至 ${period.to} 年`);
	for (const [item, side] of Object.entries(boundary)) {
		const own = boundarySide(observation, item);
		if (own === side || isNormalised(item, steps)) continue;
		const said = own === null ? '未注明' : BOUNDARY_SIDES[own];
		found.push(`成本边界不符：“${item}”本项目${said}，本次比对${BOUNDARY_SIDES[side]}`);
	}
	return found;
}

/** All that needs a reason before a member may stand: first what the set states, then what most members have in common. */
export function memberWarnings(
	observations: readonly Observation[],
	set: BoundSet
): readonly (readonly string[])[] {
	const basis = basisWarnings(observations, set.steps);
	return observations.map((observation, i) => [...boundWarnings(observation, set), ...(basis[i] ?? [])]);
}

/**
 * Whether an item is inside the cost: as the unit states it; else as its tax and staff basis say; else as its breakdown
 * shows, where a cost element of that name has an amount, or every amount belongs to some other element. Null = unknown.
 */
export function boundarySide(observation: Observation, item: string): BoundarySide | null {
	const stated = observation.boundary?.[item];
	if (stated) return stated;
	const { taxBasis, staffScope } = observation.basis;
	const basis = item === TAX ? taxBasis : item === STAFF ? staffScope : 'unknown';
	if (basis !== 'unknown') return basis === 'included' ? 'in' : 'out';
	const element = elementNamed(item);
	if (element === undefined) return null;
	const { elements } = observation;
	if (!isNothing(elements[element])) return 'in';
	const classified = isNothing(elements.none) && Object.values(elements).some((amount) => !isNothing(amount));
	return classified ? 'out' : null;
}

function isNormalised(item: string, steps: readonly StepId[]): boolean {
	return (item === TAX && steps.includes('tax')) || (item === STAFF && steps.includes('scope'));
}

function elementNamed(item: string): CostElement | undefined {
	// The keys of the table are exactly its elements.
	return (Object.keys(COST_ELEMENTS) as CostElement[]).find((element) => COST_ELEMENTS[element] === item);
}

function isNothing(amount: string | undefined): boolean {
	return amount === undefined || amount === '0';
}
