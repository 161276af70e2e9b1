import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesOf, type CellColumn, type Cells } from '#lib/core/formula/cells.ts';
import { evaluate } from '#lib/core/formula/evaluate.ts';
import { BLANK, NUMBER, NumberColumn, TRUTH } from '#lib/core/formula/number-column.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { rowsOfText } from '#lib/core/formula/text-rows.ts';
import { unwrap } from '#lib/core/result.ts';

const ROWS = 7;
const mantissa = fc.oneof(
	fc.integer({ min: -3, max: 3 }),
	fc.integer({ min: -100_000, max: 100_000 }),
	fc.constantFrom(2 ** 53 - 1, 1 - 2 ** 53, 4_503_599_627_370_497, 999_999_999_999_999)
);

/** Numbers of one scale among blanks and truths, as cells and calculations give them. */
const numberColumn = fc
	.tuple(
		fc.array(mantissa, { minLength: ROWS, maxLength: ROWS }),
		fc.constantFrom(0, 1, 2, 2, 6, 15, 22),
		fc.option(fc.array(fc.constantFrom(NUMBER, NUMBER, BLANK, TRUTH), { minLength: ROWS, maxLength: ROWS }))
	)
	.map(([numbers, scale, kinds]) => {
		const whole = numbers.map((number, row) => {
			const kind = kinds?.[row] ?? NUMBER;
			return kind === BLANK ? 0 : kind === TRUTH ? 10 ** scale * Math.abs(number % 2) : number;
		});
		return new NumberColumn(Float64Array.from(whole), scale, kinds && Uint8Array.from(kinds));
	});
const texts = fc.array(fc.constantFrom('人工费', '材料费', 'A', 'a', '', '4', null), {
	minLength: ROWS,
	maxLength: ROWS
});

const COLUMN_WORDS = ['数量', '单价', '频次'];
const column = fc.constantFrom(...COLUMN_WORDS).map((word) => `[1].明细.${word}`);
const number = fc.constantFrom(
	'0',
	'1',
	'-2',
	'0.5',
	'1.005',
	'3%',
	'100',
	'12345.678',
	'[@p]',
	'8',
	'1E-20'
);
const side = fc.oneof({ weight: 3, arbitrary: column }, { weight: 2, arbitrary: number });
const sign = fc.constantFrom('+', '-', '*', '/', '^', '=', '<>', '<', '>', '<=', '>=', '&');
const array = fc.oneof(
	column,
	fc.tuple(side, sign, side).map(([a, operator, b]) => `(${a}${operator}${b})`),
	fc.tuple(column, sign, side, sign, column).map(([a, o, b, p, c]) => `((${a}${o}${b})${p}${c})`),
	column.map((a) => `-${a}`),
	column.map((a) => `${a}%`),
	fc.tuple(column, fc.constantFrom('0', '1', '2', '-1', '20', '"1"')).map(([a, p]) => `ROUND(${a},${p})`),
	fc.tuple(column, sign, side, side, side).map(([a, o, b, c, d]) => `IF(${a}${o}${b},${c},${d})`),
	fc.tuple(column, column).map(([a, b]) => `IF(${a}>0,${b})`),
	column.map((a) => `IFERROR(${a},0)`),
	fc.constantFrom('[1].明细.名称="人工费"', '[1].明细.名称<>"a"', '""=[1].明细.名称', '[1].明细.名称="4"')
);
const aggregate = fc.constantFrom(
	...['SUM', 'AVERAGE', 'MIN', 'MAX', 'MEDIAN', 'PRODUCT', 'COUNT', 'COUNTA', 'AND', 'OR', 'SUMPRODUCT']
);
const criterion = fc.constantFrom(
	...['0', '1', '">0"', '"<=0.5"', '"<>1"', '"=0"', '""', '"="', '"<>"', '">=1.005"', '"<1E-20"'],
	...['TRUE', '"<>TRUE"', '"a"', '"<>人工费"', '"*"', '"<>*"', '">=0.333333333333333333333333333"']
);
const formula = fc.oneof(
	fc.tuple(aggregate, array).map(([name, a]) => `${name}(${a})`),
	fc.tuple(aggregate, array, side).map(([name, a, b]) => `${name}(${a},${b})`),
	fc.tuple(array, array).map(([a, b]) => `SUMPRODUCT(${a},${b})`),
	fc.tuple(column, criterion, column).map(([a, c, b]) => `SUMIF(${a},${c},${b})`),
	fc.tuple(column, criterion).map(([a, c]) => `COUNTIF(${a},${c})`),
	fc
		.tuple(column, column, criterion, criterion)
		.map(([a, b, c, d]) => `AVERAGEIFS(${a},${b},${c},[1].明细.名称,${d})`),
	fc.tuple(number, column).map(([key, a]) => `MATCH(${key},${a},0)`),
	fc.tuple(number, column).map(([key, a]) => `MATCH(${key},${a},1)`),
	fc
		.tuple(number, column, column, fc.constantFrom('0', '-1', '1', '2'), fc.constantFrom('1', '-1'))
		.map(([key, a, b, mode, order]) => `XLOOKUP(${key},${a},${b},"无",${mode},${order})`),
	fc.tuple(number, column).map(([key, a]) => `VLOOKUP(${key},${a}:单价,2,FALSE)`),
	column.map((a) => `INDEX(${a},3)`)
);

describe('columns of numbers', () => {
	it('give every formula the value their cells give it one by one', () => {
		fc.assert(
			fc.property(
				formula,
				fc.array(numberColumn, { minLength: 3, maxLength: 3 }),
				texts,
				(text, numbers, names) => {
					const tree = unwrap(parseFormula(`=${text}`));
					const cells = (form: (column: CellColumn) => CellColumn): Cells => ({
						value: () => null,
						parameter: () => ({ coefficient: 25n, scale: 1 }),
						range: (_key, _scope, columns) =>
							columns.map((name) => {
								const at = ['quantity', 'unitPrice', 'frequency'].indexOf(name);
								return at < 0 ? names : form(numbers[at] as NumberColumn);
							})
					});
					expect(
						evaluate(
							tree,
							cells((kept) => kept)
						)
					).toEqual(evaluate(tree, cells(valuesOf)));
				}
			),
			{ numRuns: 4_000 }
		);
	});

	it('tell their cells', () => {
		const kinds = Uint8Array.from([NUMBER, BLANK, TRUTH, TRUTH]);
		const cells = new NumberColumn(Float64Array.from([-1250, 0, 1, 0]), 2, kinds);
		expect(cells.values()).toEqual([{ coefficient: -125n, scale: 1 }, null, true, false]);
		expect(cells.at(4)).toBeNull();
	});
});

describe('columns of texts', () => {
	const letters = fc.constantFrom(...'aAbBéÉßİiΣσςДд费清Ａａ\u0307*?~8');
	const word = fc.array(letters, { maxLength: 60 }).map((signs) => signs.join(''));
	const few = fc.constantFrom('人工费', 'abc', 'ABC', 'İ', 'i\u0307', '', null);

	it('answer where a text stands, the first time as later from their index, without regard to case', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(few, word), { maxLength: 40 }), fc.oneof(word, few), (cells, wanted) => {
				const lower = (wanted ?? cells[0] ?? 'x').toLowerCase();
				const rows = cells.flatMap((cell, row) => (cell?.toLowerCase() === lower ? row : []));
				for (let asked = 0; asked < 6; asked += 1) expect(rowsOfText(cells, lower)).toEqual(rows);
			})
		);
	});

	it('say that they hold something else', () => expect(rowsOfText(['a', true], 'a')).toBeUndefined());
});
