import { FORMULA_FIELDS, type CostLine, type FormulaField } from '../../costing/line.ts';
import type { Tree } from '../../costing/tree.ts';

type Fills = CostLine['fills'];

/**
 * What stands in the factor columns of each line: its own content, or for a line without children the formula that the
 * nearest line above it gives to the whole column.
 */
export class LineContents {
	readonly #tree: Tree;
	/** Fills that hold below each line, own before inherited. */
	readonly #below: Fills[] = [];

	constructor(tree: Tree) {
		this.#tree = tree;
		for (const [index, line] of tree.lines.entries()) {
			const inherited = this.#below[tree.parents[index] ?? -1] ?? {};
			this.#below.push(Object.keys(line.fills).length === 0 ? inherited : { ...inherited, ...line.fills });
		}
	}

	content(index: number, field: FormulaField): string | null {
		const own = this.#tree.lines[index]?.[field] ?? null;
		if (own !== null || (this.#tree.children[index]?.length ?? 0) > 0) return own;
		return this.inherited(index)[field] ?? null;
	}

	/** The formulas that lines above give to this one. */
	inherited(index: number): Fills {
		return this.#below[this.#tree.parents[index] ?? -1] ?? {};
	}

	/** The columns that make the amount of a line. */
	factors(index: number): readonly FormulaField[] {
		return FORMULA_FIELDS.filter((field) => this.content(index, field) !== null);
	}
}
