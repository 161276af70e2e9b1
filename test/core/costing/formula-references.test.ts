import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/core/costing/figures.ts';
import type { FindingRecord } from '#lib/core/costing/finding.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import { toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { storedFormula } from '#lib/ui/grid/formula-text.ts';
import { costLine, draftOf, yuan } from '../../support/cost-draft.ts';

const PARAMETERS: readonly NamedParameter[] = [
	{ id: 'rate', position: 0, name: '管理费率', value: '0.08', unit: '', source: '' },
	{ id: 'area', position: 1, name: '道路面积', value: '=[#b].数量*2', unit: '㎡', source: '' }
];
const LINES = [
	costLine({ id: 'a', code: '8', name: '环卫' }),
	costLine({
		id: 'b',
		parentId: 'a',
		code: '8.1',
		name: '清扫',
		element: 'labour',
		quantity: '1804',
		unitPrice: '7',
		years: { '2020:actual': '12000' }
	}),
	costLine({
		id: 'c',
		parentId: 'a',
		position: 1,
		code: '8.2',
		name: '绿化',
		element: 'material',
		quantity: '12',
		unitPrice: '6850',
		months: '12'
	}),
	costLine({
		id: 'd',
		position: 1,
		code: '9',
		name: '零星',
		quantity: '3',
		unitPrice: '100',
		verifiedAmount: yuan(250)
	})
];

/** What the quantity of one more line comes to when this is typed there: its number, or the finding about it. */
function typedInto(typed: string): string | FindingRecord['values'] {
	const quantity = unwrap(storedFormula(typed, buildTree(LINES), PARAMETERS));
	const line = costLine({ id: 'x', position: 2, name: '试', quantity, unitPrice: '1' });
	const figures = unwrap(analyse({ ...draftOf([...LINES, line]), parameters: PARAMETERS }));
	const number = figures.lines[figures.tree.indexOf.get('x') ?? -1]?.quantity;
	return number
		? toText(number)
		: (figures.findings.find(({ code }) => code === 'formula-error')?.values ?? {});
}

describe('formulas in a breakdown', () => {
	it.each([
		['=[8].合计', '999028'],
		['=SUM([8].下级.金额)', '999028'],
		['=SUM([8].合计,[9].金额)', '999328'],
		['=[第2行].数量', '1804'],
		['=[清扫].数量+1', '1805'],
		['=[8.2].月数', '12'],
		['=[9].核定金额', '250'],
		['=[8.1].2020实际', '12000'],
		['=ROUND([8].2020实际/3,2)', '4000'],
		['=[8.1].数量*管理费率', '144.32'],
		['=道路面积', '3608'],
		['=[本行].单价*2+单价', '3'],
		['=IFERROR([上级].金额,7)', '7'],
		['=COUNTA([8].明细.频次)', '0'],
		['=IF([8.1].系数=0,5,6)', '5'],
		['=SUMIF([8].明细.要素,"人工*",[8].明细.金额)', '12628'],
		['=VLOOKUP("绿化",[8].明细.名称:金额,2,FALSE)', '986400'],
		['=XLOOKUP("8.2",[8].下级.编码,[8].下级.单价)', '6850'],
		['=SUMPRODUCT([8].明细.数量,[8].明细.单价)', '94828'],
		['=SUMPRODUCT(([8].明细.要素="人工费")*[8].明细.金额)', '12628']
	])('%s → %s', (typed, value) => expect(typedInto(typed)).toBe(value));

	it.each([
		['=[8.9].数量', '#REF!', '8.9'],
		['=[8.1].数量/[8.1].系数', '#DIV/0!', '[8.1].系数'],
		['=人行道*2', '#NAME?', '人行道'],
		['="甲"+1', '#VALUE!', '甲'],
		['=XLOOKUP("无",[8].下级.编码,[8].下级.单价)', '#N/A', '无'],
		['=[全部].合计', '#CYCLE!', '试 数量 → 全部 金额 → 试 金额']
	])('%s is %s, and the finding names %s', (typed, error, detail) =>
		expect(typedInto(typed)).toEqual({ line: '试', column: '数量', error, detail })
	);
});
