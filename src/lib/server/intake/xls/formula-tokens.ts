import { cellAddress, columnLetters, type CellPosition } from '#lib/core/address/cell-address.ts';

const BINARY: { readonly [token: number]: string } = {
	0x03: '+',
	0x04: '-',
	0x05: '*',
	0x06: '/',
	0x07: '^',
	0x08: '&',
	0x09: '<',
	0x0a: '<=',
	0x0b: '=',
	0x0c: '>=',
	0x0d: '>',
	0x0e: '<>'
};

/** Functions by their number; those with a fixed number of arguments do not write it. */
const FUNCTIONS: { readonly [index: number]: readonly [name: string, fixed?: number] } = {
	0: ['COUNT'],
	1: ['IF'],
	4: ['SUM'],
	5: ['AVERAGE'],
	6: ['MIN'],
	7: ['MAX'],
	20: ['SQRT', 1],
	24: ['ABS', 1],
	25: ['INT', 1],
	27: ['ROUND', 2],
	36: ['AND'],
	37: ['OR'],
	38: ['NOT', 1],
	39: ['MOD', 2],
	102: ['VLOOKUP'],
	169: ['COUNTA'],
	183: ['PRODUCT'],
	212: ['ROUNDUP', 2],
	213: ['ROUNDDOWN', 2],
	227: ['MEDIAN'],
	228: ['SUMPRODUCT'],
	337: ['POWER', 2],
	345: ['SUMIF'],
	346: ['COUNTIF', 2]
};

/** Where a formula stands whose text is that of another cell: the first cell of the run, 1-based. */
export function sharedFrom(tokens: Buffer): CellPosition | undefined {
	if (tokens.length < 5 || tokens[0] !== 0x01) return undefined;
	return { row: tokens.readUInt16LE(1) + 1, column: tokens.readUInt16LE(3) + 1 };
}

/**
 * The text of a formula from its tokens, without "=". Undefined where it uses what is not known here (names, other
 * sheets, arrays, rare functions) or is malformed: then only the value beside it counts. `at` is the cell it stands in,
 * from which the references of a shared formula count.
 */
export function formulaText(tokens: Buffer, biff8: boolean, at: CellPosition): string | undefined {
	const reader = new TokenReader(tokens, biff8, at);
	try {
		return reader.read();
	} catch (error) {
		// Tokens that end too early: Buffer reads beyond the end.
		if (error instanceof RangeError) return undefined;
		throw error;
	}
}

class TokenReader {
	readonly #tokens: Buffer;
	readonly #biff8: boolean;
	readonly #cell: CellPosition;
	readonly #stack: string[] = [];
	#at = 0;

	constructor(tokens: Buffer, biff8: boolean, cell: CellPosition) {
		this.#tokens = tokens;
		this.#biff8 = biff8;
		this.#cell = cell;
	}

	read(): string | undefined {
		while (this.#at < this.#tokens.length) if (!this.#step()) return undefined;
		return this.#stack.length === 1 ? this.#stack[0] : undefined;
	}

	#step(): boolean {
		const token = this.#uint8();
		const binary = BINARY[token];
		if (binary !== undefined) return this.#combine(2, ([left, right]) => `${left}${binary}${right}`);
		// References and functions come in three classes, which say nothing about the text.
		const base = token < 0x20 ? token : (token & 0x1f) | 0x20;
		switch (base) {
			case 0x12:
				return this.#combine(1, ([value]) => `+${value}`);
			case 0x13:
				return this.#combine(1, ([value]) => `-${value}`);
			case 0x14:
				return this.#combine(1, ([value]) => `${value}%`);
			case 0x15:
				return this.#combine(1, ([value]) => `(${value})`);
			case 0x16:
				return this.#push('');
			case 0x17:
				return this.#push(`"${this.#text().replaceAll('"', '""')}"`);
			case 0x19:
				return this.#attribute();
			case 0x1d:
				return this.#push(this.#uint8() === 1 ? 'TRUE' : 'FALSE');
			case 0x1e:
				return this.#push(String(this.#uint16()));
			case 0x1f:
				this.#at += 8;
				return this.#push(String(this.#tokens.readDoubleLE(this.#at - 8)));
			case 0x21:
				return this.#call(this.#uint16(), undefined);
			case 0x22: {
				const count = this.#uint8() & 0x7f;
				return this.#call(this.#uint16() & 0x7fff, count);
			}
			case 0x24:
				return this.#push(this.#reference(this.#uint16(), this.#column()));
			case 0x2c:
				return this.#push(this.#relative(this.#uint16(), this.#column()));
			case 0x25:
				return this.#area((row, column) => this.#reference(row, column));
			case 0x2d:
				return this.#area((row, column) => this.#relative(row, column));
			default:
				return false;
		}
	}

