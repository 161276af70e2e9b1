import { dec, decimal, type Decimal } from '../../decimal/decimal.ts';
import { isNumber, type FormulaError } from '../../formula/value.ts';
import { EXACT, LARGEST_POWER } from '../../decimal/doubles.ts';
import { FACTORS } from './layout.ts';

/** What stands in a node: nothing, a scaled integer in the columns, or something else beside them. */
export const BLANK = 0;
export const SMALL = 1;
/** A number beyond 2^53 or an error. */
export const BOXED = 2;

export type CellValue = Decimal | FormulaError | null;

/** Cells copied at a time, so that the function that does it is soon compiled. */
const BLOCK = 1024;

const SAFE = BigInt(EXACT);
const ZERO_CODE = 48;
const POINT = 46;
const MINUS = 45;

/**
 * The values of all nodes, column by column. A mantissa of NaN says "not a scaled integer", so that arithmetic over
 * columns carries it along; a blank may stand for a neutral number instead.
 */
export class Values {
	mantissa: Float64Array<ArrayBuffer>;
	scale: Uint8Array<ArrayBuffer>;
	kind: Uint8Array<ArrayBuffer>;
	readonly boxed = new Map<number, Decimal | FormulaError>();
	/** Which columns of factors have ever held anything; in the others every cell stands for a neutral number. */
	readonly filled = new Uint8Array(FACTORS);

	constructor(size: number) {
		this.mantissa = new Float64Array(size).fill(NaN);
		this.scale = new Uint8Array(size);
		this.kind = new Uint8Array(size);
	}

	/** Makes room for nodes below `size`. */
	reserve(size: number): void {
		const had = this.mantissa.length;
		if (size <= had) return;
		const room = Math.max(size, Math.ceil(had * 1.5));
		const { mantissa, scale, kind } = this;
		this.mantissa = new Float64Array(room).fill(NaN, had);
		this.mantissa.set(mantissa);
		this.scale = new Uint8Array(room);
		this.scale.set(scale);
		this.kind = new Uint8Array(room);
		this.kind.set(kind);
	}

	read(node: number): CellValue {
		if (this.kind[node] === SMALL)
			return decimal(BigInt(this.mantissa[node] as number), this.scale[node] as number);
		return this.kind[node] === BOXED ? (this.boxed.get(node) ?? null) : null;
	}

	writeBlank(node: number, standsFor: number): void {
		this.#unbox(node);
		this.kind[node] = BLANK;
		this.mantissa[node] = standsFor;
		this.scale[node] = 0;
	}

	writeSmall(node: number, mantissa: number, scale: number): void {
		this.#unbox(node);
		this.kind[node] = SMALL;
		this.mantissa[node] = mantissa;
		this.scale[node] = scale;
	}

	write(node: number, value: Decimal | FormulaError): void {
		if (isNumber(value) && isSmall(value))
			return this.writeSmall(node, Number(value.coefficient), value.scale);
		this.kind[node] = BOXED;
		this.mantissa[node] = NaN;
		this.scale[node] = 0;
		this.boxed.set(node, value);
	}

	/** Reads canonical decimal text; anything malformed is a broken invariant and throws. */
	writeText(node: number, text: string): void {
		let mantissa = 0;
		let scale = 0;
		let afterPoint = 0;
		const negative = text.charCodeAt(0) === MINUS;
		for (let at = negative ? 1 : 0; at < text.length; at += 1) {
			const digit = text.charCodeAt(at) - ZERO_CODE;
			if (digit >= 0 && digit <= 9) {
				mantissa = mantissa * 10 + digit;
				scale += afterPoint;
			} else if (text.charCodeAt(at) === POINT && afterPoint === 0) afterPoint = 1;
			else return this.write(node, dec(text));
		}
		if (mantissa >= EXACT || scale > LARGEST_POWER || text.length <= (negative ? 1 : 0) + afterPoint)
			return this.write(node, dec(text));
		this.writeSmall(node, negative && mantissa > 0 ? -mantissa : mantissa, scale);
	}

	/** Copies a value into every node of a list: `first`, then what `next` has for it, until -1. */
	spread(from: number, first: number, next: Int32Array): void {
		const { mantissa, scale, kind } = this;
		const [m, s, k] = [mantissa[from] as number, scale[from] as number, kind[from] as number];
		const boxed = k === BOXED ? this.boxed.get(from) : undefined;
		for (let to = first; to >= 0; to = next[to] as number) {
			if (boxed !== undefined) this.boxed.set(to, boxed);
			else if (kind[to] === BOXED) this.boxed.delete(to);
			mantissa[to] = m;
			scale[to] = s;
			kind[to] = k;
		}
	}

	/** Copies into each of the cells `from` to `end` of a list the node that it copies. */
	gather(cells: Int32Array, sources: Int32Array, from: number, end: number): void {
		for (let first = from; first < end; first += BLOCK)
			this.#gatherBlock(cells, sources, first, Math.min(first + BLOCK, end));
	}

	#gatherBlock(cells: Int32Array, sources: Int32Array, first: number, end: number): void {
		const { mantissa, scale, kind } = this;
		for (let at = first; at < end; at += 1) {
			const to = cells[at] as number;
			const from = sources[to] as number;
			const what = kind[from] as number;
			if (what === BOXED || kind[to] === BOXED) this.copy(from, to);
			mantissa[to] = mantissa[from] as number;
			scale[to] = scale[from] as number;
			kind[to] = what;
		}
	}

	copy(from: number, to: number): void {
		const kind = this.kind[from] as number;
		if (kind === BOXED) this.boxed.set(to, this.boxed.get(from) as Decimal | FormulaError);
		else this.#unbox(to);
		this.kind[to] = kind;
		this.mantissa[to] = this.mantissa[from] as number;
		this.scale[to] = this.scale[from] as number;
	}

	#unbox(node: number): void {
		if (this.kind[node] === BOXED) this.boxed.delete(node);
	}
}

function isSmall({ coefficient, scale }: Decimal): boolean {
	return scale <= LARGEST_POWER && coefficient < SAFE && coefficient > -SAFE;
}
