import { COUNT, GROUPS, type Columns } from './observations.ts';

const BUCKETS = 4096;
const FIGURES = 12;

/**
 * All statistics as the shortest loops one can write for exactly this table: plain sums, one selection by counting for all
 * five quantiles and one for the MAD, buffers kept, nothing checked. What the machine can do at best.
 */
export class ByHand {
	readonly #v = new Float64Array(COUNT);
	readonly #q = new Float64Array(COUNT);
	readonly #room = new Float64Array(COUNT);
	readonly #counts = new Int32Array(BUCKETS);
	readonly #place = new Int32Array(BUCKETS);
	readonly #picked = new Float64Array(10);

	describe({ values, outputs, groups }: Columns): Float64Array {
		const starts = new Int32Array(GROUPS + 1);
		for (let i = 0; i < COUNT; i += 1) starts[(groups[i] as number) + 1]! += 1;
		for (let g = 0; g < GROUPS; g += 1) starts[g + 1]! += starts[g] as number;
		const at = starts.slice();
		const v = this.#v;
		const q = this.#q;
		for (let i = 0; i < COUNT; i += 1) {
			const place = at[groups[i] as number]!++;
			v[place] = values[i] as number;
			q[place] = outputs[i] as number;
		}
		const figures = new Float64Array(GROUPS * FIGURES);
		for (let g = 0; g < GROUPS; g += 1)
			this.#group(v, q, starts[g] as number, starts[g + 1] as number, figures.subarray(g * FIGURES));
		return figures;
	}

	#group(v: Float64Array, q: Float64Array, from: number, to: number, figures: Float64Array): void {
		const picked = this.#picked;
		const n = to - from;
		let [sum, cost, output, x, y, xx, xy, squares] = [0, 0, 0, 0, 0, 0, 0, 0];
		for (let i = from; i < to; i += 1) {
			const value = v[i] as number;
			const weight = q[i] as number;
			sum += value;
			cost += value * weight;
			output += weight;
			const lx = Math.log(weight);
			const ly = Math.log(value);
			x += lx;
			y += ly;
			xx += lx * lx;
			xy += lx * ly;
		}
		const mean = sum / n;
		const shares = [0.1, 0.25, 0.5, 0.75, 0.9];
		this.#pick(v, from, to, shares);
		for (let k = 0; k < 5; k += 1) figures[4 + k] = picked[k] as number;
		const [q1 = 0, median = 0, q3 = 0] = [picked[1], picked[2], picked[3]];
		const low = q1 - 1.5 * (q3 - q1);
		const high = q3 + 1.5 * (q3 - q1);
		let outside = 0;
		for (let i = from; i < to; i += 1) {
			const value = v[i] as number;
			if (value < low || value > high) outside += 1;
			squares += (value - mean) * (value - mean);
			q[i] = Math.abs(value - median);
		}
		this.#pick(q, from, to, [0.5]);
		figures[0] = n;
		figures[1] = mean;
		figures[2] = cost / output;
		figures[3] = Math.sqrt(squares / (n - 1)) / mean;
		figures[9] = picked[0] as number;
		figures[10] = outside;
		figures[11] = (xy - (x * y) / n) / (xx - (x * x) / n);
	}

	/** Quantiles of type 7 into `picked`. */
	#pick(a: Float64Array, from: number, to: number, shares: readonly number[]): void {
		const counts = this.#counts.fill(0);
		const place = this.#place.fill(-1);
		const room = this.#room;
		let low = Infinity;
		let high = -Infinity;
		for (let i = from; i < to; i += 1) {
			const value = a[i] as number;
			if (value < low) low = value;
			if (value > high) high = value;
		}
		const scale = (BUCKETS - 1) / (high - low);
		for (let i = from; i < to; i += 1) counts[(((a[i] as number) - low) * scale) | 0]! += 1;
		const ranks = shares.flatMap((p) => [
			Math.floor((to - from - 1) * p),
			Math.floor((to - from - 1) * p) + 1
		]);
		const parts: { begin: number; end: number; first: number }[] = [];
		let [passed, begin, next] = [0, 0, 0];
		for (let b = 0; next < ranks.length; b += 1) {
			const count = counts[b] as number;
			if ((ranks[next] as number) < passed + count) {
				place[b] = begin;
				parts.push({ begin, end: begin + count, first: passed });
				begin += count;
				while (next < ranks.length && (ranks[next] as number) < passed + count) next += 1;
			}
			passed += count;
		}
		for (let i = from; i < to; i += 1) {
			const bucket = (((a[i] as number) - low) * scale) | 0;
			if ((place[bucket] as number) >= 0) room[place[bucket]!++] = a[i] as number;
		}
		for (const { begin: start, end } of parts) room.subarray(start, end).sort();
		const valueAt = (rank: number) => {
			const part = parts.find(({ begin: start, end, first }) => rank < first + end - start)!;
			return room[part.begin + rank - part.first] as number;
		};
		shares.forEach((p, k) => {
			const below = valueAt(ranks[2 * k] as number);
			const rest = (to - from - 1) * p - (ranks[2 * k] as number);
			this.#picked[k] = below + rest * (valueAt(ranks[2 * k + 1] as number) - below);
		});
	}
}
