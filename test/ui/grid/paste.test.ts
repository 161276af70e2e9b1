import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { shownText } from '#lib/ui/grid/cell-text.ts';
import { readClipboard, readTabbedText, type PastedTable } from '#lib/ui/grid/clipboard-read.ts';
import { clipboardHtml, tabbedText } from '#lib/ui/grid/clipboard-write.ts';
import { isFigureColumn, type SheetColumn } from '#lib/ui/grid/column-sets.ts';
import { copiedCells } from '#lib/ui/grid/copied-cells.ts';
import { segmentsOf } from '#lib/ui/grid/edit-segments.ts';
import type { SheetRow } from '#lib/ui/grid/flatten.ts';
import { pasteSentence, planPaste, type PastePlan } from '#lib/ui/grid/paste.ts';
import { readHead } from '#lib/ui/grid/paste-header.ts';
import type { Block } from '#lib/ui/grid/selection.ts';
import { costLine, draftOf, yuan } from '../../support/cost-draft.ts';
import { sheetOf } from '../../support/sheet-rows.ts';

const COLUMNS: readonly SheetColumn[] = [
	'code',
	'name',
	'quantity',
	'unit',
	'unitPrice',
	'statedAmount',
	'period'
];

const draft = draftOf([
	costLine({ id: 'top', code: '8', name: '环卫' }),
	costLine({ id: 'a', parentId: 'top', code: '8.1', quantity: '100', unitPrice: '10' }),
	costLine({ id: 'b', parentId: 'top', position: 1, code: '8.2', quantity: '=[#a].数量*2', unitPrice: '5' }),
	costLine({ id: 'c', parentId: 'top', position: 2, code: '8.3', statedAmount: yuan(70) })
]);

const textOf = (row: SheetRow, column: SheetColumn) =>
	isFigureColumn(column) ? '700.00' : shownText(row, column);

function at(row: number, column: SheetColumn, rows = 1, columns = 1): Block {
	const left = COLUMNS.indexOf(column);
	return { top: row, left, bottom: row + rows - 1, right: left + columns - 1 };
}

function paste(
	table: PastedTable,
	block: Block,
	into: AnalysisDraft = draft
): { plan: PastePlan; lines: readonly CostLine[] } {
	const { rows, tree } = sheetOf(into);
	let ids = 0;
	const plan = planPaste(
		table,
		{ rows, columns: COLUMNS, block },
		{ draft: into, tree, newId: () => `new-${(ids += 1)}`, textOf, inSheetUnit: (_, text) => text }
	);
	let after = into;
	for (const part of segmentsOf(plan.commands)) after = unwrap(applyCommands(after, part)).draft;
	return { plan, lines: sheetOf(after).tree.lines };
}

function pasteText(text: string, block: Block) {
	return paste(readTabbedText(text), block);
}

function line(lines: readonly CostLine[], id: string): CostLine {
	const found = lines.find((candidate) => candidate.id === id);
	if (!found) throw new Error(`No line ${id}`);
	return found;
}

