import {
	linearRegression,
	mean,
	medianAbsoluteDeviation,
	quantile,
	sampleStandardDeviation
} from 'simple-statistics';
import {
	GroupDescriber,
	type GroupDescription
} from '../../../src/lib/core/comparison/numeric/describe-groups.ts';
import { COUNT, GROUPS, observations, sameFigures, type Columns } from '../observations.ts';
import { timed, type Row } from '../row.ts';

export const row: Row = {
	id: 'statistics-1m-simple-statistics',
	work: `all statistics of ${COUNT.toLocaleString('en')} observations in ${GROUPS} groups, in memory`,
	peer: 'simple-statistics 7.12.1',
	goal: { ofPeer: 1 / 6 },
	rounds: 5,
	prepare: () => {
		const columns = observations();
		const describer = new GroupDescriber(COUNT);
		let ours: readonly GroupDescription[] = [];
		let theirs: readonly (readonly number[])[] = [];
		return {
			ours: () =>
				timed(() => {
					ours = describer.describe(columns, GROUPS);
				}),
			peer: () =>
				timed(() => {
					theirs = described(columns);
				}),
			conditions: () => [sameFigures(ours, theirs.map(comparable), 'simple-statistics')]
		};
	}
};

function grouped({ values, outputs, groups }: Columns) {
	const byGroup = Array.from({ length: GROUPS }, () => ({ u: [] as number[], q: [] as number[] }));
	for (let i = 0; i < COUNT; i += 1) {
		byGroup[groups[i] as number]!.u.push(values[i] as number);
		byGroup[groups[i] as number]!.q.push(outputs[i] as number);
	}
	return byGroup;
}

function described(columns: Columns): readonly (readonly number[])[] {
	return grouped(columns).map(({ u, q }) => {
		const [p10, p25, p50, p75, p90] = quantile(u, [0.1, 0.25, 0.5, 0.75, 0.9]) as number[];
		const reach = 1.5 * ((p75 as number) - (p25 as number));
		const low = (p25 as number) - reach;
		const high = (p75 as number) + reach;
		const centre = mean(u);
		let cost = 0;
		let output = 0;
		let outside = 0;
		for (let i = 0; i < u.length; i += 1) {
			cost += (u[i] as number) * (q[i] as number);
			output += q[i] as number;
			if ((u[i] as number) < low || (u[i] as number) > high) outside += 1;
		}
		const { m } = linearRegression(u.map((value, i) => [Math.log(q[i] as number), Math.log(value)]));
		const five = [p10, p25, p50, p75, p90] as number[];
		const spread = sampleStandardDeviation(u) / centre;
		return [u.length, centre, cost / output, spread, ...five, medianAbsoluteDeviation(u), outside, m];
	});
}

/** Its quantiles do not interpolate, so they and what depends on them are not held against ours; the rest is. */
function comparable(figures: readonly number[]): readonly number[] {
	return figures.map((value, i) => (i >= 4 && i <= 10 ? Number.NaN : value));
}
