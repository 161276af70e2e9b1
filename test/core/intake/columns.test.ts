import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceNamed } from '#lib/core/intake/choice-text.ts';
import { cellRanges } from '#lib/core/intake/cell-ranges.ts';
import { condensed } from '#lib/core/intake/condensed.ts';
import { fieldOf, yearColumnOf } from '#lib/core/intake/field.ts';
import { finding } from '#lib/core/intake/finding.ts';
import { gridOf } from '#lib/core/intake/grid.ts';
import { headerSignature } from '#lib/core/intake/header.ts';
import { cellAddress } from '#lib/core/address/cell-address.ts';
import { intakeFindingText } from '#lib/text/intake.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { codesOf, FIXTURE_FILE, readProposed, sheetFrom } from '../../support/sheet-fixture.ts';

describe('columns of the full breakdown', () => {
	it.each([
		['频次（次/年）', 'frequency'],
		['月数', 'months'],
		['调整系数', 'coefficient'],
		['资金来源', 'fundingSource'],
		['资金性质', 'fundType'],
		['功能分类科目', 'functionCode'],
		['部门预算支出经济分类科目', 'economicCode'],
		['审减原因', 'reason'],
		['审减金额', 'reduction'],
		['成本性质', 'nature'],
		['依据等级', 'evidenceLevel'],
		['是否一次性', 'recurrence'],
		['单价', 'unitPrice'],
		['费用标准', 'unitPrice'],
		['来源', 'evidence']
	])('%s is %s', (header, field) => {
		expect(fieldOf(header)).toBe(field);
	});

	it.each([
		['2023年实际', '2023:actual'],
		['2022年度决算数', '2022:actual'],
		['2023年预算', '2023:budget'],
		['2021年', '2021:actual'],
		['上年执行数', '2023:actual'],
		['上年预算数', '2023:budget'],
		['前年决算', '2022:actual'],
		['2024年执行数', '2024:actual'],
		['2024年预算', undefined],
		['金额', undefined]
	])('%s beside 2024 is %s', (header, column) => {
		expect(yearColumnOf(header, 2024)).toBe(column);
	});

	it('reads a line with everything, each number with its cell', () => {
		const result = readProposed(
			sheetFrom([
				[
					'名称',
					'数量',
					'单位',
					'单价',
					'频次',
					'月数',
					'系数',
					'2022年预算（万元）',
					'核定数（万元）',
					'2021年决算（万元）',
					'资金性质',
					'经济科目',
					'依据等级'
				],
				[
					'保洁',
					'3',
					'人',
					'6850',
					'1',
					'12',
					'1',
					'24.66',
					'20',
					'22.5',
					'一般公共预算',
					'30201办公费',
					'一级'
				]
			])
		);
		const [line] = result.lines;
		const at = (address: string, factor?: string) => ({
			file: FIXTURE_FILE,
			sheet: '表',
			address,
			...(factor ? { factor } : {})
		});
		expect(line).toMatchObject({
			quantity: '3',
			unitPrice: '6850',
			frequency: '1',
			months: '12',
			coefficient: '1',
			statedAmount: 24_660_000,
			verifiedAmount: 20_000_000,
			years: { '2021:actual': '225000' },
			fundType: 'general',
			economicCode: '30201',
			evidenceLevel: 1,
			periodMonths: 12
		});
		expect(line?.sources).toEqual({
			name: at('A2'),
			quantity: at('B2'),
			unitPrice: at('D2'),
			frequency: at('E2'),
			months: at('F2'),
			coefficient: at('G2'),
			statedAmount: at('H2', '10000'),
			verifiedAmount: at('I2', '10000'),
			'2021:actual': at('J2', '10000')
		});
		expect(codesOf(result)).toEqual(expect.arrayContaining(['year-columns', 'code-taken@L2']));
	});

	it('takes months for the period only where the amounts do not multiply them in', () => {
		const rows = (amount: string) => [
			['名称', '数量', '单价（元）', '月数', '金额（元）'],
			['保洁', '2', '100', '9', amount]
		];
		expect(readProposed(sheetFrom(rows('1800'))).lines[0]).toMatchObject({ months: '9', periodMonths: 12 });
		const period = readProposed(sheetFrom(rows('200')));
		expect(period.lines[0]).toMatchObject({ months: null, periodMonths: 9 });
		expect(codesOf(period)).toContain('months-as-period@D1');
	});

	it('reads percentages, times and months with their words, and keeps none that do not belong there', () => {
		const result = readProposed(
			sheetFrom([
				['名称', '数量', '单价（元）', '频次', '月数', '系数', '金额（元）'],
				['甲', '１２座', '￥1,000', '2次', '12个月', '85%', ''],
				['乙', '5%', '3', '3元', '1座', '1', '']
			])
		);
		expect(result.lines[0]).toMatchObject({
			quantity: '12',
			unitPrice: '1000',
			frequency: '2',
			months: '12',
			coefficient: '0.85',
			sources: { coefficient: { factor: '0.01' } }
		});
		expect(result.lines[1]).toMatchObject({ quantity: '0.05', frequency: null, months: null });
		expect(codesOf(result)).toEqual(expect.arrayContaining(['unfit-suffix@D3', 'unfit-suffix@E3']));
	});

	it('follows the verified amount from the adjustment, whichever way it is signed', () => {
		const verified = (header: string, value: string) =>
			readProposed(
				sheetFrom([
					['名称', '申报金额（元）', header],
					['甲', '100', value]
				])
			).lines[0];
		expect(verified('审减金额', '30')).toMatchObject({ verifiedAmount: 7_000, statedAmount: 10_000 });
		expect(verified('调整金额', '-30')).toMatchObject({ verifiedAmount: 7_000 });
		expect(verified('核定金额', '100')).toMatchObject({ verifiedAmount: null });
		expect(verified('审减金额', '30')?.sources).not.toHaveProperty('verifiedAmount');
	});

	it('names words it does not know, codes that are none and codes that lost their digits', () => {
		const result = readProposed(
			sheetFrom([
				['编码', '名称', '金额（元）', '资金来源', '功能科目'],
				['310118000000000123', '甲', '1', '天上', '21']
			])
		);
		expect(codesOf(result)).toEqual(
			expect.arrayContaining(['code-digits-lost@A2', 'unknown-choice@D2', 'bad-budget-code@E2'])
		);
		expect(result.lines[0]).toMatchObject({ fundingSource: null, functionCode: '' });
	});

	it('keeps other years and verified amounts on leaves, and checks the totals above them', () => {
		const result = readProposed(
			sheetFrom([
				['序号', '名称', '2022年预算（元）', '2021年决算（元）'],
				['1', '道路', '', '35'],
				['1.1', '清扫', '10', '10'],
				['1.2', '洒水', '20', '20']
			])
		);
		expect(result.lines[0]?.years).toEqual({});
		expect(result.findings.find(({ code }) => code === 'column-total-differs')).toMatchObject({
			at: 'D2',
			values: { column: '2021年实际', stated: '35.00', counted: '30.00', difference: '5.00', direction: '少' }
		});
		expect(codesOf(result)).toContain('parent-values@D2');
	});
});

