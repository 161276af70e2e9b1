import type { Fen } from '../money/fen.ts';
import type { LineFigures } from './amounts.ts';
import type { Money } from './coverage.ts';
import { ADJUSTMENT_REASONS, type AdjustmentReason } from './line.ts';
import { isLeaf, type Tree } from './tree.ts';

/** A line as 申报 → 核定 left it. */
export interface VerifiedLine {
	readonly reason: AdjustmentReason | null;
	readonly declared: Fen;
	readonly verified: Fen;
}

/** Cuts (审减) and raises (审增) of lines with one reason. */
export interface ReasonTotal {
	/** "" where none was given. */
	readonly reason: AdjustmentReason | '';
	readonly lines: number;
	readonly cut: Money;
	readonly raise: Money;
}

/**
 * 审减 and 审增 by reason code (DOMAIN §2.5) of lines without children, in the order of the reasons, those without one
 * last. The two never cancel each other: one line is cut or raised, and both sums are kept apart.
 */
export function reasonTotals(lines: Iterable<VerifiedLine>): readonly ReasonTotal[] {
	const found = new Map<AdjustmentReason | '', { lines: number; cut: Money; raise: Money }>();
	for (const { reason, declared, verified } of lines) {
		if (declared === verified) continue;
		const sum = found.get(reason ?? '') ?? { lines: 0, cut: 0n, raise: 0n };
		found.set(reason ?? '', sum);
		sum.lines += 1;
		if (declared > verified) sum.cut += BigInt(declared) - BigInt(verified);
		else sum.raise += BigInt(verified) - BigInt(declared);
	}
	// The keys of the table are the reasons there are.
	const order = [...(Object.keys(ADJUSTMENT_REASONS) as AdjustmentReason[]), '' as const];
	return order.flatMap((reason) => {
		const sum = found.get(reason);
		return sum ? [{ reason, ...sum }] : [];
	});
}

/** The lines without children, which is where money is declared and verified. */
export function* verifiedLeaves(tree: Tree, lines: readonly LineFigures[]): Generator<VerifiedLine> {
	for (let index = 0; index < lines.length; index += 1) {
		const { declared, verified } = lines[index] as LineFigures;
		if (isLeaf(tree, index)) yield { reason: tree.lines[index]?.reason ?? null, declared, verified };
	}
}
