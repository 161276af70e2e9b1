import { lineAmounts } from '../costing/amounts.ts';
import type { CostLine } from '../costing/line.ts';
import { buildTree, isLeaf } from '../costing/tree.ts';
import { formatFen, subtractFen, sumFen, type Fen } from '../money/fen.ts';
import { finding, type IntakeFinding, type IntakeFindingCode } from './finding.ts';

/** What the lines of a sheet add up to. */
export interface CheckedLines {
	readonly findings: readonly IntakeFinding[];
	/** Sum of the top lines in 元, "22,210,577.00"; null where it cannot be summed. */
	readonly total: string | null;
}

/** Where the sheet's own numbers do not agree: totals against their parts, amounts against quantity × price. */
export function checkArithmetic(lines: readonly CostLine[], months: number): CheckedLines {
	const tree = buildTree(lines);
	const amounts = lineAmounts(tree, months);
	// Sums beyond the money limit are refused when the lines are written; there is nothing to compare here.
	if (!amounts.ok) return { findings: [], total: null };
	const roots = amounts.value.filter((_, index) => tree.parents[index] === -1);
	const findings = tree.lines.flatMap((line, index) => {
		const figures = amounts.value[index];
		const at = line.sources.statedAmount?.address ?? line.sources.name?.address ?? null;
		if (!figures) return [];
		if (!isLeaf(tree, index))
			return compared('total-differs', at, line.name, line.statedAmount, figures.declared);
		if (line.statedAmount === null && figures.computed === null)
			return [finding('no-amount', at, { name: line.name })];
		return compared('amount-differs', at, line.name, line.statedAmount, figures.computed);
	});
	return { findings, total: formatFen(sumFen(roots.map(({ declared }) => declared))) };
}

function compared(
	code: IntakeFindingCode,
	at: string | null,
	name: string,
	stated: Fen | null,
	counted: Fen | null
): IntakeFinding[] {
	if (stated === null || counted === null || stated === counted) return [];
	const difference = subtractFen(counted, stated);
	const size = (difference < 0 ? -difference : difference) as Fen;
	const direction = difference < 0 ? '少' : '多';
	return [
		finding(code, at, {
			name,
			stated: formatFen(stated),
			counted: formatFen(counted),
			difference: formatFen(size),
			direction
		})
	];
}
