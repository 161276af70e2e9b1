import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostLine } from '#lib/core/costing/line.ts';
import { dec, equals, multiply } from '#lib/core/decimal/decimal.ts';
import { readNumber } from '#lib/core/intake/number-text.ts';
import { fenFromYuan } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { intakeFindingText } from '#lib/text/intake.ts';
import { codesOf, FIXTURE_FILE, readProposed, sheetFrom } from '../../support/sheet-fixture.ts';

/** The tree as indented names with stated amounts in 元. */
function outline(lines: readonly CostLine[]): string[] {
	const depth = new Map<string | null, number>([[null, -1]]);
	return lines.map((line) => {
		depth.set(line.id, (depth.get(line.parentId) ?? 0) + 1);
		const amount = line.statedAmount === null ? '' : ` ${line.statedAmount / 100}`;
		return `${'·'.repeat(depth.get(line.id) ?? 0)}${line.name}${amount}`;
	});
}

describe('tree', () => {
	it('follows dotted codes, and puts a stated total above everything', () => {
		const result = readProposed(
			sheetFrom([
				['序号', '名称', '金额(元)'],
				['1', '道路', '300'],
				['1.1', '清扫', '100'],
				['1.2', '洒水', '200'],
				['2', '公厕', '50'],
				['', '合计', '360']
			])
		);
		expect(outline(result.lines)).toEqual(['合计 360', '·道路 300', '··清扫 100', '··洒水 200', '·公厕 50']);
		const differs = result.findings.find((found) => found.code === 'total-differs');
		expect(differs).toMatchObject({
			at: 'C6',
			values: { stated: '360.00', counted: '350.00', difference: '10.00', direction: '少' }
		});
	});

	it('follows Chinese outline numbers in the names', () => {
		const result = readProposed(
			sheetFrom([
				['项目', '金额(元)'],
				['一、人员', ''],
				['(一)工资', '10'],
				['(二)社保', '5'],
				['二、材料', ''],
				['1.扫帚', '2'],
				['总计', '17']
			])
		);
		expect(outline(result.lines)).toEqual([
			'总计 17',
			'·一、人员',
			'··(一)工资 10',
			'··(二)社保 5',
			'·二、材料',
			'··1.扫帚 2'
		]);
	});

	it('continues 实施内容 where it is blank or merged', () => {
		const rows = [
			['实施内容', '费用明细', '金额(元)'],
			['清扫', '人工费', '10'],
			['', '材料费', '5'],
			['', '小计', '16'],
			['公厕', '人工费', '7'],
			['', '水电', '3']
		];
		const expected = ['清扫 16', '·人工费 10', '·材料费 5', '公厕', '·人工费 7', '·水电 3'];
		expect(outline(readProposed(sheetFrom(rows)).lines)).toEqual(expected);
		expect(outline(readProposed(sheetFrom(rows, { merges: ['A2:A4', 'A5:A6'] })).lines)).toEqual(expected);
	});

	it('follows indentation by spaces and by alignment', () => {
		const rows = [
			['名称', '金额(元)'],
			['道路', ''],
			['  清扫', '1'],
			['  洒水', '2'],
			['公厕', '3']
		];
		expect(outline(readProposed(sheetFrom(rows)).lines)).toEqual(['道路', '·清扫 1', '·洒水 2', '公厕 3']);
		const aligned = sheetFrom(
			[
				['名称', '金额(元)'],
				['道路', ''],
				['清扫', '1'],
				['公厕', '3']
			],
			{ indents: { A3: 1 } }
		);
		expect(outline(readProposed(aligned).lines)).toEqual(['道路', '·清扫 1', '公厕 3']);
	});

	it('follows a column of parents, whatever the order of codes', () => {
		const result = readProposed(
			sheetFrom([
				['编码', '上级编码', '名称', '金额(元)'],
				['A', '', '道路', ''],
				['X9', 'A', '清扫', '1'],
				['X7', 'Q', '洒水', '2'],
				['A', '', '又一条', '3']
			])
		);
		expect(outline(result.lines)).toEqual(['道路', '·清扫 1', '洒水 2', '又一条 3']);
		expect(codesOf(result)).toEqual(expect.arrayContaining(['parent-unknown@C4', 'duplicate-code@C5']));
	});

	it('gathers flat blocks under their 小计', () => {
		const result = readProposed(
			sheetFrom([
				['名称', '金额(元)'],
				['工资', '1'],
				['社保', '2'],
				['人员小计', '3'],
				['扫帚', '4'],
				['材料小计', '4'],
				['合计', '7']
			])
		);
		expect(outline(result.lines)).toEqual([
			'合计 7',
			'·人员小计 3',
			'··工资 1',
			'··社保 2',
			'·材料小计 4',
			'··扫帚 4'
		]);
		expect(result.findings.filter((found) => found.severity === 'error')).toEqual([]);
	});
});