	#area(reference: (row: number, column: number) => string): boolean {
		const [top, bottom] = [this.#uint16(), this.#uint16()];
		const [left, right] = [this.#column(), this.#column()];
		return this.#push(`${reference(top, left)}:${reference(bottom, right)}`);
	}

	/** Excel writes SUM of one argument as an attribute, and where spaces stood. */
	#attribute(): boolean {
		const kind = this.#uint8();
		const extra = this.#uint16();
		if ((kind & 0x04) !== 0) this.#at += (extra + 1) * 2;
		return (kind & 0x10) === 0 || this.#combine(1, ([value]) => `SUM(${value})`);
	}

	#call(index: number, count: number | undefined): boolean {
		const known = FUNCTIONS[index];
		const argumentCount = count ?? known?.[1];
		if (!known || argumentCount === undefined) return false;
		return this.#combine(argumentCount, (values) => `${known[0]}(${values.join(',')})`);
	}

	/** BIFF8 marks relative parts in the column's upper bits, BIFF5 in the row's. */
	#reference(row: number, column: number): string {
		const flags = this.#biff8 ? column : row;
		const rowNumber = (this.#biff8 ? row : row & 0x3fff) + 1;
		const columnNumber = (this.#biff8 ? column & 0xff : column) + 1;
		const relative = cellAddress(rowNumber, columnNumber);
		if ((flags & 0xc000) === 0xc000) return relative;
		const letters = columnLetters(columnNumber);
		return `${(flags & 0x4000) === 0 ? '$' : ''}${letters}${(flags & 0x8000) === 0 ? '$' : ''}${rowNumber}`;
	}

	/** In a shared formula the relative parts of a reference are distances from the cell, round the sheet's edges. */
	#relative(row: number, column: number): string {
		const flags = this.#biff8 ? column : row;
		const rows = this.#biff8 ? 0x10000 : 0x4000;
		const away = (own: number, distance: number, size: number) => (own - 1 + distance) % size;
		const written = this.#biff8 ? row : row & 0x3fff;
		const toRow = (flags & 0x8000) === 0 ? written : away(this.#cell.row, written, rows);
		const toColumn = (flags & 0x4000) === 0 ? column & 0xff : away(this.#cell.column, column & 0xff, 0x100);
		return this.#biff8
			? this.#reference(toRow, toColumn | (flags & 0xc000))
			: this.#reference(toRow | (flags & 0xc000), toColumn);
	}

	#column(): number {
		return this.#biff8 ? this.#uint16() : this.#uint8();
	}

	#text(): string {
		const length = this.#uint8();
		const wide = this.#biff8 && (this.#uint8() & 1) === 1;
		const bytes = this.#tokens.subarray(this.#at, this.#at + length * (wide ? 2 : 1));
		this.#at += length * (wide ? 2 : 1);
		return bytes.toString(wide ? 'utf16le' : 'latin1');
	}

	#combine(count: number, text: (values: readonly string[]) => string): boolean {
		if (this.#stack.length < count) return false;
		const values = count === 0 ? [] : this.#stack.splice(-count);
		return this.#push(text(values));
	}

	#push(text: string): boolean {
		// A formula of Excel has at most 8,192 characters; a doubling one is cut off here.
		if (text.length > 8_192) return false;
		this.#stack.push(text);
		return true;
	}

	#uint8(): number {
		this.#at += 1;
		return this.#tokens.readUInt8(this.#at - 1);
	}

	#uint16(): number {
		this.#at += 2;
		return this.#tokens.readUInt16LE(this.#at - 2);
	}
}
