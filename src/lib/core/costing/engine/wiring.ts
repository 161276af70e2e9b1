import { toText, type Decimal } from '../../decimal/decimal.ts';
import type { Column } from '../../formula/columns.ts';
import type { Scope } from '../../formula/node.ts';
import { ALL_KEY, ID_MARK, PARENT_KEY, SELF_KEY } from '../../formula/references.ts';
import { formulaError, type FormulaError } from '../../formula/value.ts';
import type { Tree } from '../tree.ts';
import type { CompiledFormula, FormulaBook, Operand } from './formula-book.ts';
import { IntegerList } from './integer-list.ts';
import type { Layout } from './layout.ts';
import type { Values } from './values.ts';

/** Columns of text that formulas may read; each is one node, because look-ups read them whole. */
export const TEXT_COLUMNS = ['code', 'name', 'grade', 'element', 'unit'] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** The cells below a line as formulas name them: one node stands for all of one column. */
export interface RangeOf {
	/** The whole analysis is the line behind the last. */
	readonly line: number;
	readonly scope: Scope;
	readonly place: number;
}

const NO_CELL = formulaError('#REF!');

/**
 * Which node is computed how, from which others. A formula whose value does not depend on the line it stands in is
 * computed once, in a node of its own that all cells with this text copy. Everything is kept in flat integer arrays:
 * `starts` of the operands of each formula, and linked lists of the formulas that read a node and of the cells that copy
 * one.
 */
export class Wiring {
	readonly formulas: CompiledFormula[] = [];
	/** Node of each formula, -1 when it has been replaced. */
	readonly nodes = new IntegerList();
	readonly lines = new IntegerList();
	readonly starts = new IntegerList();
	readonly operands = new IntegerList();
	readonly ranges = new Map<number, RangeOf>();
	/** Nodes that have been wired and not been computed since, and cells that have begun to copy another node. */
	fresh: number[] = [];
	freshCopies: number[] = [];
	/** Every cell that copies or has copied another node, once, in the order in which they were read. */
	readonly copiers = new IntegerList();
	/** Formulas that have been replaced and only take up room. */
	abandoned = 0;
	size: number;
	#definition: Int32Array<ArrayBuffer>;
	#firstReader: Int32Array<ArrayBuffer>;
	/** The node that a cell copies, and the copies of a node as a list linked both ways; -1 for none. */
	#source: Int32Array<ArrayBuffer>;
	#firstCopy: Int32Array<ArrayBuffer>;
	#nextCopy: Int32Array<ArrayBuffer>;
	#copyBefore: Int32Array<ArrayBuffer>;
	/** Which cells stand among `copiers`. */
	readonly #isCopier: Uint8Array;
	readonly #nextReader = new IntegerList();
	readonly #reader = new IntegerList();
	readonly #layout: Layout;
	readonly #tree: Tree;
	readonly #values: Values;
	readonly #book: FormulaBook;
	readonly #parameters: ReadonlyMap<string, number>;
	readonly #constants = new Map<string, number>();
	readonly #expressions = new Map<string, number>();
	readonly #rangeNodes = new Map<number, number>();

	constructor(
		layout: Layout,
		tree: Tree,
		values: Values,
		book: FormulaBook,
		parameters: ReadonlyMap<string, number>
	) {
		this.#layout = layout;
		this.#tree = tree;
		this.#values = values;
		this.#book = book;
		this.#parameters = parameters;
		this.size = layout.extras + TEXT_COLUMNS.length + parameters.size;
		const { room } = layout;
		// Texts are no numbers: whatever calculates with them must ask the evaluator.
		for (const column of TEXT_COLUMNS) values.write(this.textNode(column), NO_CELL);
		this.#definition = new Int32Array(room).fill(-1);
		this.#firstReader = new Int32Array(room).fill(-1);
		this.#source = new Int32Array(room).fill(-1);
		this.#firstCopy = new Int32Array(room).fill(-1);
		// Only what is known now copies: cells and parameters.
		this.#nextCopy = new Int32Array(this.size).fill(-1);
		this.#copyBefore = new Int32Array(this.size).fill(-1);
		this.#isCopier = new Uint8Array(this.size);
	}

