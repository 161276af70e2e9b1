import { plainWorkbook } from '#lib/core/intake/workbook.ts';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { BIFF5, biff, oleOf, packed, xlsOf, xlsStream } from '../support/xls-fixture.ts';

function sheetOf(bytes: Uint8Array, index = 0) {
	const sheet = unwrap(readBytes(bytes, 'x')).sheets[index];
	if (!sheet) throw new Error('no such sheet');
	return sheet;
}

const fixture = (name: string) => readFileSync(`test/fixtures/${name}`);
const wide = (text: string) =>
	Buffer.concat([packed([text.length, 2], [1, 1]), Buffer.from(text, 'utf16le')]);

describe('real .xls files', () => {
	it.each(['nbs-city-sanitation', 'nbs-budget-by-province'])('%s holds what its .xlsx twin holds', (name) => {
		const [xls, xlsx] = [`${name}.xls`, `${name}.xlsx`].map((file) =>
			plainWorkbook(unwrap(readBytes(fixture(file), file)))
		);
		expect(xls?.format).toBe('xls');
		expect(xls?.sheets.map(({ name: sheet, cells, merges }) => ({ sheet, cells, merges }))).toEqual(
			xlsx?.sheets.map(({ name: sheet, cells, merges }) => ({ sheet, cells, merges }))
		);
	});

	it('reads the blank year and the notes of the waste table', () => {
		const { cells } = sheetOf(fixture('nbs-city-waste.xls'));
		const shown = new Map(cells.map((cell) => [cell.at, cell.shown]));
		expect(['A1', 'A3', 'B3', 'C3'].map((at) => shown.get(at))).toEqual([
			'数据库：年度数据',
			'指标',
			'2025年',
			'2024年'
		]);
		expect(shown.has('B4')).toBe(false);
		expect([...shown.values()].at(-1)).toBe('数据来源：国家统计局');
	});
});

