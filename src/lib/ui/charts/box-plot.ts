import type { EChartsCoreOption } from 'echarts/core';
import { escapeHtml, type Palette } from './palette.ts';

const LOW_FENCE = '离群下限';
const HIGH_FENCE = '离群上限';

/** One observation. `value` is a double only because pixels are; every figure in text comes from exact decimals. */
export interface BoxPoint {
	readonly key: string;
	readonly label: string;
	/** The value as shown, without its unit. */
	readonly text: string;
	readonly value: number;
	readonly included: boolean;
	readonly flagged: boolean;
}

export interface BoxPlotData {
	/** "元/平方米·年" */
	readonly unit: string;
	readonly points: readonly BoxPoint[];
	readonly q1: number;
	readonly median: number;
	readonly q3: number;
	readonly lowFence: number | null;
	readonly highFence: number | null;
}

/** A lying box with its points in a band below: included filled, excluded hollow, flagged red. */
export function boxPlotOption(data: BoxPlotData, palette: Palette): EChartsCoreOption {
	const label = { color: palette.soft, fontSize: 12 };
	return {
		animation: false,
		textStyle: { fontFamily: palette.fontFamily },
		grid: { left: 12, right: 16, top: 26, bottom: 28 },
		tooltip: {
			trigger: 'item',
			confine: true,
			backgroundColor: palette.panel,
			textStyle: { color: palette.ink }
		},
		xAxis: {
			type: 'value',
			scale: true,
			axisLabel: { ...label, hideOverlap: true },
			splitLine: { lineStyle: { color: palette.line } }
		},
		yAxis: [
			{ type: 'category', data: [''], show: false },
			{ type: 'value', min: -1, max: 1, show: false }
		],
		series: [box(data, palette), points(data, palette)]
	};
}

function box(data: BoxPlotData, palette: Palette) {
	// Tukey's whiskers end at the farthest observations that are not outliers.
	const inside = data.points.filter(({ flagged }) => !flagged).map(({ value }) => value);
	const fences = [
		{ xAxis: data.lowFence, name: LOW_FENCE },
		{ xAxis: data.highFence, name: HIGH_FENCE }
	].filter(({ xAxis }) => xAxis !== null);
	return {
		type: 'boxplot',
		silent: true,
		data: [[Math.min(data.q1, ...inside), data.q1, data.median, data.q3, Math.max(data.q3, ...inside)]],
		boxWidth: [20, 34],
		itemStyle: { color: palette.accentSoft, borderColor: palette.accent, borderWidth: 1.5 },
		markLine: {
			symbol: 'none',
			silent: true,
			lineStyle: { type: 'dashed', color: palette.danger, opacity: 0.7 },
			label: { formatter: '{b}', position: 'end', color: palette.soft, fontSize: 12 },
			data: fences
		}
	};
}

function points(data: BoxPlotData, palette: Palette) {
	// Thousands of points want smaller dots in more lanes.
	const many = data.points.length > 500;
	const lane = (i: number) => (many ? ((i * 13) % 31) / 31 - 0.5 : ((i % 5) - 2) * 0.12);
	return {
		type: 'scatter',
		yAxisIndex: 1,
		symbolSize: many ? 4 : 10,
		z: 3,
		tooltip: { formatter: ({ data: point }: { data: { shown: string } }) => point.shown },
		data: data.points.map((point, i) => {
			const colour = point.flagged ? palette.danger : palette.accent;
			const lines = [point.label, `${point.text} ${data.unit}`, ...(point.included ? [] : ['未纳入'])];
			return {
				key: point.key,
				// Neighbours step up and down in a fixed pattern, so that equal values do not hide each other.
				value: [point.value, -0.65 + lane(i) * (many ? 0.65 : 1)],
				shown: lines.map(escapeHtml).join('<br>'),
				itemStyle: {
					color: point.included ? colour : palette.panel,
					borderColor: colour,
					borderWidth: many ? 0.5 : 1.5
				}
			};
		})
	};
}
