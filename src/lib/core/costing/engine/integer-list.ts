/** Whole numbers in a flat array that grows. */
export class IntegerList {
	data: Int32Array<ArrayBuffer>;
	length = 0;

	constructor(room = 64) {
		this.data = new Int32Array(room);
	}

	push(value: number): void {
		if (this.length === this.data.length) {
			const grown = new Int32Array(this.data.length * 2);
			grown.set(this.data);
			this.data = grown;
		}
		this.data[this.length] = value;
		this.length += 1;
	}

	at(index: number): number {
		return this.data[index] as number;
	}
}
