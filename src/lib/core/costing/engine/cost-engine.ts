import type { Problem } from '../../problem.ts';
import type { FormulaValue } from '../../formula/value.ts';
import { ok, refuse, unwrap, type Result } from '../../result.ts';
import type { LineFigures } from '../amounts.ts';
import type { AnalysisFigures } from '../figures.ts';
import { findingsOf } from '../findings.ts';
import type { FindingRecord } from '../finding.ts';
import type { AnalysisDraft } from '../line.ts';
import { totalsFrom, type Totals } from '../totals.ts';
import { buildTree, type Tree } from '../tree.ts';
import { wholeFigures } from '../whole-figures.ts';
import { Calculation, type Changed } from './calculation.ts';
import { FormulaBook } from './formula-book.ts';
import { AMOUNT, VERIFIED } from './layout.ts';
import { lineFiguresAt } from './line-figures.ts';
import { retypeDraft } from './retype.ts';
import { Sheet } from './sheet.ts';

/** What `advance` changed. */
export interface Advance {
	/** Whether lines came, went or moved, so that indices mean other lines. */
	readonly structure: boolean;
	/** Indices (pre-order, as `figures.lines`) of lines whose figures may differ from before; 'all' where most may. */
	readonly lines: Changed;
}

/** Replaced formulas that may take up room before everything is laid out anew. */
const MOST_ABANDONED = 1_000;

/**
 * A breakdown that stays calculated while people edit it. `load` calculates a draft, `advance` moves on to the next one
 * and computes only what follows from the difference; what it then comes to is the same, to the last digit, as loading
 * the next draft. Drafts are compared by the identity of their lines, which `applyCommands` keeps for untouched ones.
 *
 * ```ts
 * const engine = unwrap(CostEngine.load(draft));
 * const advanced = engine.advance(edited.draft); // Result<Advance>; a refusal leaves the engine where it was
 * engine.totals; engine.line(3); engine.figures(); // as analyse(edited.draft)
 * ```
 */
export class CostEngine {
	#draft: AnalysisDraft;
	#calculation: Calculation;
	#totals: Totals;
	#book: FormulaBook;
	/** Figures made so far, by line. */
	#lines: (LineFigures | undefined)[];
	#figures: Result<AnalysisFigures> | null = null;

	private constructor(draft: AnalysisDraft, made: Made) {
		this.#draft = draft;
		this.#calculation = made.calculation;
		this.#totals = made.totals;
		this.#book = made.book;
		this.#lines = new Array<undefined>(draft.lines.length).fill(undefined);
	}

	/** Calculates a draft. Refuses amounts beyond the limit; everything else wrong with it is a value or a finding. */
	static load(draft: AnalysisDraft): Result<CostEngine> {
		const made = make(draft, new FormulaBook());
		return made.ok ? ok(new CostEngine(draft, made.value)) : made;
	}

	/** The draft the engine is at. */
	get draft(): AnalysisDraft {
		return this.#draft;
	}

	get tree(): Tree {
		return this.#calculation.sheet.tree;
	}

	get totals(): Totals {
		return this.#totals;
	}

