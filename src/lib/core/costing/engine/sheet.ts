import { dec, decimal, multiply, round, type Decimal } from '../../decimal/decimal.ts';
import { isFormula } from '../../formula/references.ts';
import { FORMULA_FIELDS, type CostLine, type FormulaField } from '../line.ts';
import type { NamedParameter } from '../named-parameter.ts';
import { isLeaf, type Tree } from '../tree.ts';
import type { YearColumn } from '../year-column.ts';
import type { FormulaBook } from './formula-book.ts';
import { IntegerList } from './integer-list.ts';
import { FACTORS, FIRST_YEAR, Layout } from './layout.ts';
import { LineAmounts } from './line-amounts.ts';
import { Readings } from './readings.ts';
import type { SumTree } from './sum-column.ts';
import { Values } from './values.ts';
import { Wiring } from './wiring.ts';
import { YearAmounts, type YearAmount } from './year-amounts.ts';

/** What a blank factor stands for in the product: without quantity or price there is none, the others are left out. */
const BLANK_FACTOR: readonly number[] = FORMULA_FIELDS.map((field) =>
	field === 'quantity' || field === 'unitPrice' ? NaN : 1
);

/** The columns of a breakdown as typed, wired for calculation but not yet calculated. */
export class Sheet {
	tree: Tree;
	readonly parameters: readonly NamedParameter[];
	readonly layout: Layout;
	readonly values: Values;
	readonly wiring: Wiring;
	readonly readings: Readings;
	readonly amounts: LineAmounts;
	readonly years: readonly YearAmounts[];
	readonly isLeaf: Uint8Array;
	readonly parents: Int32Array;
	/** Fills that reach each line from above; undefined where none does. */
	readonly #fills: readonly (CostLine['fills'] | undefined)[];

	constructor(tree: Tree, parameters: readonly NamedParameter[], analysisMonths: number, book: FormulaBook) {
		this.tree = tree;
		this.parameters = parameters;
		this.layout = new Layout(tree.lines);
		this.values = new Values(this.layout.room);
		const places = new Map(parameters.map((parameter, place) => [parameter.id, place]));
		this.wiring = new Wiring(this.layout, tree, this.values, book, places);
		this.readings = new Readings(this.layout, tree, this.wiring, (line) =>
			this.amounts.followsDeclared(line)
		);
		const sums = sumTree(tree);
		this.isLeaf = sums.isLeaf;
		this.parents = sums.parents;
		const childrenOf = (line: number) => this.readings.childrenOf(line);
		this.amounts = new LineAmounts(this.layout, this.values, sums, childrenOf, analysisMonths);
		this.years = this.layout.years.map(
			(_, year) => new YearAmounts(this.layout, FIRST_YEAR + year, this.values, sums, childrenOf)
		);
		this.#fills = fillsFromAbove(tree);
		parameters.forEach((parameter) => this.setParameter(parameter));
		this.#fillFactors();
		for (let index = 0; index < tree.lines.length; index += 1)
			this.#readLine(tree.lines[index] as CostLine, index);
	}

	/** What a factor of a line is: its own content, or for a line without children the fill above it. */
	factorText(line: CostLine, index: number, field: FormulaField): string | null {
		const own = line[field];
		if (own !== null || this.isLeaf[index] === 0) return own;
		return this.#fills[index]?.[field] ?? null;
	}

	/** Types a factor; answers whether a formula came or went. */
	setFactor(index: number, field: FormulaField, text: string | null): boolean {
		return this.#typeFactor(index, FORMULA_FIELDS.indexOf(field), text);
	}

