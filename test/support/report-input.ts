import { freezeAnalysis } from '#lib/core/costing/freeze.ts';
import type { AnalysisReportInput } from '#lib/core/reporting/analysis-report.ts';
import { unwrap } from '#lib/core/result.ts';
import { snapshotHash } from '#lib/core/snapshot/snapshot.ts';
import { sha256 } from '#lib/server/hash.ts';
import { costLine, costUnit, draftOf, indicator, yuan } from './cost-draft.ts';

/** Synthetic: two service grades, one lump sum cut down, one catch-up payment, as a street's cleaning contract has them. */
export function reportInput(): AnalysisReportInput {
	const lines = [
		costLine({ id: 'root', name: '道路清扫保洁' }),
		costLine({ id: 'sweep', parentId: 'root', name: '清扫保洁' }),
		costLine({
			id: 'first',
			parentId: 'sweep',
			name: '一级路段保洁',
			grade: '一级',
			unit: '平方米',
			quantity: '1344993',
			unitPrice: '10'
		}),
		costLine({
			id: 'second',
			parentId: 'sweep',
			position: 1,
			name: '二级路段保洁',
			grade: '二级',
			unit: '平方米',
			quantity: '367493',
			unitPrice: '7'
		}),
		costLine({ id: 'toilets', parentId: 'root', position: 1, name: '公厕管护' }),
		costLine({
			id: 'toilet',
			parentId: 'toilets',
			name: '公厕日常管护（含水电、易耗品）',
			unit: '座',
			quantity: '34',
			unitPrice: '35000',
			verifiedAmount: yuan(1_020_000),
			reason: 'price-too-high'
		}),
		costLine({
			id: 'once',
			parentId: 'root',
			position: 2,
			name: '补上年桥梁维护',
			unit: '座',
			statedAmount: yuan(110_000),
			recurrence: 'once'
		})
	];
	const units = [
		costUnit({ id: 'u1', name: '一级路段保洁', grade: '一级', output: '1344993', lineIds: ['first'] }),
		costUnit({
			id: 'u2',
			position: 1,
			name: '二级路段保洁',
			grade: '二级',
			output: '367493',
			lineIds: ['second']
		})
	];
	// As case TX2022B publishes them (examples/data/indicators.csv).
	const indicators = [
		indicator({ id: 'i1', level2: '质量指标', level3: '补助资格合规性', benchmark: '合规' }),
		indicator({ id: 'i2', position: 1, level3: '补助村(社区)数量', benchmark: '=8个', actual: '8' }),
		indicator({ id: 'i3', position: 2, level3: '保障村干部人数', benchmark: '=42个', actual: '42' })
	];
	const snapshot = unwrap(freezeAnalysis({ ...draftOf(lines, units), indicators }, []));
	const hash = snapshotHash(snapshot, sha256);
	const { content, results } = snapshot;
	return {
		snapshot: hash,
		content,
		results,
		findings: results.findings.map(({ code }) => `问题提示 ${code}。`),
		comparisons: [],
		standards: [
			{
				title: '城市道路一级清扫保洁',
				code: 'SZ-BJ-01-Z',
				grade: '一级',
				value: '8.67',
				unit: '元/平方米·年',
				snapshot: sha256('财政支出标准'),
				basis: '平均先进水平，2025年价格',
				note: '不得超过'
			}
		],
		sources: [
			{ fileName: '市政日常维护.xlsx', sheet: 'Sheet1', file: sha256('文件'), snapshot: sha256('来源表') }
		],
		signatures: ['2026年11月22日 区建管委 部门主要领导 审核确认成本分析']
	};
}
