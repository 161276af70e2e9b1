import { problem } from '#lib/core/problem.ts';
import { Unreadable } from '../unreadable.ts';

/** Numbers of the BIFF records that are read; everything else is passed over. */
export const RECORD = {
	formula: 0x0006,
	eof: 0x000a,
	dateMode: 0x0022,
	filePass: 0x002f,
	continue: 0x003c,
	codePage: 0x0042,
	columnInfo: 0x007d,
	boundSheet: 0x0085,
	mulRk: 0x00bd,
	richString: 0x00d6,
	xf: 0x00e0,
	mergedCells: 0x00e5,
	sharedStrings: 0x00fc,
	labelSst: 0x00fd,
	supBook: 0x01ae,
	number: 0x0203,
	label: 0x0204,
	boolErr: 0x0205,
	string: 0x0207,
	row: 0x0208,
	array: 0x0221,
	rk: 0x027e,
	format: 0x041e,
	sharedFormula: 0x04bc,
	bof: 0x0809
} as const;

/** One record: its bytes, and those of the CONTINUE records behind it. */
export interface BiffRecord {
	readonly id: number;
	readonly data: Buffer;
	readonly continued: readonly Buffer[];
	/** Where the next record begins. */
	readonly next: number;
}

/** Reads the record at a place of the workbook stream; refuses one that claims more bytes than there are. */
export function recordAt(stream: Buffer, at: number, file: string): BiffRecord {
	const first = plainRecord(stream, at, file);
	let next = first.next;
	const continued: Buffer[] = [];
	while (next + 4 <= stream.length && stream.readUInt16LE(next) === RECORD.continue) {
		const more = plainRecord(stream, next, file);
		continued.push(more.data);
		next = more.next;
	}
	return { id: first.id, data: first.data, continued, next };
}

function plainRecord(stream: Buffer, at: number, file: string): { id: number; data: Buffer; next: number } {
	if (at < 0 || at + 4 > stream.length) throw brokenXls(file, '记录不完整，文件可能没有传完');
	const length = stream.readUInt16LE(at + 2);
	const next = at + 4 + length;
	if (next > stream.length) throw brokenXls(file, '有一条记录登记的长度超出文件');
	return { id: stream.readUInt16LE(at), data: stream.subarray(at + 4, next), next };
}

export function brokenXls(file: string, detail: string): Unreadable {
	return new Unreadable(problem('intake/broken-xls', { file, detail }));
}

/** How texts are written: BIFF8 marks each as narrow or UTF-16, BIFF5 uses the workbook's code page. */
export interface TextEncoding {
	readonly biff8: boolean;
	readonly decoder: TextDecoder;
}

/** Reads on through a record and its CONTINUE records. */
export class RecordReader {
	readonly #pieces: readonly Buffer[];
	readonly #file: string;
	#piece = 0;
	#at = 0;

	constructor(record: BiffRecord, file: string) {
		this.#pieces = [record.data, ...record.continued];
		this.#file = file;
	}

	uint8(): number {
		return this.#take(1).readUInt8(0);
	}

	uint16(): number {
		return this.#take(2).readUInt16LE(0);
	}

	uint32(): number {
		return this.#take(4).readUInt32LE(0);
	}

	/** Passes over bytes, through as many CONTINUE records as it takes. */
	skip(bytes: number): void {
		let left = bytes;
		while (left > 0) {
			const step = Math.min(left, this.#left());
			if (step === 0) this.#nextPiece();
			this.#at += step;
			left -= step;
		}
	}

	/** A text whose length is written in one or in two bytes. */
	text(encoding: TextEncoding, lengthBytes: 1 | 2): string {
		const length = lengthBytes === 1 ? this.uint8() : this.uint16();
		if (!encoding.biff8) return encoding.decoder.decode(this.#take(length));
		const flags = this.uint8();
		const runs = (flags & 8) === 0 ? 0 : this.uint16();
		const extension = (flags & 4) === 0 ? 0 : this.uint32();
		const text = this.#characters(length, (flags & 1) === 1);
		// Formatting runs and the phonetic guide (拼音指南) are no part of the text.
		this.skip(runs * 4 + extension);
		return text;
	}

	/** Characters go on in the next CONTINUE record, which says anew whether they are wide. */
	#characters(length: number, wideFirst: boolean): string {
		let text = '';
		let wide = wideFirst;
		let left = length;
		while (left > 0) {
			const size = wide ? 2 : 1;
			const count = Math.min(left, Math.floor(this.#left() / size));
			if (count === 0) {
				this.#nextPiece();
				wide = (this.uint8() & 1) === 1;
				continue;
			}
			const bytes = this.#take(count * size);
			text += wide ? bytes.toString('utf16le') : bytes.toString('latin1');
			left -= count;
		}
		return text;
	}

	#left(): number {
		return (this.#pieces[this.#piece]?.length ?? 0) - this.#at;
	}

	#nextPiece(): void {
		this.#piece += 1;
		this.#at = 0;
		if (this.#piece >= this.#pieces.length) throw brokenXls(this.#file, '文字比登记的短');
	}

	#take(bytes: number): Buffer {
		if (this.#left() === 0 && bytes > 0) this.#nextPiece();
		const piece = this.#pieces[this.#piece];
		if (!piece || this.#at + bytes > piece.length) throw brokenXls(this.#file, '记录比登记的短');
		this.#at += bytes;
		return piece.subarray(this.#at - bytes, this.#at);
	}
}