describe('records of .xls', () => {
	it('reads every kind of cell', () => {
		const place = (row: number, column: number) => packed([row, 2], [column, 2], [0, 2]);
		const cells = Buffer.concat([
			biff(0x208, packed([1, 2], [0, 2], [9, 2], [0, 2], [0, 4], [0x20, 4])),
			biff(0x7d, packed([2, 2], [3, 2], [0, 2], [0, 2], [1, 2], [0, 2])),
			biff(0xfd, Buffer.concat([place(0, 0), packed([0, 4])])),
			biff(0x204, Buffer.concat([place(0, 1), wide('标签')])),
			biff(0x203, Buffer.concat([place(1, 0), packed([0.1 + 0.2, 8])])),
			biff(0x27e, Buffer.concat([place(1, 1), packed([(1234 << 2) | 3, 4])])),
			biff(
				0xbd,
				packed([2, 2], [0, 2], [0, 2], [(7 << 2) | 2, 4], [0, 2], [((-7 << 2) | 2) >>> 0, 4], [1, 2])
			),
			biff(0x205, Buffer.concat([place(3, 0), packed([1, 1], [0, 1])])),
			biff(0x205, Buffer.concat([place(3, 1), packed([0x07, 1], [1, 1])])),
			biff(0xe5, packed([1, 2], [4, 2], [5, 2], [0, 2], [1, 2]))
		]);
		const strings = biff(0xfc, Buffer.concat([packed([1, 4], [1, 4]), wide('共享')]));
		const sheet = sheetOf(xlsOf(cells, strings));
		expect(sheet.cells.map(({ at, kind, raw }) => [at, kind, raw])).toEqual([
			['A1', 'text', '共享'],
			['B1', 'text', '标签'],
			['A2', 'number', '0.30000000000000004'],
			['B2', 'number', '12.34'],
			['A3', 'number', '7'],
			['B3', 'number', '-7'],
			['A4', 'boolean', '1'],
			['B4', 'error', '#DIV/0!']
		]);
		expect(sheet).toMatchObject({ merges: ['A5:B6'], hiddenRows: [2], hiddenColumns: ['C', 'D'] });
	});

	it('reads a text that CONTINUE records cut in its middle, wide and narrow in turn, with runs and a phonetic guide', () => {
		const table = Buffer.concat([
			biff(
				0xfc,
				Buffer.concat([
					packed([2, 4], [2, 4], [6, 2], [0x0d, 1], [1, 2], [4, 4]),
					Buffer.from('保洁', 'utf16le')
				])
			),
			biff(0x3c, Buffer.concat([packed([0, 1]), Buffer.from('ABCD'), packed([0, 4])])),
			biff(0x3c, Buffer.concat([packed([9, 4]), packed([2, 2], [0, 1]), Buffer.from('xy')]))
		]);
		const cell = (row: number, index: number) => biff(0xfd, packed([row, 2], [0, 2], [0, 2], [index, 4]));
		const { cells } = sheetOf(xlsOf(Buffer.concat([cell(0, 0), cell(1, 1)]), table));
		expect(cells.map(({ raw }) => raw)).toEqual(['保洁ABCD', 'xy']);
	});

	it('reads formulas as Excel would show them: of their own, shared, and with a text for a result', () => {
		const formula = (row: number, value: Buffer, tokens: Buffer) =>
			biff(
				0x06,
				Buffer.concat([
					packed([row, 2], [2, 2], [0, 2]),
					value,
					packed([0, 2], [0, 4], [tokens.length, 2]),
					tokens
				])
			);
		// A1*$B$1, ROUND of it, the shared "cell to the left × 2", "甲"&A1.
		const product = packed([0x44, 1], [0, 2], [0xc000, 2], [0x44, 1], [0, 2], [1, 2], [5, 1]);
		const rounded = Buffer.concat([product, packed([0x1e, 1], [2, 2], [0x41, 1], [27, 2])]);
		const shared = packed([0x4c, 1], [0, 2], [0xc0ff, 2], [0x1e, 1], [2, 2], [5, 1]);
		const exp = packed([1, 1], [2, 2], [2, 2]);
		const joined = Buffer.concat([
			packed([0x17, 1], [1, 1], [1, 1]),
			Buffer.from('甲', 'utf16le'),
			packed([0x44, 1], [0, 2], [0xc000, 2], [8, 1])
		]);
		const { cells } = sheetOf(
			xlsOf(
				Buffer.concat([
					formula(0, packed([6, 8]), product),
					formula(1, packed([6, 8]), rounded),
					formula(2, packed([4, 8]), exp),
					biff(
						0x4bc,
						Buffer.concat([
							packed([2, 2], [3, 2], [2, 1], [2, 1], [0, 1], [2, 1], [shared.length, 2]),
							shared
						])
					),
					formula(3, packed([8, 8]), exp),
					formula(4, packed([0, 1], [0, 1], [0, 4], [0xffff, 2]), joined),
					biff(0x207, wide('甲3'))
				])
			)
		);
		expect(cells.map(({ at, raw, formula: text }) => [at, raw, text])).toEqual([
			['C1', '6', 'A1*$B$1'],
			['C2', '6', 'ROUND(A1*$B$1,2)'],
			['C3', '4', 'B3*2'],
			['C4', '8', 'B4*2'],
			['C5', '甲3', '"甲"&A1']
		]);
	});

	it('shows dates and percentages by their formats, counting from 1904 where the workbook does', () => {
		const xf = (format: number) => biff(0xe0, packed([0, 2], [format, 2], [0, 8], [0, 8]));
		const date = biff(0x203, packed([0, 2], [0, 2], [0, 2], [45000, 8]));
		const share = biff(0x203, packed([0, 2], [1, 2], [1, 2], [0.085, 8]));
		const globals = Buffer.concat([xf(31), xf(10)]);
		const shown = (more: Buffer) =>
			sheetOf(xlsOf(Buffer.concat([date, share]), more)).cells.map((c) => c.shown);
		expect(shown(globals)).toEqual(['2023年3月15日', '8.50%']);
		expect(shown(Buffer.concat([biff(0x22, packed([1, 2])), globals]))).toEqual(['2027年3月16日', '8.50%']);
	});

	it('reads Excel 5 in the code page it names', () => {
		const gbk = Buffer.from([0xb5, 0xc0, 0xc2, 0xb7]);
		const label = biff(0x204, Buffer.concat([packed([0, 2], [0, 2], [0, 2], [gbk.length, 2]), gbk]));
		const { cells } = sheetOf(xlsOf(label, biff(0x42, packed([936, 2])), BIFF5));
		expect(cells).toEqual([{ at: 'A1', kind: 'text', raw: '道路', shown: '道路' }]);
	});

	it('keeps what was written, number for number', () => {
		const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });
		fc.assert(
			fc.property(fc.array(number, { minLength: 1, maxLength: 20 }), (numbers) => {
				const ordinary = numbers.map((value) => (Math.abs(value) < 1e-40 ? 0 : value));
				const records = ordinary.map((value, row) =>
					biff(0x203, packed([row, 2], [0, 2], [0, 2], [value, 8]))
				);
				const { cells } = sheetOf(xlsOf(Buffer.concat(records)));
				expect(cells.map((cell) => Number(cell.raw))).toEqual(ordinary.map((value) => value + 0));
			})
		);
	});

	it('names a number that no amount can be an error, and does not make a value of it', () => {
		const records = [1e-200, Number.NaN].map((value, row) =>
			biff(0x203, packed([row, 2], [0, 2], [0, 2], [value, 8]))
		);
		expect(sheetOf(xlsOf(Buffer.concat(records))).cells.map(({ raw }) => raw)).toEqual(['#NUM!', '#NUM!']);
	});
});

