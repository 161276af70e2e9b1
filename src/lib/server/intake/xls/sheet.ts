import { cellAddress, columnLetters, rangeText } from '#lib/core/address/cell-address.ts';
import { isExactNumber } from '#lib/core/intake/number-text.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { SheetCells } from '../sheet-cells.ts';
import { Unreadable } from '../unreadable.ts';
import { shownNumber } from '../xlsx/number-format.ts';
import { formulaText, sharedFrom } from './formula-tokens.ts';
import type { SheetPlace, XlsGlobals } from './globals.ts';
import { brokenXls, RECORD, recordAt, RecordReader, type BiffRecord } from './records.ts';

interface FormulaCell {
	readonly row: number;
	readonly column: number;
	readonly style: number;
	readonly formula: string;
	/** The first cell of the run that shares the formula. */
	readonly from: string | undefined;
}

type CellValue = Pick<SourceCell, 'kind' | 'raw' | 'shown'>;

const ERRORS: { readonly [code: number]: string } = {
	0x00: '#NULL!',
	0x07: '#DIV/0!',
	0x0f: '#VALUE!',
	0x17: '#REF!',
	0x1d: '#NAME?',
	0x24: '#NUM!',
	0x2a: '#N/A'
};

/** Reads the records of one worksheet. Throws `Unreadable`. */
export function readXlsSheet(stream: Buffer, place: SheetPlace, book: XlsGlobals, file: string): Sheet {
	const start = recordAt(stream, place.at, file);
	if (start.id !== RECORD.bof) throw brokenXls(file, `工作表“${place.name}”的位置不对`);
	const reader = new XlsSheetReader(place, book, file);
	// A chart inside a sheet brings its own beginning and end.
	let depth = 1;
	for (let record = recordAt(stream, start.next, file); ; record = recordAt(stream, record.next, file)) {
		if (record.id === RECORD.bof) depth += 1;
		else if (record.id === RECORD.eof) depth -= 1;
		else if (depth === 1) reader.take(record);
		if (depth === 0) return reader.result();
	}
}

/** Follows a worksheet's records in order and collects its cells. */
class XlsSheetReader {
	readonly #place: SheetPlace;
	readonly #book: XlsGlobals;
	readonly #file: string;
	readonly #cells: SheetCells;
	readonly #merges: string[] = [];
	readonly #hiddenRows = new Set<number>();
	readonly #hiddenColumns = new Set<number>();
	/** Formulas shared by a run of cells, by the first cell; they are written behind the first cell that uses them. */
	readonly #shared = new Map<string, Buffer>();
	readonly #sharing: { cell: { formula?: string }; row: number; column: number; from: string }[] = [];
	/** A formula whose text stands in a record of its own, further on. */
	#awaited: FormulaCell | undefined;

	constructor(place: SheetPlace, book: XlsGlobals, file: string) {
		this.#place = place;
		this.#book = book;
		this.#file = file;
		this.#cells = new SheetCells(file, place.name);
	}

	take(record: BiffRecord): void {
		const { data } = record;
		try {
			this.#dispatch(record, data);
		} catch (error) {
			// A record that is shorter than its kind: Buffer reads beyond the end.
			if (error instanceof RangeError) throw brokenXls(this.#file, `工作表“${this.#place.name}”有记录不完整`);
			throw error;
		}
	}

	result(): Sheet {
		for (const { cell, row, column, from } of this.#sharing) {
			const tokens = this.#shared.get(from);
			const text = tokens && formulaText(tokens, this.#book.encoding.biff8, { row, column });
			if (text !== undefined) cell.formula = text;
		}
		return {
			name: this.#place.name,
			hidden: this.#place.hidden,
			...this.#cells.result(),
			merges: this.#merges,
			hiddenRows: [...this.#hiddenRows].sort((a, b) => a - b),
			hiddenColumns: [...this.#hiddenColumns].sort((a, b) => a - b).map(columnLetters)
		};
	}

	#dispatch(record: BiffRecord, data: Buffer): void {
		switch (record.id) {
			case RECORD.row:
				if ((data.readUInt32LE(12) & 0x20) !== 0) this.#hiddenRows.add(data.readUInt16LE(0) + 1);
				return;
			case RECORD.columnInfo:
				return this.#columns(data);
			case RECORD.mergedCells:
				return this.#merged(data);
			case RECORD.labelSst:
				return this.#put(data, this.#sharedText(data.readUInt32LE(6)));
			case RECORD.label:
			case RECORD.richString:
				return this.#put(data, textValue(this.#textOf(record, 6)));
			case RECORD.number:
				return this.#put(data, this.#number(data.readDoubleLE(6), data.readUInt16LE(4)));
			case RECORD.rk:
				return this.#put(data, this.#number(rkValue(data.readUInt32LE(6)), data.readUInt16LE(4)));
			case RECORD.mulRk:
				return this.#rkRow(data);
			case RECORD.boolErr:
				return this.#put(data, data[7] === 0 ? booleanValue(data[6]) : errorValue(data[6]));
			case RECORD.formula:
				return this.#formula(data);
			case RECORD.string:
				return this.#formulaResult(record);
			case RECORD.sharedFormula:
				this.#shared.set(
					cellAddress(data.readUInt16LE(0) + 1, data.readUInt8(4) + 1),
					data.subarray(10, 10 + data.readUInt16LE(8))
				);
				return;
		}
	}

	#put(data: Buffer, value: CellValue | undefined): void {
		this.#add(data.readUInt16LE(0) + 1, data.readUInt16LE(2) + 1, data.readUInt16LE(4), value);
	}

	#add(row: number, column: number, style: number, value: CellValue | undefined): void {
		if (value) this.#cells.add(row, column, { at: cellAddress(row, column), ...value }, this.#indent(style));
	}

