import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/core/costing/figures.ts';
import { planFillBack, type FillChoice } from '#lib/core/intake/fill-back.ts';
import { gridOf } from '#lib/core/intake/grid.ts';
import { proposeMapping } from '#lib/core/intake/mapping.ts';
import { yearFindings } from '#lib/core/intake/sheet-findings.ts';
import { condensed } from '#lib/core/intake/condensed.ts';
import { finding } from '#lib/core/intake/finding.ts';
import { unwrap } from '#lib/core/result.ts';
import { draftOf } from '../../support/cost-draft.ts';
import { codesOf, FIXTURE_FILE, readProposed, sheetFrom } from '../../support/sheet-fixture.ts';

/** Lines as "name = stated amount in 元". */
function amounts(rows: readonly (readonly string[])[]): string[] {
	return readProposed(sheetFrom(rows)).lines.map(
		(line) => `${line.name}=${line.statedAmount === null ? '' : line.statedAmount / 100}`
	);
}

describe('units of a sheet that mixes them', () => {
	const sheet = sheetFrom([
		[
			'项目名称',
			'单价（元）',
			'申报金额（万元）',
			'核定金额（元）',
			'2021年决算（元）',
			'2020年决算（万元）'
		],
		['保洁', '50000', '50', '480000', '470000.5', '46']
	]);

	it('reads every money column in the unit that its own header names, and says which differ', () => {
		const result = readProposed(sheet);
		expect(result.lines[0]).toMatchObject({
			unitPrice: '50000',
			statedAmount: 50_000_000,
			verifiedAmount: 48_000_000,
			years: { '2021:actual': '470000.5', '2020:actual': '460000' }
		});
		expect(result.lines[0]?.sources).toMatchObject({
			statedAmount: { address: 'C2', factor: '10000' },
			'2020:actual': { address: 'F2', factor: '10000' }
		});
		expect(result.lines[0]?.sources.verifiedAmount).not.toHaveProperty('factor');
		expect(codesOf(result)).toEqual(expect.arrayContaining(['column-unit@D1', 'column-unit@E1']));
	});

	it('reads the others by the line above where the amount alone has a unit of its own', () => {
		const { lines } = readProposed(
			sheetFrom([['单位：万元'], ['名称', '金额（元）', '核定金额'], ['甲', '120000', '11']])
		);
		expect(lines[0]).toMatchObject({ statedAmount: 12_000_000, verifiedAmount: 11_000_000 });
	});

	it('follows the unit that a name carries where nothing else says one, and names what is no money', () => {
		const result = readProposed(
			sheetFrom([
				['指标', '2022年'],
				['一般公共预算支出（亿元）', '1.5'],
				['生活垃圾清运量(万吨)', '25407.8']
			])
		);
		expect(result.lines.map((line) => line.statedAmount)).toEqual([15_000_000_000, 2_540_780]);
		expect(codesOf(result)).toEqual(expect.arrayContaining(['row-unit@A2', 'row-not-money@A3']));
	});
});

describe('cells as people and programs leave them', () => {
	it.each([
		['△5,000.00', -500_000],
		['▲100', -10_000],
		["'2000", 200_000],
		['12\u00a0', 1_200],
		['\u200b3', 300],
		['￥4.00元', 400]
	])('reads %s as a number and says so', (text, fen) => {
		const result = readProposed(
			sheetFrom([
				['名称', '金额'],
				['甲', text]
			])
		);
		expect(result.lines[0]?.statedAmount).toBe(fen);
		expect(codesOf(result)).toContain('text-number@B2');
	});

	it.each(['无', '…', 'N/A', 'NaN', '——', '／'])('takes %s for an empty cell and says so', (text) => {
		const result = readProposed(
			sheetFrom([
				['名称', '金额'],
				['甲', '1'],
				['乙', text]
			])
		);
		expect(result.lines[1]?.statedAmount).toBeNull();
		expect(codesOf(result)).toContain('dash-empty@B3');
	});

	it('frees codes of the marks that keep Excel from counting with them, and names lost digits', () => {
		const result = readProposed(
			sheetFrom([
				['编码', '名称', '金额'],
				['="00123"', '甲\r\n乙 ', '1'],
				["'310101202400000123", '丙', '2'],
				['3.10101E+17', '丁', '3']
			])
		);
		expect(result.lines.map(({ code, name, parentId }) => [code, name, parentId])).toEqual([
			['00123', '甲 乙', null],
			['310101202400000123', '丙', null],
			['3.10101E+17', '丁', null]
		]);
		const tidied = result.findings.find(({ code }) => code === 'text-tidied');
		expect(tidied?.values).toEqual({ count: '3', cells: 'A2:A3、B2' });
		expect(codesOf(result)).toContain('code-digits-lost@A4');
	});

	it('reads periods of dates, and keeps a total whose formula failed as a total', () => {
		const result = readProposed(
			sheetFrom([
				['名称', '服务期', '金额'],
				['甲', '2022.7-2023.6', '1'],
				['乙', '1-9月', '2'],
				['合计', '', '#DIV/0!']
			])
		);
		expect(result.lines.map(({ name, periodMonths }) => [name, periodMonths])).toEqual([
			['合计', 12],
			['甲', 12],
			['乙', 9]
		]);
		expect(codesOf(result)).toContain('not-a-number@C4');
	});
});

