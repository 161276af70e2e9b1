import type { FormulaError } from '../../formula/value.ts';
import { BOXED, SMALL, type Values } from './values.ts';

/**
 * Errors of a column of sums. An amount that cannot be computed counts as zero in the sums, which stay numbers; formulas
 * that read it, or a sum above it, get the error. A sum shows the error of its first broken child.
 */
export class ErrorMarks {
	readonly #values: Values;
	readonly #base: number;
	readonly #parents: Int32Array;
	readonly #childrenOf: (line: number) => readonly number[];
	readonly #marked = new Set<number>();
	/** Errors of lines that wait for themselves: they stand whatever the children say. */
	#fixed: ReadonlyMap<number, FormulaError> = new Map();

	constructor(
		values: Values,
		base: number,
		parents: Int32Array,
		childrenOf: (line: number) => readonly number[]
	) {
		this.#values = values;
		this.#base = base;
		this.#parents = parents;
		this.#childrenOf = childrenOf;
	}

	/** Sets the errors of everything: those of leaves, and of nodes in a ring. */
	setAll(
		leaves: readonly number[],
		errorOf: (leaf: number) => FormulaError | null,
		fixed: ReadonlyMap<number, FormulaError>
	): void {
		this.#clear();
		this.#fixed = fixed;
		const above = new Set<number>();
		const collect = (line: number) => {
			for (
				let up = this.#parents[line] as number;
				up >= 0 && !above.has(up);
				up = this.#parents[up] as number
			)
				above.add(up);
		};
		for (const leaf of leaves) {
			this.#set(leaf, errorOf(leaf));
			collect(leaf);
		}
		for (const [node, error] of fixed) {
			const line = node - this.#base;
			if (line < 0 || line >= this.#parents.length) continue;
			this.#set(line, error);
			collect(line);
		}
		const whole = this.#parents.length - 1;
		const upwards = [...above].filter((line) => line !== whole).sort((a, b) => b - a);
		for (const line of above.has(whole) ? [...upwards, whole] : upwards) this.#inherit(line);
	}

	/** The lines that have an error. */
	lines(): readonly number[] {
		return [...this.#marked];
	}

	/** Sets or clears the error of one leaf; true when it was or is broken. */
	set(leaf: number, error: FormulaError | null): boolean {
		if (error === null && !this.#marked.has(leaf)) return false;
		this.#set(leaf, this.#fixed.get(this.#base + leaf) ?? error);
		for (let up = this.#parents[leaf] as number; up >= 0; up = this.#parents[up] as number) this.#inherit(up);
		return true;
	}

	#clear(): void {
		const end = this.#base + this.#parents.length;
		for (const node of this.#values.boxed.keys()) {
			if (node < this.#base || node >= end) continue;
			// What has been typed over since is no error any more, and may be blank.
			if (this.#values.kind[node] === BOXED) this.#values.kind[node] = SMALL;
			this.#values.boxed.delete(node);
		}
		this.#marked.clear();
	}

	#inherit(line: number): void {
		const fixed = this.#fixed.get(this.#base + line);
		const broken = this.#childrenOf(line).find((child) => this.#marked.has(child));
		const error = broken === undefined ? null : (this.#values.boxed.get(this.#base + broken) as FormulaError);
		this.#set(line, fixed ?? error);
	}

	#set(line: number, error: FormulaError | null): void {
		const node = this.#base + line;
		if (error) {
			this.#marked.add(line);
			this.#values.kind[node] = BOXED;
			this.#values.boxed.set(node, error);
		} else if (this.#marked.delete(line)) {
			this.#values.kind[node] = SMALL;
			this.#values.boxed.delete(node);
		}
	}
}
