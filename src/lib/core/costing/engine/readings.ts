import type { Scope } from '../../formula/node.ts';
import { isLeaf, subtreeEnd, type Tree } from '../tree.ts';
import { IntegerList } from './integer-list.ts';
import { AMOUNT, FACTORS, FIRST_YEAR, VERIFIED, type Layout } from './layout.ts';
import type { RangeOf, Wiring } from './wiring.ts';

/** Answers of `read` that are no node. */
export const NO_MORE = -1;
export const SKIPPED = -2;

/**
 * What each node is computed from, formulas and the rules of the breakdown alike: an amount from the factors of its
 * line or the amounts below it, a range from its cells. Asked one by one, so that nothing is listed twice in memory.
 */
export class Readings {
	readonly #layout: Layout;
	readonly #tree: Tree;
	readonly #wiring: Wiring;
	readonly #followsDeclared: (line: number) => boolean;
	#lastNode = -1;
	#lastRange: RangeOf | undefined;
	readonly roots: readonly number[];

	constructor(layout: Layout, tree: Tree, wiring: Wiring, followsDeclared: (line: number) => boolean) {
		this.#layout = layout;
		this.#tree = tree;
		this.#wiring = wiring;
		this.#followsDeclared = followsDeclared;
		this.roots = tree.parents.flatMap((parent, line) => (parent < 0 ? line : []));
	}

	/** Children of a line or, for the whole analysis, the roots. */
	childrenOf(line: number): readonly number[] {
		return line === this.#layout.lines ? this.roots : (this.#tree.children[line] as readonly number[]);
	}

	/** The k-th node that `node` reads; NO_MORE behind the last, SKIPPED where there is none at this k. */
	read(node: number, k: number): number {
		const source = this.#wiring.source(node);
		if (source >= 0) return k === 0 ? source : NO_MORE;
		const formula = this.#wiring.definition(node);
		if (formula >= 0) {
			const at = this.#wiring.starts.at(formula) + k;
			return at < this.#wiring.operandsEnd(formula) ? this.#wiring.operands.at(at) : NO_MORE;
		}
		if (node >= this.#layout.extras) {
			const range = this.#rangeAt(node);
			return range ? this.#readRange(range, k) : NO_MORE;
		}
		const place = this.#layout.placeAt(node);
		return place < FACTORS ? NO_MORE : this.#readSum(place, this.#layout.lineAt(node), k);
	}

	/** As `read`, with the node that a cell copies in place of the cell. */
	readThrough(node: number, k: number): number {
		const read = this.read(node, k);
		const source = read < 0 ? -1 : this.#wiring.source(read);
		return source < 0 ? read : source;
	}

	/**
	 * The first k from which on a node reads what is computed: the cells of a range that are only typed are passed over,
	 * and with `through` those that copy the same node as the cell before.
	 */
	nextRead(node: number, k: number, through: boolean): number {
		const range = node < this.#layout.extras ? undefined : this.#rangeAt(node);
		if (!range || range.scope === 'children' || range.place >= FACTORS) return k;
		const whole = range.line === this.#layout.lines;
		const first = whole ? 0 : range.line + 1;
		const end = whole ? range.line : this.#tree.parents.length;
		const column = this.#layout.node(range.place, 0);
		const { depths, children } = this.#tree;
		const least = whole ? -1 : (depths[range.line] as number);
		let copied = k > 0 ? this.#wiring.source(column + first + k - 1) : -1;
		for (let at = first + k; at < end && (depths[at] as number) > least; at += 1) {
			const source = this.#wiring.source(column + at);
			const known = through && source >= 0 && source === copied;
			copied = source;
			if (known || (source < 0 && this.#wiring.definition(column + at) < 0)) continue;
			if (children[at]?.length === 0) return at - first;
		}
		return end - first;
	}

	/**
	 * The level of an amount of a line without children when all it reads has its level already (`levels`, -1 or less for
	 * what has not); -1 otherwise.
	 */
	levelOfAmount(node: number, levels: Int32Array): number {
		const place = this.#layout.placeAt(node);
		if ((place !== AMOUNT && place !== VERIFIED) || this.isSum(node)) return -1;
		const line = this.#layout.lineAt(node);
		if (place === VERIFIED) {
			if (!this.#followsDeclared(line)) return 1;
			const declared = levels[this.#layout.node(AMOUNT, line)] as number;
			return declared < 0 ? -1 : declared + 1;
		}
		let highest = 0;
		for (let factor = 0; factor < FACTORS; factor += 1) {
			const cell = this.#layout.node(factor, line);
			const source = this.#wiring.source(cell);
			if (source < 0 && this.#wiring.definition(cell) < 0) continue;
			const level = levels[source < 0 ? cell : source] as number;
			if (level < 0) return -1;
			if (level > highest) highest = level;
		}
		return highest + 1;
	}

	/** Whether a node is computed at all, and not only typed. */
	isComputed(node: number): boolean {
		if (this.#wiring.isFormula(node)) return true;
		if (node >= this.#layout.extras) return this.#wiring.ranges.has(node);
		const place = this.#layout.placeAt(node);
		return place === AMOUNT || place === VERIFIED || (place >= FIRST_YEAR && this.isSum(node));
	}

	/** Whether a node of the columns sums the nodes below it. */
	isSum(node: number): boolean {
		const line = this.#layout.lineAt(node);
		return line === this.#layout.lines || !isLeaf(this.#tree, line);
	}

	/** The lines of a range, in order. */
	linesOf(line: number, scope: Scope): Int32Array {
		if (scope === 'children') return Int32Array.from(this.childrenOf(line));
		const whole = line === this.#layout.lines;
		const end = whole ? line : subtreeEnd(this.#tree, line);
		const found = new IntegerList();
		for (let at = whole ? 0 : line + 1; at < end; at += 1) if (isLeaf(this.#tree, at)) found.push(at);
		return found.data.slice(0, found.length);
	}

	/** The range that a node is; the one asked last is at hand, because its cells are read one after the other. */
	#rangeAt(node: number): RangeOf | undefined {
		if (node !== this.#lastNode) {
			this.#lastNode = node;
			this.#lastRange = this.#wiring.ranges.get(node);
		}
		return this.#lastRange;
	}

	#readSum(place: number, line: number, k: number): number {
		if (line === this.#layout.lines || !isLeaf(this.#tree, line)) {
			const child = this.childrenOf(line)[k];
			return child === undefined ? NO_MORE : this.#layout.node(place, child);
		}
		if (place === AMOUNT && k < FACTORS) return this.#layout.node(k, line);
		return place === VERIFIED && k === 0 && this.#followsDeclared(line)
			? this.#layout.node(AMOUNT, line)
			: NO_MORE;
	}

	#readRange({ line, scope, place }: RangeOf, k: number): number {
		if (scope === 'children') {
			const child = this.childrenOf(line)[k];
			return child === undefined ? NO_MORE : this.#layout.node(place, child);
		}
		const whole = line === this.#layout.lines;
		const at = whole ? k : line + 1 + k;
		if (at >= (whole ? line : this.#tree.parents.length)) return NO_MORE;
		if (!whole && (this.#tree.depths[at] as number) <= (this.#tree.depths[line] as number)) return NO_MORE;
		return isLeaf(this.#tree, at) ? this.#layout.node(place, at) : SKIPPED;
	}
}
