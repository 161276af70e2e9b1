import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { refText, type ValueRef } from '#lib/core/address/value-ref.ts';
import { dependentsOf } from '#lib/core/costing/dependents.ts';
import { draftAddresses, explainDraft } from '#lib/core/costing/explain-draft.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import { freezeAnalysis } from '#lib/core/costing/freeze.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { ANALYSIS_METHOD } from '#lib/core/costing/method.ts';
import { unwrap } from '#lib/core/result.ts';
import { canonicalText } from '#lib/core/snapshot/canonical.ts';
import { atPointer, snapshotHash, type Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { costLine, costPool, costUnit, draftOf, yuan } from '../../support/cost-draft.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const RECIPE = { code: 'YH-001', name: '灌木养护', version: 2, hash: 'c'.repeat(64) };

/** Every part that came after the first version of the method, with ids given by `id`. */
function everything(id: (name: string) => string): AnalysisDraft {
	const lines = [
		costLine({ id: id('root'), name: '养护', fills: { months: `=[@${id('mon')}]` } }),
		costLine({
			id: id('a'),
			parentId: id('root'),
			name: '人工费',
			unit: '人',
			quantity: '3',
			unitPrice: '6850',
			years: { '2022:actual': '200000', '2022:budget': '1', '2023:budget': '210000.5' },
			element: 'labour',
			nature: 'direct',
			evidenceLevel: 2
		}),
		costLine({
			id: id('b'),
			parentId: id('root'),
			position: 1,
			name: '灌木',
			unit: '株',
			quantity: '100',
			unitPrice: '25.38',
			frequency: '2',
			recipe: RECIPE,
			functionCode: '2120501',
			years: { '2022:actual': '=[本行].数量*10' }
		}),
		costLine({
			id: id('c'),
			parentId: id('root'),
			position: 2,
			name: '自筹',
			statedAmount: yuan(5_000),
			fundingSource: 'own-revenue'
		}),
		costLine({ id: id('s'), position: 1, name: '后勤', statedAmount: yuan(100_000) }),
		costLine({ id: id('t'), position: 2, name: '车队', statedAmount: yuan(60_000), coefficient: '=1+1' })
	];
	const units = [
		costUnit({
			id: id('u'),
			name: '草坪',
			output: '1000',
			lineIds: [id('root')],
			yearOutputs: { '2022': '900', '2023': '950' }
		}),
		costUnit({ id: id('v'), position: 1, name: '灌木', output: '300', unit: '株', lineIds: [] })
	];
	return {
		...draftOf(lines, units),
		parameters: [
			{
				id: id('mon'),
				position: 0,
				name: '月数量',
				value: '=[@' + id('base') + ']*2',
				unit: '月',
				source: ''
			},
			{ id: id('base'), position: 1, name: '基数', value: '6', unit: '', source: '合同' }
		],
		pools: [
			costPool({
				id: id('k'),
				name: '后勤',
				lineIds: [id('s')],
				shares: { [`unit/${id('v')}`]: '30', [`unit/${id('u')}`]: '50', [`pool/${id('l')}`]: '20' }
			}),
			costPool({
				id: id('l'),
				position: 1,
				name: '车队',
				driver: '台时',
				lineIds: [id('t')],
				shares: { [`pool/${id('k')}`]: '10', [`unit/${id('u')}`]: '40', [`unit/${id('v')}`]: '50' }
			})
		],
		allocationMethod: 'reciprocal',
		combined: [
			{
				id: id('w'),
				position: 0,
				name: '合计',
				parts: [
					{ unitId: id('u'), sign: 'add' },
					{ unitId: id('v'), sign: 'add' }
				]
			}
		]
	};
}

const draft = everything((name) => name);
const snapshot: Snapshot = unwrap(freezeAnalysis(draft, []));
const hash = snapshotHash(snapshot, sha256);
const INPUTS = [
	{
		role: 'recipe',
		hash: RECIPE.hash,
		snapshot: {
			kind: 'recipe',
			schema: 1,
			method: null,
			inputs: [],
			content: { code: RECIPE.code },
			results: { price: '25.38' }
		} as Snapshot
	}
];

describe('freezing every part', () => {
	it('gives the same bytes whatever ids the database had', () => {
		const other = everything((name) => `z${name.charCodeAt(0) * 7}-${name}`);
		const turned = {
			...other,
			lines: [...other.lines].reverse(),
			pools: other.pools.map((pool) => ({ ...pool, shares: [...pool.shares].reverse() }))
		};
		expect(snapshotHash(unwrap(freezeAnalysis(turned, [])), sha256)).toBe(hash);
	});

	it('names the build-up by its hash, in the part it plays', () => {
		expect(snapshot.inputs).toEqual([{ role: 'recipe', hash: RECIPE.hash }]);
	});

	it('replays to the same results from the content alone', () => {
		const results = unwrap(ANALYSIS_METHOD.compute(INPUTS, snapshot.content));
		expect(canonicalText(results)).toBe(canonicalText(snapshot.results));
	});

	it('holds what the parts come to', () => {
		expect(snapshot.results).toMatchObject({
			funding: { full: String(yuan('472512')), fiscal: String(yuan('467512')) },
			pools: [{ own: String(yuan(100_000)) }, { own: String(yuan(60_000)) }],
			units: [
				{ allocated: String(yuan('86734.69')) },
				{ allocated: String(yuan('73265.31')), cost: String(yuan('73265.31')) }
			]
		});
	});
});

function explain(pointer: string) {
	return ANALYSIS_METHOD.explain(snapshot, hash, pointer);
}

describe('explaining every part', () => {
	it.each([
		['/results/lines/1/declared', '人工费 = 3 人 × 6,850 元 × 12 月 = 246,600.00 元（四舍五入到分）'],
		['/results/lines/1/months', '按“养护”设定的整列公式：月数量，即 12 月 = 12'],
		['/content/parameters/0/value', '公式：基数 × 2，即 6 × 2 = 12'],
		['/results/lines/2/unitPrice', '取自定额测算 YH-001 灌木养护 第 2 版'],
		['/results/lines/0/years/2022:actual', '2 个下级之和：200,000.00 + 1,000.00 = 201,000.00 元'],
		['/results/lines/2/years/2022:actual', '公式：数量 × 10，即 100 株 × 10 = 1,000.00 元'],
		[
			'/results/units/0/years/0/unitCost',
			'2 行2022年金额（有实际用实际，否则用预算）合计 201,000.00 元 ÷ 当年产出 900 平方米 = 223.333333 元/平方米（保留 6 位小数）'
		],
		[
			'/results/units/0/allocated',
			'各共同成本池分到：后勤 59,183.67 元，车队 27,551.02 元；合计 86,734.69 元'
		],
		[
			'/results/pools/0/total',
			'自身 100,000.00 元，车队转来 8,163.27 元，待分摊 108,163.27 元（交互分摊法）'
		],
		['/results/pools/0/rate', '待分摊成本 108,163.27 元 ÷ 动因量 100（面积） = 1,081.6327（保留 6 位小数）'],
		[
			'/results/funding/fiscal',
			'全成本 472,512.00 元，减去 1 行由单位自有收入、其他资金承担或属于资产折旧的金额，财政成本 467,512.00 元'
		]
	])('%s', (pointer, words) => {
		expect(explain(pointer)?.method?.words).toBe(words);
	});

	it('answers for everything that an answer names, down to honest ends', () => {
		const waiting = [
			'/results/combined/0/unitCost',
			'/results/combined/0/shownUnitCost',
			'/results/units/0/fiscalUnitCost',
			'/results/total/cutRate',
			'/results/pools/1/rate',
			'/results/units/0/years/1/unitCost'
		];
		const seen = new Set<string>();
		for (let pointer = waiting.pop(); pointer !== undefined; pointer = waiting.pop()) {
			if (seen.has(pointer)) continue;
			seen.add(pointer);
			const step = explain(pointer);
			expect(step, pointer).toBeDefined();
			expect(atPointer(snapshot, pointer), pointer).toBeDefined();
			for (const input of step?.inputs ?? [])
				if (input.kind === 'frozen' && input.snapshot === hash) waiting.push(input.pointer);
		}
		expect(seen.size).toBeGreaterThan(30);
	});

	it('explains drafts with the same words', () => {
		const figures = unwrap(analyse(draft));
		const at = { analysisId: 'x', draft, figures };
		const said = (table: string, id: string, field: string) =>
			explainDraft(at, { kind: 'draft', table, id, field })?.method?.words;
		expect(said('cost_line', 'a', 'months')).toBe(explain('/results/lines/1/months')?.method?.words);
		expect(said('analysis_part', 'k', 'total')).toBe(explain('/results/pools/0/total')?.method?.words);
		expect(said('analysis_part', 'k', 'unit:u')).toBe(
			explain('/results/pools/0/parts/0/amount')?.method?.words
		);
		expect(said('analysis_part', 'w', 'shownUnitCost')).toBe(
			explain('/results/combined/0/shownUnitCost')?.method?.words
		);
		expect(said('cost_unit', 'u', 'year:2022')).toBe(
			explain('/results/units/0/years/0/unitCost')?.method?.words
		);
		expect(said('cost_line', 'c', 'adjustment')).toBe('核定 5,000.00 元 − 申报 5,000.00 元 = 0.00 元');
	});
});

describe('dependents', () => {
	const at = draftAddresses({ analysisId: 'x', draft, figures: unwrap(analyse(draft)) });
	const texts = (refs: readonly ValueRef[]) => refs.map(refText);

	it('of a parameter are the formulas that read it, those of a whole column included', () => {
		expect(texts(dependentsOf(at, { kind: 'parameter', index: 0 }))).toEqual(
			['a', 'b', 'c'].map((id) => `draft/cost_line/${id}/months`)
		);
		expect(texts(dependentsOf(at, { kind: 'parameter', index: 1 }))).toEqual([
			'draft/analysis_part/mon/value'
		]);
	});

	it('of a line are its own amount, the sum above, and the units and pools that count it', () => {
		expect(texts(dependentsOf(at, { kind: 'line', index: 2, figure: 'quantity' }))).toEqual([
			'draft/cost_line/b/declared',
			'draft/cost_line/b/2022%3Aactual'
		]);
		expect(texts(dependentsOf(at, { kind: 'line', index: 4, figure: 'period' }))).toEqual([
			'draft/analysis_part/k/own'
		]);
		expect(texts(dependentsOf(at, { kind: 'line', index: 1, figure: 'declared' }))).toEqual([
			'draft/cost_line/a/verified',
			'draft/cost_line/root/declared'
		]);
	});
});
