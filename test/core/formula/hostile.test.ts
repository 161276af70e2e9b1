import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec } from '#lib/core/decimal/decimal.ts';
import type { Cells } from '#lib/core/formula/cells.ts';
import { evaluate, TOO_MUCH_WORK } from '#lib/core/formula/evaluate.ts';
import { fromExcel } from '#lib/core/formula/from-excel.ts';
import { NumberColumn } from '#lib/core/formula/number-column.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { rewriteFormula } from '#lib/core/formula/rewrite.ts';
import { Steps } from '#lib/core/formula/steps.ts';
import { formulaError, valueText, type FormulaValue } from '#lib/core/formula/value.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';

const LINES = 100_000;
/** In hundredths, so that plain whole numbers give the expected values. */
const HUNDREDTHS: readonly number[] = Array.from({ length: LINES }, (_, i) => ((i * 7919) % 97_700) + 1);
const NUMBERS = new NumberColumn(Float64Array.from(HUNDREDTHS), 2, null);
const TEXTS: readonly string[] = Array.from({ length: LINES }, () => 'a'.repeat(LIMITS.nameLength));
/** An analysis as large as one may be. */
const LARGE: Cells = {
	value: () => dec('3'),
	range: (_key, _scope, columns) => columns.map((column) => (column === 'name' ? TEXTS : NUMBERS)),
	parameter: () => dec('2')
};
const ALL = '[全部].明细';

function calculate(formula: string, cells = LARGE): FormulaValue {
	return evaluate(unwrap(parseFormula(formula)), cells);
}

describe('malformed formulas', () => {
	it.each([
		'=',
		'=1+',
		'=(1',
		'=1)',
		'=SUM(1,',
		'=1 2',
		'=[8.1]',
		'=[8.1].颜色',
		'=[8].明细',
		'=[8].明细.金额:',
		'=[].数量',
		'=[@]',
		'=[[8]].数量',
		'=[8.1.数量',
		'={1}',
		'=a!b',
		'=1;2',
		'="x',
		'="x""',
		'=“x',
		'=\ud800',
		'=1\u0000+1',
		'=1e9999',
		`=${'9'.repeat(400)}`,
		'=<script>',
		'=1//2',
		'=*1'
	])('refuses %j with its place', (formula) =>
		expect(parseFormula(formula)).toMatchObject({ ok: false, problem: { code: 'formula/malformed' } })
	);

	it.each([
		`=${'1+'.repeat(LIMITS.formulaLength)}1`,
		`=${'('.repeat(LIMITS.formulaDepth + 2)}1${')'.repeat(LIMITS.formulaDepth + 2)}`,
		`=${'-'.repeat(LIMITS.formulaDepth + 2)}1`,
		`=${'1+'.repeat(LIMITS.formulaNodes / 2 + 5)}1`,
		`=1${'%'.repeat(LIMITS.formulaNodes + 5)}`,
		`=SUM(${'1,'.repeat(LIMITS.formulaNodes + 5)}1)`,
		`=${'IF(1,'.repeat(LIMITS.formulaDepth + 2)}1${')'.repeat(LIMITS.formulaDepth + 2)}`,
		`="${'x'.repeat(1_000_000)}"`
	])('refuses what is beyond the limits (%#)', (formula) =>
		expect(parseFormula(formula)).toMatchObject({ ok: false, problem: { code: 'formula/too-complex' } })
	);
});

