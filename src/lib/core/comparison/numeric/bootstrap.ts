import { normalBelow, normalQuantile } from './normal.ts';
import { Random } from './random.ts';

/** What is resampled: values, and outputs where the statistic is weighted by them. */
export interface Sample {
	readonly values: Float64Array;
	readonly outputs?: Float64Array;
}

export type BootstrapStatistic = 'median' | 'mean' | 'volume-weighted';

export interface Interval {
	readonly low: number;
	readonly high: number;
}

export interface Bootstrapped {
	readonly estimate: number;
	readonly standardError: number;
	/** Quantiles α/2 and 1 − α/2 (type 7) of the resampled statistic. */
	readonly percentile: Interval;
	/** The same, corrected for bias and acceleration (Efron 1987); null where all resamples give the same value. */
	readonly bca: Interval | null;
}

export interface BootstrapPlan {
	readonly statistic: BootstrapStatistic;
	readonly replicates: number;
	readonly seed: number;
	/** Confidence level, e.g. 0.95. */
	readonly level: number;
}

/**
 * Bootstrap intervals (自助法区间) of a statistic: `replicates` resamples with replacement from a seeded generator, so that
 * the same plan gives the same interval anywhere. The sample is sorted once; a resample is a count per rank, from which
 * median, mean and weighted mean are read off without sorting again. Throws without values.
 */
export function bootstrap(sample: Sample, plan: BootstrapPlan): Bootstrapped {
	const ordered = inOrder(sample);
	const read = READERS[plan.statistic];
	const n = ordered.values.length;
	if (n === 0) throw new Error('Nothing to resample');
	const ones = new Uint16Array(n).fill(1);
	const estimate = read(ordered, ones, n);
	const resampled = new Float64Array(plan.replicates);
	const random = new Random(plan.seed);
	const counts = new Uint16Array(n);
	for (let b = 0; b < plan.replicates; b += 1) {
		counts.fill(0);
		random.resample(counts);
		resampled[b] = read(ordered, counts, n);
	}
	resampled.sort();
	const tail = (1 - plan.level) / 2;
	return {
		estimate,
		standardError: deviation(resampled),
		percentile: { low: quantile(resampled, tail), high: quantile(resampled, 1 - tail) },
		bca: corrected(resampled, estimate, acceleration(ordered, read), tail)
	};
}

interface Ordered {
	readonly values: Float64Array;
	readonly outputs: Float64Array;
}

type Reader = (sample: Ordered, counts: Uint16Array, total: number) => number;

const READERS: { readonly [S in BootstrapStatistic]: Reader } = {
	median: ({ values }, counts, total) => {
		const upper = Math.floor(total / 2) + 1;
		const lower = total % 2 === 1 ? upper : upper - 1;
		let passed = 0;
		let i = 0;
		for (; passed < lower; i += 1) passed += counts[i] as number;
		const first = values[i - 1] as number;
		if (passed >= upper) return first;
		for (; passed < upper; i += 1) passed += counts[i] as number;
		return (first + (values[i - 1] as number)) / 2;
	},
	mean: ({ values }, counts, total) => {
		let sum = 0;
		for (let i = 0; i < values.length; i += 1) sum += (counts[i] as number) * (values[i] as number);
		return sum / total;
	},
	'volume-weighted': ({ values, outputs }, counts) => {
		let cost = 0;
		let output = 0;
		for (let i = 0; i < values.length; i += 1) {
			const weight = (counts[i] as number) * (outputs[i] as number);
			cost += weight * (values[i] as number);
			output += weight;
		}
		return cost / output;
	}
};

function inOrder({ values, outputs }: Sample): Ordered {
	const order = Array.from(values, (_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
	return {
		values: Float64Array.from(order, (i) => values[i] ?? 0),
		outputs: Float64Array.from(order, (i) => outputs?.[i] ?? 1)
	};
}

/** a = Σ(θ̄ − θ₋ᵢ)³ / (6·(Σ(θ̄ − θ₋ᵢ)²)^(3/2)) over the leave-one-out values θ₋ᵢ (jackknife). */
function acceleration(ordered: Ordered, read: Reader): number {
	const n = ordered.values.length;
	if (n < 2) return 0;
	const counts = new Uint16Array(n).fill(1);
	const without = Float64Array.from(ordered.values, (_, i) => {
		counts[i] = 0;
		const value = read(ordered, counts, n - 1);
		counts[i] = 1;
		return value;
	});
	const centre = without.reduce((sum, value) => sum + value, 0) / n;
	let squares = 0;
	let cubes = 0;
	for (const value of without) {
		squares += (centre - value) ** 2;
		cubes += (centre - value) ** 3;
	}
	return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

function corrected(
	resampled: Float64Array,
	estimate: number,
	acceleration: number,
	tail: number
): Interval | null {
	let below = 0;
	let equal = 0;
	for (const value of resampled) {
		if (value < estimate) below += 1;
		else if (value === estimate) equal += 1;
	}
	if (equal === resampled.length) return null;
	// Values that meet the estimate exactly, as medians often do, count half on either side.
	const bias = normalQuantile((below + equal / 2) / resampled.length);
	if (!Number.isFinite(bias)) return null;
	const at = (p: number) => {
		const shifted = bias + normalQuantile(p);
		return quantile(resampled, normalBelow(bias + shifted / (1 - acceleration * shifted)));
	};
	return { low: at(tail), high: at(1 - tail) };
}

/** Type 7 quantile of ascending values. */
function quantile(ascending: Float64Array, p: number): number {
	const h = (ascending.length - 1) * p;
	const whole = Math.min(Math.floor(h), ascending.length - 1);
	const below = ascending[whole] as number;
	const above = ascending[whole + 1] ?? below;
	return below + (h - whole) * (above - below);
}

function deviation(values: Float64Array): number {
	if (values.length < 2) return 0;
	const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
	const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
	return Math.sqrt(squares / (values.length - 1));
}