const NUMBER = biff(0x203, packed([0, 2], [0, 2], [0, 2], [1, 8]));

describe('.xls nobody should import', () => {
	const stream = (content: Buffer) => oleOf([{ name: 'Workbook', kind: 'stream', content }]);
	const broken: readonly (readonly [what: string, bytes: Buffer, code: string])[] = [
		['a password', xlsOf(NUMBER, biff(0x2f, packed([1, 2]))), 'intake/password'],
		['links to other workbooks', xlsOf(NUMBER, biff(0x1ae, packed([1, 2], [5, 2]))), 'intake/external-links'],
		[
			'a macro sheet',
			xlsOf(
				NUMBER,
				biff(0x85, Buffer.concat([packed([0, 4], [0, 1], [1, 1], [1, 1], [0, 1]), Buffer.from('M')]))
			),
			'intake/macros'
		],
		[
			'a Visual Basic project',
			oleOf([
				{ name: 'Workbook', kind: 'stream', content: xlsStream(NUMBER) },
				{ name: '_VBA_PROJECT_CUR', kind: 'storage' }
			]),
			'intake/macros'
		],
		[
			'a record longer than the file',
			stream(
				Buffer.concat([xlsStream(Buffer.alloc(0)).subarray(0, -4), biff(0x203, packed([0, 2]), 60_000)])
			),
			'intake/broken-xls'
		],
		[
			'a table of texts that lies about its size',
			xlsOf(NUMBER, biff(0xfc, packed([9, 4], [0xffffffff, 4]))),
			'intake/broken-xls'
		],
		[
			'a text number out of range',
			xlsOf(biff(0xfd, packed([0, 2], [0, 2], [0, 2], [7, 4]))),
			'intake/broken-xls'
		],
		['a number record cut short', xlsOf(biff(0x203, packed([0, 2], [0, 2]))), 'intake/broken-xls'],
		[
			'a row of numbers with a wrong end',
			xlsOf(biff(0xbd, packed([0, 2], [0, 2], [0, 2], [6, 4], [9, 2]))),
			'intake/broken-xls'
		],
		['the same cell twice', xlsOf(Buffer.concat([NUMBER, NUMBER])), 'intake/repeated-cell'],
		[
			'a sheet that begins nowhere',
			stream(xlsStream(NUMBER).map((byte, at) => (at === 24 ? 0xff : byte)) as Buffer),
			'intake/broken-xls'
		],
		['no cells', xlsOf(Buffer.alloc(0)), 'intake/no-cells']
	];

	it.each(broken.map(([what, bytes, code]) => ({ what, bytes, code })))(
		'refuses $what',
		({ bytes, code }) => {
			expect(readBytes(bytes, 'x')).toMatchObject({ ok: false, problem: { code } });
		}
	);

	it('refuses chains of sectors that run in a circle or out of the file', () => {
		const sound = xlsOf(NUMBER);
		const table = sound.length - 512;
		const turned = (sector: number, next: number) => {
			const copy = Buffer.from(sound);
			copy.writeUInt32LE(next, table + sector * 4);
			return copy;
		};
		expect(readBytes(sound, 'x').ok).toBe(true);
		// The directory's own chain is followed to its end, a stream's to its size.
		const directory = sound.readUInt32LE(0x30);
		for (const bytes of [turned(directory, directory), turned(3, 0x00ffffff), turned(directory, 0xfffffffd)])
			expect(readBytes(bytes, 'x')).toMatchObject({ ok: false, problem: { code: 'intake/broken-xls' } });
	});

	it('refuses more FAT sectors than the file has room for, and a DIFAT that runs in a circle', () => {
		for (const [place, value] of [
			[0x2c, 0x7fffffff],
			[0x30, 0x00ffffff],
			[0x1e, 40]
		] as const) {
			const copy = Buffer.from(xlsOf(NUMBER));
			if (place === 0x1e) copy.writeUInt16LE(value, place);
			else copy.writeUInt32LE(value, place);
			expect(readBytes(copy, 'x')).toMatchObject({ ok: false, problem: { code: 'intake/broken-xls' } });
		}
	});
});