describe('hostile formulas are answered', () => {
	it.each([
		'=9^9^9^9',
		'=9^100^100',
		'=(9^99*9^99)^100',
		'=1e60*1e60*1e60*1e60*1e60*1e60*1e60',
		'=POWER(POWER(POWER(9,9),9),9)',
		'=2^1000',
		'=ROUNDUP(1,-400)',
		'=PRODUCT([全部].明细.金额^9,[全部].明细.金额)',
		`=SUMPRODUCT(${Array.from({ length: 90 }, () => '9^99').join(',')})`
	])('with #NUM! instead of ever more digits: %s', (formula) =>
		expect(calculate(formula)).toMatchObject({ error: '#NUM!' })
	);

	it.each([
		`=${Array.from({ length: 90 }, (_, i) => `INDEX(${ALL}.金额,${i + 1})`).join('+')}`,
		`=${Array.from({ length: 40 }, () => `SUM(${ALL}.金额)`).join('+')}`,
		`=SUMPRODUCT(${Array.from({ length: 20 }, () => `${ALL}.金额`).join(',')})`,
		`=SUMIF(${ALL}.名称,"${'*a'.repeat(100)}b")`,
		`=COUNTIF(${ALL}.名称,"*a*a*a*a*a*a*a*a*b")`,
		`=SUMPRODUCT(${ALL}.金额^0.37)`,
		`=SUMPRODUCT(SQRT(SQRT(${ALL}.金额)))`,
		`=SUMPRODUCT((${ALL}.名称&${ALL}.名称&${ALL}.名称&${ALL}.名称&${ALL}.名称="x")*1)`,
		`=SUMPRODUCT((${ALL}.名称&"${'y'.repeat(7_000)}"="x")*1)`,
		`=SUMPRODUCT((${ALL}.名称="${'y'.repeat(7_000)}")*1)`,
		`=SUMPRODUCT(--("${'5'.repeat(90)}"+${ALL}.金额))`,
		`=SUMPRODUCT(ROUND(${ALL}.金额,-300))`,
		`=SUMPRODUCT(MOD(${ALL}.金额,1/3))`,
		`=SUMPRODUCT(CEILING(${ALL}.金额,0.07))`,
		`=MEDIAN(${Array.from({ length: 9 }, () => `${ALL}.金额`).join(',')})`
	])('with too much work instead of a standstill: %s', (formula) =>
		expect(calculate(formula)).toEqual(formulaError('#NUM!', TOO_MUCH_WORK))
	);

	const total = HUNDREDTHS.reduce((sum, value) => sum + value, 0);
	const high = HUNDREDTHS.filter((value) => value > 97_000).reduce((sum, value) => sum + value, 0);

	it.each([
		[`=SUM(${ALL}.金额)*100`, total],
		[`=COUNT(${ALL}.金额,${ALL}.金额)`, 2 * LINES],
		[`=(MAX(${ALL}.金额)-MIN(${ALL}.金额))*100`, Math.max(...HUNDREDTHS) - Math.min(...HUNDREDTHS)],
		[`=SUMIF(${ALL}.金额,">970",${ALL}.金额)*100`, high],
		[`=SUMPRODUCT((${ALL}.金额>970)*${ALL}.金额)*100`, high],
		[`=MATCH(976.99,${ALL}.金额,0)`, HUNDREDTHS.indexOf(97_699) + 1],
		[`=MEDIAN(${ALL}.金额,1000000)*100`, [...HUNDREDTHS].sort((a, b) => a - b)[LINES / 2]]
	])('while ordinary ones work on the largest analysis: %s', (formula, value) =>
		expect(valueText(calculate(formula))).toBe(String(value))
	);

	it.each(['=__proto__', '=constructor', '=toString', '=hasOwnProperty'])('knows no name %s', (formula) =>
		expect(calculate(formula)).toMatchObject({ error: '#NAME?' })
	);

	it.each([
		'=constructor()',
		'=__proto__(1)',
		'=toString()',
		'=valueOf(1)',
		'=EXEC("rm")',
		'=HYPERLINK("x")'
	])('knows no function %s', (formula) => expect(calculate(formula)).toMatchObject({ error: '#NAME?' }));

	it('shares one allowance among formulas when it is given one', () => {
		// Enough for one sum over columns of numbers, of which many cells are a step.
		const steps = new Steps(LINES / 5);
		const tree = unwrap(parseFormula(`=SUM(${ALL}.金额)`));
		expect(evaluate(tree, LARGE, steps)).not.toMatchObject({ error: '#NUM!' });
		expect(evaluate(tree, LARGE, steps)).toEqual(formulaError('#NUM!', TOO_MUCH_WORK));
		expect(evaluate(tree, LARGE)).not.toMatchObject({ error: '#NUM!' });
	});
});

const PIECES = [
	...['1', '2.5', '1e9', '+', '-', '*', '/', '^', '%', '(', ')', ',', '=', '<', '<>', '"a"', '"*"', '&', ' '],
	...[
		'[8.1].数量',
		'[8].明细.金额',
		'[8].下级.名称:金额',
		'[本行].单价',
		'[@id]',
		'数量',
		'x',
		'TRUE',
		'，',
		'“'
	],
	...[
		'SUM(',
		'IF(',
		'IFERROR(',
		'SUMIF(',
		'VLOOKUP(',
		'XLOOKUP(',
		'INDEX(',
		'MEDIAN(',
		'ROUND(',
		'SUMPRODUCT(',
		'MATCH('
	]
];

describe('whatever is typed', () => {
	const cellValues: fc.Arbitrary<FormulaValue> = fc.oneof(
		fc.constantFrom(null, true, false, '', '人工费', '5', formulaError('#DIV/0!')),
		fc.integer().map((value) => dec(value))
	);
	const typed = fc.oneof(
		fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
		fc.string({ unit: 'binary', maxLength: 60 })
	);

	it('is answered, the same each time, and nothing is changed', () => {
		fc.assert(
			fc.property(typed, fc.array(cellValues, { maxLength: 5 }), (text, column) => {
				const tree = parseFormula(`=${text}`);
				if (!tree.ok) return;
				const kept = [...column];
				const cells: Cells = {
					value: () => column[0] ?? null,
					range: (_key, _scope, columns) => columns.map(() => column),
					parameter: () => dec('2')
				};
				const value = evaluate(tree.value, cells);
				expect(evaluate(tree.value, cells)).toEqual(value);
				expect(column).toEqual(kept);
			}),
			{ numRuns: 3_000 }
		);
	});

	it('is rewritten into something that reads the same, or not at all', () => {
		fc.assert(
			fc.property(typed, (text) => {
				const same = rewriteFormula(`=${text}`, {
					line: (key) => key,
					parameter: (key) => `[@${key}]`,
					name: (name) => name
				});
				if (!same.ok) return;
				const [before, after] = [parseFormula(`=${text}`), parseFormula(same.value)];
				expect(after.ok).toBe(before.ok);
				if (before.ok) expect(after).toEqual(before);
			}),
			{ numRuns: 2_000 }
		);
	});

	it('comes from a workbook as a formula or as a refusal', () => {
		const places = { cell: () => '[1].数量', range: () => '[1].下级.数量', name: () => undefined };
		fc.assert(
			fc.property(fc.oneof(typed, fc.string({ maxLength: 40 })), (text) => {
				const ours = fromExcel(text, places);
				if (ours.ok) expect(parseFormula(ours.value).ok).toBe(true);
			}),
			{ numRuns: 2_000 }
		);
	});
});
