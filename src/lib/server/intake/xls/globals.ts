import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { Unreadable } from '../unreadable.ts';
import { builtInFormat } from '../xlsx/number-format.ts';
import type { CellStyle } from '../xlsx/styles.ts';
import { brokenXls, RECORD, recordAt, RecordReader, type BiffRecord, type TextEncoding } from './records.ts';

/** What the first part of a workbook stream says about all sheets. */
export interface XlsGlobals {
	readonly encoding: TextEncoding;
	readonly date1904: boolean;
	readonly strings: readonly string[];
	readonly styles: readonly CellStyle[];
	readonly sheets: readonly SheetPlace[];
}

export interface SheetPlace {
	readonly name: string;
	readonly hidden: boolean;
	/** Where the sheet's own records begin. */
	readonly at: number;
}

/** Code pages that Excel 5 wrote texts in, by the names that the platform's decoder knows. */
const CODE_PAGES: { readonly [page: number]: string } = {
	874: 'windows-874',
	932: 'shift_jis',
	936: 'gb18030',
	949: 'euc-kr',
	950: 'big5',
	1200: 'utf-16le',
	10000: 'macintosh',
	32768: 'macintosh',
	65001: 'utf-8'
};

/** Reads the global records up to their end. Throws `Unreadable`. */
export function readGlobals(stream: Buffer, file: string): XlsGlobals {
	const first = recordAt(stream, 0, file);
	if (first.id !== RECORD.bof || first.data.length < 4) throw brokenXls(file, '工作簿没有开头');
	const reader = new GlobalsReader(file, first.data.readUInt16LE(0) === 0x600);
	let record = recordAt(stream, first.next, file);
	for (; record.id !== RECORD.eof; record = recordAt(stream, record.next, file)) reader.take(record);
	return reader.result();
}

class GlobalsReader {
	readonly #file: string;
	readonly #biff8: boolean;
	#decoder = new TextDecoder('windows-1252');
	#date1904 = false;
	readonly #strings: string[] = [];
	readonly #formats = new Map<number, string>();
	readonly #cellFormats: { format: number; indent: number }[] = [];
	readonly #sheets: SheetPlace[] = [];

	constructor(file: string, biff8: boolean) {
		this.#file = file;
		this.#biff8 = biff8;
	}

	take(record: BiffRecord): void {
		const { data } = record;
		const reader = new RecordReader(record, this.#file);
		switch (record.id) {
			case RECORD.filePass:
				throw new Unreadable(problem('intake/password', { file: this.#file }));
			case RECORD.codePage:
				this.#decoder = decoderFor(reader.uint16());
				return;
			case RECORD.dateMode:
				this.#date1904 = reader.uint16() === 1;
				return;
			case RECORD.format:
				this.#formats.set(reader.uint16(), reader.text(this.#encoding(), this.#biff8 ? 2 : 1));
				return;
			case RECORD.xf:
				reader.skip(2);
				this.#cellFormats.push({
					format: reader.uint16(),
					indent: this.#biff8 && data.length > 8 ? data.readUInt8(8) & 15 : 0
				});
				return;
			case RECORD.boundSheet:
				return this.#sheet(reader);
			case RECORD.supBook:
				return this.#links(data);
			case RECORD.sharedStrings:
				return this.#texts(
					reader,
					data.length + record.continued.reduce((sum, more) => sum + more.length, 0)
				);
		}
	}

	result(): XlsGlobals {
		return {
			encoding: this.#encoding(),
			date1904: this.#date1904,
			strings: this.#strings,
			styles: this.#cellFormats.map(({ format, indent }) => ({
				format: this.#formats.get(format) ?? builtInFormat(format),
				indent
			})),
			sheets: this.#sheets
		};
	}

	#encoding(): TextEncoding {
		return { biff8: this.#biff8, decoder: this.#decoder };
	}

	#sheet(reader: RecordReader): void {
		const at = reader.uint32();
		const hidden = (reader.uint8() & 3) !== 0;
		const kind = reader.uint8();
		const name = reader.text(this.#encoding(), 1);
		// Excel 4 macro sheets and Visual Basic modules are programs; charts have no cells.
		if (kind === 1 || kind === 6) throw new Unreadable(problem('intake/macros', { file: this.#file }));
		if (kind !== 0) return;
		if (this.#sheets.length >= LIMITS.sheetsPerWorkbook)
			throw new Unreadable(
				problem('intake/too-many', {
					file: this.#file,
					what: '工作表数',
					limit: String(LIMITS.sheetsPerWorkbook)
				})
			);
		this.#sheets.push({ name, hidden, at });
	}

	/** References to other workbooks; one to the workbook itself, or to the functions of add-ins, is ordinary. */
	#links(data: Buffer): void {
		if (data.length < 4) return;
		const mark = data.readUInt16LE(2);
		if (mark !== 0x0401 && mark !== 0x3a01)
			throw new Unreadable(problem('intake/external-links', { file: this.#file }));
	}

	#texts(reader: RecordReader, bytes: number): void {
		reader.skip(4);
		const count = reader.uint32();
		// The shortest text takes three bytes: a larger count is a lie.
		if (count * 3 > bytes) throw brokenXls(this.#file, '文字表登记的条数不对');
		for (let i = 0; i < count; i++) this.#strings.push(reader.text(this.#encoding(), 2));
	}
}

function decoderFor(page: number): TextDecoder {
	const name = CODE_PAGES[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252');
	return new TextDecoder(name);
}
