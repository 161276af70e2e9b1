import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellAddress } from '#lib/core/address/cell-address.ts';
import { plainWorkbook } from '#lib/core/intake/workbook.ts';
import { unwrap } from '#lib/core/result.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { workbookOf } from '../support/zip-fixture.ts';

/** What a cell holds; the texts are such that XML has several ways to write them. */
const VALUE = fc.oneof(
	fc.record({ number: fc.constantFrom('0', '-1.5', '12345678.91', '1E-7', '0.1') }),
	fc.record({ text: fc.constantFrom('保洁', 'a<b&c', '"引号"', "it's", '两\n行', ']]>', '𠮷') })
);
/** One of the many ways to write the same cell: each digit chooses at one place. */
const WAY = fc.array(fc.nat(3), { minLength: 7, maxLength: 7 });
const TABLE = fc.array(fc.array(fc.tuple(VALUE, WAY), { minLength: 1, maxLength: 4 }), {
	minLength: 1,
	maxLength: 4
});

const ENTITIES: { readonly [mark: string]: string } = { '<': '&lt;', '&': '&amp;', '>': '&gt;' };

function escaped(text: string, way: number): string {
	if (way === 0) return text.replace(/[<&>]/g, (mark) => ENTITIES[mark] ?? mark);
	if (way === 1)
		return [...text].map((character) => `&#x${character.codePointAt(0)?.toString(16)};`).join('');
	if (way === 2) return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
	return [...text]
		.map((character) => `${escaped(character, 0)}<!-- ${character === '-' ? '' : 'x'} -->`)
		.join('');
}

function cellText(
	row: number,
	column: number,
	[value, way]: [{ number?: string; text?: string }, number[]]
): string {
	const [order = 0, quote = 0, space = 0, prefix = 0, coded = 0, ending = 0, runs = 0] = way;
	const mark = quote % 2 === 0 ? '"' : "'";
	const name = prefix === 1 ? 'x:' : '';
	const gap = [' ', '  ', '\n\t', ' '][space] ?? ' ';
	const attributes = [`r=${mark}${cellAddress(row, column)}${mark}`, `s=${mark}0${mark}`];
	if (value.text !== undefined) attributes.push(`t=${mark}inlineStr${mark}`);
	if (order % 2 === 1) attributes.reverse();
	const inside =
		value.text === undefined
			? `<${name}v>${coded === 1 ? escaped(value.number ?? '', 1) : value.number}</${name}v>`
			: runs % 2 === 0
				? `<${name}is><${name}t xml:space="preserve">${escaped(value.text, coded)}</${name}t></${name}is>`
				: `<${name}is><${name}r><${name}t>${escaped(value.text, coded)}</${name}t></${name}r><${name}rPh><${name}t>yin</${name}t></${name}rPh></${name}is>`;
	const close = ending % 2 === 0 ? `</${name}c>` : `</${name}c\n>`;
	return `<${name}c${gap}${attributes.join(gap)}>${inside}${close}${ending > 1 ? '<!-- next -->' : ''}`;
}

function bookOf(table: [{ number?: string; text?: string }, number[]][][]): Buffer {
	const rows = table.map(
		(cells, row) =>
			`<row r="${row + 1}">${cells.map((cell, column) => cellText(row + 1, column + 1, cell)).join('')}</row>`
	);
	return workbookOf(`<sheetData>${rows.join('')}</sheetData>`);
}

it('reads the same cells however their XML is written', () => {
	fc.assert(
		fc.property(TABLE, (table) => {
			const plainly = table.map((cells) => cells.map(([value]): [typeof value, number[]] => [value, []]));
			const read = (book: Buffer) => plainWorkbook(unwrap(readBytes(book, '表.xlsx'))).sheets[0]?.cells;
			expect(read(bookOf(table))).toEqual(read(bookOf(plainly)));
		}),
		{ numRuns: 60 }
	);
});