	/** Figures of one line by its index in pre-order; the same object until they may have changed. */
	line(index: number): LineFigures {
		return (this.#lines[index] ??= lineFiguresAt(this.#calculation.sheet, index));
	}

	/**
	 * Everything the draft comes to, as `analyse` answers it; the same object until the next `advance`, and never changed by
	 * it. Figures of untouched lines are the same objects as before. Findings are looked for when they are first read.
	 */
	figures(): Result<AnalysisFigures> {
		return (this.#figures ??= this.#readFigures());
	}

	/**
	 * Moves on to another draft. A refusal (an amount beyond the limit) leaves the engine where it was. Costs a comparison
	 * per line and the work that follows from the difference; another tree is laid out and calculated anew.
	 */
	advance(next: AnalysisDraft): Result<Advance> {
		if (next === this.#draft) return ok({ structure: false, lines: new Set() });
		const before = this.#draft;
		const calculation = this.#calculation;
		const crowded = calculation.sheet.wiring.abandoned > MOST_ABANDONED + next.lines.length;
		if (crowded || !retypeDraft(calculation, before, next)) return this.#replace(next, crowded);
		const { changed, refusal } = calculation.run();
		const totals = refusal ? refuse(refusal) : totalsAt(calculation);
		if (!totals.ok) return this.#goBack(next, totals.problem);
		this.#draft = next;
		this.#totals = totals.value;
		this.#figures = null;
		if (changed === 'all') this.#lines.fill(undefined);
		else for (const line of changed) if (line < this.#lines.length) this.#lines[line] = undefined;
		return ok({ structure: false, lines: changed });
	}

	/** Lays out and calculates another draft; formulas read before need not be parsed again. */
	#replace(next: AnalysisDraft, crowded: boolean): Result<Advance> {
		const made = make(next, crowded ? new FormulaBook() : this.#book);
		if (!made.ok) return this.#stayAt(this.#draft, made.problem);
		this.#install(next, made.value);
		return ok({ structure: true, lines: 'all' });
	}

	/** Types back what a refused draft has typed. */
	#goBack(refused: AnalysisDraft, refusal: Problem): Result<never> {
		const isBack = retypeDraft(this.#calculation, refused, this.#draft) && !this.#calculation.runAll();
		return isBack ? refuse(refusal) : this.#stayAt(this.#draft, refusal);
	}

	/** Makes the sheet anew, of which a refused draft has changed parts. */
	#stayAt(draft: AnalysisDraft, refusal: Problem): Result<never> {
		this.#install(draft, unwrap(make(draft, this.#book)));
		return refuse(refusal);
	}

	#install(draft: AnalysisDraft, { calculation, totals, book }: Made): void {
		this.#draft = draft;
		this.#calculation = calculation;
		this.#totals = totals;
		this.#book = book;
		this.#lines = new Array<undefined>(draft.lines.length).fill(undefined);
		this.#figures = null;
	}

	#readFigures(): Result<AnalysisFigures> {
		const { tree } = this;
		const lines = tree.lines.map((_, index) => this.line(index));
		const draft = this.#draft;
		const whole = wholeFigures(draft, tree, lines);
		if (!whole.ok) return whole;
		const parameters = parameterValues(this.#calculation, draft);
		const calculated = { tree, lines, total: this.#totals, parameters, ...whole.value };
		let findings: readonly FindingRecord[] | null = null;
		return ok({
			...calculated,
			get findings() {
				return (findings ??= findingsOf(draft, calculated));
			}
		});
	}
}

function parameterValues({ sheet }: Calculation, { parameters }: AnalysisDraft): readonly FormulaValue[] {
	return parameters.map(({ id }) => {
		const node = sheet.wiring.parameterNode(id);
		return node === undefined ? null : sheet.values.read(node);
	});
}

interface Made {
	readonly calculation: Calculation;
	readonly totals: Totals;
	readonly book: FormulaBook;
}

function make(draft: AnalysisDraft, book: FormulaBook): Result<Made> {
	const sheet = new Sheet(buildTree(draft.lines), draft.parameters, draft.periodMonths, book);
	const calculation = new Calculation(sheet);
	const refusal = calculation.runAll();
	if (refusal) return refuse(refusal);
	const totals = totalsAt(calculation);
	return totals.ok ? ok({ calculation, totals: totals.value, book }) : totals;
}

function totalsAt({ sheet }: Calculation): Result<Totals> {
	const { layout, values, amounts } = sheet;
	return totalsFrom({
		declared: values.mantissa[layout.node(AMOUNT, layout.lines)] as number,
		verified: values.mantissa[layout.node(VERIFIED, layout.lines)] as number,
		cut: amounts.cut,
		raise: amounts.raise
	});
}
