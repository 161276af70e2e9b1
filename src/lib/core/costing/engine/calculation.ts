import { ZERO } from '../../decimal/decimal.ts';
import { evaluate, TOO_MUCH_WORK } from '../../formula/evaluate.ts';
import { Steps } from '../../formula/steps.ts';
import {
	formulaError,
	isError,
	isNumber,
	type FormulaError,
	type FormulaValue
} from '../../formula/value.ts';
import type { Problem } from '../../problem.ts';
import { copiesByRun, type Copies } from './copies.ts';
import { coneOf, eachReader, type Cone } from './cone.ts';
import { subtreeEnd } from '../tree.ts';
import type { CompiledFormula } from './formula-book.ts';
import { AMOUNT, FACTORS, FIRST_YEAR, VERIFIED } from './layout.ts';
import { Program } from './program.ts';
import { inPlace, ringLabel } from './ring-label.ts';
import { roundToFen } from './scaled.ts';
import { RANGE, RULE, scheduleOf, type Schedule } from './schedule.ts';
import { SheetCells } from './sheet-cells.ts';
import { yearFen, type Sheet } from './sheet.ts';
import { sumChildren } from './sum-children.ts';
import { BOXED, type CellValue } from './values.ts';
import { NO_BUDGET, stepsAllowed, workAt, workBudget, type WorkBudget } from './work-limit.ts';
import type { YearAmount, YearAmounts } from './year-amounts.ts';

/** What a calculation changed: everything, or the values of these lines. */
export type Changed = 'all' | ReadonlySet<number>;

/** The kind of formulas that are evaluated one by one; each shape that has a program is a kind of its own. */
const EVALUATED = RULE + 1;

/** Above this share of all lines and formulas, computing everything by columns is faster than following changes. */
const LARGE_SHARE = 0.03;
const SMALL_CONE = 64;

/** Computes a sheet, as a whole or what changed in it. The result is the same to the last digit. */
export class Calculation {
	readonly sheet: Sheet;
	/** Errors of nodes that wait for themselves. */
	#fixed = new Map<number, FormulaError>();
	#schedule: Schedule | null = null;
	/** What copies the nodes of the schedule, found when it is first computed as a whole. */
	#copies: Copies | null = null;
	#changed: Set<number> | 'all' = new Set();
	#budget = NO_BUDGET;
	readonly #typed = new Set<number>();
	readonly #touchedLines = new Set<number>();
	readonly #cells: SheetCells;
	readonly #kinds = new Map<string, number>();
	readonly #programs = new Map<string, Program>();
	#starts = new Int32Array(0);

	constructor(sheet: Sheet) {
		this.sheet = sheet;
		this.#cells = new SheetCells(sheet);
	}

	/** Says that a node has been typed into; `run` then computes what follows. */
	touch(node: number): void {
		this.#typed.add(node);
		if (this.sheet.wiring.isTextNode(node)) this.#cells.forgetTexts();
	}

	/** Says that what a line comes to may have changed without any of its factors. */
	touchLine(line: number): void {
		this.#touchedLines.add(line);
		this.#typed.add(this.sheet.layout.node(AMOUNT, line));
		this.#typed.add(this.sheet.layout.node(VERIFIED, line));
	}

	/** Says that formulas came or went, or that names of lines in a ring did. */
	rewire(): void {
		this.#schedule = null;
		this.#copies = null;
	}

