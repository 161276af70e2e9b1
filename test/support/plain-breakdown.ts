import type { LineFigures, YearFigures } from '#lib/core/costing/amounts.ts';
import {
	COST_ELEMENTS,
	FORMULA_FIELDS,
	type AnalysisDraft,
	type FormulaField
} from '#lib/core/costing/line.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import type { YearColumn } from '#lib/core/costing/year-column.ts';
import { add, dec, decimal, divide, multiply, round, ZERO, type Decimal } from '#lib/core/decimal/decimal.ts';
import type { Cells } from '#lib/core/formula/cells.ts';
import type { Column } from '#lib/core/formula/columns.ts';
import { evaluate } from '#lib/core/formula/evaluate.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import {
	formulaError,
	isError,
	isNumber,
	type FormulaError,
	type FormulaValue
} from '#lib/core/formula/value.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { fen, type Fen } from '#lib/core/money/fen.ts';

type Cell = Decimal | FormulaError | null;

/**
 * The rules of a breakdown as plainly as they can be written: every cell is a function of the cells it names, computed
 * by recursion and remembered. The oracle of the engine's tests; it knows nothing of columns, schedules or edits.
 */
export function plainFigures(draft: AnalysisDraft): PlainFigures {
	const model = new PlainBreakdown(draft);
	const lines = model.tree.lines.map((_, line) => model.figures(line));
	return { lines, waits: model.waits };
}

export interface PlainFigures {
	readonly lines: readonly LineFigures[];
	/** Whether some cell waits for itself; recursion then cannot tell the whole ring, and figures mean nothing. */
	readonly waits: boolean;
}

class PlainBreakdown {
	readonly tree;
	waits = false;
	readonly #open = new Set<string>();
	readonly #draft: AnalysisDraft;
	readonly #known = new Map<string, Cell>();
	readonly #years: readonly YearColumn[];

	constructor(draft: AnalysisDraft) {
		this.#draft = draft;
		this.tree = buildTree(draft.lines);
		const years = draft.lines.flatMap((line) => Object.keys(line.years));
		this.#years = [...new Set(years)].sort() as YearColumn[];
	}

