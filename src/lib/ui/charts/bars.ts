import type { EChartsCoreOption } from 'echarts/core';
import { axis, pictureFrame, SERIES_COLOURS, type Palette } from './palette.ts';

export interface WaterfallBar {
	readonly label: string;
	/** Where the bar begins and ends. */
	readonly from: number;
	readonly to: number;
	readonly text: string;
	/** The first and the last bar stand on the ground. */
	readonly whole: boolean;
}

/** Waterfall (瀑布图): each bar begins where the one before ended. */
export function waterfallOption(
	bars: readonly WaterfallBar[],
	unit: string,
	palette: Palette
): EChartsCoreOption {
	const label = { show: true, position: 'top', color: palette.ink };
	return {
		...pictureFrame(palette),
		xAxis: { type: 'category', data: bars.map((bar) => bar.label), ...axis(palette) },
		yAxis: { type: 'value', ...axis(palette, unit) },
		series: [
			{
				type: 'bar',
				stack: 'bar',
				silent: true,
				itemStyle: { color: 'transparent' },
				data: bars.map(({ from, to, whole }) => (whole ? 0 : Math.min(from, to)))
			},
			{
				type: 'bar',
				stack: 'bar',
				barMaxWidth: 56,
				label: { ...label, formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? '' },
				data: bars.map(({ label: name, from, to, whole, text }) => ({
					key: name,
					value: whole ? to : Math.abs(to - from),
					lines: [name, `${text} ${unit}`],
					itemStyle: { color: whole ? palette.soft : to > from ? palette.danger : palette.accent }
				}))
			}
		]
	};
}

export interface RankedBar {
	readonly key: string;
	readonly label: string;
	readonly text: string;
	readonly value: number;
	readonly marked: boolean;
}

/** Ranked bars (排序条形图), the lowest on top, with a line at the middle. */
export function rankedOption(
	{
		bars,
		middle,
		unit
	}: { readonly bars: readonly RankedBar[]; readonly middle: number; readonly unit: string },
	palette: Palette
): EChartsCoreOption {
	const frame = pictureFrame(palette);
	return {
		...frame,
		// Room for what stands behind the longest bar.
		grid: { ...frame.grid, right: 24 + 7 * Math.max(...bars.map(({ text }) => text.length), 0) },
		xAxis: { type: 'value', ...axis(palette, '') },
		yAxis: {
			type: 'category',
			inverse: true,
			data: bars.map(({ label }) => label),
			...axis(palette),
			...shortLabels(palette)
		},
		series: [
			{
				type: 'bar',
				barMaxWidth: 18,
				label: {
					show: true,
					position: 'right',
					color: palette.soft,
					formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? ''
				},
				data: bars.map(({ key, label, text, value, marked }) => ({
					key,
					value,
					lines: [label, `${text} ${unit}`],
					itemStyle: { color: marked ? palette.danger : palette.accent }
				})),
				markLine: {
					symbol: 'none',
					silent: true,
					label: { formatter: '中位数', position: 'start', color: palette.soft },
					lineStyle: { type: 'dashed', color: palette.soft },
					data: [{ xAxis: middle }]
				}
			}
		]
	};
}

export interface StackedBars {
	readonly labels: readonly { readonly key: string; readonly label: string }[];
	/** One series per element, a value per label. */
	readonly series: readonly {
		readonly name: string;
		readonly values: readonly number[];
		readonly texts: readonly string[];
	}[];
	readonly unit: string;
}

/** Bars stacked by cost element (要素堆叠条形图), one bar per member. */
export function stackedOption({ labels, series, unit }: StackedBars, palette: Palette): EChartsCoreOption {
	const frame = pictureFrame(palette);
	return {
		...frame,
		grid: { ...frame.grid, top: 56 },
		legend: { type: 'plain', top: 0, textStyle: { color: palette.ink } },
		xAxis: { type: 'value', ...axis(palette) },
		yAxis: {
			type: 'category',
			inverse: true,
			data: labels.map(({ label }) => label),
			...axis(palette),
			...shortLabels(palette)
		},
		series: series.map(({ name, values, texts }, s) => ({
			type: 'bar',
			name,
			stack: 'element',
			barMaxWidth: 22,
			itemStyle: {
				color: SERIES_COLOURS[s % SERIES_COLOURS.length],
				borderColor: palette.panel,
				borderWidth: 1
			},
			data: values.map((value, i) => ({
				key: labels[i]?.key ?? '',
				value,
				lines: [labels[i]?.label ?? '', `${name} ${texts[i] ?? ''} ${unit}`]
			}))
		}))
	};
}

export interface TrendData {
	readonly years: readonly string[];
	readonly series: readonly {
		readonly name: string;
		readonly raw: boolean;
		readonly points: readonly {
			readonly key: string;
			readonly year: string;
			readonly value: number;
			readonly text: string;
			/** Which figure of the member it is; null where it was only worked out for the picture. */
			readonly figure: 'raw' | 'comparable' | null;
		}[];
	}[];
	readonly unit: string;
}

/** Lines whose names stand above the picture. */
const MOST_NAMED = 8;

/** Unit cost over the years (趋势图): dashed as it was, solid with the price index removed. */
export function trendOption({ years, series, unit }: TrendData, palette: Palette): EChartsCoreOption {
	const frame = pictureFrame(palette);
	const colourOf = new Map(
		[...new Set(series.map(({ name }) => name))].map((name, i) => [
			name,
			SERIES_COLOURS[i % SERIES_COLOURS.length]
		])
	);
	return {
		...frame,
		grid: { ...frame.grid, top: 64 },
		// The solid and the dashed line of one project share their name, and so their place here. More names than a line
		// or two would cover the picture; then each point tells its own.
		...(colourOf.size <= MOST_NAMED
			? { legend: { type: 'plain', top: 0, textStyle: { color: palette.ink }, formatter: shortened } }
			: {}),
		xAxis: { type: 'category', data: years, ...axis(palette) },
		yAxis: { type: 'value', scale: true, ...axis(palette, unit) },
		series: series.map(({ name, raw, points }) => ({
			type: 'line',
			symbolSize: 8,
			lineStyle: { type: raw ? 'dashed' : 'solid' },
			color: colourOf.get(name),
			data: points.map(({ key, year, value, text }) => ({
				key,
				value: [year, value],
				lines: [`${name} ${year}年`, `${text} ${unit}${raw ? '（未剔除物价）' : ''}`]
			}))
		}))
	};
}

/** Names may be long and differ at their end, so the middle goes; the whole stands in the tooltip and in the table. */
function shortened(name: string): string {
	return name.length > 21 ? `${name.slice(0, 8)}…${name.slice(-12)}` : name;
}

function shortLabels(palette: Palette) {
	return {
		axisLabel: { width: 260, overflow: 'truncate', color: palette.soft, fontSize: 12, formatter: shortened }
	};
}
