import { groupThousands } from '../money/fen.ts';
import { dec, toFixedText } from '../decimal/decimal.ts';
import type { Picture, Shape } from './picture.ts';

/** What the picture draws: unit costs as text of decimals. */
export interface Strip {
	readonly values: readonly { readonly value: string; readonly own: boolean; readonly included: boolean }[];
	readonly q1: string;
	readonly median: string;
	readonly q3: string;
	readonly unit: string;
}

const WIDTH = 1000;
const HEIGHT = 250;
const MARGIN = 60;

/** More dots than this lie on each other: then one in so many, by rank, is drawn. */
const MOST_DOTS = 400;

/** 箱线图 with one dot per cost unit and without names: own position first, the others only as dots. */
export function stripPicture(strip: Strip, caption: string): Picture {
	const all = [...strip.values.map(({ value }) => value), strip.q1, strip.q3].map(Number);
	const [low, high] = [Math.min(...all), Math.max(...all)];
	const spread = high - low || 1;
	const x = (value: string) => MARGIN + ((Number(value) - low) / spread) * (WIDTH - 2 * MARGIN);
	return {
		kind: 'picture',
		caption,
		summary: `${strip.values.length} 个成本单元的可比单位成本，中位数 ${shown(strip.median)} ${strip.unit}；红点为本项目，空心点未纳入`,
		width: WIDTH,
		height: HEIGHT,
		shapes: [...box(strip, x), ...dots(strip, x), ...scale([String(low), strip.median, String(high)], x)]
	};
}

function box({ q1, median, q3 }: Strip, x: (value: string) => number): readonly Shape[] {
	return [
		{
			shape: 'box',
			at: { x: x(q1), y: 30 },
			size: { x: Math.max(2, x(q3) - x(q1)), y: 60 },
			tone: 'soft'
		},
		{
			shape: 'line',
			from: { x: x(median), y: 20 },
			to: { x: x(median), y: 165 },
			tone: 'plain',
			dashed: true
		}
	];
}

/** Neighbours step up and down in a fixed pattern, so that equal values do not hide each other; own dots lie on top. */
function dots({ values }: Strip, x: (value: string) => number): readonly Shape[] {
	const placed = values.map(({ value, own, included }, i) => ({
		own,
		dot: {
			shape: 'dot',
			at: { x: x(value), y: 130 + ((i % 5) - 2) * 12 },
			radius: own ? 9 : 6,
			tone: own ? 'mark' : 'plain',
			...(included ? {} : { hollow: true as const })
		} as const
	}));
	const others = placed.filter(({ own }) => !own);
	const every = Math.ceil(others.length / MOST_DOTS);
	const drawn = others.toSorted((a, b) => a.dot.at.x - b.dot.at.x).filter((_, rank) => rank % every === 0);
	return [...drawn, ...placed.filter(({ own }) => own)].map(({ dot }) => dot);
}

function scale(values: readonly string[], x: (value: string) => number): readonly Shape[] {
	const [low = '0', median = '0', high = '0'] = values;
	// A median close to an end would write over it.
	const near = Math.min(x(median) - x(low), x(high) - x(median)) < 150;
	return [
		{ shape: 'line', from: { x: x(low), y: 180 }, to: { x: x(high), y: 180 }, tone: 'ink' },
		...(near ? [low, high] : [low, median, high]).flatMap((value): readonly Shape[] => [
			{ shape: 'line', from: { x: x(value), y: 180 }, to: { x: x(value), y: 188 }, tone: 'ink' },
			{ shape: 'words', at: { x: x(value) - 75, y: 190 }, size: { x: 150, y: 50 }, text: shown(value) }
		])
	];
}

function shown(value: string): string {
	return groupThousands(toFixedText(dec(value), 2));
}