describe('rows and cells', () => {
	it('names every row that becomes no line', () => {
		const sheet = sheetFrom(
			[
				['名称', '数量', '金额(元)'],
				['保洁', '1', '10'],
				['名称', '数量', '金额(元)'],
				['', '3', '7'],
				['绿化', '', '5'],
				['旧账', '', '6'],
				['注:以上不含税'],
				['填表人:', '某某']
			],
			{ hiddenRows: [5] }
		);
		const result = readProposed(sheet, (mapping) => ({ ...mapping, skippedRows: [6] }));
		expect(outline(result.lines)).toEqual(['保洁 10', '绿化 5']);
		expect(codesOf(result)).toEqual(
			expect.arrayContaining([
				'repeated-header@A3',
				'row-without-name@B4',
				'hidden-row@A5',
				'row-skipped@A6',
				'note-row@A7',
				'note-row@A8'
			])
		);
	});

	it('leaves a cell empty and says so where text stands for a number', () => {
		const result = readProposed(
			sheetFrom([
				['名称', '数量', '单价', '金额(元)'],
				['保洁', '约100', '3万', '详见附件'],
				['绿化', '-', '5元/㎡', '1,200元'],
				['公厕', '34座', '2', '6.8万元']
			])
		);
		expect(codesOf(result)).toEqual(
			expect.arrayContaining([
				'not-a-number@B2',
				'not-a-number@D2',
				'dash-empty@B3',
				'text-number@D3',
				'no-amount@A2'
			])
		);
		expect(
			result.lines.map(({ quantity, unitPrice, statedAmount, unit }) => [
				quantity,
				unitPrice,
				statedAmount,
				unit
			])
		).toEqual([
			[null, '30000', null, ''],
			[null, '5', 120_000, '平方米'],
			['34', '2', 6_800_000, '座']
		]);
		expect(result.lines[2]?.sources.statedAmount).toEqual({
			file: FIXTURE_FILE,
			sheet: '表',
			address: 'D4',
			factor: '10000'
		});
	});

	it('prefers the stated amount, computes where there is none, and compares the two', () => {
		const result = readProposed(
			sheetFrom([
				['名称', '数量', '单价', '金额(元)'],
				['桥面', '1804', '7', '12700'],
				['公厕', '34', '62000', '']
			])
		);
		expect(result.lines.map((line) => line.amountBasis)).toEqual(['stated', 'computed']);
		expect(result.findings.find((found) => found.code === 'amount-differs')).toMatchObject({
			at: 'D2',
			values: { counted: '12,628.00', difference: '72.00' }
		});
	});

	it('marks one-off lines, other periods and grades, each with its finding', () => {
		const result = readProposed(
			sheetFrom([
				['名称', '金额(元)', '备注'],
				['补上年未纳入预算', '1', ''],
				['一级道路清扫', '2', '9个月'],
				['桥梁管护(两年)', '3', ''],
				['绿化', '4', '1-9月'],
				['公厕', '5', '每年2次,三级保洁']
			])
		);
		expect(result.lines.map((line) => [line.recurrence, line.periodMonths, line.grade])).toEqual([
			['once', 12, ''],
			['recurring', 9, '一级'],
			['recurring', 24, ''],
			['recurring', 9, ''],
			['recurring', 12, '']
		]);
		expect(codesOf(result)).toEqual(
			expect.arrayContaining([
				'one-off@A2',
				'grade-from-name@A3',
				'line-period@A3',
				'line-period@A4',
				'line-period@A5'
			])
		);
	});

	it('has a Chinese sentence for every finding', () => {
		const result = readProposed(
			sheetFrom([
				['单位:万元'],
				['名称', '数量', '单价', '金额'],
				['保洁', 'x', '', ''],
				['合计', '', '', '3']
			])
		);
		for (const found of result.findings) {
			expect(intakeFindingText(found)).toMatch(/[。]$/);
			expect(intakeFindingText(found)).not.toContain('undefined');
		}
	});

	it('points every number to a cell whose raw value × factor is the number', () => {
		const figure = fc.oneof(
			fc.integer({ min: -1e9, max: 1e9 }).map(String),
			fc.tuple(fc.nat(1e6), fc.nat(999_999)).map(([whole, part]) => `${whole}.${part}`),
			fc.nat(1e9).map((value) => `${value.toLocaleString('en-US')}.25`),
			fc.nat(1e6).map((value) => `${value}万元`),
			fc.constantFrom('', '-', '约5', '见附件', '9.3562000000000003', '12%', '34座', '=1+1', '1,23')
		);
		const name = fc.constantFrom(
			'清扫',
			'  洒水',
			'一、道路',
			'小计',
			'合计',
			'补上年',
			'注:说明',
			'1.1 桥',
			''
		);
		const row = fc.tuple(name, figure, figure, figure).map((cells) => [...cells]);
		fc.assert(
			fc.property(
				fc.array(row, { maxLength: 12 }),
				fc.constantFrom('单位:元', '单位:万元', ''),
				(rows, unit) => {
					const sheet = sheetFrom([[unit], ['名称', '数量', '单价', '金额'], ...rows]);
					const cells = new Map(sheet.cells.map((cell) => [cell.at, cell]));
					const result = readProposed(sheet);
					for (const line of result.lines) {
						for (const field of ['quantity', 'unitPrice', 'statedAmount'] as const) {
							const source = line.sources[field];
							expect(source === undefined).toBe(line[field] === null);
							if (!source) continue;
							const reading = readNumber(cells.get(source.address));
							if (reading.kind !== 'number') throw new Error(`${source.address} is no number`);
							const value = multiply(reading.value, dec(source.factor ?? '1'));
							if (field === 'statedAmount')
								expect(unwrap(fenFromYuan(value, 'half-up'))).toBe(line.statedAmount);
							else expect(equals(value, dec(line[field] ?? ''))).toBe(true);
						}
					}
					// Nothing vanishes: each row below the header is a line or has a finding on it.
					const seen = new Set([
						...result.rows,
						...result.findings.map((found) => Number(found.at?.replace(/\D/g, '') ?? 0))
					]);
					for (const [index, cellsOfRow] of rows.entries())
						if (cellsOfRow.some((text) => text !== '')) expect(seen.has(index + 3)).toBe(true);
				}
			)
		);
	});
});
