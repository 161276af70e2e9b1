import { add, dec, toText } from '#lib/core/decimal/decimal.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { createSeries, decideEntry, proposeEntry } from '../parameters/service.ts';
import type { EntryInput, SeriesInput } from '../parameters/series.ts';

/** Consumer prices in China, change on the year before in %, as the World Bank publishes them (FP.CPI.TOTL.ZG). */
const CHINA_CPI: readonly (readonly [year: string, change: string])[] = [
	['2013', '2.62105001748115'],
	['2014', '1.92164162788521'],
	['2015', '1.43702380935655'],
	['2016', '2.00000182191943'],
	['2017', '1.59313600071436'],
	['2018', '2.07479039965576'],
	['2019', '2.89923416358227'],
	['2020', '2.41942189457782'],
	['2021', '0.981015135544882'],
	['2022', '1.97357555739051'],
	['2023', '0.234836828893051'],
	['2024', '0.218128938439177']
];

const CPI_SOURCE =
	'世界银行 FP.CPI.TOTL.ZG（中国，比上年 %），取自公开数据集 datasets/inflation；上年=100 指数 = 100 + 该值';
const SYNTHETIC = '合成数据，仅供演示，不是官方参数';

interface DemoSeries {
	readonly series: SeriesInput;
	readonly document: string;
	readonly entries: readonly (readonly [key: string, value: string])[];
}

const DEMO_SERIES: readonly DemoSeries[] = [
	{
		series: { code: 'cpi-cn', name: '全国居民消费价格指数', kind: 'price-index', form: 'previous-year-100' },
		document: CPI_SOURCE,
		entries: CHINA_CPI.map(([year, change]) => [year, toText(add(dec(100), dec(change)))])
	},
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
			['2025', '100.2']
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

/** Enters the example series through the ordinary use cases: one person proposes, another approves. */
export async function seedParameters(proposer: Context, approver: Context): Promise<Result<true>> {
	for (const { series, document, entries } of DEMO_SERIES) {
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
