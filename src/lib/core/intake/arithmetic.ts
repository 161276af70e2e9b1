import { lineAmounts } from '../costing/amounts.ts';
import type { CostLine } from '../costing/line.ts';
import { buildTree, isLeaf } from '../costing/tree.ts';
import { formatFen, subtractFen, type Fen } from '../money/fen.ts';
import { finding, type IntakeFinding, type IntakeFindingCode } from './finding.ts';

/** Where the sheet's own numbers do not agree: totals against their parts, amounts against quantity × price. */
export function arithmeticFindings(lines: readonly CostLine[], months: number): readonly IntakeFinding[] {
	const tree = buildTree(lines);
	const amounts = lineAmounts(tree, months);
	// Sums beyond the money limit are refused when the lines are written; there is nothing to compare here.
	if (!amounts.ok) return [];
	return tree.lines.flatMap((line, index) => {
		const figures = amounts.value[index];
		const at = line.sources.statedAmount?.address ?? line.sources.name?.address ?? null;
		if (!figures) return [];
		if (!isLeaf(tree, index))
			return compared('total-differs', at, line.name, line.statedAmount, figures.declared);
		if (line.statedAmount === null && figures.computed === null)
			return [finding('no-amount', at, { name: line.name })];
		return compared('amount-differs', at, line.name, line.statedAmount, figures.computed);
	});
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