	/** Says that the verified amount of a line follows the declared one now, or no longer does. */
	rewireVerified(line: number): void {
		const node = this.sheet.layout.node(VERIFIED, line);
		if (this.#fixed.has(node) || (this.#schedule?.ranks[node] ?? -1) >= 0) this.rewire();
	}

	get hasRings(): boolean {
		return this.#fixed.size > 0;
	}

	/** Computes everything. Refuses amounts beyond the limit. */
	runAll(): Problem | null {
		const schedule = (this.#schedule ??= this.#makeSchedule());
		const { amounts, years } = this.sheet;
		amounts.refusal = null;
		for (const [node, error] of this.#fixed) this.#fix(node, error);
		for (const node of this.#fixed.keys()) this.#spread(node, this.#writeYear);
		this.#copies ??= copiesByRun(this.sheet.wiring, schedule);
		this.#forEachRun(schedule.order, schedule.runs, (nodes, run) => this.#computeWhole(nodes, run));
		amounts.runAll(this.#fixed);
		let refusal: Problem | null = amounts.refusal;
		for (const year of years) refusal ??= year.runAll(this.#fixed);
		this.#settled();
		return refusal;
	}

	/** Computes what follows from what was typed since the last run; answers which lines have other values now. */
	run(): { readonly changed: Changed; readonly refusal: Problem | null } {
		const hadRings = this.hasRings;
		const budget = this.#budget;
		const schedule = (this.#schedule ??= this.#makeSchedule());
		const { wiring } = this.sheet;
		const seeds = [...this.#typed, ...wiring.fresh];
		for (const cell of wiring.freshCopies) if (wiring.source(cell) >= 0) seeds.push(cell);
		const other = hadRings || this.hasRings || !isSameBudget(budget, this.#budget);
		const cone = other ? null : coneOf(this.sheet, schedule, seeds, this.#mostWork());
		if (!cone) return { changed: 'all', refusal: this.runAll() };
		this.sheet.amounts.refusal = null;
		if (!this.#follow(schedule, cone)) return { changed: 'all', refusal: this.runAll() };
		let refusal: Problem | null = null;
		for (const year of this.sheet.years) refusal ??= year.settle(this.#fixed);
		const changed = this.#changed;
		this.#settled();
		return { changed, refusal };
	}

	/** How many nodes may be followed one by one. */
	#mostWork(): number {
		const { layout, wiring } = this.sheet;
		return SMALL_CONE + LARGE_SHARE * (layout.lines + wiring.formulas.length - wiring.abandoned);
	}

	/** Walks a cone in order; false where sums can only be made anew. */
	#follow(schedule: Schedule, cone: Cone): boolean {
		const { amounts, layout, wiring } = this.sheet;
		for (const line of this.#touchedLines) this.#lineChanged(line);
		for (const node of this.#typed) if (node < layout.extras) this.#lineChanged(layout.lineAt(node));
		for (const cell of wiring.freshCopies)
			if (wiring.source(cell) >= 0) this.#copyTo(cell, this.#replaceYear);
		const order = Int32Array.from(cone.ranks, (rank) => schedule.order[rank] as number);
		const runs = Int32Array.from(cone.ranks, (rank) => schedule.runs[rank] as number);
		let exact = true;
		const done = new Set<number>();
		this.#forEachRun(order, runs, (nodes) => {
			exact = this.#computeChange(nodes, done) && exact;
		});
		if (cone.lines === null) {
			this.#changed = 'all';
			return exact && this.#followMany(cone);
		}
		for (const line of cone.lines) {
			if (!done.has(line)) exact = amounts.run(line) && exact;
			this.#lineChanged(line);
		}
		return exact;
	}

	/** Computes by columns what is below the line that all changed lines are below. */
	#followMany({ first, last }: Cone): boolean {
		const { amounts, tree, layout } = this.sheet;
		let top = first;
		while (top >= 0 && subtreeEnd(tree, top) <= last) top = tree.parents[top] as number;
		if (top >= 0 && last < layout.lines) return amounts.runBelow(top, subtreeEnd(tree, top), this.#fixed);
		amounts.runAll(this.#fixed);
		return amounts.refusal === null;
	}

	#settled(): void {
		this.#typed.clear();
		this.#touchedLines.clear();
		this.#changed = new Set();
		this.sheet.wiring.fresh = [];
		this.sheet.wiring.freshCopies = [];
	}

	/** A line and all above it have other values. */
	#lineChanged(line: number): void {
		const { parents } = this.sheet;
		const changed = this.#changed;
		if (changed === 'all') return;
		for (let up = line; up >= 0 && !changed.has(up); up = parents[up] as number) changed.add(up);
	}

	#makeSchedule(): Schedule {
		const { sheet } = this;
		const { wiring } = sheet;
		const schedule = scheduleOf(
			wiring.size,
			{
				wanted: wiring.wanted(),
				isShown: (node) => wiring.isShown(node),
				eachReader: (node, visit) => eachReader(sheet, node, visit),
				readings: sheet.readings
			},
			(node) => this.#kindOf(node),
			(nodes) => inPlace(sheet, nodes)
		);
		this.#cells.forgetNumbers();
		this.#budget = workBudget(sheet, schedule.order);
		this.#fixed = new Map();
		const labels = new Map<readonly number[], FormulaError>();
		for (const [node, ring] of schedule.rings) {
			let error = labels.get(ring);
			if (!error) labels.set(ring, (error = formulaError('#CYCLE!', ringLabel(sheet, ring))));
			this.#fixed.set(node, error);
		}
		return schedule;
	}

	#kindOf(node: number): number {
		const formula = this.#formulaOf(node);
		if (!formula) return node < this.sheet.layout.extras ? RULE : RANGE;
		if (formula.shape === '') return EVALUATED;
		let kind = this.#kinds.get(formula.shape);
		if (kind === undefined) this.#kinds.set(formula.shape, (kind = EVALUATED + 1 + this.#kinds.size));
		return kind;
	}

	#formulaOf(node: number): CompiledFormula | undefined {
		const { wiring } = this.sheet;
		return wiring.formulas[wiring.definition(node)];
	}

	#forEachRun(order: Int32Array, runs: Int32Array, compute: (nodes: Int32Array, run: number) => void): void {
		for (let from = 0; from < order.length;) {
			let to = from + 1;
			while (to < order.length && runs[to] === runs[from]) to += 1;
			compute(order.subarray(from, to), runs[from] as number);
			from = to;
		}
	}

	#computeWhole(nodes: Int32Array, run: number): void {
		if (this.#computeFormulas(nodes, this.#writeYear)) return this.#spreadRun(run);
		const { layout, values, readings, amounts } = this.sheet;
		for (const node of nodes) {
			const place = layout.placeAt(node);
			const line = layout.lineAt(node);
			if (readings.isSum(node)) sumChildren(values, layout.node(place, 0), line, readings.childrenOf(line));
			else if (place === AMOUNT) amounts.settleDeclared(line);
			else amounts.settleVerified(line);
		}
	}

	/** As `computeWhole`, taking differences up the tree at once; false where sums can only be made anew. */
	#computeChange(nodes: Int32Array, done: Set<number>): boolean {
		const { layout, readings, amounts } = this.sheet;
		if (this.#computeFormulas(nodes, this.#replaceYear)) {
			for (const node of nodes) this.#spread(node, this.#replaceYear);
			return true;
		}
		let exact = true;
		for (const node of nodes) {
			const line = layout.lineAt(node);
			if (readings.isSum(node) || done.has(line)) continue;
			// A verified amount that is typed may have its turn before the factors; its line then is computed once more.
			if (layout.placeAt(node) === AMOUNT) done.add(line);
			exact = amounts.run(line) && exact;
		}
		return exact;
	}

	/** Computes a run of formulas or ranges; false where it is made of the rules of the breakdown. */
	#computeFormulas(nodes: Int32Array, putYear: PutYear): boolean {
		const [first = 0] = nodes;
		const formula = this.#formulaOf(first);
		if (!formula) {
			if (first < this.sheet.layout.extras) return false;
			for (const node of nodes) this.#cells.forgetRange(node);
			return true;
		}
		if (formula.shape === '') for (const node of nodes) this.#evaluate(node, putYear);
		else this.#runProgram(formula.shape, nodes, putYear);
		return true;
	}

	/** Writes the values of a run into the cells that copy them. */
	#spreadRun(run: number): void {
		const { wiring, values, layout } = this.sheet;
		const { cells, begins } = this.#copies as Copies;
		const [from, end] = [begins[run] as number, begins[run + 1] as number];
		if (layout.years.length === 0) return values.gather(cells, wiring.sources, from, end);
		for (let at = from; at < end; at += 1) this.#copyTo(cells[at] as number, this.#writeYear);
	}

	/** Writes the value of a node into the cells that copy it. */
	#spread(node: number, putYear: PutYear): void {
		const { wiring, values, layout } = this.sheet;
		const first = wiring.firstCopy(node);
		if (layout.years.length === 0) values.spread(node, first, wiring.nextCopies);
		else for (let copy = first; copy >= 0; copy = wiring.nextCopy(copy)) this.#copyTo(copy, putYear);
	}

	/** Writes the value of the node a cell copies into the cell. */
	#copyTo(cell: number, putYear: PutYear): void {
		const { wiring, values, layout } = this.sheet;
		const source = wiring.source(cell);
		const place = layout.placeAt(cell);
		if (cell >= layout.extras || place < FACTORS) return values.copy(source, cell);
		const value = values.read(source);
		const amount = value === null ? 0 : isNumber(value) ? yearFen(value) : value;
		putYear(place, layout.lineAt(cell), amount);
	}

