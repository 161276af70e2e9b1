import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import { explainDraft } from '#lib/core/costing/explain-draft.ts';
import { freezeAnalysis, type AnalysisSnapshot } from '#lib/core/costing/freeze.ts';
import { ANALYSIS_METHOD } from '#lib/core/costing/method.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import type { InputSnapshots } from '#lib/core/snapshot/method.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import { snapshotHash, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { dingshan2021 } from '../../golden/dingshan-2021.ts';
import { costLine, costUnit, draftOf, indicator, yuan } from '../../support/cost-draft.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const FILE = 'f'.repeat(64);

function sourceTable(cells: readonly SourceCell[]): Snapshot {
	const content = { file: FILE, sheet: '成本', cells, merges: [], hiddenRows: [], hiddenColumns: [] };
	return {
		kind: 'source-table',
		schema: 1,
		method: 'sheet/xlsx@1',
		inputs: [{ role: 'file', hash: FILE }],
		content,
		results: {}
	};
}

const number = (at: string, raw: string): SourceCell => ({ at, kind: 'number', raw, shown: raw });
const text = (at: string, raw: string): SourceCell => ({ at, kind: 'text', raw, shown: raw });
const TABLE = sourceTable([
	text('A2', ' 环卫清扫保洁'),
	number('B2', '1344993'),
	number('C2', '10'),
	text('A3', '养护'),
	number('D3', '52.880000000000003')
]);
const TABLE_HASH = snapshotHash(TABLE, sha256);
const SOURCES = [{ hash: TABLE_HASH, file: FILE, sheet: '成本' }];
const INPUTS: InputSnapshots = [{ role: 'source', hash: TABLE_HASH, snapshot: TABLE }];
const cell = (address: string, factor?: string) => ({
	file: FILE,
	sheet: '成本',
	address,
	...(factor ? { factor } : {})
});

function imported(): AnalysisDraft {
	const lines = [
		costLine({ id: 'zz-1', name: '合计' }),
		costLine({
			id: 'aa-2',
			parentId: 'zz-1',
			name: '环卫清扫保洁',
			unit: '㎡',
			quantity: '1344993',
			unitPrice: '10',
			sources: { name: cell('A2'), quantity: cell('B2'), unitPrice: cell('C2') }
		}),
		costLine({
			id: 'kk-3',
			parentId: 'zz-1',
			position: 1,
			name: '养护',
			statedAmount: yuan(528_800),
			sources: { statedAmount: cell('D3', '10000') }
		}),
		costLine({
			id: 'bb-4',
			parentId: 'zz-1',
			position: 2,
			name: '管理费',
			quantity: '=[#aa-2].金额*1%',
			unitPrice: '1'
		})
	];
	return draftOf(lines, [
		costUnit({
			id: 'u',
			name: '清扫',
			output: '1344993',
			outputSource: cell('B2'),
			lineIds: ['aa-2', 'bb-4']
		})
	]);
}

describe('freezing an analysis', () => {
	it('gives the same bytes whatever ids the database had and however its rows came', () => {
		const draft = imported();
		const renamed = JSON.parse(
			JSON.stringify({ ...draft, lines: [...draft.lines].reverse() }).replaceAll('aa-2', 'other')
		) as AnalysisDraft;
		const [a, b] = [freezeAnalysis(draft, SOURCES), freezeAnalysis(renamed, SOURCES)].map(unwrap);
		expect(snapshotHash(a as AnalysisSnapshot, sha256)).toBe(snapshotHash(b as AnalysisSnapshot, sha256));
		expect(a?.content.lines[3]?.quantity).toBe('=[#1].金额*1%');
	});

	it('keeps the indicators in their order without their ids, and hashes every word of them', () => {
		const hashOf = (given: Parameters<typeof indicator>[0]) => {
			const frozen = unwrap(freezeAnalysis({ ...imported(), indicators: [indicator(given)] }, SOURCES));
			return snapshotHash(frozen, sha256);
		};
		const given = { id: 'x', level3: '补助村(社区)数量', benchmark: '=8个', actual: '8' };
		expect(hashOf(given)).toBe(hashOf({ ...given, id: 'another' }));
		expect(hashOf(given)).not.toBe(hashOf({ ...given, actual: '9' }));
		expect(unwrap(freezeAnalysis(imported(), SOURCES)).content.indicators).toEqual([]);
		const frozen = unwrap(freezeAnalysis({ ...imported(), indicators: [indicator(given)] }, SOURCES));
		const { level3, benchmark, actual } = given;
		expect(frozen.content.indicators).toEqual([
			{ level1: '产出指标', level2: '数量指标', level3, benchmark, actual }
		]);
		const at = (pointer: string) => ANALYSIS_METHOD.explain(frozen, 'h', pointer);
		expect(at('/content/indicators/0/benchmark')).toMatchObject({
			label: '补助村(社区)数量 标杆值',
			value: '=8个',
			end: 'typed'
		});
		expect(at('/content/indicators/1/actual')).toBeUndefined();
		expect(at('/results/indicators/0/actual')).toBeUndefined();
		expect(at('/content/indicators/0/level3')).toBeUndefined();
	});

	it('replays to the same results, proving every cell', () => {
		for (const [draft, sources, inputs] of [
			[imported(), SOURCES, INPUTS],
			[dingshan2021(), [], []]
		] as const) {
			const frozen = unwrap(freezeAnalysis(draft, sources));
			expect(canonicalText(unwrap(ANALYSIS_METHOD.compute(inputs, frozen.content)))).toBe(
				canonicalText(frozen.results)
			);
		}
	});

	it('names the cell when a stored figure is not what the cell says', () => {
		const draft = imported();
		const lines = draft.lines.map((line) => (line.id === 'aa-2' ? { ...line, quantity: '1344994' } : line));
		const frozen = unwrap(freezeAnalysis({ ...draft, lines }, SOURCES));
		const result = ANALYSIS_METHOD.compute(INPUTS, frozen.content);
		expect(result).toMatchObject({
			ok: false,
			problem: { code: 'analysis/source-differs', values: { place: '成本!B2', stored: '1344994' } }
		});
		if (!result.ok) expect(problemText(result.problem)).toContain('成本!B2');
	});

	it.each([
		['nothing at all', draftOf([])],
		[
			'a formula error',
			draftOf(
				[costLine({ id: 'a', quantity: '=1/0', unitPrice: '1' })],
				[costUnit({ id: 'u', lineIds: ['a'] })]
			)
		],
		[
			'a cut without a reason',
			draftOf(
				[costLine({ id: 'a', statedAmount: yuan(2), verifiedAmount: yuan(1) })],
				[costUnit({ id: 'u', lineIds: ['a'] })]
			)
		],
		['a unit without lines', draftOf([costLine({ id: 'a', statedAmount: yuan(2) })], [costUnit({ id: 'u' })])]
	])('refuses %s', (_, draft) => {
		expect(freezeAnalysis(draft, [])).toMatchObject({ ok: false, problem: { code: 'analysis/not-ready' } });
	});

	it('freezes without cost units, and says that nothing can be compared then', () => {
		const frozen = unwrap(freezeAnalysis(draftOf([costLine({ id: 'a', statedAmount: yuan(1) })]), []));
		expect(frozen.results.findings).toContainEqual({
			code: 'no-unit',
			severity: 'warning',
			at: null,
			values: {}
		});
	});

	it('refuses a source whose table is not at hand', () => {
		expect(freezeAnalysis(imported(), [])).toMatchObject({
			ok: false,
			problem: { code: 'analysis/source-missing' }
		});
	});
});

