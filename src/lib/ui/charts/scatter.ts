import type { EChartsCoreOption } from 'echarts/core';
import { dotSize } from './dot-size.ts';
import { axis, LOG_AXIS, pictureFrame, type Palette } from './palette.ts';

/** One observation; coordinates are doubles only because pixels are. */
export interface ScatterPoint {
	readonly key: string;
	readonly label: string;
	/** What the tooltip says under the label. */
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly marked: boolean;
}

export interface ScatterData {
	readonly points: readonly ScatterPoint[];
	readonly xName: string;
	readonly yName: string;
	readonly logX?: boolean;
	/** Fitted line with its band, in the coordinates of the points. */
	readonly band?: readonly {
		readonly x: number;
		readonly fit: number;
		readonly low: number;
		readonly high: number;
	}[];
	/** Lines that cut the picture into quadrants. */
	readonly cross?: { readonly x: number; readonly y: number };
}

/** Scatter (散点图) with a fitted line and its 95 % band, or with the lines of a quadrant. */
export function scatterOption(data: ScatterData, palette: Palette): EChartsCoreOption {
	const { points } = data;
	const line = (read: 'fit' | 'low' | 'high', name: string) => ({
		type: 'line',
		name,
		silent: true,
		symbol: 'none',
		z: 3,
		lineStyle: {
			color: points.length > 500 ? palette.ink : palette.accent,
			width: read === 'fit' ? 2 : 1,
			type: read === 'fit' ? 'solid' : 'dashed'
		},
		data: (data.band ?? []).map((point) => [point.x, point[read]])
	});
	const across = axis(palette, data.xName);
	return {
		...pictureFrame(palette),
		xAxis: {
			...(data.logX ? LOG_AXIS : { type: 'value' }),
			scale: true,
			...across,
			nameTextStyle: { ...across.nameTextStyle, align: 'center' },
			nameLocation: 'middle',
			nameGap: 24
		},
		yAxis: { type: 'value', scale: true, ...axis(palette, data.yName) },
		series: [
			...(data.band ? [line('fit', '拟合线'), line('low', '95% 下限'), line('high', '95% 上限')] : []),
			{ ...dots(data, false, palette), ...(data.cross ? { markLine: cross(data.cross, palette) } : {}) },
			dots(data, true, palette)
		]
	};
}

/** How many times the least the largest must be before a logarithmic scale reads better than a plain one. */
const FAR = 20;

export function wantsLogScale(values: readonly number[]): boolean {
	const least = values.reduce((a, b) => Math.min(a, b), Infinity);
	return least > 0 && values.reduce((a, b) => Math.max(a, b), 0) > least * FAR;
}

/** Many points are drawn in one go, which knows one colour per series; so the marked ones are a series of their own. */
function dots({ points }: ScatterData, marked: boolean, palette: Palette) {
	return {
		type: 'scatter',
		...dotSize(points.length),
		// Thousands lie upon each other: where they are thickest, the colour is.
		itemStyle: { color: marked ? palette.danger : palette.accent, opacity: points.length > 500 ? 0.5 : 0.85 },
		data: points
			.filter((point) => point.marked === marked)
			.map(({ key, label, text, x, y }) => ({ key, value: [x, y], lines: [label, text] }))
	};
}

function cross({ x, y }: { readonly x: number; readonly y: number }, palette: Palette) {
	return {
		symbol: 'none',
		silent: true,
		label: { show: false },
		lineStyle: { type: 'dashed', color: palette.soft },
		data: [{ xAxis: x }, { yAxis: y }]
	};
}
