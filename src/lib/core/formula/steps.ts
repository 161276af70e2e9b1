import { LIMITS } from '../limits.ts';

/** Thrown when an evaluation has used up its steps; `evaluate` alone catches it and answers an error value. */
export class OutOfSteps extends Error {}

/**
 * How much work an evaluation may still do: a node, a cell of a range, a run of characters is a step. Whoever computes
 * many formulas may give them one allowance together.
 */
export class Steps {
	#left: number;

	constructor(allowed: number = LIMITS.formulaSteps) {
		this.#left = allowed;
	}

	spend(count: number): void {
		this.#left -= count;
		if (this.#left < 0) throw new OutOfSteps();
	}

	/** Gives up at once where work that is sure to cost at least so much cannot be finished. */
	require(count: number): void {
		if (this.#left < count) throw new OutOfSteps();
	}

	/** Reading a text costs by its length. */
	spendText(text: string): void {
		this.spend(1 + (text.length >> 4));
	}

	/** Comparing and joining texts: short ones are paid for with their cell. */
	spendTexts(a: unknown, b: unknown): void {
		const length = (typeof a === 'string' ? a.length : 0) + (typeof b === 'string' ? b.length : 0);
		if (length >= 16) this.spend(length >> 4);
	}

	/** A text read as a number, or a number written as a text. */
	spendConversion(value: unknown): void {
		if (typeof value === 'string') this.spend(CONVERSION_STEPS + (value.length >> 3));
	}
}

/** What it costs to read a number in a text, beyond reading the text. */
export const CONVERSION_STEPS = 4;