describe('explaining', () => {
	const frozen = unwrap(freezeAnalysis(imported(), SOURCES));
	const hash = snapshotHash(frozen, sha256);
	const explain = (pointer: string) => ANALYSIS_METHOD.explain(frozen, hash, pointer);

	it('says every figure in words with its numbers, down to the cell', () => {
		expect(explain('/results/units/0/unitCost')).toMatchObject({ value: '10.1', unit: '元/平方米·年' });
		expect(explain('/results/lines/1/declared')?.method?.words).toBe(
			'环卫清扫保洁 = 1,344,993 ㎡ × 10 元 = 13,449,930.00 元（四舍五入到分）'
		);
		expect(explain('/results/lines/3/quantity')?.method?.words).toBe(
			'公式：环卫清扫保洁 金额 × 1%，即 13,449,930.00 元 × 1% = 134,499.3'
		);
		const quantity = explain('/content/lines/1/quantity');
		expect(quantity?.inputs.map(refText)).toEqual([`frozen/${TABLE_HASH.slice(0, 16)}/content/cells/B2`]);
		expect(explain('/content/lines/2/statedAmount')?.method?.words).toBe('取自原表单元格 D3 × 10,000');
		expect(explain('/content/lines/3/unitPrice')).toMatchObject({ end: 'typed', value: '1' });
	});

	it('answers for everything that an answer names, without end or gap', () => {
		const seen = new Set<string>();
		const waiting = [
			'/results/units/0/annualUnitCost',
			'/results/total/cutRate',
			'/results/total/net',
			'/results/total/cut'
		];
		for (const pointer of waiting) {
			if (seen.has(pointer)) continue;
			seen.add(pointer);
			const step = explain(pointer);
			expect(step, pointer).toBeDefined();
			for (const input of step?.inputs ?? [])
				if (input.kind === 'frozen' && input.snapshot === hash) waiting.push(input.pointer);
		}
		expect(seen.size).toBeGreaterThan(15);
	});

	it.each([
		'/results/lines/99/declared',
		'/results/lines/0/nothing',
		'/content',
		'',
		'/results/units/0/output',
		'/content/units/x/output'
	])('answers nothing for %j', (pointer) => expect(explain(pointer)).toBeUndefined());

	it('explains drafts with the same words', () => {
		const draft = imported();
		const at = { analysisId: 'an', draft, figures: unwrap(analyse(draft)) };
		const ref = { kind: 'draft', table: 'cost_line', id: 'aa-2', field: 'declared' } as const;
		expect(explainDraft(at, ref)?.method?.words).toBe(explain('/results/lines/1/declared')?.method?.words);
		expect(explainDraft(at, { ...ref, table: 'analysis', id: 'an', field: 'net' })).toMatchObject({
			value: '0.00'
		});
		expect(explainDraft(at, { ...ref, field: 'quantity' })?.inputs.map(refText)).toEqual([
			`cell/${FILE.slice(0, 16)}/${encodeURIComponent('成本')}/B2`
		]);
	});
});