describe('a pasted table', () => {
	it('goes in from the active cell on, blank cells included', () => {
		const { lines, plan } = pasteText('1,234.50\t㎡\n\t座\n３\t', at(1, 'quantity'));
		expect([line(lines, 'a').quantity, line(lines, 'a').unit]).toEqual(['1234.5', '㎡']);
		expect([line(lines, 'b').quantity, line(lines, 'b').unit]).toEqual([null, '座']);
		expect([line(lines, 'c').quantity, line(lines, 'c').unit]).toEqual(['3', '']);
		expect(plan.refused).toEqual([]);
		expect(pasteSentence(plan)).toBe('已粘贴 3 行');
	});

	it.each([
		['(1,234.50)', '-1234.5'],
		['￥12', '12'],
		['１２．５元', '12.5'],
		['1.2万元', '12000'],
		['—', null],
		['-', null],
		['–', null],
		['8.5%', '0.085']
	])('reads the number %s', (text, value) => {
		expect(line(pasteText(text, at(1, 'unitPrice')).lines, 'a').unitPrice).toBe(value);
	});

	it('keeps texts as they are: dates, codes of eighteen digits, zeros in front', () => {
		const { lines } = pasteText('110101199001011234\t2024年3月\n001\t—', at(1, 'code'));
		expect([line(lines, 'a').code, line(lines, 'a').name]).toEqual(['110101199001011234', '2024年3月']);
		expect([line(lines, 'b').code, line(lines, 'b').name]).toEqual(['001', '—']);
	});

	it('takes the exact value before the shown one', () => {
		const html = '<table><tr><td x:num="1234.5678">1,235</td></tr></table>';
		expect(line(paste(readClipboard(html, '1,235'), at(1, 'quantity')).lines, 'a').quantity).toBe(
			'1234.5678'
		);
	});

	it('grows the sheet at the level of the last line', () => {
		const { lines, plan } = pasteText('9.1\t一\t1\n9.2\t二\t2\n9.3\t三\t3', at(3, 'code'));
		expect(plan.added).toBe(2);
		expect(
			lines.slice(3).map(({ code, name, quantity, parentId }) => [code, name, quantity, parentId])
		).toEqual([
			['9.1', '一', '1', 'top'],
			['9.2', '二', '2', 'top'],
			['9.3', '三', '3', 'top']
		]);
		expect(pasteSentence(plan)).toBe('已粘贴 3 行，其中新增 2 行');
	});

	it('starts a sheet that has no lines yet', () => {
		const { lines } = paste(readTabbedText('1\t道路\t5\n2\t桥梁\t6'), at(0, 'code'), draftOf([]));
		expect(lines.map(({ code, name, quantity }) => [code, name, quantity])).toEqual([
			['1', '道路', '5'],
			['2', '桥梁', '6']
		]);
	});

	it('repeats over a selection that is a multiple of it, and once over any other', () => {
		const one = pasteText('7', at(1, 'quantity', 3)).lines;
		expect(['a', 'b', 'c'].map((id) => line(one, id).quantity)).toEqual(['7', '7', '7']);
		const twice = pasteText('7\t㎡', at(1, 'quantity', 2, 2)).lines;
		expect(['a', 'b', 'c'].map((id) => line(twice, id).unit)).toEqual(['㎡', '㎡', '']);
		const odd = pasteText('7\n8', at(1, 'quantity', 3)).lines;
		expect(['a', 'b', 'c'].map((id) => line(odd, id).quantity)).toEqual(['7', '8', null]);
	});

	it('leaves out what cannot stand there, with the reason, and writes the rest', () => {
		const { lines, plan } = pasteText('环卫\t\t\t\t9\n一\tabc\t㎡\t6\t\t', at(0, 'name'));
		expect(plan.refused.map(({ lineId, column, text }) => [lineId, column, text])).toEqual([
			['top', 'statedAmount', '9'],
			['a', 'quantity', 'abc']
		]);
		expect(plan.refused[0]?.reason).toContain('下级');
		expect(plan.refused[1]?.reason).toContain('数字');
		expect([line(lines, 'a').name, line(lines, 'a').unitPrice, line(lines, 'a').quantity]).toEqual([
			'一',
			'6',
			'100'
		]);
		expect(pasteSentence(plan)).toBe('已粘贴 2 行，2 格未接受');
	});

	it('counts cells in calculated columns and beyond the last column, but not those that say the same', () => {
		const { plan } = pasteText('1000\t700\t多余', at(1, 'statedAmount'));
		expect(plan.refused.map(({ text }) => text)).toEqual(['多余']);
		expect(pasteText('1000\t701', at(1, 'statedAmount')).plan.refused[0]?.reason).toContain('系统计算');
	});
});

