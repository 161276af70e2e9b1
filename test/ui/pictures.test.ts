import { describe, expect, it } from 'vitest';
import { rankedOption } from '#lib/ui/charts/bars.ts';
import { boxPlotOption, onLogScale } from '#lib/ui/charts/box-plot.ts';
import { pointsInOrder } from '#lib/ui/charts/points-in-order.ts';
import { scatterOption, wantsLogScale } from '#lib/ui/charts/scatter.ts';
import { matchingOptions } from '#lib/ui/form/picker-options.ts';

const PALETTE = {
	...{ ink: '#000', soft: '#444', line: '#ccc', accent: '#036', accentSoft: '#cde' },
	...{ danger: '#b00', panel: '#fff', fontFamily: 'sans-serif' }
};

function boxOf(values: readonly number[], flagged: readonly number[] = []) {
	const point = (value: number, i: number) => ({
		...{ key: String(i), label: `项目${i}`, text: String(value), value },
		...{ ref: '', included: i !== 1, flagged: flagged.includes(i) }
	});
	const points = values.map(point);
	return { unit: '元', points, q1: 1, median: 2, q3: 3, lowFence: null, highFence: null };
}

describe('pictures', () => {
	it('are walked by keys from left to right, whatever series a point is in', () => {
		const option = boxPlotOption(boxOf([3, 1, 2], [2]), PALETTE);
		expect(pointsInOrder(option).map(({ key }) => key)).toEqual(['1', '2', '0']);
		expect(pointsInOrder(option)[0]?.lines).toEqual(['项目1', '1 元', '未纳入']);
		const bars = [7, 5].map((value, i) => {
			return { key: `b${i}`, label: '', text: '', value, marked: false };
		});
		const ranked = rankedOption({ bars, middle: 6, unit: '元' }, PALETTE);
		expect(pointsInOrder(ranked).map(({ key }) => key)).toEqual(['b0', 'b1']);
	});

	it('take a logarithmic scale only where one value would squeeze the others', () => {
		expect(onLogScale(boxOf([1, 2, 3]))).toBe(false);
		expect(onLogScale(boxOf([1, 2, 3_000]))).toBe(true);
		expect(onLogScale(boxOf([-1, 2, 3_000]))).toBe(false);
		expect(wantsLogScale([100, 5_000])).toBe(true);
		expect(wantsLogScale([0, 5_000])).toBe(false);
		expect(wantsLogScale([])).toBe(false);
	});

	it('say names as text, never as markup', () => {
		const point = { key: '0', label: '<b>甲</b>', text: '1 元', x: 1, y: 1, marked: false };
		const option = scatterOption({ points: [point], xName: '', yName: '' }, PALETTE);
		const { formatter } = option['tooltip'] as { formatter: (told: { data: unknown }) => string };
		expect(formatter({ data: pointsInOrder(option)[0] })).toBe('&#60;b&#62;甲&#60;/b&#62;<br>1 元');
		expect(formatter({ data: [1, 2] })).toBe('');
	});
});

describe('a field that searches', () => {
	const options = [
		{ key: '0', label: '东城清扫 2024年', initials: ['d', 'c', 's', 'q'] },
		{ key: '1', label: '西城清扫 2024年', initials: ['x', 'c', 's', 'q'] },
		{ key: '2', label: '西城清扫', initials: undefined }
	];
	const keys = (typed: string) => matchingOptions(options, typed).map(({ key }) => key);

	it('finds by every word, as written or by pinyin initials, and puts what is called so first', () => {
		expect(keys('')).toEqual(['0', '1', '2']);
		expect(keys('清扫 东城')).toEqual(['0']);
		expect(keys('XCSQ')).toEqual(['1']);
		expect(keys('西城清扫')).toEqual(['2', '1']);
		expect(keys('没有')).toEqual([]);
	});
});
