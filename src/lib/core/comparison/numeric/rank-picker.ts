import { selectRanks } from './select.ts';

/** From this many values on, counting into buckets beats partitioning. */
const FEWEST_TO_COUNT = 256;

const MOST_BUCKETS = 4096;

/** Values a loop takes at once: short loops that return often are compiled once and for good. */
const BLOCK = 1024;

/**
 * Finds the values that would stand at some ranks after sorting, without moving the others. Values are counted into
 * buckets of equal width; only the few buckets that hold a wanted rank are looked into, by selection. A bucket's number
 * never falls when the value rises, so the answer is the same as that of sorting, to the bit; where most values share a
 * bucket it costs what selection alone would. The buffers are kept for the next call. Values are finite.
 */
export class RankPicker {
	readonly #counts = new Int32Array(MOST_BUCKETS);
	/** Where the next value of a bucket goes; −1 for buckets that hold no wanted rank. */
	readonly #place = new Int32Array(MOST_BUCKETS);
	readonly #room: Float64Array;

	/** `longest`: the most values a call will have. */
	constructor(longest: number) {
		this.#room = new Float64Array(longest);
	}

	/** The values at `ranks` (0 is the least; ascending, below to − from) of values[from…to). */
	pick(values: Float64Array, from: number, to: number, ranks: readonly number[]): readonly number[] {
		const n = to - from;
		const room = this.#room;
		if (n < FEWEST_TO_COUNT) {
			for (let i = 0; i < n; i += 1) room[i] = values[from + i] as number;
			selectRanks(room, 0, n, ranks);
			return ranks.map((rank) => room[rank] as number);
		}
		const { low, scale, buckets } = this.#count(values, from, to);
		const chosen = this.#choose(ranks, buckets);
		const place = this.#place;
		for (let at = from; at < to; at += BLOCK)
			collect(values, at, Math.min(at + BLOCK, to), { low, scale, place, room });
		return chosen.flatMap(({ begin, size, within }) => {
			const places = within.map((rank) => begin + rank);
			selectRanks(room, begin, begin + size, places);
			return places.map((at) => room[at] as number);
		});
	}

	#count(values: Float64Array, from: number, to: number) {
		let low = Infinity;
		let high = -Infinity;
		for (let at = from; at < to; at += BLOCK) {
			const end = Math.min(at + BLOCK, to);
			low = Math.min(low, least(values, at, end));
			high = Math.max(high, greatest(values, at, end));
		}
		const counts = this.#counts;
		const buckets = Math.min(MOST_BUCKETS, (to - from) >> 1);
		counts.fill(0, 0, buckets);
		// Where all are equal the scale is infinite and the product no number, which | 0 makes bucket 0.
		const scale = (buckets - 1) / (high - low);
		for (let at = from; at < to; at += BLOCK)
			count(values, at, Math.min(at + BLOCK, to), { low, scale, counts });
		return { low, scale, buckets };
	}

	/** The buckets that hold a wanted rank, each with its part of the room and its ranks counted from there. */
	#choose(ranks: readonly number[], buckets: number) {
		const chosen: { begin: number; size: number; within: number[] }[] = [];
		let passed = 0;
		let begin = 0;
		let next = 0;
		for (let bucket = 0; bucket < buckets; bucket += 1) {
			const size = this.#counts[bucket] as number;
			const within: number[] = [];
			for (; next < ranks.length && (ranks[next] as number) < passed + size; next += 1)
				within.push((ranks[next] as number) - passed);
			this.#place[bucket] = within.length > 0 ? begin : -1;
			if (within.length > 0) {
				chosen.push({ begin, size, within });
				begin += size;
			}
			passed += size;
		}
		return chosen;
	}
}

interface Scale {
	readonly low: number;
	readonly scale: number;
}

function least(values: Float64Array, from: number, to: number): number {
	let found = Infinity;
	for (let i = from; i < to; i += 1) if ((values[i] as number) < found) found = values[i] as number;
	return found;
}

function greatest(values: Float64Array, from: number, to: number): number {
	let found = -Infinity;
	for (let i = from; i < to; i += 1) if ((values[i] as number) > found) found = values[i] as number;
	return found;
}

function count(
	values: Float64Array,
	from: number,
	to: number,
	{ low, scale, counts }: Scale & { readonly counts: Int32Array }
): void {
	for (let i = from; i < to; i += 1) {
		const bucket = (((values[i] as number) - low) * scale) | 0;
		counts[bucket] = (counts[bucket] as number) + 1;
	}
}

/** Puts the values of the chosen buckets into their parts of the room. */
function collect(
	values: Float64Array,
	from: number,
	to: number,
	{ low, scale, place, room }: Scale & { readonly place: Int32Array; readonly room: Float64Array }
): void {
	for (let i = from; i < to; i += 1) {
		const value = values[i] as number;
		const bucket = ((value - low) * scale) | 0;
		const at = place[bucket] as number;
		if (at < 0) continue;
		room[at] = value;
		place[bucket] = at + 1;
	}
}
