import type { EChartsCoreOption } from 'echarts/core';
import { dotSize } from './dot-size.ts';
import { LOG_AXIS, tooltip, type Palette } from './palette.ts';

const LOW_FENCE = '离群下限';
const HIGH_FENCE = '离群上限';

/** One observation. `value` is a double only because pixels are; every figure in text comes from exact decimals. */
export interface BoxPoint {
	readonly key: string;
	readonly label: string;
	/** The value as shown, without its unit. */
	readonly text: string;
	/** The address of the value. */
	readonly ref: string;
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

/**
 * A lying box with its points in a band below: included filled, excluded hollow, flagged red. Values far apart stand on a
 * logarithmic scale, or one of them would squeeze all others into a line.
 */
export function boxPlotOption(data: BoxPlotData, palette: Palette): EChartsCoreOption {
	const label = { color: palette.soft, fontSize: 12 };
	return {
		animation: false,
		textStyle: { fontFamily: palette.fontFamily },
		// At either side there is room for half the name of a fence.
		grid: { left: 32, right: 32, top: 26, bottom: 28 },
		tooltip: tooltip(palette),
		xAxis: {
			...(onLogScale(data) ? LOG_AXIS : { type: 'value' }),
			scale: true,
			axisLabel: { ...label, hideOverlap: true },
			splitLine: { lineStyle: { color: palette.line } }
		},
		yAxis: [
			{ type: 'category', data: [''], show: false },
			{ type: 'value', min: -1, max: 1, show: false }
		],
		series: [
			box(data, palette),
			...[true, false].flatMap((included) =>
				[false, true].map((flagged) => points(data, { included, flagged }, palette))
			)
		]
	};
}

/** How many times the median the farthest may lie off on a scale that adds. */
const FAR = 30;

export function onLogScale({ points, median }: Pick<BoxPlotData, 'points' | 'median'>): boolean {
	return points.every(({ value }) => value > 0) && points.some(({ value }) => value > median * FAR);
}

function box(data: BoxPlotData, palette: Palette) {
	// Tukey's whiskers end at the farthest observations that are not outliers.
	const inside = data.points.filter(({ flagged }) => !flagged).map(({ value }) => value);
	const logged = onLogScale(data);
	const fences = [
		{ xAxis: data.lowFence, name: LOW_FENCE },
		{ xAxis: data.highFence, name: HIGH_FENCE }
	].filter(({ xAxis }) => xAxis !== null && (!logged || xAxis > 0) && data.lowFence !== data.highFence);
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

/** The points of one look: many are drawn in one go, which knows one look per series. */
function points(
	data: BoxPlotData,
	look: { readonly included: boolean; readonly flagged: boolean },
	palette: Palette
) {
	// Thousands of points want more lanes. Neighbours step up and down in a fixed pattern, so that equal values do not
	// hide each other.
	const many = data.points.length > 500;
	const lane = (i: number) => (many ? (((i * 13) % 31) / 31 - 0.5) * 0.65 : ((i % 5) - 2) * 0.12);
	const colour = look.flagged ? palette.danger : palette.accent;
	return {
		type: 'scatter',
		yAxisIndex: 1,
		...dotSize(data.points.length),
		z: 3,
		itemStyle: {
			color: look.included ? colour : palette.panel,
			borderColor: colour,
			borderWidth: many ? 0.5 : 1.5
		},
		data: data.points.flatMap((point, i) =>
			point.included === look.included && point.flagged === look.flagged
				? [
						{
							key: point.key,
							value: [point.value, -0.65 + lane(i)],
							lines: [point.label, `${point.text} ${data.unit}`, ...(point.included ? [] : ['未纳入'])]
						}
					]
				: []
		)
	};
}
