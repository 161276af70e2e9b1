import { describe, expect, it } from 'vitest';
import type { EditField } from '#lib/core/costing/edit-command.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import { unwrap } from '#lib/core/result.ts';
import { readTyped } from '#lib/ui/grid/cell-input.ts';
import { typedFormula } from '#lib/ui/grid/formula-text.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';

const draft = draftOf([
	costLine({ id: 'road', code: '8.1', name: '道路清扫' }),
	costLine({ id: 'toilet', position: 1, code: '9', name: '公厕' }),
	costLine({ id: 'twin-a', position: 2, code: '7', name: '管护' }),
	costLine({ id: 'twin-b', position: 3, code: '7', name: '管护' })
]);
const { tree } = unwrap(analyse(draft));

function read(field: EditField, text: string): string | null {
	return unwrap(readTyped(field, text, tree));
}

function expected(field: EditField, text: string): string {
	const result = readTyped(field, text, tree);
	if (result.ok || result.problem.code !== 'analysis/bad-value')
		throw new Error(`“${text}” was not refused as a value`);
	return (result.problem.values as { expected: string }).expected;
}

describe('numbers as people type and paste them', () => {
	it.each([
		['quantity', '1,234.50', '1234.5'],
		['quantity', ' 12 ', '12'],
		['quantity', '1234.5', '1234.5'],
		['quantity', '(12)', '-12'],
		['quantity', '1.5E+05', '150000'],
		['unitPrice', '2.5e-2', '0.025'],
		['quantity', '-3', '-3'],
		['quantity', '', null],
		['quantity', '—', null],
		['coefficient', '105%', '1.05'],
		['coefficient', '8.5%', '0.085'],
		['unitPrice', '¥6,850', '6850'],
		['unitPrice', '1.2万元', '12000'],
		['statedAmount', '662.98万元', '6629800'],
		['statedAmount', '22,430,200元', '22430200'],
		['verifiedAmount', '¥457,230.14', '457230.14'],
		['periodMonths', '9个月', '9'],
		['periodMonths', '2年', '24'],
		['months', '1年', '12'],
		['frequency', '3次', '3'],
		['adjustment', '-40,348.50', '-40348.5'],
		['2023:actual', '1.5万元', '15000']
	] as const)('%s “%s” means %s', (field, text, value) => {
		expect(read(field, text)).toBe(value);
	});

	it.each([
		['quantity', 'abc'],
		['quantity', '12座'],
		['quantity', '3万元'],
		['quantity', '1.2.3'],
		['quantity', '1,23'],
		['statedAmount', '12座'],
		['periodMonths', '一年']
	] as const)('%s “%s” is refused, not guessed', (field, text) => {
		expect(expected(field, text)).not.toBe('');
	});
});

describe('formulas', () => {
	it('name lines by code, name or number, and are stored with stable ids', () => {
		expect(read('quantity', '=[8.1].数量*7')).toBe('=[#road].数量*7');
		expect(read('unitPrice', '= [公厕].金额 / [第1行].数量')).toBe('= [#toilet].金额 / [#road].数量');
	});

	it('are shown again as people write them; lines with the same code and name by their number', () => {
		expect(typedFormula('=[#road].数量*7', tree)).toBe('=[8.1].数量*7');
		expect(typedFormula('=[#twin-b].单价', tree)).toBe('=[第4行].单价');
		expect(read('quantity', '=[第4行].单价')).toBe('=[#twin-b].单价');
	});

	it('keep a reference that means no line, or more than one, as typed', () => {
		expect(read('quantity', '=[没有].数量')).toBe('=[没有].数量');
		expect(read('quantity', '=[管护].数量')).toBe('=[管护].数量');
		expect(typedFormula('=[#gone].数量', tree)).toBe('=[#gone].数量');
	});

	it('have no place in amounts of the line, and the refusal says where they go', () => {
		for (const field of ['statedAmount', 'verifiedAmount', 'adjustment'] as const)
			expect(expected(field, '=1+1')).toContain('数量、单价');
		for (const field of ['frequency', 'months', 'coefficient', '2023:actual'] as const)
			expect(read(field, '\uff1d1+1')).toBe('=1+1');
	});
});

describe('choices', () => {
	it.each([
		['element', 'labour', 'labour'],
		['element', '人工费', 'labour'],
		['element', '机械（台班）费', 'machine'],
		['element', '折旧', 'depreciation'],
		['element', '', null],
		['reason', '单价偏高', 'price-too-high'],
		['recurrence', '一次性', 'once'],
		['recurrence', '', 'recurring'],
		['evidenceLevel', '2级', '2'],
		['evidenceLevel', '说明材料', '5'],
		['fundType', '—', null],
		['functionCode', '2120501 城乡社区环境卫生', '2120501'],
		['economicCode', '３０２０２', '30202']
	] as const)('%s “%s” means %s', (field, text, value) => {
		expect(read(field, text)).toBe(value);
	});

	it('refuse what is not in the list or begins several entries, and name the list', () => {
		expect(expected('element', '车马费')).toContain('人工费');
		expect(expected('reason', '超')).toContain('超标准');
	});
});

it('texts are taken as they are, without spaces around them', () => {
	expect(read('name', ' 道路 清扫 ')).toBe('道路 清扫');
	expect(read('remark', '  ')).toBeNull();
	expect(read('code', '001')).toBe('001');
});
