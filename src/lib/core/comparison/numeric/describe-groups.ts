import { RankPicker } from './rank-picker.ts';

/** Many observations at once, by columns: a unit cost, what it was produced at, and the group it belongs to (0 … groups − 1). */
export interface ObservationColumns {
	readonly values: Float64Array;
	readonly outputs: Float64Array;
	readonly groups: Uint16Array | Int32Array;
}

/** Description of one group; numbers are NaN where the group is too small for them. */
export interface GroupDescription {
	readonly n: number;
	readonly mean: number;
	/** Σ(u × Q) ÷ ΣQ */
	readonly weightedMean: number;
	/** Sample standard deviation over mean (离散系数). */
	readonly variation: number;
	readonly p10: number;
	readonly p25: number;
	readonly median: number;
	readonly p75: number;
	readonly p90: number;
	/** Median of |u − median|, unscaled. */
	readonly mad: number;
	/** How many lie outside Tukey's fences Q1 − 1.5 IQR … Q3 + 1.5 IQR. */
	readonly outside: number;
	/** Slope of ln u on ln Q: the exponent of scale less one; NaN where a value is not above zero. */
	readonly scaleSlope: number;
}

/**
 * Describes every group of a large table (all quantiles type 7). In doubles, for looking at many observations; what a
 * standard is derived from is computed in exact decimals (core/comparison/statistics).
 */
export function describeGroups(columns: ObservationColumns, groupCount: number): readonly GroupDescription[] {
	return new GroupDescriber(columns.groups.length).describe(columns, groupCount);
}

/**
 * The same for tables described again and again: the room for a table of at most `most` rows is kept, because fetching
 * sixteen megabytes from the system takes as long as selecting all quantiles.
 */
export class GroupDescriber {
	readonly #values: Float64Array;
	readonly #outputs: Float64Array;
	readonly #picker: RankPicker;

	constructor(most: number) {
		this.#values = new Float64Array(most);
		this.#outputs = new Float64Array(most);
		this.#picker = new RankPicker(most);
	}