describe('formulas of a sheet', () => {
	function sheet(formulas: { readonly [address: string]: string }): Sheet {
		const plain = sheetFrom([
			['名称', '数量', '单价（元）', '金额（元）'],
			['甲', '2', '10', '20'],
			['乙', '4', '15', '60'],
			['丙', '6', '25', '150'],
			['合计', '', '', '230']
		]);
		const cells = plain.cells.map((cell) =>
			formulas[cell.at] === undefined ? cell : { ...cell, formula: formulas[cell.at] ?? '' }
		);
		return { ...plain, cells };
	}

	it('stay formulas where ours say the same', () => {
		const result = readProposed(
			sheet({
				B3: 'B2*2',
				B4: 'SUM(B2:B3)',
				C4: 'C2+$C$3',
				D2: 'B2*C2',
				D3: 'ROUND(B3*C3,2)',
				D4: 'B4*C4',
				D5: 'SUM(D2:D4)'
			})
		);
		const byName = new Map(result.lines.map((line) => [line.name, line]));
		expect(byName.get('乙')).toMatchObject({ quantity: '=[#r2].数量*2', amountBasis: 'computed' });
		expect(byName.get('丙')).toMatchObject({
			quantity: '=SUM([#r2].数量,[#r3].数量)',
			unitPrice: '=[#r2].单价+[#r3].单价'
		});
		expect(byName.get('丙')?.sources).not.toHaveProperty('quantity');
		expect(byName.get('丙')?.sources.statedAmount?.address).toBe('D4');
		const kept = result.findings.filter(({ code }) => /formula|computed/.test(code));
		expect(kept.map(({ code, values }) => [code, values.cells])).toEqual([
			['formula-kept', 'B3:B4、C4'],
			['amount-computed', 'D2:D4'],
			['formula-values', 'D5']
		]);
	});

	it('become values where they cannot be said, or where ours would give another value', () => {
		const result = readProposed(
			sheet({ B3: 'B2*3', B4: "'别的表'!B2", C4: 'TEXT(C2,"0")+C3', D4: 'B4*C4+1' })
		);
		const byName = new Map(result.lines.map((line) => [line.name, line]));
		expect(byName.get('乙')).toMatchObject({ quantity: '4' });
		expect(byName.get('丙')).toMatchObject({ quantity: '6', unitPrice: '25', amountBasis: 'stated' });
		const values = result.findings.filter(({ code }) => code === 'formula-values');
		expect(values.map((found) => [found.values.why, found.values.cells])).toEqual([
			['unsaid', 'B3:B4、C4'],
			['amount', 'D4']
		]);
	});

	it('stay formulas in every factor, also over amounts of other years, which are values themselves', () => {
		const plain = sheetFrom([
			['名称', '数量', '单价（元）', '频次', '月数', '系数', '金额（元）', '2020年决算'],
			['甲', '2', '10', '4', '6', '0.5', '240', '100'],
			['乙', '3', '5', '8', '12', '1.05', '1512', '105']
		]);
		const formulas: { [address: string]: string } = {
			D3: 'D2*2',
			E3: 'E2+6',
			F3: 'H3/H2',
			H3: 'H2*1.05',
			G3: 'B3*C3*D3*E3*F3'
		};
		const cells = plain.cells.map((cell) => {
			const formula = formulas[cell.at];
			return formula === undefined ? cell : { ...cell, formula };
		});
		const result = readProposed({ ...plain, cells });
		expect(result.lines.find(({ name }) => name === '乙')).toMatchObject({
			frequency: '=[#r2].频次*2',
			months: '=[#r2].月数+6',
			coefficient: '=[#r3].2020实际/[#r2].2020实际',
			years: { '2020:actual': '105' },
			amountBasis: 'computed'
		});
		const values = result.findings.filter(({ code }) => code === 'formula-values');
		expect(values.map((found) => [found.values.why, found.values.cells])).toEqual([['amount', 'H3']]);
	});

	it('are values in columns that a unit multiplies', () => {
		const plain = sheet({ C3: 'C2*1.5' });
		const wan = plain.cells.map((cell) => (cell.at === 'C1' ? { ...cell, raw: '单价（万元）' } : cell));
		expect(readProposed({ ...plain, cells: wan }).lines.find(({ name }) => name === '乙')?.unitPrice).toBe(
			'150000'
		);
	});
});

