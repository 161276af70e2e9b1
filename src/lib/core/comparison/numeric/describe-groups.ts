import { selectRanks } from './select.ts';

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
 * Describes every group of a large table in one pass over its columns (all quantiles type 7). In doubles, for looking at
 * many observations; what a standard is derived from is computed in exact decimals (core/comparison/statistics).
 */
export function describeGroups(columns: ObservationColumns, groupCount: number): readonly GroupDescription[] {
	const { starts, values, outputs } = gathered(columns, groupCount);
	const scratch = new Float64Array(values.length);
	return Array.from({ length: groupCount }, (_, group) =>
		describe(values, outputs, scratch, starts[group] as number, starts[group + 1] as number)
	);
}

interface Gathered {
	/** Group g stands at [starts[g], starts[g + 1]). */
	readonly starts: Int32Array;
	readonly values: Float64Array;
	readonly outputs: Float64Array;
}

/** Groups next to each other, by counting. */
function gathered({ values, outputs, groups }: ObservationColumns, groupCount: number): Gathered {
	const starts = new Int32Array(groupCount + 1);
	for (let i = 0; i < groups.length; i += 1) {
		const next = (groups[i] as number) + 1;
		starts[next] = (starts[next] as number) + 1;
	}
	for (let g = 0; g < groupCount; g += 1) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
	const fill = starts.slice();
	const byGroup = { values: new Float64Array(values.length), outputs: new Float64Array(values.length) };
	for (let i = 0; i < groups.length; i += 1) {
		const group = groups[i] as number;
		const at = fill[group] as number;
		fill[group] = at + 1;
		byGroup.values[at] = values[i] as number;
		byGroup.outputs[at] = outputs[i] as number;
	}
	return { starts, ...byGroup };
}

function describe(
	values: Float64Array,
	outputs: Float64Array,
	scratch: Float64Array,
	from: number,
	to: number
): GroupDescription {
	const n = to - from;
	const moments = momentsOf(values, outputs, from, to);
	// The logarithms need pairs of value and output, so they come before selection moves the values.
	const scaleSlope = slopeOfLogs(values, outputs, from, to);
	const [p10, p25, median, p75, p90] = quantiles(values, from, to, [0.1, 0.25, 0.5, 0.75, 0.9]);
	const reach = 1.5 * (p75 - p25);
	let outside = 0;
	for (let i = from; i < to; i += 1) {
		const value = values[i] as number;
		if (value < p25 - reach || value > p75 + reach) outside += 1;
		scratch[i] = Math.abs(value - median);
	}
	const [mad] = quantiles(scratch, from, to, [0.5]);
	return { n, ...moments, p10, p25, median, p75, p90, mad, outside, scaleSlope };
}

type Moments = Pick<GroupDescription, 'mean' | 'weightedMean' | 'variation'>;

/** Means by compensated sums (Neumaier 1974), variance about the mean in a second pass. */
function momentsOf(values: Float64Array, outputs: Float64Array, from: number, to: number): Moments {
	const n = to - from;
	let [sum, lost, cost, costLost, output] = [0, 0, 0, 0, 0];
	for (let i = from; i < to; i += 1) {
		const value = values[i] as number;
		const next = sum + value;
		lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
		sum = next;
		const spent = value * (outputs[i] as number);
		const nextCost = cost + spent;
		costLost += Math.abs(cost) >= Math.abs(spent) ? cost - nextCost + spent : spent - nextCost + cost;
		cost = nextCost;
		output += outputs[i] as number;
	}
	const mean = (sum + lost) / n;
	let squares = 0;
	let drift = 0;
	for (let i = from; i < to; i += 1) {
		const apart = (values[i] as number) - mean;
		squares += apart * apart;
		drift += apart;
	}
	const variance = (squares - (drift * drift) / n) / (n - 1);
	return {
		mean,
		weightedMean: (cost + costLost) / output,
		variation: n < 2 ? Number.NaN : Math.sqrt(variance) / mean
	};
}

type Five = [number, number, number, number, number];

/** Type 7 quantiles of values[from…to), which are partly reordered by it; NaN without values. */
function quantiles(values: Float64Array, from: number, to: number, probabilities: readonly number[]): Five {
	const last = to - from - 1;
	if (last < 0) return [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
	const ranks = new Set<number>();
	for (const p of probabilities) {
		const whole = Math.floor(last * p);
		ranks.add(from + whole);
		if (whole < last) ranks.add(from + whole + 1);
	}
	selectRanks(
		values,
		from,
		to,
		[...ranks].sort((a, b) => a - b)
	);
	const at = (p: number | undefined) => {
		if (p === undefined) return Number.NaN;
		const h = last * p;
		const whole = Math.floor(h);
		const below = values[from + whole] as number;
		return h === whole ? below : below + (h - whole) * ((values[from + whole + 1] as number) - below);
	};
	const [a, b, c, d, e] = probabilities;
	return [at(a), at(b), at(c), at(d), at(e)];
}

function slopeOfLogs(values: Float64Array, outputs: Float64Array, from: number, to: number): number {
	let [x, y, xx, xy] = [0, 0, 0, 0];
	// Taken from the first pair, so that large common parts do not cancel.
	const x0 = Math.log(outputs[from] as number);
	const y0 = Math.log(values[from] as number);
	for (let i = from; i < to; i += 1) {
		const dx = Math.log(outputs[i] as number) - x0;
		const dy = Math.log(values[i] as number) - y0;
		x += dx;
		y += dy;
		xx += dx * dx;
		xy += dx * dy;
	}
	const n = to - from;
	const spread = xx - (x * x) / n;
	return spread > 0 ? (xy - (x * y) / n) / spread : Number.NaN;
}