describe('what stands round the table', () => {
	const second = [['附表：设备明细'], ['设备名称', '数量', '单价', '金额'], ['电脑', '2', '5000', '10000']];

	it('ends a table where another one begins, and names every row left out', () => {
		const rows = [
			['名称', '单位', '数量', '金额（元）'],
			['甲', '人', '1', '10'],
			['合计', '', '', '10']
		];
		const result = readProposed(sheetFrom([['某项目'], ...rows, ...second]));
		expect(result.lines.map(({ name }) => name)).toEqual(['合计', '甲']);
		expect(codesOf(result)).toEqual(expect.arrayContaining(['preamble@A1', 'note-row@A5', 'other-table@A6']));
	});

	it('names a smaller table above the one it takes', () => {
		const result = readProposed(sheetFrom([['项目名称', '金额'], ['甲', '10'], ...second]));
		expect(result.lines.map(({ name }) => name)).toEqual(['电脑']);
		const left = result.findings.find(({ code }) => code === 'other-table');
		expect(left?.values).toEqual({ row: '1', last: '3', words: '项目名称、金额' });
	});

	it('goes on where the same header is written in other words', () => {
		expect(
			amounts([
				['项目名称', '数量', '单价', '金额'],
				['甲', '1', '2', '2'],
				['费用名称', '数量', '单价', '总价'],
				['乙', '1', '3', '3']
			]).filter((line) => /[甲乙]/.test(line))
		).toEqual(['甲=2', '乙=3']);
	});
});

describe('headers in other words', () => {
	it.each([
		[
			'English',
			['No', 'Item', 'Unit', 'Qty', 'Unit Price', 'Amount'],
			['1', 'Cleaning', 'm2', '2', '3', '6']
		],
		[
			'traditional characters',
			['項次', '項目名稱', '單位', '數量', '單價', '金額'],
			['1', '人事費', '人', '2', '3', '6']
		]
	])('reads %s', (_, header, row) => {
		const [line] = readProposed(sheetFrom([header, row])).lines;
		expect(line).toMatchObject({ code: '1', name: row[1], quantity: '2', unitPrice: '3', statedAmount: 600 });
	});

	it('finds the years of statistics, takes the wordiest column for names, and doubts another year’s amount', () => {
		const sheet = sheetFrom([
			['', '', '', '2019', '2020'],
			['1', '支出', '北京', '10', '11'],
			['2', '', '天津', '20', '21']
		]);
		const grid = gridOf(sheet);
		const mapping = unwrap(proposeMapping(grid, sheet.name, 2022));
		expect(mapping.columns).toEqual({ C: 'name', D: '2019:actual', E: 'amount' });
		expect(yearFindings(grid, mapping, 2022).map(({ at }) => at)).toEqual(['E1']);
		expect(codesOf(readProposed(sheet))).toContain('name-guessed@C1');
	});

	it('hangs codes that grow under the shorter ones they begin with, but not the numbers of rows', () => {
		const table = (codes: readonly string[]) =>
			readProposed(
				sheetFrom([['科目编码', '名称', '金额'], ...codes.map((code) => [code, `费${code}`, '1'])])
			).lines.map(({ parentId }) => parentId);
		expect(table(['301', '30101', '30102', '302', '30201'])).toEqual([null, 'r2', 'r2', null, 'r5']);
		expect(table(['1', '2', '10', '11'])).toEqual([null, null, null, null]);
	});
});

it('takes lines of 编制单位 and titles merged over part of a table for no header', () => {
	const merged = sheetFrom(
		[
			['编制单位：某中心', '', '', '单位：万元'],
			['名称', '数量', '单价', '金额'],
			['甲', '1', '2', '2']
		],
		{ merges: ['A1:C1'] }
	);
	expect(unwrap(proposeMapping(gridOf(merged), '表', 2022)).header).toEqual({ first: 2, last: 2 });
});

it('quotes of a long cell only its beginning, but never cuts a list of cells', () => {
	const cells = Array.from({ length: 300 }, (_, index) => `A${2 * index + 1}`).join('、');
	const [short] = condensed([finding('text-tidied', 'A1', { count: '300', cells })]);
	expect(short?.values['cells']).toBe(cells);
	const [cut] = condensed([finding('row-without-name', 'A1', { row: '1', text: '字'.repeat(30_000) })]);
	expect(cut?.values['text']).toHaveLength(201);
});

describe('填回原表 into columns of their own units', () => {
	const sheet = sheetFrom([
		['项目名称', '单价（万元）', '申报金额（万元）', '核定金额（元）', '单价（元）'],
		['保洁', '5.5', '55']
	]);

	it('writes money in the unit that the head of the column names', () => {
		const { lines } = readProposed(sheet);
		const figures = unwrap(analyse(draftOf(lines)));
		const filled = (choice: FillChoice) =>
			unwrap(planFillBack(sheet, { first: 1, last: 1 }, figures, FIXTURE_FILE, choice)).cells.map(
				({ at, value }) => [at, value]
			);
		expect(filled({ verified: 'D', unitPrice: 'E' })).toEqual([
			['D2', { number: '550000' }],
			['E2', { number: '55000' }]
		]);
		expect(filled({ declared: 'C', unitPrice: 'B', adjustment: 'G' })).toEqual([
			['G1', { text: '调整金额' }],
			['G2', { number: '0' }],
			['C2', { number: '55' }],
			['B2', { number: '5.5' }]
		]);
	});
});