describe('choices', () => {
	it.each([
		['element', '人工费', 'labour'],
		['element', '机械', 'machine'],
		['fundType', '政府性基金', 'government-fund'],
		['fundingSource', '财政基本支出', 'fiscal-basic'],
		['evidenceLevel', '３级', '3'],
		['evidenceLevel', '凭证、合同', '1'],
		['taxBasis', '不含税', 'excluded'],
		['recurrence', '是', 'once'],
		['nature', '混合', undefined]
	] as const)('%s named by %s is %s', (column, text, key) => {
		expect(choiceNamed(column, text)).toBe(key);
	});
});

describe('lists of cells and findings', () => {
	it('names every cell and no other', () => {
		const cell = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 4 }));
		fc.assert(
			fc.property(fc.array(cell), (cells) => {
				const text = cellRanges(cells.map(([row, column]) => cellAddress(row, column)));
				const named =
					text === ''
						? []
						: text.split('、').flatMap((range) => {
								const [, letter = '', from = '', to = from] =
									/^([A-D])(\d+)(?::[A-D](\d+))?$/.exec(range) ?? [];
								return Array.from(
									{ length: Number(to) - Number(from) + 1 },
									(_, step) => `${letter}${Number(from) + step}`
								);
							});
				expect(named.sort()).toEqual(
					[...new Set(cells.map(([row, column]) => cellAddress(row, column)))].sort()
				);
			})
		);
	});

	it('lists two hundred of a kind and names the cells of all others', () => {
		const many = Array.from({ length: 1_000 }, (_, row) =>
			finding('text-number', `C${row + 1}`, { text: '1,0', value: '10' })
		);
		const list = condensed([finding('header-guessed', null, { rows: '1' }), ...many]);
		expect(list).toHaveLength(202);
		const last = list.at(-1);
		expect(last).toMatchObject({
			code: 'more-of-same',
			severity: 'notice',
			values: { count: '800', cells: 'C201:C1000' }
		});
		expect(last && intakeFindingText(last)).toContain('C201:C1000');
	});

	it('knows the same header wherever it stands', () => {
		const grid = (rows: string[][]) => gridOf(sheetFrom(rows));
		const header = ['名称', '金额'];
		expect(headerSignature(grid([header, ['a', '1', '2']]), { first: 1, last: 1 })).toBe(
			headerSignature(grid([['标题'], header]), { first: 2, last: 2 })
		);
	});
});
