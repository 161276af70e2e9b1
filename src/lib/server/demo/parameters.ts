import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { add, dec, toText } from '#lib/core/decimal/decimal.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { createSeries, decideEntry, proposeEntry } from '../parameters/service.ts';
import type { EntryInput, SeriesInput } from '../parameters/series.ts';

const CPI_SOURCE =
	'世界银行 FP.CPI.TOTL.ZG（中国，比上年 %），取自公开数据集 datasets/inflation；上年=100 指数 = 100 + 该值';
const FIRST_CPI_YEAR = 2013;
const SYNTHETIC = '合成数据，仅供演示，不是官方参数';

interface DemoSeries {
	readonly series: SeriesInput;
	readonly document: string;
	readonly entries: readonly (readonly [key: string, value: string])[];
}

const SYNTHETIC_SERIES: readonly DemoSeries[] = [
	{
		series: {
			code: 'demo-index',
			name: '示例价格指数（合成数据）',
			kind: 'price-index',
			form: 'previous-year-100'
		},
		document: SYNTHETIC,
		entries: [
			['2023', '100.3'],
			['2024', '100.5'],
			['2025', '100.2'],
			['2026', '103.8']
		]
	},
	{
		series: { code: 'demo-region', name: '示例地区系数（合成数据）', kind: 'region-factor', form: 'ratio' },
		document: SYNTHETIC,
		entries: [
			['甲区', '1'],
			['乙区', '0.95'],
			['丙区', '1.05'],
			['丁区', '0.9']
		]
	},
	{
		series: { code: 'demo-grade', name: '示例服务等级系数（合成数据）', kind: 'grade-factor', form: 'ratio' },
		document: SYNTHETIC,
		entries: [
			['一级', '1'],
			['二级', '0.85']
		]
	}
];

/**
 * Consumer prices in China since 2013 as a 上年=100 index; the file (examples/data, with its source) holds the change on
 * the year before in %.
 */
function chinaCpi(projectRoot: string): DemoSeries {
	const text = readFileSync(join(projectRoot, 'examples', 'data', 'cpi-cn.csv'), 'utf8');
	const rows = text
		.trim()
		.split(/\r?\n/)
		.slice(1)
		.map((row) => row.split(','));
	return {
		series: { code: 'cpi-cn', name: '全国居民消费价格指数', kind: 'price-index', form: 'previous-year-100' },
		document: CPI_SOURCE,
		entries: rows
			.filter(([, , year]) => Number(year) >= FIRST_CPI_YEAR)
			.map(([, , year = '', change = '']) => [year, toText(add(dec(100), dec(change)))])
	};
}

/** Enters the example series through the ordinary use cases: one person proposes, another approves. */
export async function seedParameters(
	proposer: Context,
	approver: Context,
	projectRoot: string
): Promise<Result<true>> {
	for (const { series, document, entries } of [chinaCpi(projectRoot), ...SYNTHETIC_SERIES]) {
		const created = await createSeries(proposer, series);
		if (!created.ok) return created;
		for (const [key, value] of entries) {
			const entry: EntryInput = { series: series.code, key, value, validFrom: '2025-01-01', document };
			const proposed = await proposeEntry(proposer, entry);
			if (!proposed.ok) return proposed;
			const decided = await decideEntry(approver, { id: proposed.value, approve: true });
			if (!decided.ok) return decided;
		}
	}
	return ok(true);
}
