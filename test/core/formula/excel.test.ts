import { describe, expect, it } from 'vitest';
import { toText } from '#lib/core/decimal/decimal.ts';
import { evaluate } from '#lib/core/formula/evaluate.ts';
import { fromExcel } from '#lib/core/formula/from-excel.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { isError, isNumber, type FormulaValue } from '#lib/core/formula/value.ts';
import { unwrap } from '#lib/core/result.ts';
import fixture from '../../fixtures/libreoffice-formulas.json' with { type: 'json' };
import { tableCells, tablePlaces } from '../../support/formula-cells.ts';

const CELLS = tableCells(fixture);
const PLACES = tablePlaces(fixture);

/** Where Excel's answer is another than LibreOffice's; we follow Excel. A truth is a number of its own kind there. */
const EXCEL_INSTEAD = new Map<string, string>([
	['TRUE>"zzz"', 'TRUE'],
	['3>2>1', 'TRUE'],
	['TRUE&""', '"TRUE"'],
	['0^0', '#NUM!'],
	['POWER(0,0)', '#NUM!'],
	['0^-1', '#DIV/0!'],
	['POWER(0,-1)', '#DIV/0!'],
	['(-8)^(1/3)', '#NUM!'],
	['SQRT(-1)', '#NUM!'],
	['SUM(1,TRUE,"3")', '5'],
	['MAX(-3,"2")', '2'],
	['AND(TRUE,"TRUE")', 'TRUE'],
	['IF("TRUE",1,2)', '1'],
	['IF(FALSE,3)', 'FALSE'],
	// Excel skips truths in cells.
	['SUM(G2:G9)', '10'],
	['SUM(G4)', '0'],
	['SUM(G3,G4,1)', '1'],
	['AVERAGE(G2:G9)', '2.5'],
	['COUNT(G2:G9)', '4'],
	['MEDIAN(G2:G9)', '1.5'],
	['MEDIAN(A2:A9)', '#NUM!'],
	['SUMIF(G2:G9,">0")', '13'],
	['SUMPRODUCT(G2:G9,H2:H9)', '180'],
	// Excel finds a number that is written as a text.
	['COUNTIF(G2:G9,5)', '1'],
	['COUNTIF(A2:A9,8.1)', '1'],
	['COUNTIF(A2:A9,9)', '1'],
	['VLOOKUP("苗木",B2:F9,6,FALSE)', '#REF!'],
	['VLOOKUP("苗木",B2:F9,0,FALSE)', '#VALUE!'],
	['INDEX(F2:F9,9)', '#REF!'],
	// An older LibreOffice does not know this function in a workbook.
	['IFNA(VLOOKUP("无",B2:F9,2,FALSE),5)', '5'],
	// Exact, where doubles are not.
	['MAX(1000000000000.01,1000000000000.02)-1000000000000', '0.02']
]);

describe('formulas give the values LibreOffice computed', () => {
	const known = fixture.formulas.flatMap(([formula = '', value = '']) =>
		formula === 'NOSUCH(1)' ? [] : [{ formula, value: EXCEL_INSTEAD.get(formula) ?? value }]
	);
	it('has a table worth its name', () => expect(known.length).toBeGreaterThan(250));

	it.each(known)('$formula → $value', ({ formula, value }) => {
		const ours = unwrap(fromExcel(formula, PLACES));
		const result = evaluate(unwrap(parseFormula(ours)), CELLS);
		if (isNumber(result) && Number.isFinite(Number(value)))
			expect(isAlmost(toText(result), value)).toBe(true);
		else expect(said(result, value)).toBe(value);
	});
});

/** LibreOffice computes in doubles, of which 13 digits can be trusted after a few steps. */
function isAlmost(ours: string, theirs: string): boolean {
	const [a, b] = [Number(ours), Number(theirs)];
	return Math.abs(a - b) <= 1e-13 * Math.max(1, Math.abs(b));
}

/** As the fixture writes values; LibreOffice's truths are the numbers 1 and 0, its reference to a blank cell is 0. */
function said(result: FormulaValue, like: string): string {
	if (result === null) return '0';
	if (typeof result === 'string') return `"${result}"`;
	if (typeof result === 'boolean')
		return /^[01]$/.test(like) ? String(Number(result)) : String(result).toUpperCase();
	return isError(result) ? result.error : toText(result);
}
