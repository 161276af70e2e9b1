/** One member of the quadrant; the cost is the text of its decimal. */
export interface QuadrantRow {
	readonly member: number;
	readonly label: string;
	readonly comparable: string;
	readonly value: number;
	readonly text: string;
}

/**
 * Where each stands against the medians of cost and performance; on a median counts as the better half. For a picture, so
 * doubles do.
 */
export function quadrant<R extends QuadrantRow>(rows: readonly R[]) {
	const cross = {
		x: medianOf(rows.map(({ comparable }) => Number(comparable))),
		y: medianOf(rows.map(({ value }) => value))
	};
	return {
		cross,
		rows: rows.map((row) => ({
			...row,
			place: `${Number(row.comparable) <= cross.x ? '成本低' : '成本高'}、${row.value >= cross.y ? '绩效高' : '绩效低'}`
		}))
	};
}

function medianOf(values: readonly number[]): number {
	const ascending = values.toSorted((a, b) => a - b);
	const upper = ascending[ascending.length >> 1] ?? 0;
	return ascending.length % 2 === 1 ? upper : ((ascending[(ascending.length >> 1) - 1] ?? 0) + upper) / 2;
}
