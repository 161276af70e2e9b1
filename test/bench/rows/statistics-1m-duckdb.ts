import { DuckDBInstance } from '@duckdb/node-api';
import {
	GroupDescriber,
	type GroupDescription
} from '../../../src/lib/core/comparison/numeric/describe-groups.ts';
import { COUNT, GROUPS, observations, sameFigures } from '../observations.ts';
import { timed, type Row } from '../row.ts';

const QUERY = `
with described as (
	select g, count(*) n, avg(u) mean, sum(u * q) / sum(q) weighted, stddev_samp(u) / avg(u) variation,
		quantile_cont(u, [0.1, 0.25, 0.5, 0.75, 0.9]) p, mad(u) as apart, regr_slope(ln(u), ln(q)) slope
	from o group by g
), counted as (
	select o.g, count(*) filter (u < p[2] - 1.5 * (p[4] - p[2]) or u > p[4] + 1.5 * (p[4] - p[2])) outside
	from o join described using (g) group by o.g
)
select n, mean, weighted, variation, p[1], p[2], p[3], p[4], p[5], apart, outside, slope
from described join counted using (g) order by g`;

export const row: Row = {
	id: 'statistics-1m-duckdb',
	work: `all statistics of ${COUNT.toLocaleString('en')} observations in ${GROUPS} groups, in memory`,
	peer: 'DuckDB 1.5.6 on 2 threads, table in memory',
	goal: { ofPeer: 1 / 2 },
	prepare: async () => {
		const columns = observations();
		const database = await DuckDBInstance.create(':memory:', { threads: '2' });
		const connection = await database.connect();
		await connection.run('create table o (g integer, u double, q double)');
		const appender = await connection.createAppender('o');
		for (let i = 0; i < COUNT; i += 1) {
			appender.appendInteger(columns.groups[i] as number);
			appender.appendDouble(columns.values[i] as number);
			appender.appendDouble(columns.outputs[i] as number);
			appender.endRow();
		}
		appender.closeSync();
		const describer = new GroupDescriber(COUNT);
		let ours: readonly GroupDescription[] = [];
		let theirs: readonly (readonly number[])[] = [];
		return {
			ours: () =>
				timed(() => {
					ours = describer.describe(columns, GROUPS);
				}),
			peer: async () => {
				const start = performance.now();
				const answer = await connection.runAndReadAll(QUERY);
				const taken = performance.now() - start;
				theirs = answer.getRows().map((figures) => figures.map(Number));
				return taken;
			},
			conditions: () => [sameFigures(ours, theirs, 'DuckDB')],
			close: () => {
				connection.closeSync();
				database.closeSync();
			}
		};
	}
};
