import { describe, expect, it } from 'vitest';
import { labelUnder, shownFigure } from '#lib/ui/lineage/shown-figure.ts';

describe('a figure in the source panel', () => {
	it.each([
		['1450000.00', '元', '1,450,000.00'],
		['-1234567', '平方米', '-1,234,567'],
		['8.136361523903', '元/平方米·年', '8.136361523903'],
		['999', '元', '999'],
		['2025', '年', '2025'],
		['870000', null, '870000'],
		['每日 2 次', '次', '每日 2 次']
	])('shows %s %s as %s', (value, unit, shown) => {
		expect(shownFigure(value, unit)).toBe(shown);
	});
});

describe('a label under another', () => {
	it.each([
		['甲项目 2022年 单位成本', '甲项目 2022年 可比单位成本', '单位成本'],
		['甲项目 2022年 单位成本', '纳入样本 平均先进水平', '甲项目 2022年 单位成本'],
		['单位成本', '单位成本', '单位成本'],
		['单位成本', undefined, '单位成本']
	])('says of %s under %s only %s', (label, above, left) => {
		expect(labelUnder(label, above)).toBe(left);
	});
});
