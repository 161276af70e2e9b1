import type { EChartsCoreOption } from 'echarts/core';
import { axis, escapeHtml, pictureFrame, type Palette } from './palette.ts';

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
	const line = (read: 'fit' | 'low' | 'high', name: string) => ({
		type: 'line',
		name,
		silent: true,
		symbol: 'none',
		lineStyle: {
			color: palette.accent,
			width: read === 'fit' ? 2 : 1,
			type: read === 'fit' ? 'solid' : 'dashed'
		},
		data: (data.band ?? []).map((point) => [point.x, point[read]])
	});
	return {
		...pictureFrame(palette),
		xAxis: {
			type: data.logX ? 'log' : 'value',
			scale: true,
			...axis(palette, data.xName),
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

/** Many points are drawn in one go, which knows one colour per series; so the marked ones are a series of their own. */
function dots({ points }: ScatterData, marked: boolean, palette: Palette) {
	return {
		type: 'scatter',
		symbolSize: points.length > 500 ? 5 : 10,
		large: points.length > 2000,
		itemStyle: { color: marked ? palette.danger : palette.accent },
		data: points
			.filter((point) => point.marked === marked)
			.map(({ key, label, text, x, y }) => ({
				key,
				value: [x, y],
				shown: `${escapeHtml(label)}<br>${escapeHtml(text)}`
			}))
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