	/** Lets a cell or parameter follow a formula; `line` is where it stands. Answers the error of a text that is none. */
	define(node: number, text: string, line: number): FormulaError | null {
		this.undefine(node);
		const formula = this.#book.get(text);
		if (formula.error) return formula.error;
		if (formula.relative) this.#add(node, formula, line, formula.operands);
		else this.#copy(node, this.#expression(text, formula));
		return null;
	}

	undefine(node: number): void {
		this.#stopCopying(node);
		const formula = this.definition(node);
		if (formula < 0) return;
		this.nodes.data[formula] = -1;
		this.#definition[node] = -1;
		this.abandoned += 1;
	}

	/** Whether a cell or parameter follows a formula. */
	isFormula(node: number): boolean {
		return this.definition(node) >= 0 || this.source(node) >= 0;
	}

	/** The node that a cell copies, -1 for none. */
	source(node: number): number {
		return this.#source[node] as number;
	}

	/** The first cell that copies a node and the next after one, -1 behind the last. */
	firstCopy(node: number): number {
		return this.#firstCopy[node] as number;
	}

	nextCopy(cell: number): number {
		return this.#nextCopy[cell] as number;
	}

	/** `nextCopy` of every cell. */
	get nextCopies(): Int32Array {
		return this.#nextCopy;
	}

	/** The node that each cell copies, -1 for none. */
	get sources(): Int32Array {
		return this.#source;
	}

	/** The formula a node computes itself, -1 for none. */
	definition(node: number): number {
		return this.#definition[node] as number;
	}

	operandsEnd(formula: number): number {
		return formula + 1 < this.starts.length ? this.starts.at(formula + 1) : this.operands.length;
	}

	/** Calls `visit` with the node of every formula that reads this one. */
	eachReader(node: number, visit: (reader: number) => void): void {
		for (let at = this.#firstReader[node] as number; at >= 0; at = this.#nextReader.at(at)) {
			const reader = this.nodes.at(this.#reader.at(at));
			if (reader >= 0) visit(reader);
		}
	}

	textNode(column: TextColumn): number {
		return this.#layout.extras + TEXT_COLUMNS.indexOf(column);
	}

	isTextNode(node: number): boolean {
		return node >= this.#layout.extras && node < this.#layout.extras + TEXT_COLUMNS.length;
	}

	parameterNode(key: string): number | undefined {
		const place = this.#parameters.get(key);
		return place === undefined ? undefined : this.#layout.extras + TEXT_COLUMNS.length + place;
	}

	/** Nodes with a formula of their own whose value anybody sees or reads. */
	wanted(): Int32Array {
		return this.nodes.data.subarray(0, this.nodes.length).filter((node) => node >= 0 && this.isWanted(node));
	}

	/** Whether a node is a cell or parameter that follows a formula, its own or one it copies. */
	isShown(node: number): boolean {
		if (this.definition(node) < 0) return this.source(node) >= 0;
		return this.isWanted(node) && this.firstCopy(node) < 0;
	}

	/** Whether anything follows a node: an expression whose cells have all been typed over is not computed. */
	isWanted(node: number): boolean {
		return node < this.#layout.extras || this.firstCopy(node) >= 0 || this.parameterAt(node) >= 0;
	}

	/** Which parameter a node is, -1 for none. */
	parameterAt(node: number): number {
		const place = node - this.#layout.extras - TEXT_COLUMNS.length;
		return place >= 0 && place < this.#parameters.size ? place : -1;
	}

	rangeNode(line: number, scope: Scope, place: number): number | undefined {
		return this.#rangeNodes.get(this.#rangeKey(line, scope, place));
	}

	/** The line a key names, seen from another; undefined where there is none. */
	lineOf(key: string, from: number): number | undefined {
		if (key.startsWith(ID_MARK)) return this.#tree.indexOf.get(key.slice(ID_MARK.length));
		if (key === SELF_KEY) return from;
		if (key === ALL_KEY) return this.#layout.lines;
		const above = key === PARENT_KEY ? (this.#tree.parents[from] ?? -1) : -1;
		return above < 0 ? undefined : above;
	}

	#expression(text: string, formula: CompiledFormula): number {
		let node = this.#expressions.get(text);
		if (node === undefined) {
			this.#expressions.set(text, (node = this.#extra()));
			this.#add(node, formula, this.#layout.lines, formula.operands);
		} else if (!this.isWanted(node)) this.fresh.push(node);
		return node;
	}

	#copy(cell: number, of: number): void {
		const first = this.firstCopy(of);
		this.#source[cell] = of;
		this.#nextCopy[cell] = first;
		this.#copyBefore[cell] = -1;
		if (first >= 0) this.#copyBefore[first] = cell;
		this.#firstCopy[of] = cell;
		this.freshCopies.push(cell);
		if (this.#isCopier[cell] === 1) return;
		this.#isCopier[cell] = 1;
		this.copiers.push(cell);
	}

	#stopCopying(cell: number): void {
		const of = this.source(cell);
		if (of < 0) return;
		const [before, next] = [this.#copyBefore[cell] as number, this.nextCopy(cell)];
		if (before >= 0) this.#nextCopy[before] = next;
		else this.#firstCopy[of] = next;
		if (next >= 0) this.#copyBefore[next] = before;
		this.#source[cell] = -1;
	}

	#add(node: number, compiled: CompiledFormula, line: number, operands: readonly Operand[]): void {
		// Nodes for what is read first, so that the operands of one formula stand together.
		const found = operands.map((operand) => this.#resolve(operand, line));
		const formula = this.#begin(node, compiled, line);
		for (const nodes of found) for (const read of nodes) this.#read(read, formula);
	}

	#begin(node: number, compiled: CompiledFormula, line: number): number {
		const formula = this.formulas.push(compiled) - 1;
		this.nodes.push(node);
		this.lines.push(line);
		this.starts.push(this.operands.length);
		this.#definition[node] = formula;
		this.fresh.push(node);
		return formula;
	}

