import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUNCTIONS } from '#lib/core/formula/functions.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { calculated, tableCells } from '../../support/formula-cells.ts';

const CELLS = tableCells(
	{
		columns: ['编码', '名称', '数量', '单价', '金额', '2023实际'],
		rows: [
			['8.1', '清扫', 1804, 7, 12628, 12000],
			['8.2', '绿化', null, '=1/0', 500, 480.5],
			['8.3', '垃圾清运', 3, 20, 60, null]
		]
	},
	{ rate: '0.08', zero: '0' }
);

function calculate(formula: string): string {
	return calculated(formula, CELLS);
}

describe('what a formula may read', () => {
	it.each([
		['=[2].数量*[2].单价', '12628'],
		['= [2].数量 + [3].数量', '1804'],
		['=[2].合计', '12628'],
		['=[2].2023实际', '12000'],
		['=[2].2023年实际-[3].2023实际', '11519.5'],
		['=[2].编码&[2].名称', '8.1清扫'],
		['=SUM([2-4].明细.金额)', '13188'],
		['=SUM([2-4].下级.2023实际)', '12480.5'],
		['=SUMIF([2-4].明细.名称,"*清*",[2-4].明细.金额)', '12688'],
		['=VLOOKUP("绿化",[2-4].明细.名称:金额,2,FALSE)', '500'],
		['=[2].金额*[@rate]', '1010.24'],
		['=SUM([@rate],1)', '1.08'],
		['=COUNT(1,"a",[3].数量)', '1'],
		['=[9].数量', '#REF!'],
		['=[@gone]', '#REF!'],
		['=道路面积*2', '#NAME?']
	])('%s → %s', (formula, value) => expect(calculate(formula)).toBe(value));

	it('names the cell a division by zero divided by', () => {
		const error = (formula: string) => {
			const parsed = parseFormula(formula);
			return parsed.ok ? parsed.value : undefined;
		};
		expect(error('=[2].金额/[3].数量')).toMatchObject({
			kind: 'binary',
			right: { key: '3', column: 'quantity' }
		});
		expect(calculate('=IFERROR([2].金额/[3].数量,"零")')).toBe('零');
		expect(calculate('=[2].金额/[@zero]')).toBe('#DIV/0!');
	});

	it('takes the own line by a column word alone, as Excel takes a column of its table', () => {
		const own = { kind: 'reference', key: '本行', column: 'quantity' };
		expect(parseFormula('=数量')).toMatchObject({ value: own });
		expect(parseFormula('=[@数量]')).toMatchObject({ value: own });
		expect(parseFormula('=[本行].数量')).toMatchObject({ value: own });
		expect(parseFormula('=[上级].2025预算')).toMatchObject({ value: { key: '上级', column: '2025:budget' } });
		expect(parseFormula('=[全部].明细.核定金额')).toMatchObject({
			value: { kind: 'range', key: '全部', scope: 'leaves', columns: ['verifiedAmount'] }
		});
	});
});

describe('what Chinese input methods type', () => {
	it.each([
		['＝SUM（1，2；3）', '6'],
		['=1＋2－1×６÷3', '1'],
		['=２．５＊2', '5'],
		['=“甲”＆"乙"', '甲乙'],
		['=”元”', '元'],
		['=【2】.数量', '1804'],
		['=［2］。单价', '7'],
		['=1≤2', 'TRUE'],
		['=1≠1', 'FALSE'],
		['=8％', '0.08'],
		['=ｓｕｍ(1,2)', '3'],
		['=IF(1>2，“大”，“小”)', '小'],
		['="（全角照旧）"', '（全角照旧）'],
		['="他说“好”"', '他说“好”'],
		['="双""引号"', '双"引号'],
		['=　1　+　1', '2']
	])('%s → %s', (formula, value) => expect(calculate(formula)).toBe(value));
});

