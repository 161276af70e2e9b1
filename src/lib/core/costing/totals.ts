import { decimal, divide, type Decimal } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { fen, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

/** Totals of a review (成本核定), DOMAIN §2.5: cuts and raises are shown apart. */
export interface Totals {
	/** 申报合计 */
	readonly declared: Fen;
	/** 核定合计 */
	readonly verified: Fen;
	/** 审减额 = Σ max(0, 申报 − 核定) over lines without children. */
	readonly cut: Fen;
	/** 审增额 = Σ max(0, 核定 − 申报) over lines without children. */
	readonly raise: Fen;
	/** 净审减 = 申报合计 − 核定合计 */
	readonly net: Fen;
	/** 审减率 = 净审减 ÷ 申报合计 in %, two decimals, half-up; null when nothing was declared. */
	readonly cutRate: Decimal | null;
}

/** What totals are made of: sums over roots, and cuts and raises over lines without children; all in 分, as plain numbers. */
export interface TotalSums {
	readonly declared: number;
	readonly verified: number;
	readonly cut: number;
	readonly raise: number;
}

/** Totals of a review. Refuses what is beyond the limit; sums that only grow are exact up to there. */
export function totalsFrom({ declared, verified, cut, raise }: TotalSums): Result<Totals> {
	const net = declared - verified;
	for (const sum of [declared, verified, cut, raise, net])
		if (Math.abs(sum) > LIMITS.amountFen)
			return refuse(problem('money/too-large', { yuan: String(BigInt(sum) / 100n) }));
	return ok({
		declared: fen(declared),
		verified: fen(verified),
		cut: fen(cut),
		raise: fen(raise),
		net: fen(net),
		cutRate: rate(fen(net), fen(declared))
	});
}

function rate(net: Fen, declared: Fen): Decimal | null {
	return declared === 0 ? null : divide(decimal(BigInt(net) * 100n), decimal(BigInt(declared)), 'half-up', 2);
}
