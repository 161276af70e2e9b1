import { subtractFen, ZERO_FEN, type Fen } from '../money/fen.ts';
import { ok, type Result } from '../result.ts';
import type { FundedCost } from './allocation.ts';
import { boundedSum, type LineFigures } from './amounts.ts';
import { FISCAL_SOURCES } from './axes.ts';
import type { CostLine } from './line.ts';
import { isLeaf, subtreeEnd, type Tree } from './tree.ts';

/** Whether the treasury pays a line (DOMAIN §2.3); one that says nothing counts as 财政项目支出. */
export function isFiscal({ fundingSource }: Pick<CostLine, 'fundingSource'>): boolean {
	return fundingSource === null || FISCAL_SOURCES.includes(fundingSource);
}

/**
 * Full cost (全成本) and fiscal cost (财政成本) of chosen lines with everything below them. Full cost is all of it:
 * 财政项目支出 + 财政基本支出分摊 + 单位自有收入 + 其他资金 + 资产折旧; fiscal cost is the first two.
 */
export function fundedCost(
	tree: Tree,
	lines: readonly LineFigures[],
	chosen: readonly number[],
	column: 'verified' | 'period'
): Result<FundedCost> {
	const full = boundedSum(chosen.map((index) => lines[index]?.[column] ?? ZERO_FEN));
	if (!full.ok) return full;
	const others = chosen.flatMap((index) => notFiscalWithin(tree, index));
	if (others.length === 0) return ok({ full: full.value, fiscal: full.value });
	const paidByOthers = boundedSum(others.map((index) => lines[index]?.[column] ?? ZERO_FEN));
	if (!paidByOthers.ok) return paidByOthers;
	const fiscal = boundedSum([full.value, negative(paidByOthers.value)]);
	return fiscal.ok ? ok({ full: full.value, fiscal: fiscal.value }) : fiscal;
}

/** Whether any line is paid by others than the treasury, so that the two costs differ. */
export function hasOtherFunding(tree: Tree): boolean {
	return notFiscalLeaves(tree).length > 0;
}

/** Found once per tree: unit costs are computed on every keystroke, and few lines are paid by others. */
const NOT_FISCAL = new WeakMap<Tree, readonly number[]>();

function notFiscalLeaves(tree: Tree): readonly number[] {
	let found = NOT_FISCAL.get(tree);
	if (!found) {
		const leaves: number[] = [];
		for (let index = 0; index < tree.lines.length; index += 1)
			if (!isFiscal(tree.lines[index] as CostLine) && isLeaf(tree, index)) leaves.push(index);
		NOT_FISCAL.set(tree, (found = leaves));
	}
	return found;
}

function notFiscalWithin(tree: Tree, index: number): readonly number[] {
	const leaves = notFiscalLeaves(tree);
	if (leaves.length === 0) return leaves;
	return leaves.slice(firstFrom(leaves, index), firstFrom(leaves, subtreeEnd(tree, index)));
}

/** The place of the first number not below `least` in an ascending list. */
function firstFrom(ascending: readonly number[], least: number): number {
	let [low, high] = [0, ascending.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ascending[middle] as number) < least) low = middle + 1;
		else high = middle;
	}
	return low;
}

function negative(amount: Fen): Fen {
	return subtractFen(ZERO_FEN, amount);
}