describe('a head above the data', () => {
	it('says which column is which and in which unit, whatever the order', () => {
		const { lines, plan } = pasteText(
			'金额（万元）\t项目名称\t备注说明\n662.98\t道路\t无\n—\t桥梁\t无',
			at(1, 'code')
		);
		expect([line(lines, 'a').name, line(lines, 'a').statedAmount]).toEqual(['道路', yuan('6629800')]);
		expect(line(lines, 'b').name).toBe('桥梁');
		expect(plan.rows).toBe(2);
		expect(plan.skippedHeads).toEqual(['备注说明']);
		expect(pasteSentence(plan)).toContain('没有对应的列：备注说明');
	});

	it.each([
		[
			['编码', '名称', '数量'],
			['code', 'name', 'quantity']
		],
		[
			['序号', '费用明细', '单价（元/㎡）', '2023年实际'],
			['code', 'name', 'unitPrice', '2023:actual']
		],
		[['核定数(万元)'], ['verifiedAmount']]
	])('%j is one', (heads, fields) => {
		const head = readHead([heads.map((text) => ({ text })), [{ text: '1' }]]);
		expect(head?.columns.map(({ field }) => field)).toEqual(fields);
	});

	it('may stand below a title and the unit of the whole table; totals at the end are not added once more', () => {
		const { lines, plan } = pasteText(
			'环卫项目成本表\t\t\n\t\t（单位：万元）\n名称\t单价（元）\t金额\n道路\t2\t1.5\n桥梁\t3\t(0.5)\n合 计\t\t1',
			at(1, 'code')
		);
		expect([line(lines, 'a').name, line(lines, 'a').statedAmount, line(lines, 'a').unitPrice]).toEqual([
			'道路',
			yuan(15_000),
			'2'
		]);
		expect([line(lines, 'b').name, line(lines, 'b').statedAmount]).toEqual(['桥梁', yuan(-5000)]);
		expect([plan.rows, line(lines, 'c').name]).toEqual([2, 'c']);
		expect(pasteSentence(plan)).toBe('已粘贴 2 行，合计行未粘贴（本表自动合计）');
	});

	it.each([
		['人工费用\n材料费用'],
		['题目\n道路\t5\n名称\t数量\n桥梁\t6'],
		['道路\t5\n桥梁\t6'],
		['名称'],
		['项目\t12\n道路\t6']
	])('%j holds none', (text) => {
		expect(readHead(readTabbedText(text))).toBeNull();
	});
});

describe('cells of our own', () => {
	const { rows } = sheetOf(draft);
	const columns: readonly SheetColumn[] = ['quantity', 'unit', 'unitPrice', 'statedAmount'];
	const copied = copiedCells(rows.slice(1, 3), columns, { textOf, inSheetUnit: (_, text) => text });
	const table = readClipboard(clipboardHtml(copied), tabbedText(copied));

	it('keep formulas, and amounts that follow from what was copied with them', () => {
		const { lines } = paste(table, at(3, 'quantity'));
		expect(line(lines, 'c').quantity).toBe('100');
		expect(line(lines, 'c').amountBasis).toBe('computed');
		expect(lines.at(-1)?.quantity).toBe('=[#a].数量*2');
	});

	it('give their values where the lines they name are not', () => {
		const other = draftOf([costLine({ id: 'x' }), costLine({ id: 'y', position: 1 })]);
		expect(paste(table, at(0, 'quantity'), other).lines.map(({ quantity }) => quantity)).toEqual([
			'100',
			'200'
		]);
	});

	it('give an amount alone as a value', () => {
		const alone = table.map((row) => row.slice(3));
		expect(line(paste(alone, at(3, 'statedAmount')).lines, 'c').statedAmount).toBe(yuan(1000));
	});
});

it('an amount that is what its factors come to goes on following them', () => {
	const { lines } = pasteText('1.5\t吨\t20\t30.00\n2\t吨\t20\t41', at(1, 'quantity'));
	expect(line(lines, 'a').amountBasis).toBe('computed');
	expect([line(lines, 'b').amountBasis, line(lines, 'b').statedAmount]).toEqual(['stated', yuan(41)]);
});

it('ten thousand lines of eight columns are one edit of sound commands', () => {
	const text = Array.from(
		{ length: 10_000 },
		(_, row) => `9.${row}\t第${row}行\t${row}\t㎡\t2.5\t${row * 2.5}`
	).join('\n');
	const { lines, plan } = pasteText(text, at(3, 'code'));
	expect(lines).toHaveLength(10_003);
	expect(plan.refused).toEqual([]);
	expect(plan.commands.length).toBeLessThan(LIMITS.commandsPerBatch);
	expect(lines.at(-1)?.amountBasis).toBe('computed');
});
