import type { EChartsCoreOption } from 'echarts/core';
import { isTelling, type Telling } from './palette.ts';

/** Where a point stands in its picture. */
export interface PlacedPoint extends Telling {
	readonly seriesIndex: number;
	readonly dataIndex: number;
}

/** The points of a picture in the order in which the arrow keys go through them: from left to right, or bar by bar. */
export function pointsInOrder({ series }: EChartsCoreOption): readonly PlacedPoint[] {
	const placed = (series as readonly { readonly data: readonly unknown[] }[]).flatMap(
		({ data }, seriesIndex) =>
			data.flatMap((point, dataIndex) =>
				isTelling(point) ? [{ seriesIndex, dataIndex, point, along: alongOf(point, dataIndex) }] : []
			)
	);
	return placed
		.sort((a, b) => a.along - b.along || a.seriesIndex - b.seriesIndex)
		.map(({ seriesIndex, dataIndex, point: { key, lines } }) => ({ seriesIndex, dataIndex, key, lines }));
}

function alongOf(point: Telling, place: number): number {
	return 'value' in point && Array.isArray(point.value) ? Number(point.value[0]) : place;
}
