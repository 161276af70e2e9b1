import type { StepId } from './comparison-snapshot.ts';
import type { Observation } from './observation.ts';

const BOUND = { included: '含', excluded: '不含', unknown: '未注明' } as const;
const DELIVERY = { own: '自营', purchased: '外包', mixed: '自营与外包混合', unknown: '未注明' } as const;

const MONEY = '币种';

/** Aspects of the basis (口径) that no factor can adjust; each reads a member's side of it in words. */
const ASPECTS: readonly { readonly name: string; readonly of: (observation: Observation) => string }[] = [
	{ name: '税', of: ({ basis }) => BOUND[basis.taxBasis] },
	{ name: '自有人员资产', of: ({ basis }) => BOUND[basis.staffScope] },
	{ name: '实施方式', of: ({ basis }) => DELIVERY[basis.deliveryMode] },
	{ name: '成本期', of: ({ periodMonths }) => periodKind(periodMonths) },
	{ name: MONEY, of: ({ currency }) => currency ?? '人民币' }
];

/**
 * For each member the differences of basis against the majority of the set, in words. A warned member may stay in only
 * with a reason. On a tie the side met first in member order stands for the set, so that the result does not depend on
 * anything outside it.
 */
export function basisWarnings(
	observations: readonly Observation[],
	steps: readonly StepId[] = []
): readonly (readonly string[])[] {
	// Money that the exchange step brings to one basis is no difference.
	const aspects = ASPECTS.filter(({ name }) => name !== MONEY || !steps.includes('exchange'));
	const majorities = aspects.map(({ of }) => majority(observations.map(of)));
	return observations.map((observation) =>
		aspects.flatMap(({ name, of }, i) => {
			const side = of(observation);
			const usual = majorities[i];
			return side === usual ? [] : [`${name}口径不同：本项目“${side}”，多数项目“${usual}”`];
		})
	);
}

function majority(sides: readonly string[]): string | undefined {
	const counts = new Map<string, number>();
	for (const side of sides) counts.set(side, (counts.get(side) ?? 0) + 1);
	let best: string | undefined;
	// A Map keeps the order of first meeting, and only a strictly larger count replaces the best so far.
	for (const [side, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = side;
	return best;
}

/** Nine months times 12/9 is an estimate: seasons differ. So the kind of period is part of the basis. */
function periodKind(months: number): string {
	if (months === 12) return '整年';
	return months % 12 === 0 ? '多年' : '非整年';
}
