import type { Decimal } from '../decimal/decimal.ts';
import type { Column } from '../formula/columns.ts';
import type { FormulaError } from '../formula/value.ts';
import { LIMITS } from '../limits.ts';
import { sumFen, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { Calculation } from './engine/calculation.ts';
import { FormulaBook } from './engine/formula-book.ts';
import { lineFiguresAt } from './engine/line-figures.ts';
import { Sheet } from './engine/sheet.ts';
import type { NamedParameter } from './named-parameter.ts';
import type { Tree } from './tree.ts';
import type { YearColumn } from './year-column.ts';

/** What a line comes to. Rules in words: line.ts. */
export interface LineFigures {
	/** The factors as numbers: typed, by a formula, or by a fill above; null where there is none or it has an error. */
	readonly quantity: Decimal | null;
	readonly unitPrice: Decimal | null;
	readonly frequency: Decimal | null;
	readonly months: Decimal | null;
	readonly coefficient: Decimal | null;
	/** The first formula of the line that has no number, and in which column; null when all is well. */
	readonly error: { readonly column: Column; readonly error: FormulaError } | null;
	/**
	 * quantity × unit price × frequency × months × coefficient, rounded half-up to 分 once; null where quantity or price is
	 * missing or a factor has an error. Factors that are blank otherwise are left out.
	 */
	readonly computed: Fen | null;
	readonly declared: Fen;
	readonly verified: Fen;
	/** Verified amount brought to the analysis period; zero for one-off lines. */
	readonly period: Fen;
	/** Amounts of other years; of a line with children their sums. A year left out is blank, or an error of the line. */
	readonly years: YearFigures;
}

export type YearFigures = { readonly [column: YearColumn]: Fen };

/**
 * Figures of every line, in the order of the tree. Refuses amounts beyond the limit, because no stored amount may be cut
 * short; formula errors are values and count as zero in sums.
 */
export function lineAmounts(
	tree: Tree,
	analysisMonths: number,
	parameters: readonly NamedParameter[] = []
): Result<readonly LineFigures[]> {
	const sheet = new Sheet(tree, parameters, analysisMonths, new FormulaBook());
	const refusal = new Calculation(sheet).runAll();
	return refusal ? refuse(refusal) : ok(tree.lines.map((_, line) => lineFiguresAt(sheet, line)));
}

/** A sum of amounts, refused instead of thrown where people can bring it beyond the limit by typing. */
export function boundedSum(amounts: readonly Fen[]): Result<Fen> {
	let total = 0n;
	for (const amount of amounts) total += BigInt(amount);
	const limit = BigInt(LIMITS.amountFen);
	if (total > limit || total < -limit)
		return refuse(problem('money/too-large', { yuan: String(total / 100n) }));
	return ok(sumFen(amounts));
}
