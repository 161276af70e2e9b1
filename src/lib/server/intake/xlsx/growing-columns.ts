const FIRST = 4_096;

/** Whole numbers from 0 to 2^32 − 1, four bytes each, however many there come to be. */
export class GrowingNumbers {
	length = 0;
	#values = new Uint32Array(FIRST);

	push(value: number): void {
		if (this.length === this.#values.length) {
			const larger = new Uint32Array(this.length * 2);
			larger.set(this.#values);
			this.#values = larger;
		}
		this.#values[this.length] = value;
		this.length += 1;
	}

	at(index: number): number {
		return this.#values[index] ?? 0;
	}

	/** Puts at each place what stood at the place that `order` names for it. */
	reorder(order: readonly number[]): void {
		this.#values = Uint32Array.from(order, (index) => this.at(index));
	}
}

/** Short runs of ASCII bytes, each with its length (up to 255) before it. */
export class GrowingBytes {
	length = 0;
	#bytes = Buffer.allocUnsafe(FIRST);

	pushCounted(bytes: Uint8Array, from: number, to: number): void {
		const count = to - from;
		if (this.length + count + 1 > this.#bytes.length) {
			const larger = Buffer.allocUnsafe(this.#bytes.length * 2);
			this.#bytes.copy(larger, 0, 0, this.length);
			this.#bytes = larger;
		}
		let at = this.length;
		this.#bytes[at++] = count;
		for (let index = from; index < to; index += 1) this.#bytes[at++] = bytes[index] ?? 0;
		this.length = at;
	}

	counted(at: number): string {
		return this.#bytes.toString('latin1', at + 1, at + 1 + (this.#bytes[at] ?? 0));
	}
}
