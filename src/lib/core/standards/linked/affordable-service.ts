import {
	compare,
	dec,
	decimal,
	divide,
	isNegative,
	isZero,
	multiply,
	subtract,
	toText,
	type Decimal
} from '../../decimal/decimal.ts';
import { ok, type Result } from '../../result.ts';
import { readParameter } from '../parameter.ts';
import {
	linkedFigures,
	MOST_TIMES,
	readLinkage,
	readState,
	type Linkage,
	type LinkedFigures,
	type LinkedState
} from './linked-state.ts';

export interface AffordableInput {
	/** 元 a year that may not be exceeded. */
	readonly cap: string;
	/** Which service is moved; the others stay as they are. */
	readonly service: number;
	/** Times by which a service can be changed: 1 where half a sweep makes no sense. */
	readonly step: string;
}

/** What a fixed cap buys, or why it buys nothing. */
export type Affordable =
	/** The most frequent level within the cap; `next` is what one step more would need. */
	| {
			readonly kind: 'level';
			readonly count: Decimal;
			readonly figures: LinkedFigures;
			readonly left: Decimal;
			readonly next: { readonly count: Decimal; readonly figures: LinkedFigures } | null;
	  }
	/** Even the least level costs more; `least` is what it needs. */
	| {
			readonly kind: 'unreachable';
			readonly count: Decimal;
			readonly least: LinkedFigures;
			readonly missing: Decimal;
	  }
	/** The cost does not move with this service, so the cap does not decide about it. */
	| { readonly kind: 'unmoved'; readonly figures: LinkedFigures };

/**
 * 反向测算: the highest level of one service, in whole steps, whose year stays within a cap. The total never falls when a
 * service becomes more frequent, so the step is found by halving, with the very function that computes the total.
 * Levels at which the ceiling already pays less than the fiscal share are not "bought": the provider would pay for them.
 */
export function affordableService(
	linkage: Linkage,
	state: LinkedState,
	{ cap, service, step }: AffordableInput
): Result<Affordable> {
	const link = readLinkage(
		linkage,
		state.services.map(({ name }) => name)
	);
	if (!link.ok) return link;
	const base = readState(state);
	if (!base.ok) return base;
	const limit = readParameter('预算上限', cap, { from: dec(0), words: '不小于 0 的金额（元）' });
	if (!limit.ok) return limit;
	const size = readParameter('频次的最小增减', step, {
		from: dec('0.01'),
		to: dec(MOST_TIMES),
		words: `0.01 到 ${MOST_TIMES} 之间的次数`
	});
	if (!size.ok) return size;
	const at = (steps: number) => {
		const count = multiply(size.value, decimal(BigInt(steps)));
		const counts = base.value.counts.map((own, i) => (i === service ? count : own));
		return { count, figures: linkedFigures({ ...base.value, counts }, link.value) };
	};
	const share = link.value.services[service]?.share;
	if (!share || isZero(share)) return ok({ kind: 'unmoved', figures: linkedFigures(base.value, link.value) });
	const within = ({ figures }: { readonly figures: LinkedFigures }) =>
		!figures.capped && compare(figures.total, limit.value) <= 0;
	const least = at(1);
	if (!within(least)) {
		const missing = subtract(least.figures.total, limit.value);
		return ok({
			kind: 'unreachable',
			count: least.count,
			least: least.figures,
			missing: isNegative(missing) ? dec(0) : missing
		});
	}
	const most = Number(toText(divide(dec(MOST_TIMES), size.value, 'floor', 0)));
	const best = lastWithin(most, (steps) => within(at(steps)));
	const { count, figures } = at(best);
	return ok({
		kind: 'level',
		count,
		figures,
		left: subtract(limit.value, figures.total),
		next: best < most ? at(best + 1) : null
	});
}

/** The last of 1…most for which a property holds that holds for 1 and, once lost, stays lost. */
function lastWithin(most: number, holds: (steps: number) => boolean): number {
	let [low, high] = [1, most + 1];
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (holds(middle)) low = middle;
		else high = middle;
	}
	return low;
}