	describe(columns: ObservationColumns, groupCount: number): readonly GroupDescription[] {
		const starts = this.#gather(columns, groupCount);
		return Array.from({ length: groupCount }, (_, group) => {
			const [from, to] = [starts[group], starts[group + 1]];
			return describe(this.#values.subarray(from, to), this.#outputs.subarray(from, to), this.#picker);
		});
	}

	/** Groups next to each other, by counting: group g stands at [starts[g], starts[g + 1]). */
	#gather(columns: ObservationColumns, groupCount: number): Int32Array {
		const { groups } = columns;
		const n = groups.length;
		const starts = new Int32Array(groupCount + 1);
		for (let from = 0; from < n; from += BLOCK) countBlock(groups, from, Math.min(from + BLOCK, n), starts);
		for (let g = 0; g < groupCount; g += 1) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
		const next = starts.slice();
		for (let from = 0; from < n; from += BLOCK)
			moveBlock(columns, from, Math.min(from + BLOCK, n), next, this.#values, this.#outputs);
		return starts;
	}
}

function countBlock(
	groups: ObservationColumns['groups'],
	from: number,
	to: number,
	starts: Int32Array
): void {
	for (let i = from; i < to; i += 1) {
		const after = (groups[i] as number) + 1;
		starts[after] = (starts[after] as number) + 1;
	}
}

function moveBlock(
	{ values, outputs, groups }: ObservationColumns,
	from: number,
	to: number,
	next: Int32Array,
	movedValues: Float64Array,
	movedOutputs: Float64Array
): void {
	for (let i = from; i < to; i += 1) {
		const group = groups[i] as number;
		const at = next[group] as number;
		next[group] = at + 1;
		movedValues[at] = values[i] as number;
		movedOutputs[at] = outputs[i] as number;
	}
}

function describe(values: Float64Array, outputs: Float64Array, picker: RankPicker): GroupDescription {
	const n = values.length;
	const { mean, weightedMean, scaleSlope } = summed(values, outputs);
	const [p10, p25, median, p75, p90] = quantiles(values, n, picker, [0.1, 0.25, 0.5, 0.75, 0.9]);
	const low = p25 - 1.5 * (p75 - p25);
	const high = p75 + 1.5 * (p75 - p25);
	// The outputs of the group are done with, so their place takes the distances from the median.
	const apart = outputs;
	const spread = new Float64Array(3);
	for (let from = 0; from < n; from += BLOCK)
		spreadBlock(values, apart, from, Math.min(from + BLOCK, n), { mean, median, low, high }, spread);
	const [outside = 0, squares = 0, drift = 0] = spread;
	const variance = (squares - (drift * drift) / n) / (n - 1);
	const [mad] = quantiles(apart, n, picker, [0.5]);
	const variation = n < 2 ? Number.NaN : Math.sqrt(variance) / mean;
	return { n, mean, weightedMean, variation, p10, p25, median, p75, p90, mad, outside, scaleSlope };
}

/** Counts what lies outside the fences and sums squares about the mean; the distances from the median go to `apart`. */
function spreadBlock(
	values: Float64Array,
	apart: Float64Array,
	from: number,
	to: number,
	about: { readonly mean: number; readonly median: number; readonly low: number; readonly high: number },
	spread: Float64Array
): void {
	const { mean, median, low, high } = about;
	let outside = spread[0] as number;
	let squares = spread[1] as number;
	let drift = spread[2] as number;
	for (let i = from; i < to; i += 1) {
		const value = values[i] as number;
		if (value < low || value > high) outside += 1;
		// The drift is what the rounding of the mean leaves.
		const off = value - mean;
		squares += off * off;
		drift += off;
		apart[i] = Math.abs(value - median);
	}
	spread[0] = outside;
	spread[1] = squares;
	spread[2] = drift;
}

/**
 * Rows a loop takes at once. Short loops that return often are compiled once and for good; a long one is compiled while it
 * runs and falls back to slow code at its end, group after group.
 */
const BLOCK = 1024;

/** Places of the running sums: Σu, Σuq and what rounding lost of each; Σq; Σx, Σy, Σx², Σxy of logarithms. */
const PLACES = 9;

/** Both means by compensated sums (Knuth's two-sum, TAOCP 2 §4.2.2), and the slope of the logarithms. */
function summed(
	values: Float64Array,
	outputs: Float64Array
): Pick<GroupDescription, 'mean' | 'weightedMean' | 'scaleSlope'> {
	const n = values.length;
	const sums = new Float64Array(PLACES);
	// Logarithms are taken from the first pair, so that large common parts do not cancel.
	const x0 = Math.log(outputs[0] as number);
	const y0 = Math.log(values[0] as number);
	for (let from = 0; from < n; from += BLOCK)
		addBlock(values, outputs, from, Math.min(from + BLOCK, n), x0, y0, sums);
	const at = (place: number) => sums[place] as number;
	const spread = at(7) - (at(5) * at(5)) / n;
	return {
		mean: (at(0) + at(1)) / n,
		weightedMean: (at(2) + at(3)) / at(4),
		scaleSlope: spread > 0 ? (at(8) - (at(5) * at(6)) / n) / spread : Number.NaN
	};
}

function addBlock(
	values: Float64Array,
	outputs: Float64Array,
	from: number,
	to: number,
	x0: number,
	y0: number,
	sums: Float64Array
): void {
	let sum = sums[0] as number;
	let lost = sums[1] as number;
	let cost = sums[2] as number;
	let costLost = sums[3] as number;
	let output = sums[4] as number;
	let x = sums[5] as number;
	let y = sums[6] as number;
	let xx = sums[7] as number;
	let xy = sums[8] as number;
	for (let i = from; i < to; i += 1) {
		const value = values[i] as number;
		const produced = outputs[i] as number;
		const next = sum + value;
		const part = next - sum;
		lost += sum - (next - part) + (value - part);
		sum = next;
		const spent = value * produced;
		const nextCost = cost + spent;
		const costPart = nextCost - cost;
		costLost += cost - (nextCost - costPart) + (spent - costPart);
		cost = nextCost;
		output += produced;
		const dx = Math.log(produced) - x0;
		const dy = Math.log(value) - y0;
		x += dx;
		y += dy;
		xx += dx * dx;
		xy += dx * dy;
	}
	sums[0] = sum;
	sums[1] = lost;
	sums[2] = cost;
	sums[3] = costLost;
	sums[4] = output;
	sums[5] = x;
	sums[6] = y;
	sums[7] = xx;
	sums[8] = xy;
}

type Five = [number, number, number, number, number];

/** Type 7 quantiles of the first n values, for ascending probabilities; NaN without values. */
function quantiles(
	values: Float64Array,
	n: number,
	picker: RankPicker,
	probabilities: readonly number[]
): Five {
	const last = n - 1;
	if (last < 0) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
	const ranks = probabilities.flatMap((p) => {
		const whole = Math.floor(last * p);
		return [whole, Math.min(whole + 1, last)];
	});
	const order = [...new Set(ranks)].sort((a, b) => a - b);
	const picked = picker.pick(values, 0, n, order);
	const read = (rank: number | undefined) => picked[order.indexOf(rank ?? 0)] as number;
	const [a, b, c, d, e] = probabilities.map((p, k) => {
		const h = last * p;
		const whole = Math.floor(h);
		const below = read(ranks[2 * k]);
		return h === whole ? below : below + (h - whole) * (read(ranks[2 * k + 1]) - below);
	});
	const none = Number.NaN;
	return [a ?? none, b ?? none, c ?? none, d ?? none, e ?? none];
}