	#read(node: number, formula: number): void {
		this.operands.push(node);
		this.#nextReader.push(this.#firstReader[node] as number);
		this.#reader.push(formula);
		this.#firstReader[node] = this.#reader.length - 1;
	}

	#resolve(operand: Operand, line: number): readonly number[] {
		switch (operand.kind) {
			case 'number':
				return [this.#constant(toText(operand.value), operand.value)];
			case 'parameter':
				return [this.parameterNode(operand.key) ?? this.#constant('#REF!', NO_CELL)];
			case 'reference':
				return [this.#cell(this.lineOf(operand.key, line), operand.column)];
			case 'range': {
				const top = this.lineOf(operand.key, line);
				return top === undefined
					? []
					: operand.columns.map((column) => this.#range(top, operand.scope, column));
			}
		}
	}

	#cell(line: number | undefined, column: Column): number {
		if (line === undefined) return this.#constant('#REF!', NO_CELL);
		if (isTextColumn(column)) return this.textNode(column);
		const place = this.#layout.placeOf(column);
		return place === undefined ? this.#constant('', null) : this.#layout.node(place, line);
	}

	#range(line: number, scope: Scope, column: Column): number {
		if (isTextColumn(column)) return this.textNode(column);
		const place = this.#layout.placeOf(column);
		if (place === undefined) return this.#constant('', null);
		const key = this.#rangeKey(line, scope, place);
		let node = this.#rangeNodes.get(key);
		if (node === undefined) {
			this.#rangeNodes.set(key, (node = this.#extra()));
			this.ranges.set(node, { line, scope, place });
		}
		return node;
	}

	#rangeKey(line: number, scope: Scope, place: number): number {
		return (line * 2 + (scope === 'leaves' ? 1 : 0)) * this.#layout.columns.length + place;
	}

	#constant(key: string, value: Decimal | FormulaError | null): number {
		let node = this.#constants.get(key);
		if (node === undefined) {
			this.#constants.set(key, (node = this.#extra()));
			if (value !== null) this.#values.write(node, value);
		}
		return node;
	}

	/** A node that belongs to no line. */
	#extra(): number {
		const node = this.size;
		this.size += 1;
		this.#values.reserve(this.size);
		if (node >= this.#definition.length) {
			this.#definition = grown(this.#definition);
			this.#firstReader = grown(this.#firstReader);
			this.#source = grown(this.#source);
			this.#firstCopy = grown(this.#firstCopy);
		}
		return node;
	}
}

export function isTextColumn(column: Column): column is TextColumn {
	return (TEXT_COLUMNS as readonly Column[]).includes(column);
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
	const larger = new Int32Array(Math.ceil(array.length * 1.25) + 64).fill(-1, array.length);
	larger.set(array);
	return larger;
}
