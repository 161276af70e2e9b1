/** Below this many values sorting is faster than partitioning on. */
const SHORT = 24;

/**
 * Puts the values that would stand at the given ranks of `values[from…to)` after sorting in their places, and no more:
 * selection by partition (Hoare 1961) for several ranks at once, so that common parts are partitioned once.
 * `ranks` are absolute indices, ascending. Expected time n·(1 + log of the number of ranks).
 */
export function selectRanks(values: Float64Array, from: number, to: number, ranks: readonly number[]): void {
	selectBetween(values, from, to, ranks, 0, ranks.length, 2 * Math.ceil(Math.log2(to - from + 2)));
}

function selectBetween(
	values: Float64Array,
	start: number,
	end: number,
	ranks: readonly number[],
	firstRank: number,
	lastRank: number,
	patience: number
): void {
	let [from, to, first, last] = [start, end, firstRank, lastRank];
	for (let left = patience; first < last; left -= 1) {
		// Adversarial orders cannot make it quadratic: after too many bad pivots the rest is sorted.
		if (to - from <= SHORT || left <= 0) {
			values.subarray(from, to).sort();
			return;
		}
		const pivot = pivotOf(values, from, to);
		let i = from;
		let j = to - 1;
		while (i <= j) {
			while ((values[i] as number) < pivot) i += 1;
			while ((values[j] as number) > pivot) j -= 1;
			if (i > j) break;
			const swapped = values[i] as number;
			values[i] = values[j] as number;
			values[j] = swapped;
			i += 1;
			j -= 1;
		}
		// Now [from, j] ≤ pivot ≤ [i, to), and what lies between equals it.
		let low = first;
		while (low < last && (ranks[low] as number) <= j) low += 1;
		let high = low;
		while (high < last && (ranks[high] as number) < i) high += 1;
		if (low > first && high < last) selectBetween(values, from, j + 1, ranks, first, low, left - 1);
		if (high < last) [from, first] = [i, high];
		else [to, last] = [j + 1, low];
	}
}

/** Median of three medians of three: a good pivot for ordered, equal and mixed values alike. */
function pivotOf(values: Float64Array, from: number, to: number): number {
	const step = Math.floor((to - from) / 8);
	const at = (k: number) => values[from + k * step] as number;
	return middle(
		middle(at(0), at(1), at(2)),
		middle(at(3), at(4), at(5)),
		middle(at(6), at(7), values[to - 1] as number)
	);
}

function middle(a: number, b: number, c: number): number {
	return a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
}
