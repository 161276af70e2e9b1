import { Calculation } from '../../costing/engine/calculation.ts';
import { FormulaBook } from '../../costing/engine/formula-book.ts';
import { Sheet } from '../../costing/engine/sheet.ts';
import { FORMULA_FIELDS, type AnalysisDraft, type FormulaField } from '../../costing/line.ts';
import type { Tree } from '../../costing/tree.ts';
import type { YearColumn } from '../../costing/year-column.ts';
import { decimal, subtract } from '../../decimal/decimal.ts';
import type { Column } from '../../formula/columns.ts';
import { isError, isNumber, type FormulaValue } from '../../formula/value.ts';
import { refuse, ok, type Result } from '../../result.ts';

export type SummedColumn = 'amount' | 'verifiedAmount' | YearColumn;

/**
 * The value that each cell of an analysis has now, in 元 where it is money. The index behind the last line means the whole
 * analysis. A cell of its own shows its error; a sum over broken cells stays a number, but formulas that read it get the
 * error: `broken` tells them apart.
 */
export class AnalysisValues {
	readonly #sheet: Sheet;

	constructor(sheet: Sheet) {
		this.#sheet = sheet;
	}

	factor(line: number, field: FormulaField): FormulaValue {
		const { layout, values } = this.#sheet;
		return values.read(layout.node(FORMULA_FIELDS.indexOf(field), line));
	}

	parameter(id: string): FormulaValue {
		const { wiring, values } = this.#sheet;
		const node = wiring.parameterNode(id);
		return node === undefined ? null : values.read(node);
	}

	/** Null for a year in which neither the line nor any below it has an amount. */
	money(line: number, column: SummedColumn): FormulaValue {
		const read = this.#read(line, column);
		if (read === null || (isError(read) && this.#isLeaf(line))) return read;
		const { layout, values } = this.#sheet;
		const node = layout.node(layout.placeOf(column) ?? 0, line);
		return decimal(BigInt(values.mantissa[node] ?? 0), 2);
	}

	/** Verified amount over the months of the analysis. */
	period(line: number): FormulaValue {
		const verified = this.money(line, 'verifiedAmount');
		return isError(verified) ? verified : decimal(BigInt(this.#sheet.amounts.period[line] ?? 0), 2);
	}

	/** 核定 − 申报 */
	adjustment(line: number): FormulaValue {
		const [declared, verified] = [this.money(line, 'amount'), this.money(line, 'verifiedAmount')];
		if (isError(declared)) return declared;
		if (isError(verified)) return verified;
		return isNumber(declared) && isNumber(verified) ? subtract(verified, declared) : null;
	}

	/** Whether formulas that read this cell get an error. */
	broken(line: number, column: SummedColumn): boolean {
		return isError(this.#read(line, column));
	}

	#isLeaf(line: number): boolean {
		return this.#sheet.isLeaf[line] === 1;
	}

	#read(line: number, column: Column): FormulaValue {
		const { layout, values } = this.#sheet;
		const place = layout.placeOf(column);
		return place === undefined ? null : values.read(layout.node(place, line));
	}
}

/** Calculates the cells of a draft. Refuses what `analyse` refuses. */
export function analysisValues(draft: AnalysisDraft, tree: Tree): Result<AnalysisValues> {
	const sheet = new Sheet(tree, draft.parameters, draft.periodMonths, new FormulaBook());
	const refusal = new Calculation(sheet).runAll();
	return refusal ? refuse(refusal) : ok(new AnalysisValues(sheet));
}
