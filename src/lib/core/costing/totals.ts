import { decimal, divide, type Decimal } from '../decimal/decimal.ts';
import { subtractFen, ZERO_FEN, type Fen } from '../money/fen.ts';
import { ok, type Result } from '../result.ts';
import { boundedSum, type LineFigures } from './amounts.ts';
import { isLeaf, type Tree } from './tree.ts';

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

export function totalsOf(tree: Tree, lines: readonly LineFigures[]): Result<Totals> {
	const roots = lines.filter((_, index) => tree.parents[index] === -1);
	const changes = lines.flatMap((line, index) =>
		isLeaf(tree, index) ? subtractFen(line.declared, line.verified) : []
	);
	const declared = boundedSum(roots.map((line) => line.declared));
	const verified = boundedSum(roots.map((line) => line.verified));
	const cut = boundedSum(changes.filter((change) => change > 0));
	const rise = boundedSum(changes.filter((change) => change < 0));
	if (!declared.ok) return declared;
	if (!verified.ok) return verified;
	if (!cut.ok) return cut;
	if (!rise.ok) return rise;
	const net = boundedSum([declared.value, negative(verified.value)]);
	if (!net.ok) return net;
	return ok({
		declared: declared.value,
		verified: verified.value,
		cut: cut.value,
		raise: negative(rise.value),
		net: net.value,
		cutRate: rate(net.value, declared.value)
	});
}

function rate(net: Fen, declared: Fen): Decimal | null {
	return declared === 0 ? null : divide(decimal(BigInt(net) * 100n), decimal(BigInt(declared)), 'half-up', 2);
}

function negative(amount: Fen): Fen {
	return subtractFen(ZERO_FEN, amount);
}