	#typeFactor(index: number, place: number, text: string | null): boolean {
		const node = this.layout.node(place, index);
		const hadFormula = this.wiring.isFormula(node);
		if (text !== null) this.values.filled[place] = 1;
		if (isFormula(text)) {
			const error = this.wiring.define(node, text, index);
			if (error) this.values.write(node, error);
			return true;
		}
		if (hadFormula) this.wiring.undefine(node);
		if (text === null) this.values.writeBlank(node, BLANK_FACTOR[place] as number);
		else this.values.writeText(node, text);
		return hadFormula;
	}

	/** Types an amount of another year into a line without children; answers whether a formula came or went. */
	setYear(index: number, year: YearColumn, text: string | null, keepSums: boolean): boolean {
		const place = this.layout.placeOf(year) as number;
		const node = this.layout.node(place, index);
		const hadFormula = this.wiring.isFormula(node);
		const column = this.years[place - FIRST_YEAR] as YearAmounts;
		const put = (amount: YearAmount) =>
			keepSums ? column.replace(index, amount) : column.write(index, amount);
		if (isFormula(text)) {
			const error = this.wiring.define(node, text, index);
			if (error) put(error);
			return true;
		}
		if (hadFormula) this.wiring.undefine(node);
		put(text === null ? null : yearFen(dec(text)));
		return hadFormula;
	}

	/** Answers whether a formula came or went. */
	setParameter({ id, value }: NamedParameter): boolean {
		const node = this.wiring.parameterNode(id) as number;
		const hadFormula = this.wiring.isFormula(node);
		if (isFormula(value)) {
			const error = this.wiring.define(node, value, this.layout.lines);
			if (error) this.values.write(node, error);
		} else {
			if (hadFormula) this.wiring.undefine(node);
			this.values.writeText(node, value);
		}
		return hadFormula || isFormula(value);
	}

	#fillFactors(): void {
		for (let place = 0; place < FACTORS; place += 1)
			this.values.mantissa.fill(
				BLANK_FACTOR[place] as number,
				this.layout.node(place, 0),
				this.layout.node(place + 1, 0)
			);
	}

	#readLine(line: CostLine, index: number): void {
		this.amounts.setLine(index, line);
		for (let place = 0; place < FACTORS; place += 1) {
			const text = this.factorText(line, index, FORMULA_FIELDS[place] as FormulaField);
			if (text !== null) this.#typeFactor(index, place, text);
		}
		if (this.isLeaf[index] === 0 || this.layout.years.length === 0) return;
		for (const year in line.years) {
			// Every year of every line has a column: the layout was made from them.
			const column = year as YearColumn;
			this.setYear(index, column, line.years[column] ?? null, false);
		}
	}
}

/** 元 → 分. An amount beyond the limit stays one: the sums refuse it. */
export function yearFen(yuan: Decimal): number {
	return Number(round(multiply(yuan, decimal(100n)), 0, 'half-up').coefficient);
}

function sumTree(tree: Tree): SumTree {
	const count = tree.lines.length;
	const parents = new Int32Array(count + 1);
	const leaves = new Uint8Array(count + 1);
	for (let line = 0; line < count; line += 1) {
		const parent = tree.parents[line] as number;
		parents[line] = parent < 0 ? count : parent;
		leaves[line] = isLeaf(tree, line) ? 1 : 0;
	}
	parents[count] = -1;
	const sums = new IntegerList();
	for (let line = 0; line <= count; line += 1) if (leaves[line] === 0) sums.push(line);
	return { parents, isLeaf: leaves, sums: sums.data.slice(0, sums.length) };
}

function fillsFromAbove(tree: Tree): readonly (CostLine['fills'] | undefined)[] {
	const reaching: (CostLine['fills'] | undefined)[] = [];
	/** What reaches the children of a line, made when the first of them is met. */
	const below = new Map<number, CostLine['fills'] | undefined>();
	for (let index = 0; index < tree.lines.length; index += 1) {
		const parent = tree.parents[index] as number;
		if (parent >= 0 && !below.has(parent)) {
			const { fills } = tree.lines[parent] as CostLine;
			const above = reaching[parent];
			below.set(parent, Object.keys(fills).length > 0 ? { ...above, ...fills } : above);
		}
		reaching.push(below.get(parent));
	}
	return reaching;
}
