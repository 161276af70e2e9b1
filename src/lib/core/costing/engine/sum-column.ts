import { LIMITS } from '../../limits.ts';
import { problem, type Problem } from '../../problem.ts';

/** The tree as the sums walk it: a parent stands before its children, the whole analysis behind all lines. */
export interface SumTree {
	/** Parent of each line; that of roots is the whole analysis, that of the whole analysis is -1. */
	readonly parents: Int32Array;
	readonly isLeaf: Uint8Array;
	/** Everything that is no leaf, in order: what sums are made for. */
	readonly sums: Int32Array;
}

/** How many of some lines in order stand before a line. */
export function placeAmong(lines: Int32Array, line: number): number {
	let [from, to] = [0, lines.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if ((lines[middle] as number) < line) from = middle + 1;
		else to = middle;
	}
	return from;
}

/**
 * Sums of 分 up the tree. As long as the amounts of all leaves, taken without their signs, stay within the limit of a
 * single amount, every partial sum is a whole number that a double holds exactly, so that sums may be kept up to date
 * by differences. Beyond that they are made in big integers, and refused where one passes the limit.
 */
export class SumColumn {
	readonly #tree: SumTree;
	#volume = 0;

	constructor(tree: SumTree) {
		this.#tree = tree;
	}

	/** Sums the leaves of `amounts` (from `base` on) into everything above them; answers why it cannot be. */
	sumAll(amounts: Float64Array, base: number): Problem | null {
		const { parents, isLeaf, sums } = this.#tree;
		const count = parents.length - 1;
		for (const line of sums) amounts[base + line] = 0;
		let volume = 0;
		for (let line = count - 1; line >= 0; line -= 1) {
			const amount = amounts[base + line] as number;
			if (isLeaf[line] === 1) volume += Math.abs(amount);
			const above = base + (parents[line] as number);
			amounts[above] = (amounts[above] as number) + amount;
		}
		return this.accept(amounts, base, volume);
	}

	/** Amounts of all leaves without their signs. */
	get volume(): number {
		return this.#volume;
	}

	/** Takes over sums made elsewhere from leaves of this volume; beyond the limit they are made again, exactly. */
	accept(amounts: Float64Array, base: number, volume: number): Problem | null {
		this.#volume = volume;
		return volume <= LIMITS.amountFen ? null : this.#sumExactly(amounts, base);
	}

	/** Replaces a leaf's amount; false where only `sumAll` can tell what the sums then are. */
	replace(amounts: Float64Array, base: number, leaf: number, amount: number): boolean {
		const before = amounts[base + leaf] as number;
		const change = amount - before;
		amounts[base + leaf] = amount;
		if (change === 0) return true;
		const volume = this.#volume + Math.abs(amount) - Math.abs(before);
		if (volume > LIMITS.amountFen || this.#volume > LIMITS.amountFen) return false;
		this.#volume = volume;
		const { parents } = this.#tree;
		for (let up = parents[leaf] as number; up >= 0; up = parents[up] as number)
			amounts[base + up] = (amounts[base + up] as number) + change;
		return true;
	}

	#sumExactly(amounts: Float64Array, base: number): Problem | null {
		const { parents, isLeaf } = this.#tree;
		const sums = new Map<number, bigint>();
		let refusal: Problem | null = null;
		for (let line = parents.length - 2; line >= -1; line -= 1) {
			// The whole analysis stands behind the lines, but is summed last.
			const at = line < 0 ? parents.length - 1 : line;
			const amount = isLeaf[at] === 1 ? BigInt(amounts[base + at] as number) : (sums.get(at) ?? 0n);
			if (amount > LIMIT || amount < -LIMIT) refusal = tooLarge(amount);
			amounts[base + at] = Number(amount);
			const above = parents[at] as number;
			if (above >= 0) sums.set(above, (sums.get(above) ?? 0n) + amount);
		}
		return refusal;
	}
}

const LIMIT = BigInt(LIMITS.amountFen);

export function tooLarge(fen: bigint): Problem {
	return problem('money/too-large', { yuan: String(fen / 100n) });
}