	#runProgram(shape: string, nodes: Int32Array, putYear: PutYear): void {
		const { wiring, values, layout } = this.sheet;
		if (this.#starts.length < nodes.length) this.#starts = new Int32Array(nodes.length);
		const starts = this.#starts;
		for (let k = 0; k < nodes.length; k += 1)
			starts[k] = wiring.starts.at(wiring.definition(nodes[k] as number));
		let program = this.#programs.get(shape);
		if (!program) this.#programs.set(shape, (program = new Program(shape)));
		const firstYear = layout.node(FIRST_YEAR, 0);
		program.run(values, wiring.operands.data, starts, nodes.length, (first, size, mantissa, scale) => {
			for (let k = 0; k < size; k += 1) {
				const node = nodes[first + k] as number;
				const result = mantissa[k] as number;
				if (result !== result) this.#evaluate(node, putYear);
				else if (node < firstYear || node >= layout.extras)
					values.writeSmall(node, result, scale[k] as number);
				else this.#putYear(node, result, scale[k] as number, putYear);
			}
		});
	}

	#putYear(node: number, mantissa: number, scale: number, putYear: PutYear): void {
		const { layout } = this.sheet;
		const fen = roundToFen(mantissa, scale);
		if (fen !== fen) this.#evaluate(node, putYear);
		else putYear(layout.placeAt(node), layout.lineAt(node), fen);
	}

	/** One cell by the evaluator of core/formula. */
	#evaluate(node: number, putYear: PutYear): void {
		const { wiring, values, layout } = this.sheet;
		const at = wiring.definition(node);
		const formula = wiring.formulas[at] as CompiledFormula;
		this.#cells.line = wiring.lines.at(at);
		const { heaviest, patterns } = this.#budget;
		const work = workAt(this.sheet, node, patterns);
		const value =
			work > heaviest
				? formulaError('#NUM!', TOO_MUCH_WORK)
				: cellValue(formula.tree ? evaluate(formula.tree, this.#cells, new Steps(stepsAllowed(work))) : null);
		const place = layout.placeAt(node);
		if (node >= layout.extras || place < FACTORS) values.write(node, value);
		else putYear(place, layout.lineAt(node), isNumber(value) ? yearFen(value) : value);
	}

	/** Puts the error of a ring into a node of it. */
	#fix(node: number, error: FormulaError): void {
		const { layout, values } = this.sheet;
		if (node >= layout.extras || layout.placeAt(node) < FACTORS) return values.write(node, error);
		// Amounts keep their numbers: sums go on counting what has an error as zero.
		values.mantissa[node] = 0;
		values.kind[node] = BOXED;
		values.boxed.set(node, error);
	}

	readonly #writeYear: PutYear = (place, line, amount) => this.#year(place).write(line, amount);

	readonly #replaceYear: PutYear = (place, line, amount) => {
		this.#year(place).replace(line, amount);
		this.#lineChanged(line);
	};

	#year(place: number): YearAmounts {
		return this.sheet.years[place - FIRST_YEAR] as YearAmounts;
	}
}

function isSameBudget(a: WorkBudget, b: WorkBudget): boolean {
	return a.heaviest === b.heaviest && a.patterns === b.patterns;
}

type PutYear = (place: number, line: number, amount: YearAmount) => void;

/** What a cell shows of a formula's value: a blank is 0, and only numbers count. */
function cellValue(value: FormulaValue): Exclude<CellValue, null> {
	if (value === null) return ZERO;
	return isNumber(value) || isError(value) ? value : formulaError('#VALUE!');
}
