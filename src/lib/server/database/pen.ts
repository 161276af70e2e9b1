/** The right to write, which one holds at a time and the others await in the order in which they asked. */
export class Pen {
	#last: Promise<void> = Promise.resolve();

	/** Answers, when it is one's turn, what lays the pen down again. */
	async take(): Promise<() => void> {
		const before = this.#last;
		const { promise, resolve } = Promise.withResolvers<void>();
		this.#last = promise;
		await before;
		return resolve;
	}
}
