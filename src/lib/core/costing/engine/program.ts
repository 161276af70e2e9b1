import { EXACT, LARGEST_POWER, POWERS } from '../../decimal/doubles.ts';
import { BLANK, SMALL, type Values } from './values.ts';

/** Cells computed at a time: small enough that all registers stay in the processor's first cache. */
const BLOCK = 512;

interface Register {
	readonly mantissa: Float64Array;
	readonly scale: Uint8Array;
}

/**
 * Runs formulas of one shape over many cells, a block and an instruction at a time. What it answers is exact; a mantissa
 * of NaN means that a cell needs the evaluator of core/formula, because an operand is no small number or the result is
 * not.
 */
export class Program {
	readonly #shape: string;
	readonly #registers: Register[] = [];

	constructor(shape: string) {
		this.#shape = shape;
	}

	/**
	 * `starts[from + k]` is where the operands of the k-th cell begin in `operands`. Calls `store` with results block by
	 * block; the arrays given to it are used again.
	 */
	run(
		values: Values,
		operands: Int32Array,
		starts: Int32Array,
		count: number,
		store: (first: number, size: number, mantissa: Float64Array, scale: Uint8Array) => void
	): void {
		for (let first = 0; first < count; first += BLOCK) {
			const size = Math.min(BLOCK, count - first);
			let height = 0;
			let loaded = 0;
			for (let at = 0; at < this.#shape.length; at += 1) {
				const instruction = this.#shape.charAt(at);
				if (instruction === 'v') {
					load(this.#register(height), values, operands, starts, first, size, loaded);
					loaded += 1;
					height += 1;
				} else if (instruction === 'n' || instruction === '%') {
					unary(instruction, this.#register(height - 1), size);
				} else {
					height -= 1;
					binary(instruction, this.#register(height - 1), this.#register(height), size);
				}
			}
			const { mantissa, scale } = this.#register(0);
			store(first, size, mantissa, scale);
		}
	}

	#register(place: number): Register {
		return (this.#registers[place] ??= { mantissa: new Float64Array(BLOCK), scale: new Uint8Array(BLOCK) });
	}
}

/** Loads the operand at `offset` of every cell: small numbers as they are, blanks as zero. */
function load(
	into: Register,
	values: Values,
	operands: Int32Array,
	starts: Int32Array,
	first: number,
	size: number,
	offset: number
): void {
	const { mantissa, scale, kind } = values;
	for (let k = 0; k < size; k += 1) {
		const node = operands[(starts[first + k] as number) + offset] as number;
		const what = kind[node];
		into.mantissa[k] = what === SMALL ? (mantissa[node] as number) : what === BLANK ? 0 : NaN;
		into.scale[k] = what === SMALL ? (scale[node] as number) : 0;
	}
}

function unary(instruction: 'n' | '%', { mantissa, scale }: Register, size: number): void {
	for (let k = 0; k < size; k += 1) {
		if (instruction === 'n') mantissa[k] = 0 - (mantissa[k] as number);
		else settle(mantissa, scale, k, mantissa[k] as number, (scale[k] as number) + 2);
	}
}

function binary(instruction: string, left: Register, right: Register, size: number): void {
	const { mantissa, scale } = left;
	for (let k = 0; k < size; k += 1) {
		const a = mantissa[k] as number;
		const b = right.mantissa[k] as number;
		const p = scale[k] as number;
		const q = right.scale[k] as number;
		if (instruction === '*') settle(mantissa, scale, k, a * b, p + q);
		else {
			// Both scales are at most LARGEST_POWER, and so is their difference.
			const x = p < q ? a * (POWERS[q - p] as number) : a;
			const y = p > q ? b * (POWERS[p - q] as number) : b;
			const sum = instruction === '+' ? x + y : x - y;
			const exact = x < EXACT && x > -EXACT && y < EXACT && y > -EXACT;
			settle(mantissa, scale, k, exact ? sum : NaN, p < q ? q : p);
		}
	}
}

/** Keeps a result that is exact, and marks any other. */
function settle(mantissa: Float64Array, scale: Uint8Array, k: number, result: number, places: number): void {
	const exact = result < EXACT && result > -EXACT && places <= LARGEST_POWER;
	mantissa[k] = exact ? result : NaN;
	scale[k] = exact ? places : 0;
}
