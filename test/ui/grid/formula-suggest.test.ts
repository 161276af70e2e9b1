import { describe, expect, it } from 'vitest';
import { cellsNamed, choicesLike, suggestionsAt } from '#lib/ui/grid/formula-suggest.ts';
import { referenceText, storedFormula, typedFormula } from '#lib/ui/grid/formula-text.ts';
import { costLine, draftOf } from '../../support/cost-draft.ts';
import { sheetOf } from '../../support/sheet-rows.ts';

const { tree } = sheetOf(
	draftOf([
		costLine({ id: 'road', code: '8.1', name: '道路清扫' }),
		costLine({ id: 'sub', parentId: 'road', code: '8.1.1', name: '机扫' }),
		costLine({ id: 'twin-a', position: 1, name: '管护' }),
		costLine({ id: 'twin-b', position: 2, name: '管护' })
	])
);
const parameter = { id: 'p', position: 0, name: '管理费率', value: '0.05', unit: '', source: '' };

const labels = (text: string, caret = text.length) =>
	suggestionsAt(text, caret, { tree, parameters: ['管理费率'] }).items.map(({ label }) => label);

describe('while a formula is typed', () => {
	it.each([
		['=SU', 'SUM'],
		['=1+round', 'ROUND'],
		['=管', '管理费率'],
		['=[', '本行'],
		['=[8.1', '8.1'],
		['=[清', '8.1'],
		['=[8.1].', '数量'],
		['=[8.1].单', '单价'],
		['=SUM([8.1].下级.金', '金额'],
		['=[8.1].下', '下级'],
		['\uff1d\u3010上', '上级']
	])('%s is offered %s', (text, label) => {
		expect(labels(text)).toContain(label);
	});

	it('nothing is offered for plain text, numbers, and words that are complete', () => {
		for (const text of ['SU', '=1', '=[8.1].数量', '']) expect(labels(text)).toEqual([]);
	});

	it('what is taken replaces the word before the caret', () => {
		const { from, items } = suggestionsAt('=[8.1].数+1', 8, { tree, parameters: [] });
		expect(from).toBe(7);
		expect(items[0]?.insert).toBe('数量');
	});
});

describe('references', () => {
	it('are written shortest, and as 本行 in their own line', () => {
		expect(referenceText(tree, 1, 0, 'quantity')).toBe('[8.1].数量');
		expect(referenceText(tree, 0, 0, 'unitPrice')).toBe('[本行].单价');
		expect(referenceText(tree, 0, 3, 'amount')).toBe('[第4行].金额');
	});

	it('name cells that can be pointed out, also relative ones', () => {
		expect(cellsNamed('=[8.1].数量*[上级].单价+[本行].金额', tree, 1)).toEqual([
			{ lineId: 'road', column: 'quantity' },
			{ lineId: 'road', column: 'unitPrice' },
			{ lineId: 'sub', column: 'statedAmount' }
		]);
		expect(cellsNamed('=[8.1', tree, 1)).toEqual([]);
	});

	it('to parameters and relative lines are kept by id, and shown by name', () => {
		const stored = storedFormula('=[上级].数量*管理费率+[8.1].单价', tree, [parameter]);
		expect(stored).toMatchObject({ ok: true, value: '=[上级].数量*[@p]+[#road].单价' });
		expect(typedFormula('=[上级].数量*[@p]+[#road].单价', tree, [parameter])).toBe(
			'=[上级].数量*管理费率+[8.1].单价'
		);
	});
});

describe('a choice being typed', () => {
	const choices = { '': '（空）', labour: '人工费', material: '材料费', other: '其他材料' };
	const offered = (text: string) => choicesLike(text, choices).items.map(({ insert }) => insert);

	it('is offered those that begin with it, then those that have it inside', () => {
		expect(offered('材料')).toEqual(['材料费', '其他材料']);
		expect([offered('费'), offered('没有'), offered(''), offered('人工费')]).toEqual([
			['人工费', '材料费'],
			[],
			[],
			[]
		]);
	});
});
