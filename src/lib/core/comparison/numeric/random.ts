/**
 * A seeded source of random integers: the same seed gives the same numbers on every machine, because only 32-bit integer
 * arithmetic is used. The generator is xoshiro128** (Blackman & Vigna 2018).
 */
export class Random {
	#a: number;
	#b: number;
	#c: number;
	#d: number;

	constructor(seed: number) {
		// SplitMix32 spreads small seeds over the whole state, as its authors recommend.
		let state = seed | 0;
		const next = () => {
			state = (state + 0x9e3779b9) | 0;
			let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
			mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
			return (mixed ^ (mixed >>> 16)) | 0;
		};
		this.#a = next();
		this.#b = next();
		this.#c = next();
		this.#d = next() | 1;
	}

	/**
	 * Draws as many random integers 0 ≤ i < counts.length as there are counts, and counts each into `counts`; for lengths up
	 * to 2²¹: i = ⌊bits × length / 2³²⌋, exact in a double. No integer is likelier than another by more than length / 2³².
	 * The state lives in local variables while it runs.
	 */
	resample(counts: Uint16Array): void {
		const bound = counts.length;
		const share = bound / 4294967296;
		let a = this.#a;
		let b = this.#b;
		let c = this.#c;
		let d = this.#d;
		for (let i = 0; i < bound; i += 1) {
			const product = Math.imul(b, 5);
			const bits = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
			const shifted = b << 9;
			c ^= a;
			d ^= b;
			b ^= c;
			a ^= d;
			c ^= shifted;
			d = (d << 11) | (d >>> 21);
			// Dividing by a power of two is exact, so this is bits × bound / 2³² in one multiplication.
			const drawn = (bits * share) | 0;
			counts[drawn] = (counts[drawn] as number) + 1;
		}
		this.#a = a;
		this.#b = b;
		this.#c = c;
		this.#d = d;
	}
}
