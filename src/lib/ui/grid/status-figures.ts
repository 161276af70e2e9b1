import { add, compare, decimal, divide, toText, ZERO, type Decimal } from '#lib/core/decimal/decimal.ts';
import { readNumberText } from '#lib/core/intake/number-text.ts';
import { groupThousands } from '#lib/core/money/fen.ts';

/** What the status bar says about selected cells, as Excel does: texts are counted, numbers are added up. */
export interface StatusFigures {
	/** Cells that are not empty. */
	readonly count: number;
	/** Of these, how many are numbers; without any the rest is null. */
	readonly numbers: number;
	readonly sum: Decimal | null;
	readonly average: Decimal | null;
	readonly maximum: Decimal | null;
	readonly minimum: Decimal | null;
}

/** Decimals of an average, rounded half-up. */
const AVERAGE_PLACES = 6;

/** The figures of cells as they are written in 元 or plain numbers ("1,234.50"); exact but for the average. */
export function statusFigures(texts: Iterable<string>): StatusFigures {
	const tally = new StatusTally();
	for (const text of texts) tally.add(text);
	return tally.figures;
}

/** Takes in one cell after the other, so that very many can be counted in several goes. */
export class StatusTally {
	#count = 0;
	#numbers = 0;
	#sum = ZERO;
	#maximum: Decimal | null = null;
	#minimum: Decimal | null = null;

	add(text: string): void {
		if (text === '') return;
		this.#count += 1;
		const value = numberIn(text);
		if (value === null) return;
		this.#numbers += 1;
		this.#sum = add(this.#sum, value);
		if (this.#maximum === null || compare(value, this.#maximum) > 0) this.#maximum = value;
		if (this.#minimum === null || compare(value, this.#minimum) < 0) this.#minimum = value;
	}

	get figures(): StatusFigures {
		const [count, numbers, maximum, minimum] = [this.#count, this.#numbers, this.#maximum, this.#minimum];
		if (numbers === 0) return { count, numbers, sum: null, average: null, maximum, minimum };
		const average = divide(this.#sum, decimal(BigInt(numbers)), 'half-up', AVERAGE_PLACES);
		return { count, numbers, sum: this.#sum, average, maximum, minimum };
	}
}

/** The number a cell shows, or null for words, codes with a unit and blanks. */
export function numberIn(text: string): Decimal | null {
	const reading = readNumberText(text);
	return reading.kind === 'number' && reading.suffix === '' ? reading.value : null;
}

export function figureText(value: Decimal): string {
	return groupThousands(toText(value));
}