describe('functions LibreOffice cannot answer for here', () => {
	// Values by Microsoft's description of XLOOKUP; IFS and IFNA likewise.
	it.each([
		['=XLOOKUP("绿化",[2-4].明细.名称,[2-4].明细.金额)', '500'],
		['=XLOOKUP("无",[2-4].明细.名称,[2-4].明细.金额)', '#N/A'],
		['=XLOOKUP("无",[2-4].明细.名称,[2-4].明细.金额,"没有")', '没有'],
		['=XLOOKUP("绿化",[2-4].明细.名称,[2-4].明细.金额,1/0)', '500'],
		['=XLOOKUP("垃圾*",[2-4].明细.名称,[2-4].明细.金额)', '#N/A'],
		['=XLOOKUP("垃圾*",[2-4].明细.名称,[2-4].明细.金额,,2)', '60'],
		['=XLOOKUP(100,[2-4].明细.金额,[2-4].明细.名称,,-1)', '垃圾清运'],
		['=XLOOKUP(100,[2-4].明细.金额,[2-4].明细.名称,,1)', '绿化'],
		['=XLOOKUP(1,[2-4].明细.金额,[2-4].明细.名称,"低",-1)', '低'],
		['=XLOOKUP("*",[2-4].明细.名称,[2-4].明细.金额,,2,-1)', '60'],
		['=XLOOKUP(1,[2-4].明细.金额,[2-3].明细.金额)', '#VALUE!'],
		['=XLOOKUP(1,[2-4].明细.金额,[2-4].明细.金额,,5)', '#VALUE!'],
		['=SUM(XLOOKUP("绿化",[2-4].明细.名称,[2-4].明细.金额:2023实际))', '980.5'],
		['=IFS(FALSE,1/0,1,5)', '5'],
		['=IFS(FALSE,1)', '#N/A'],
		['=IFNA(XLOOKUP("无",[2-4].明细.名称,[2-4].明细.金额),0)', '0'],
		['=IFNA(1/0,0)', '#DIV/0!'],
		['=CONCATENATE("第",1,"行")', '第1行'],
		['=SUM((([2-4].明细.名称="绿化")+([2-4].明细.名称="清扫"))*[2-4].明细.金额)', '13128'],
		['=SUM(IF([2-4].明细.金额>100,[2-4].明细.金额,0))', '13128'],
		['=[2-4].明细.金额', '#VALUE!'],
		['=[2-2].明细.金额', '12628']
	])('%s → %s', (formula, value) => expect(calculate(formula)).toBe(value));

	it.each([
		['=IF(TRUE,1,1/0)', '1'],
		['=IFERROR(7,[3].单价)', '7'],
		['=SUM(1,[3].单价)', '#DIV/0!'],
		['=ROUND(1)', '#VALUE!'],
		['=EVAL("1")', '#NAME?']
	])('%s computes only what is asked for: %s', (formula, value) => expect(calculate(formula)).toBe(value));

	it('knows the functions that are promised', () => {
		const promised =
			'SUM AVERAGE MIN MAX COUNT COUNTA IF IFERROR AND OR NOT ROUND ROUNDUP ROUNDDOWN INT MOD ABS POWER SQRT SUMIF COUNTIF SUMPRODUCT MEDIAN VLOOKUP XLOOKUP';
		for (const name of promised.split(' ')) expect(FUNCTIONS.has(name), name).toBe(true);
	});
});

describe('exactness', () => {
	it.each([
		['=0.1+0.2', '0.3'],
		['=SUM(0.1,0.2,-0.3)', '0'],
		['=1000000000000.01-1000000000000', '0.01'],
		['=1/3', `0.${'3'.repeat(30)}`],
		['=AVERAGE(1,1,2)', `1.${'3'.repeat(30)}`],
		['=SQRT(2)', '1.41421356237309504880168872421'],
		// Fractional powers are given to 24 decimals.
		['=8^(1/3)', '2'],
		['=1.05^(1/12)', '1.00407412378364830160542'],
		['=(-2)^101', '-2535301200456458802993406410752'],
		['=1.005^360', '6.022575212263216184054047'],
		// What a quotient leaves at its 30th decimal decides nothing.
		['=1/3*3=1', 'TRUE'],
		['=INT(1/3*3)', '1'],
		['=ROUNDUP(1000/3*3,0)', '1000'],
		['=MOD(1,1/3)', '0']
	])('%s → %s', (formula, value) => expect(calculate(formula)).toBe(value));
});

describe('remainders', () => {
	const number = fc.oneof(
		fc.integer({ min: -200, max: 200 }).map((n) => `${n}/12`),
		fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((n) => n.toFixed(6)),
		fc.constantFrom('1/3', '-1/3', '2/3', '1e25', '0.07', '-7')
	);

	it('are what INT leaves of the quotient', () => {
		fc.assert(
			fc.property(number, number, (n, d) => {
				const asDefined = calculate(`=ROUND(${n}-(${d})*INT((${n})/(${d})),24)`);
				expect(calculate(`=MOD(${n},${d})`)).toBe(asDefined);
			}),
			{ numRuns: 500 }
		);
	});
});
