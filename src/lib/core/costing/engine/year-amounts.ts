import type { FormulaError } from '../../formula/value.ts';
import type { Problem } from '../../problem.ts';
import { ErrorMarks } from './error-marks.ts';
import type { Layout } from './layout.ts';
import { SumColumn, type SumTree } from './sum-column.ts';
import { BLANK, BOXED, SMALL, type Values } from './values.ts';

/** A typed or computed amount of another year in 分; null is blank: not involved, not zero. */
export type YearAmount = number | FormulaError | null;

/** The amounts of one other year and their sums. A sum is blank where everything below it is. */
export class YearAmounts {
	readonly #base: number;
	readonly #values: Values;
	readonly #tree: SumTree;
	readonly #sum: SumColumn;
	readonly #errors: ErrorMarks;
	/** How many children of each line are not blank. */
	readonly #filled: Int32Array;
	/** Whether differences no longer tell the sums. */
	#stale = false;

	constructor(
		layout: Layout,
		place: number,
		values: Values,
		tree: SumTree,
		childrenOf: (line: number) => readonly number[]
	) {
		this.#base = layout.node(place, 0);
		this.#values = values;
		this.#tree = tree;
		this.#sum = new SumColumn(tree);
		this.#errors = new ErrorMarks(values, this.#base, tree.parents, childrenOf);
		this.#filled = new Int32Array(layout.stride);
		values.mantissa.fill(0, this.#base, this.#base + layout.stride);
		values.scale.fill(2, this.#base, this.#base + layout.stride);
	}

	/** Writes a leaf without looking at the sums. */
	write(line: number, amount: YearAmount): void {
		const node = this.#base + line;
		const { mantissa, kind, boxed } = this.#values;
		boxed.delete(node);
		mantissa[node] = typeof amount === 'number' ? amount : 0;
		kind[node] = amount === null ? BLANK : typeof amount === 'number' ? SMALL : BOXED;
		if (amount !== null && typeof amount !== 'number') boxed.set(node, amount);
	}

	/** Replaces a leaf and takes the difference up the tree. */
	replace(line: number, amount: YearAmount): void {
		const node = this.#base + line;
		const { mantissa, kind } = this.#values;
		const wasFilled = kind[node] !== BLANK;
		const exact = this.#sum.replace(mantissa, this.#base, line, typeof amount === 'number' ? amount : 0);
		if (!exact) this.#stale = true;
		const error = amount !== null && typeof amount !== 'number' ? amount : null;
		this.#errors.set(line, error);
		if (error === null) kind[node] = amount === null ? BLANK : SMALL;
		if (wasFilled !== (amount !== null)) this.#fill(line, wasFilled ? -1 : 1);
	}

	/** Sums everything anew; `fixed` holds the errors of nodes in a ring. */
	runAll(fixed: ReadonlyMap<number, FormulaError>): Problem | null {
		const { kind, mantissa, boxed } = this.#values;
		const { parents, isLeaf } = this.#tree;
		const whole = parents.length - 1;
		this.#stale = false;
		this.#filled.fill(0);
		const broken = new Map<number, FormulaError>();
		for (let line = whole - 1; line >= 0; line -= 1) {
			const node = this.#base + line;
			if (isLeaf[line] === 0) kind[node] = this.#filled[line] === 0 ? BLANK : SMALL;
			else if (kind[node] === BOXED) broken.set(line, boxed.get(node) as FormulaError);
			const above = parents[line] as number;
			if (kind[node] !== BLANK) this.#filled[above] = (this.#filled[above] as number) + 1;
		}
		kind[this.#base + whole] = this.#filled[whole] === 0 ? BLANK : SMALL;
		const refusal = this.#sum.sumAll(mantissa, this.#base);
		this.#errors.setAll([...broken.keys()], (line) => broken.get(line) as FormulaError, fixed);
		return refusal;
	}

	/** Sums anew where differences were not enough. */
	settle(fixed: ReadonlyMap<number, FormulaError>): Problem | null {
		return this.#stale ? this.runAll(fixed) : null;
	}

	/** Counts a leaf that became blank or filled; lines above turn blank with their last filled child. */
	#fill(leaf: number, change: 1 | -1): void {
		const { parents } = this.#tree;
		const { kind } = this.#values;
		for (let up = parents[leaf] as number; up >= 0; up = parents[up] as number) {
			const filled = (this.#filled[up] as number) + change;
			this.#filled[up] = filled;
			if (filled !== (change === 1 ? 1 : 0)) return;
			if (change === -1) kind[this.#base + up] = BLANK;
			else if (kind[this.#base + up] === BLANK) kind[this.#base + up] = SMALL;
		}
	}
}
