import { describe, expect, it } from 'vitest';
import { fromExcel } from '#lib/core/formula/from-excel.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { isRelative, precedentsOf, precedentText } from '#lib/core/formula/references.ts';
import { parameterText, renameReferences, rewriteFormula } from '#lib/core/formula/rewrite.ts';
import { formulaWords } from '#lib/core/formula/words.ts';
import { unwrap } from '#lib/core/result.ts';

describe('what a formula reads', () => {
	const tree = unwrap(
		parseFormula('=SUM([8].明细.金额,[8.1].数量)*[@r]+IF([本行].单价>1,[8].下级.名称:金额,数量)')
	);

	it('is listed in order of appearance', () => {
		expect(precedentsOf(tree).map(precedentText)).toEqual([
			'[8].明细.金额',
			'[8.1].数量',
			'[@r]',
			'[本行].单价',
			'[8].下级.名称:金额',
			'[本行].数量'
		]);
	});

	it('tells whether a fill has one value for each line', () => {
		expect(isRelative(tree)).toBe(true);
		expect(isRelative(unwrap(parseFormula('=[8].数量*[@r]')))).toBe(false);
	});
});

describe('renaming', () => {
	it('touches nothing but keys', () => {
		const formula = '=SUM( [8.1].数量 , [8.2].单价 ) * 2 & "[8.1].数量"';
		const renamed = unwrap(renameReferences(formula, (key) => (key === '8.1' ? '#$&' : undefined)));
		expect(renamed).toBe('=SUM( [#$&].数量 , [8.2].单价 ) * 2 & "[8.1].数量"');
	});

	it('stores parameters by id, and leaves functions, column words and truths alone', () => {
		const typed = '=道路面积 * 管理费率(1) + 数量 + true + 管理费率';
		const stored = unwrap(rewriteFormula(typed, { name: (name) => parameterText(`id-of-${name}`) }));
		expect(stored).toBe('=[@id-of-道路面积] * 管理费率(1) + 数量 + true + [@id-of-管理费率]');
		const back = unwrap(rewriteFormula(stored, { parameter: (key) => key.replace('id-of-', '') }));
		expect(back).toBe(typed);
	});

	it('renames ranges and full-width brackets, and keeps the scope', () => {
		const renamed = unwrap(renameReferences('=SUM(【8】. 明细 .金额：数量)', () => '#7'));
		expect(renamed).toBe('=SUM([#7]. 明细 .金额：数量)');
		expect(parseFormula(renamed)).toMatchObject({
			value: { parameters: [{ kind: 'range', key: '#7', scope: 'leaves', columns: ['amount', 'quantity'] }] }
		});
	});
});

describe('formulas in words', () => {
	const words = (formula: string) =>
		formulaWords(unwrap(parseFormula(formula)), (read) =>
			read.kind === 'reference'
				? ({ quantity: '3 人', months: '12 月', unitPrice: '6,850 元' }[String(read.column)] ?? '?')
				: '?'
		);

	it.each([
		['=[1].数量*[1].月数*[1].单价', '3 人 × 12 月 × 6,850 元'],
		['=(数量+1)*月数', '(3 人 + 1) × 12 月'],
		['=数量-(月数-1)', '3 人 − (12 月 − 1)'],
		['=数量/月数*100%', '3 人 ÷ 12 月 × 100%'],
		['=-(数量+1)^2', '−(3 人 + 1) ^ 2'],
		['=IF(数量>=1000,"多","少")', 'IF(3 人 ≥ 1,000, “多”, “少”)'],
		['=ROUND(单价*1234.5,2)', 'ROUND(6,850 元 × 1,234.5, 2)']
	])('%s: %s', (formula, said) => expect(words(formula)).toBe(said));
});

describe('formulas of workbooks', () => {
	const places = {
		cell: (address: string, sheet: string | null) =>
			sheet === null ? `[#${address}].金额` : sheet === '参 数' ? '[@p]' : undefined,
		range: (first: string, last: string) =>
			first.startsWith('D') && last.startsWith('D') ? '[#8].下级.金额' : undefined,
		name: (name: string) => (name === '管理费率' ? '[@rate]' : undefined)
	};

	it.each([
		['SUM(D3:D9)', '=SUM([#8].下级.金额)'],
		['=$D$3*d4', '=[#D3].金额*[#D4].金额'],
		["'参 数'!B2*2", '=[@p]*2'],
		['ROUND(D3*管理费率,2)&"D3"', '=ROUND([#D3].金额*[@rate],2)&"D3"'],
		['_xlfn.XLOOKUP("a",D3:D9,D3:D9)', '=XLOOKUP("a",[#8].下级.金额,[#8].下级.金额)'],
		['IF(TRUE,1E3,.5)', '=IF(TRUE,1E3,.5)']
	])('%s → %s', (theirs, ours) => expect(unwrap(fromExcel(theirs, places))).toBe(ours));

	it.each([
		'INDIRECT("A1")',
		'SUM(A:A)',
		'SUM(1:3)',
		'SUM(C3:D9)',
		'[1]Sheet1!A1',
		'Other!A1',
		'{1,2}',
		'#REF!+1',
		'A1#',
		'Table1[Amount]',
		'SUM(D3:D9 D4:D5)',
		'费率2'
	])('refuses %s', (theirs) => expect(fromExcel(theirs, places).ok).toBe(false));
});