	figures(line: number): LineFigures {
		const factors = FORMULA_FIELDS.map((field) => this.#cell(line, field));
		const [quantity = null, unitPrice = null, frequency = null, months = null, coefficient = null] =
			factors.map((value) => (isNumber(value) ? value : null));
		const own = this.#isLeaf(line) ? [...FORMULA_FIELDS, ...this.#years] : FORMULA_FIELDS;
		const broken = own.find((column) => isError(this.#cell(line, column)));
		const error = broken === undefined ? null : (this.#cell(line, broken) as FormulaError);
		return {
			quantity,
			unitPrice,
			frequency,
			months,
			coefficient,
			error: error && broken !== undefined ? { column: broken, error } : null,
			computed: this.#computed(line),
			declared: this.#sum(line, (leaf) => this.#declared(leaf)),
			verified: this.#sum(line, (leaf) => this.#verified(leaf)),
			period: this.#sum(line, (leaf) => this.#period(leaf)),
			years: this.#yearFigures(line)
		};
	}

	#yearFigures(line: number): YearFigures {
		const found: [YearColumn, Fen][] = [];
		for (const year of this.#years) {
			const cell = this.#cell(line, year);
			if (cell === null || (this.#isLeaf(line) && isError(cell))) continue;
			found.push([year, this.#sum(line, (leaf) => inFen(this.#cell(leaf, year)))]);
		}
		return Object.fromEntries(found);
	}

	/** Σ over the leaves at or below a line. */
	#sum(line: number, of: (leaf: number) => Fen): Fen {
		if (this.#isLeaf(line)) return of(line);
		return fen(this.#children(line).reduce((all, child) => all + this.#sum(child, of), 0));
	}

	#declared(leaf: number): Fen {
		const line = this.tree.lines[leaf]!;
		return (line.amountBasis === 'stated' ? line.statedAmount : this.#computed(leaf)) ?? fen(0);
	}

	#verified(leaf: number): Fen {
		return this.tree.lines[leaf]!.verifiedAmount ?? this.#declared(leaf);
	}

	#period(leaf: number): Fen {
		const line = this.tree.lines[leaf]!;
		if (line.recurrence === 'once') return fen(0);
		const brought = BigInt(this.#verified(leaf)) * BigInt(this.#draft.periodMonths);
		return fen(
			Number(divide(decimal(brought), decimal(BigInt(line.periodMonths)), 'half-up', 0).coefficient)
		);
	}

	#computed(line: number): Fen | null {
		const factors = FORMULA_FIELDS.map((field) => this.#cell(line, field));
		if (factors[0] === null || factors[1] === null || factors.some((factor) => factor && isError(factor)))
			return null;
		return inFen(factors.filter((factor) => factor !== null && isNumber(factor)).reduce(multiply));
	}

	#cell(line: number, column: Column): Cell {
		return this.#once(`${line} ${column}`, () => this.#compute(line, column));
	}

	#once(key: string, compute: () => Cell): Cell {
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		if (this.#open.has(key)) {
			this.waits = true;
			return formulaError('#CYCLE!');
		}
		this.#open.add(key);
		const value = compute();
		this.#open.delete(key);
		this.#known.set(key, value);
		return value;
	}

	#compute(line: number, column: Column): Cell {
		if ((FORMULA_FIELDS as readonly string[]).includes(column))
			return this.#typed(this.#content(line, column as FormulaField), line);
		if (column === 'amount' || column === 'verifiedAmount') return this.#amount(line, column);
		if (!this.#isLeaf(line)) return sumOf(this.#children(line).map((child) => this.#cell(child, column)));
		const typed = this.#typed(this.tree.lines[line]?.years[column as YearColumn] ?? null, line);
		return isNumber(typed) ? round(typed, 2, 'half-up') : typed;
	}

	#amount(line: number, column: 'amount' | 'verifiedAmount'): Cell {
		if (!this.#isLeaf(line)) return sumOf(this.#children(line).map((child) => this.#cell(child, column)));
		const { amountBasis, verifiedAmount } = this.tree.lines[line]!;
		if (column === 'verifiedAmount')
			return verifiedAmount === null ? this.#cell(line, 'amount') : decimal(BigInt(verifiedAmount), 2);
		const broken = FORMULA_FIELDS.map((field) => this.#cell(line, field)).find(isError);
		return amountBasis === 'computed' && broken ? broken : decimal(BigInt(this.#declared(line)), 2);
	}

	/** Own content, or for a leaf the nearest fill above. */
	#content(index: number, field: FormulaField): string | null {
		const line = this.tree.lines[index];
		if (!line || line[field] !== null || !this.#isLeaf(index)) return line?.[field] ?? null;
		for (let up = this.tree.parents[index]!; up >= 0; up = this.tree.parents[up]!) {
			const fill = this.tree.lines[up]!.fills[field];
			if (fill !== undefined) return fill;
		}
		return null;
	}

	#typed(text: string | null, line: number): Cell {
		if (text === null) return null;
		if (!text.startsWith('=')) return dec(text);
		const parsed = parseFormula(text);
		if (!parsed.ok) return formulaError('#NAME?', text.slice(0, 40));
		const value = evaluate(parsed.value, this.#cellsFor(line));
		if (value === null) return ZERO;
		return isNumber(value) || isError(value) ? value : formulaError('#VALUE!');
	}

	#cellsFor(from: number): Cells {
		const at = (key: string): number | undefined => {
			if (key.startsWith('#')) return this.tree.indexOf.get(key.slice(1));
			if (key === '本行') return from;
			if (key === '全部') return this.tree.lines.length;
			const above = this.tree.parents[from] ?? -1;
			return above < 0 ? undefined : above;
		};
		const missing = (key: string) => formulaError('#REF!', key.startsWith('#') ? '已删除的行' : key);
		const read = (line: number, column: Column): FormulaValue => {
			if (['code', 'name', 'grade', 'element', 'unit'].includes(column)) return this.#text(line, column);
			const known = ['amount', 'verifiedAmount', ...FORMULA_FIELDS, ...this.#years] as readonly string[];
			return known.includes(column) ? this.#cell(line, column) : null;
		};
		return {
			value: (key, column) => {
				const line = at(key);
				return line === undefined ? missing(key) : read(line, column);
			},
			range: (key, scope, columns) => {
				const line = at(key);
				if (line === undefined) return missing(key);
				const lines = scope === 'children' ? this.#children(line) : this.#leavesBelow(line);
				return columns.map((column) => lines.map((below) => read(below, column)));
			},
			parameter: (key) => {
				const found = this.#draft.parameters.findIndex((parameter) => parameter.id === key);
				return found < 0 ? formulaError('#REF!', '已删除的参数') : this.#parameter(found);
			}
		};
	}

	#parameter(at: number): Cell {
		const typed = () => this.#typed(this.#draft.parameters[at]!.value, this.tree.lines.length);
		return this.#once(`parameter ${at}`, typed);
	}

	#text(index: number, column: string): string | null {
		const line = this.tree.lines[index];
		if (!line) return null;
		const text = column === 'element' ? line.element && COST_ELEMENTS[line.element] : line[column as 'name'];
		return text === '' ? null : text;
	}

	#children(line: number): readonly number[] {
		const parent = line === this.tree.lines.length ? -1 : line;
		return this.tree.parents.flatMap((above, child) => (above === parent ? child : []));
	}

	#leavesBelow(line: number): readonly number[] {
		return this.#children(line).flatMap((child) => (this.#isLeaf(child) ? child : this.#leavesBelow(child)));
	}

	#isLeaf(line: number): boolean {
		return line < this.tree.lines.length && !this.tree.parents.includes(line);
	}
}

function sumOf(cells: readonly Cell[]): Cell {
	const broken = cells.find(isError);
	if (broken) return broken;
	const filled = cells.filter(isNumber);
	return cells.every((cell) => cell === null) ? null : filled.reduce(add, ZERO);
}

function inFen(cell: Cell): Fen {
	if (cell === null || !isNumber(cell)) return fen(0);
	// Cells that wait for themselves may come to any number; whoever compares figures leaves such drafts out.
	const amount = Number(round(multiply(cell, decimal(100n)), 0, 'half-up').coefficient);
	return Math.abs(amount) <= LIMITS.amountFen ? fen(amount) : fen(0);
}
