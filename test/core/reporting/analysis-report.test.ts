import { describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import { explainFrozen } from '#lib/core/lineage/explain.ts';
import { addressAnnex } from '#lib/core/reporting/address-annex.ts';
import { analysisReport } from '#lib/core/reporting/analysis-report.ts';
import { boundNumbers, type Block, type Run, type Table } from '#lib/core/reporting/document.ts';
import { chineseNumber, HeadingNumbers } from '#lib/core/reporting/numbering.ts';
import { dec, equals } from '#lib/core/decimal/decimal.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { reportInput } from '../../support/report-input.ts';

const words = (run: Run | undefined) => (typeof run === 'object' ? run.text : run);

function table(blocks: readonly Block[], caption: string): Table {
	const found = blocks.find((block) => block.kind === 'table' && block.caption === caption);
	if (found?.kind !== 'table') throw new Error(`no table ${caption}`);
	return found;
}

describe('analysisReport', () => {
	const input = reportInput();
	const report = analysisReport(input);

	it('has the chapters of the form in circulation, in order', () => {
		const numbers = new HeadingNumbers();
		const headings = report.blocks.flatMap((b) =>
			b.kind === 'heading' ? [numbers.next(b.level, b.text)] : []
		);
		expect(headings).toEqual([
			'一、基本情况',
			'（一）政策导向',
			'（二）实施内容',
			'（三）资金安排',
			'（四）业务管理',
			'（五）其他情况',
			'二、成本预算绩效分析',
			'（一）绩效分析',
			'（二）成本核算分析',
			'（三）成本效益分析',
			'（四）支出标准分析',
			'三、问题分析',
			'四、优化建议',
			'（一）预算安排建议',
			'（二）降本增效和制度建议',
			'五、其他说明',
			'附件：证据链'
		]);
	});

	it('writes S1 with the real indicators, a level only where it begins, and the addresses of its numbers', () => {
		const { rows } = table(report.blocks, '绩效分析表');
		expect(rows.map((row) => row.cells.map(words))).toEqual([
			['产出指标', '数量指标', '补助村(社区)数量', '=8个', '8'],
			['', '', '保障村干部人数', '=42个', '42'],
			['', '质量指标', '补助资格合规性', '合规', '']
		]);
		const listed = table(addressAnnex(report.blocks), '数字地址表').rows.map((row) => row.cells.map(words));
		const address = `frozen/${input.snapshot.slice(0, 16)}/content/indicators/1/benchmark`;
		expect(listed).toContainEqual(['绩效分析表', '=8个', address]);
	});

	it('writes S3 with the standards that rest on the analysis, each value with its address', () => {
		const { rows } = table(report.blocks, '支出标准建议表');
		expect(rows.map((row) => row.cells.map(words))).toEqual([
			[
				'城市道路一级清扫保洁（SZ-BJ-01-Z）',
				'一级',
				'8.67',
				'元/平方米·年',
				'平均先进水平，2025年价格',
				'不得超过'
			]
		]);
		const listed = table(addressAnnex(report.blocks), '数字地址表').rows.map((row) => row.cells.map(words));
		const address = `frozen/${input.standards[0]?.snapshot.slice(0, 16)}/results/value`;
		expect(listed).toContainEqual(['支出标准建议表', '8.67', address]);
	});

	it('writes S2 with the real lines, declared beside verified', () => {
		const rows = table(report.blocks, '成本核算分析表').rows.map((row) => row.cells.map(words));
		expect(rows[2]).toEqual([
			'',
			'一级路段保洁（一级）',
			'10',
			'1,344,993',
			'平方米',
			'13,449,930.00',
			'13,449,930.00',
			''
		]);
		expect(rows[5]?.slice(5)).toEqual(['1,190,000.00', '1,020,000.00', '单价偏高']);
		expect(rows[6]?.at(-1)).toBe('一次性');
		expect(
			rows
				.at(-1)
				?.slice(0, 1)
				.concat(rows.at(-1)?.slice(5, 7) ?? [])
		).toEqual(['合计', '17,322,381.00', '17,152,381.00']);
	});

	it('tells cuts and raises apart by reason, with their lines and the rate', () => {
		const { rows } = table(report.blocks, '审减审增分理由表');
		expect(rows.map((row) => row.cells.map(words))).toEqual([
			['单价偏高（1 行）', '', '', '170,000.00', ''],
			['公厕日常管护（含水电、易耗品）', '1,190,000.00', '1,020,000.00', '170,000.00', ''],
			['合计（审减率 0.98%）', '17,322,381.00', '17,152,381.00', '170,000.00', '0.00']
		]);
	});

	it('binds every number to the figure that explains it', () => {
		const snapshot: Snapshot = {
			kind: 'analysis',
			schema: 1,
			method: 'analysis/unit-cost@1',
			inputs: [],
			content: input.content,
			results: input.results
		};
		const own = boundNumbers(report.blocks).filter(
			({ ref }) => ref.kind === 'frozen' && ref.snapshot === input.snapshot
		);
		expect(own.length).toBeGreaterThan(20);
		for (const { text, ref } of own) {
			const step = ref.kind === 'frozen' ? explainFrozen(snapshot, input.snapshot, ref.pointer) : undefined;
			expect(step, refText(ref)).toBeDefined();
			// Indicators are texts with operators and units; everything else is a number.
			const same = refText(ref).includes('/content/indicators/')
				? text === step?.value
				: equals(dec(text.replaceAll(',', '')), dec(step?.value ?? ''));
			expect(same, `${text} ${refText(ref)}`).toBe(true);
		}
	});

	it('lists each address once in the annex', () => {
		const rows = table(addressAnnex(report.blocks), '数字地址表').rows;
		const addresses = rows.map((row) => words(row.cells[2]));
		expect(new Set(addresses).size).toBe(addresses.length);
		expect(addresses).toContain(`frozen/${input.snapshot.slice(0, 16)}/results/units/0/unitCost`);
	});

	it('says so where there are no indicators, no standards, no sources and no units', () => {
		const bare = analysisReport({
			...input,
			content: { ...input.content, units: [], indicators: [] },
			standards: [],
			sources: [],
			findings: []
		});
		const text = bare.blocks.flatMap((b) => (b.kind === 'paragraph' ? b.runs.map(words) : [])).join('');
		expect(text).toContain('尚无以本项目成本分析为依据的支出标准建议');
		expect(text).toContain('数字均为手工录入');
		expect(text).toContain('尚未设定成本单元');
		expect(text).toContain('未录入绩效指标');
	});
});

describe('chineseNumber', () => {
	it.each([
		[1, '一'],
		[10, '十'],
		[11, '十一'],
		[20, '二十'],
		[35, '三十五']
	])('%i is %s', (value, text) => expect(chineseNumber(value)).toBe(text));
});
