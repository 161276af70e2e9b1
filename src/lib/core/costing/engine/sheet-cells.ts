import type { Block, Cells } from '../../formula/cells.ts';
import type { Column } from '../../formula/columns.ts';
import type { Scope } from '../../formula/node.ts';
import { ID_MARK } from '../../formula/references.ts';
import { formulaError, type FormulaError, type FormulaValue } from '../../formula/value.ts';
import { COST_ELEMENTS, type CostLine } from '../line.ts';
import type { Sheet } from './sheet.ts';
import { isTextColumn, type TextColumn } from './wiring.ts';

/** The cells of a sheet as one formula at a time sees them. Columns of ranges are kept until something in them changes. */
export class SheetCells implements Cells {
	/** Where the formula stands. */
	line = 0;
	readonly #sheet: Sheet;
	readonly #columns = new Map<number, readonly FormulaValue[]>();
	readonly #texts = new Map<string, readonly FormulaValue[]>();

	constructor(sheet: Sheet) {
		this.#sheet = sheet;
	}

	value(key: string, column: Column): FormulaValue {
		const line = this.#sheet.wiring.lineOf(key, this.line);
		if (line === undefined) return missingLine(key);
		return isTextColumn(column) ? this.#text(line, column) : this.#number(line, column);
	}

	range(key: string, scope: Scope, columns: readonly Column[]): Block | FormulaError {
		const line = this.#sheet.wiring.lineOf(key, this.line);
		if (line === undefined) return missingLine(key);
		return columns.map((column) =>
			isTextColumn(column) ? this.#textsBelow(line, scope, column) : this.#numbersBelow(line, scope, column)
		);
	}

	parameter(key: string): FormulaValue {
		const node = this.#sheet.wiring.parameterNode(key);
		return node === undefined ? formulaError('#REF!', '已删除的参数') : this.#sheet.values.read(node);
	}

	/** Forgets what was read of a range, because a cell in it changes. */
	forgetRange(node: number): void {
		this.#columns.delete(node);
	}

	forgetTexts(): void {
		this.#texts.clear();
	}

	forgetAll(): void {
		this.#columns.clear();
		this.#texts.clear();
	}

	#number(line: number, column: Column): FormulaValue {
		const place = this.#sheet.layout.placeOf(column);
		return place === undefined ? null : this.#sheet.values.read(this.#sheet.layout.node(place, line));
	}

	#text(line: number, column: TextColumn): FormulaValue {
		const found = this.#sheet.tree.lines[line];
		return found ? textOf(found, column) : null;
	}

	#numbersBelow(line: number, scope: Scope, column: Column): readonly FormulaValue[] {
		const place = this.#sheet.layout.placeOf(column);
		const node = place === undefined ? undefined : this.#sheet.wiring.rangeNode(line, scope, place);
		const known = node === undefined ? undefined : this.#columns.get(node);
		if (known) return known;
		const read = this.#lines(line, scope).map((at) => this.#number(at, column));
		if (node !== undefined) this.#columns.set(node, read);
		return read;
	}

	#textsBelow(line: number, scope: Scope, column: TextColumn): readonly FormulaValue[] {
		const key = `${line} ${scope} ${column}`;
		let texts = this.#texts.get(key);
		if (!texts) this.#texts.set(key, (texts = this.#lines(line, scope).map((at) => this.#text(at, column))));
		return texts;
	}

	#lines(line: number, scope: Scope): readonly number[] {
		return [...this.#sheet.readings.linesOf({ line, scope })];
	}
}

function textOf(line: CostLine, column: TextColumn): string | null {
	const text =
		column === 'element' ? (line.element === null ? '' : COST_ELEMENTS[line.element]) : line[column];
	return text === '' ? null : text;
}

function missingLine(key: string): FormulaError {
	return formulaError('#REF!', key.startsWith(ID_MARK) ? '已删除的行' : key);
}
