import { EXACT, LARGEST_POWER, POWERS } from '../../decimal/doubles.ts';
import type { Block, CellColumn, Cells } from '../../formula/cells.ts';
import type { Column } from '../../formula/columns.ts';
import type { Scope } from '../../formula/node.ts';
import { BLANK as BLANK_CELL, NumberColumn } from '../../formula/number-column.ts';
import { ID_MARK } from '../../formula/references.ts';
import { formulaError, type FormulaError, type FormulaValue } from '../../formula/value.ts';
import { COST_ELEMENTS, type CostLine } from '../line.ts';
import type { Sheet } from './sheet.ts';
import { BLANK, BOXED } from './values.ts';
import { isTextColumn, type TextColumn } from './wiring.ts';

/** The cells of a sheet as one formula at a time sees them. Columns of ranges are kept until something in them changes. */
export class SheetCells implements Cells {
	/** Where the formula stands. */
	line = 0;
	readonly #sheet: Sheet;
	readonly #columns = new Map<number, CellColumn>();
	readonly #below = new Map<number, Int32Array>();
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

	forgetNumbers(): void {
		this.#columns.clear();
	}

	#number(line: number, column: Column): FormulaValue {
		const place = this.#sheet.layout.placeOf(column);
		return place === undefined ? null : this.#sheet.values.read(this.#sheet.layout.node(place, line));
	}

	#text(line: number, column: TextColumn): FormulaValue {
		const found = this.#sheet.tree.lines[line];
		return found ? textOf(found, column) : null;
	}

	#numbersBelow(line: number, scope: Scope, column: Column): CellColumn {
		const place = this.#sheet.layout.placeOf(column);
		const lines = this.#lines(line, scope);
		if (place === undefined) return new Array<null>(lines.length).fill(null);
		const node = this.#sheet.wiring.rangeNode(line, scope, place);
		const known = node === undefined ? undefined : this.#columns.get(node);
		if (known) return known;
		const read = this.#numberColumn(place, lines) ?? Array.from(lines, (at) => this.#number(at, column));
		if (node !== undefined) this.#columns.set(node, read);
		return read;
	}

	/** The cells of a column as whole numbers of one scale; undefined where one of them is something else. */
	#numberColumn(place: number, lines: Int32Array): NumberColumn | undefined {
		const { layout, values } = this.#sheet;
		const base = layout.node(place, 0);
		const { mantissa, scale, kind } = values;
		let places = 0;
		let blanks = false;
		for (const line of lines) {
			const what = kind[base + line];
			if (what === BOXED) return undefined;
			if (what === BLANK) blanks = true;
			else if ((scale[base + line] as number) > places) places = scale[base + line] as number;
		}
		if (places > LARGEST_POWER) return undefined;
		const numbers = new Float64Array(lines.length);
		const kinds = blanks ? new Uint8Array(lines.length) : null;
		for (let row = 0; row < lines.length; row += 1) {
			const node = base + (lines[row] as number);
			if (kind[node] === BLANK) {
				if (kinds) kinds[row] = BLANK_CELL;
				continue;
			}
			const number = (mantissa[node] as number) * (POWERS[places - (scale[node] as number)] as number);
			if (!(number < EXACT && number > -EXACT)) return undefined;
			numbers[row] = number;
		}
		return new NumberColumn(numbers, places, kinds);
	}

	#textsBelow(line: number, scope: Scope, column: TextColumn): readonly FormulaValue[] {
		const key = `${line} ${scope} ${column}`;
		let texts = this.#texts.get(key);
		if (!texts) {
			texts = Array.from(this.#lines(line, scope), (at) => this.#text(at, column));
			this.#texts.set(key, texts);
		}
		return texts;
	}

	/** The lines of a range, which the tree decides. */
	#lines(line: number, scope: Scope): Int32Array {
		const key = line * 2 + (scope === 'leaves' ? 1 : 0);
		let lines = this.#below.get(key);
		if (!lines) this.#below.set(key, (lines = this.#sheet.readings.linesOf(line, scope)));
		return lines;
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