	#addFormula(place: FormulaCell, value: CellValue | undefined): void {
		const { row, column, style, formula, from } = place;
		const known = value ?? { kind: 'text' as const, raw: '', shown: '' };
		const cell = { at: cellAddress(row, column), ...known, formula };
		if (from !== undefined) this.#sharing.push({ cell, row, column, from });
		this.#cells.add(row, column, cell, this.#indent(style));
	}

	#indent(style: number): number {
		return this.#book.styles[style]?.indent ?? 0;
	}

	#sharedText(index: number): CellValue | undefined {
		const text = this.#book.strings[index];
		if (text === undefined) throw brokenXls(this.#file, `工作表“${this.#place.name}”的文字编号超出范围`);
		return textValue(text);
	}

	#textOf(record: BiffRecord, from: number): string {
		const reader = new RecordReader(record, this.#file);
		reader.skip(from);
		return reader.text(this.#book.encoding, 2);
	}

	/** The shortest decimal that is this double: 0.1 and not 0.1000000000000000055. */
	#number(value: number, style: number): CellValue {
		const raw = Object.is(value, -0) ? '0' : String(value);
		if (!isExactNumber(raw)) return { kind: 'error', raw: '#NUM!', shown: '#NUM!' };
		const format = this.#book.styles[style]?.format ?? 'General';
		const shown = shownNumber(raw, format, this.#book.date1904);
		return { kind: shown.date ? 'date' : 'number', raw, shown: shown.text };
	}

	#rkRow(data: Buffer): void {
		const row = data.readUInt16LE(0) + 1;
		const first = data.readUInt16LE(2) + 1;
		const count = Math.floor((data.length - 6) / 6);
		if (data.readUInt16LE(data.length - 2) + 1 !== first + count - 1)
			throw brokenXls(this.#file, `工作表“${this.#place.name}”一行数字的登记不对`);
		for (let i = 0; i < count; i++) {
			const style = data.readUInt16LE(4 + i * 6);
			const value = this.#number(rkValue(data.readUInt32LE(6 + i * 6)), style);
			this.#add(row, first + i, style, value);
		}
	}

	#formula(data: Buffer): void {
		const [row, column, style] = [data.readUInt16LE(0) + 1, data.readUInt16LE(2) + 1, data.readUInt16LE(4)];
		const tokens = data.subarray(22, 22 + data.readUInt16LE(20));
		const first = sharedFrom(tokens);
		const place: FormulaCell = {
			row,
			column,
			style,
			formula: formulaText(tokens, this.#book.encoding.biff8, { row, column }) ?? UNKNOWN_FORMULA,
			from: first && cellAddress(first.row, first.column)
		};
		this.#awaited = undefined;
		if (data.readUInt16LE(12) !== 0xffff)
			return this.#addFormula(place, this.#number(data.readDoubleLE(6), style));
		switch (data[6]) {
			case 0:
				this.#awaited = place;
				return;
			case 1:
				return this.#addFormula(place, booleanValue(data[8]));
			case 2:
				return this.#addFormula(place, errorValue(data[8]));
			default:
				return this.#addFormula(place, undefined);
		}
	}

	#formulaResult(record: BiffRecord): void {
		const awaited = this.#awaited;
		this.#awaited = undefined;
		if (awaited) this.#addFormula(awaited, textValue(this.#textOf(record, 0)));
	}

	#merged(data: Buffer): void {
		const count = data.readUInt16LE(0);
		for (let i = 0; i < count; i++) {
			const at = 2 + i * 8;
			const [top, bottom, left, right] = [0, 2, 4, 6].map((step) => data.readUInt16LE(at + step) + 1);
			if (this.#merges.length >= LIMITS.sheetRows)
				throw new Unreadable(
					problem('intake/too-many', {
						file: this.#file,
						what: `工作表“${this.#place.name}”的合并区域数`,
						limit: String(LIMITS.sheetRows)
					})
				);
			this.#merges.push(
				rangeText({ top: top ?? 1, bottom: bottom ?? 1, left: left ?? 1, right: right ?? 1 })
			);
		}
	}

	#columns(data: Buffer): void {
		if ((data.readUInt16LE(8) & 1) === 0) return;
		const last = Math.min(data.readUInt16LE(2) + 1, LIMITS.sheetColumns);
		for (let column = data.readUInt16LE(0) + 1; column <= last; column++) this.#hiddenColumns.add(column);
	}
}

/** Stands for a formula whose tokens are not known here; the value beside it is Excel's own. */
const UNKNOWN_FORMULA = '?';

/** A number packed into four bytes: a whole number or the upper half of a double, and either perhaps a hundredth. */
function rkValue(packed: number): number {
	const whole = (packed & 2) === 2 ? packed >> 2 : highHalf(packed & 0xfffffffc);
	return (packed & 1) === 1 ? whole / 100 : whole;
}

function highHalf(bits: number): number {
	const bytes = Buffer.alloc(8);
	bytes.writeInt32LE(bits | 0, 4);
	return bytes.readDoubleLE(0);
}

function textValue(text: string): CellValue | undefined {
	return text === '' ? undefined : { kind: 'text', raw: text, shown: text };
}

function booleanValue(value: number | undefined): CellValue {
	return value === 1
		? { kind: 'boolean', raw: '1', shown: 'TRUE' }
		: { kind: 'boolean', raw: '0', shown: 'FALSE' };
}

function errorValue(code: number | undefined): CellValue {
	const words = ERRORS[code ?? 0x2a] ?? '#N/A';
	return { kind: 'error', raw: words, shown: words };
}
