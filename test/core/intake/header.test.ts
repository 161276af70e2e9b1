import { describe, expect, it } from 'vitest';
import { gridOf } from '#lib/core/intake/grid.ts';
import { checkMapping, proposeMapping, type Mapping } from '#lib/core/intake/mapping.ts';
import type { Sheet } from '#lib/core/intake/workbook.ts';
import { unwrap } from '#lib/core/result.ts';
import { codesOf, readProposed, sheetFrom } from '../../support/sheet-fixture.ts';

describe('header', () => {
	const mappingOf = (sheet: Sheet) => unwrap(proposeMapping(gridOf(sheet), sheet.name, 2022));

	it('finds the row of names under title, unit line and blanks', () => {
		const mapping = mappingOf(
			sheetFrom([
				['2022年项目预算表'],
				[],
				['编制单位:某局', '', '单位:万元'],
				['序号', '项目名称', '金额'],
				['1', '保洁', '2']
			])
		);
		expect(mapping).toMatchObject({
			header: { first: 4, last: 4 },
			columns: { A: 'code', B: 'name', C: 'amount' },
			amountFactor: '10000'
		});
	});

	it('joins rows that merged cells tie together', () => {
		const sheet = sheetFrom(
			[
				['序号', '费用明细', '预算', '', '备注'],
				['', '', '申报数', '核定数', ''],
				['1', '保洁', '20', '10', '']
			],
			{ merges: ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2'] }
		);
		expect(mappingOf(sheet)).toMatchObject({
			header: { first: 1, last: 2 },
			columns: { B: 'name', C: 'amount', E: 'remark' }
		});
	});

	it('takes a group heading above into the header, but no title', () => {
		const sheet = sheetFrom(
			[
				['某项目费用表'],
				['', '', '2021年', '2022年'],
				['序号', '名称', '金额', '金额'],
				['1', '保洁', '10', '20']
			],
			{
				merges: ['A1:D1', 'A2:B2']
			}
		);
		expect(mappingOf(sheet)).toMatchObject({ header: { first: 2, last: 3 }, columns: { D: 'amount' } });
	});

	it.each([
		['金额(万元)', '10000'],
		['总价(元)', '1'],
		['预算金额(单位:亿元)', '100000000'],
		['金额', '1']
	])('reads the unit out of %s', (header, factor) => {
		expect(
			mappingOf(
				sheetFrom([
					['名称', header],
					['保洁', '1']
				])
			).amountFactor
		).toBe(factor);
	});

	it('lets a price column of its own unit keep it', () => {
		const sheet = sheetFrom([
			['单位:万元'],
			['名称', '数量', '单位', '单价(元/㎡)', '金额'],
			['保洁', '1000', '㎡', '10', '1']
		]);
		expect(mappingOf(sheet)).toMatchObject({ amountFactor: '10000', priceFactor: '1' });
		expect(codesOf(readProposed(sheet))).not.toContain('price-unit-assumed@A1');
	});

	it('says when it does not know the money unit, and when prices only follow the line above', () => {
		expect(
			codesOf(
				readProposed(
					sheetFrom([
						['名称', '金额'],
						['保洁', '1']
					])
				)
			)
		).toContain('unit-assumed');
		const sheet = sheetFrom([['单位:万元'], ['名称', '数量', '单价', '金额'], ['保洁', '10', '1', '10']]);
		expect(codesOf(readProposed(sheet))).toContain('price-unit-assumed@A1');
	});

	it('refuses a sheet that has none', () => {
		const sheet = sheetFrom([
			['北京市', '49670.2'],
			['天津市', '17931.3']
		]);
		expect(proposeMapping(gridOf(sheet), '表', 2022)).toMatchObject({
			problem: { code: 'intake/no-header' }
		});
		expect(proposeMapping(gridOf(sheetFrom([])), '空', 2022)).toMatchObject({
			problem: { code: 'intake/empty-sheet' }
		});
	});

	it('checks what a person maps', () => {
		const grid = gridOf(
			sheetFrom([
				['名称', '数量', '单价', '金额'],
				['保洁', '1', '2', '2']
			])
		);
		const mapping = unwrap(proposeMapping(grid, '表', 2022));
		const detail = (changed: Partial<Mapping>) => {
			const checked = checkMapping({ ...mapping, ...changed }, grid);
			return checked.ok ? 'ok' : JSON.stringify(checked.problem.values);
		};
		expect(detail({})).toBe('ok');
		expect(detail({ columns: { A: 'name', B: 'quantity', C: 'unitPrice' } })).toBe('ok');
		expect(detail({ columns: { D: 'amount' } })).toContain('费用明细/名称');
		expect(detail({ columns: { A: 'name', B: 'quantity' } })).toContain('金额');
		expect(detail({ columns: { A: 'name', C: 'amount', D: 'amount' } })).toContain('有两列');
		expect(detail({ header: { first: 1, last: 9 } })).toContain('表头行');
		expect(detail({ amountFactor: '7' })).toContain('金额单位');
	});
});
