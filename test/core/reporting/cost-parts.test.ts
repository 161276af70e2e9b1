import { describe, expect, it } from 'vitest';
import { freezeAnalysis } from '#lib/core/costing/freeze.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { costPartBlocks } from '#lib/core/reporting/cost-parts.ts';
import { boundNumbers, type Block } from '#lib/core/reporting/document.ts';
import { unwrap } from '#lib/core/result.ts';
import { atPointer } from '#lib/core/snapshot/snapshot.ts';
import { costLine, costPool, costUnit, draftOf, yuan } from '../../support/cost-draft.ts';

const lines = [
	costLine({ id: 'a', statedAmount: yuan(100), years: { '2023:actual': '90' } }),
	costLine({ id: 'b', position: 1, statedAmount: yuan(50), fundingSource: 'own-revenue' }),
	costLine({ id: 's', position: 2, statedAmount: yuan(10) })
];
const units = [
	costUnit({ id: 'u', name: '收集', output: '10', lineIds: ['a'], yearOutputs: { '2023': '9' } }),
	costUnit({ id: 'v', name: '处理', position: 1, output: '3', lineIds: ['b'] })
];
const draft: AnalysisDraft = {
	...draftOf(lines, units),
	pools: [costPool({ id: 'k', name: '后勤', lineIds: ['s'], shares: { 'unit/u': '1', 'unit/v': '2' } })],
	combined: [
		{
			id: 'w',
			position: 0,
			name: '合计',
			parts: [
				{ unitId: 'u', sign: 'add' },
				{ unitId: 'v', sign: 'add' }
			]
		}
	]
};

function blocksOf(of: AnalysisDraft): readonly Block[] {
	const { content, results } = unwrap(freezeAnalysis(of, []));
	return costPartBlocks({ snapshot: 'h', content, results });
}

function cells(blocks: readonly Block[], caption: string): readonly (readonly string[])[] {
	const table = blocks.find((block) => block.kind === 'table' && block.caption === caption);
	if (table?.kind !== 'table') return [];
	return table.rows.map((row) => row.cells.map((cell) => (typeof cell === 'string' ? cell : cell.text)));
}

describe('parts of a report', () => {
	const blocks = blocksOf(draft);

	it('show how shared cost was divided, with parts that add up to the pool', () => {
		expect(cells(blocks, '共同成本分摊表')).toEqual([
			['后勤', '面积', '10.00', '10.00', '3.333333'],
			['\u3000分给 收集', '', '3.33', '', ''],
			['\u3000分给 处理', '', '6.67', '', '']
		]);
	});

	it('show full and fiscal cost side by side', () => {
		expect(cells(blocks, '全成本与财政成本对照表')).toEqual([
			['收集', '103.33', '10.333', '103.33', '10.333'],
			['处理', '56.67', '18.89', '6.67', '2.223333']
		]);
	});

	it('show years, and stages that add up on the page', () => {
		expect(cells(blocks, '历年单位成本表')).toEqual([['收集', '2023年', '90.00', '9', '10']]);
		expect(cells(blocks, '分段单位成本表')).toEqual([
			['合计', '', '29.22', '29.223'],
			['\u3000收集', '平方米', '10.33', '10.333'],
			['\u3000处理', '平方米', '18.89', '18.89']
		]);
	});

	it('bind every number to a place in the snapshot', () => {
		const frozen = unwrap(freezeAnalysis(draft, []));
		const numbers = boundNumbers(blocks);
		expect(numbers.length).toBeGreaterThan(15);
		for (const { ref } of numbers)
			expect(ref.kind === 'frozen' ? atPointer(frozen, ref.pointer) : undefined).toBeDefined();
	});

	it('say nothing of what an analysis does not have', () => {
		expect(blocksOf(draftOf([costLine({ id: 'a', statedAmount: yuan(1) })]))).toEqual([]);
	});
});
