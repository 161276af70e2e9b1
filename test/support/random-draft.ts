import fc from 'fast-check';
import type { AllocationMethod } from '#lib/core/costing/cost-pool.ts';
import { COST_BEHAVIOURS, FUND_TYPES, FUNDING_SOURCES } from '#lib/core/costing/axes.ts';
import {
	ADJUSTMENT_REASONS,
	COST_ELEMENTS,
	type AnalysisDraft,
	type CostLine
} from '#lib/core/costing/line.ts';
import { fen } from '#lib/core/money/fen.ts';
import { costLine, costPool, costUnit, draftOf, indicator } from './cost-draft.ts';

const text = fc.oneof(
	fc.constantFrom('', '道路清扫', '=1+1', ' 空格 ', '<&>"', '0012', '1.10', '合计', '换\n行', '_x000a_'),
	fc.string({ maxLength: 12 }).map((any) => any.replace(/\p{Cc}/gu, '').normalize('NFC'))
);
const plain = text.map((any) => any.trim());
const decimal = fc
	.tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.nat(6))
	.map(([digits, scale]) => (scale === 0 ? String(digits) : canonical(digits, scale)));

function canonical(digits: bigint, scale: number): string {
	const sign = digits < 0n ? '-' : '';
	const padded = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
	const fraction = padded.slice(-scale).replace(/0+$/, '');
	const whole = padded.slice(0, -scale);
	const number = fraction === '' ? whole : `${whole}.${fraction}`;
	return /^[0.]*$/.test(number) ? '0' : sign + number;
}

const small = fc.integer({ min: 0, max: 9_999 }).map((n) => canonical(BigInt(n), 2));
const formula = fc.constantFrom(
	'=1/3',
	'=[#l0].数量*7',
	'=[@p1]*2',
	'=SUM([#l0].下级.金额)',
	'=IF([#l1].单价>0,1,2)',
	'=1/0',
	'=[#gone].数量',
	'=[本行].月数+1',
	'=foo('
);
const factor = fc.option(fc.oneof(small, formula), { nil: null });
const key = <T extends object>(choices: T) =>
	fc.option(fc.constantFrom(...(Object.keys(choices) as (keyof T)[])), { nil: null });
const amount = fc.option(fc.integer({ min: -1e9, max: 1e9 }).map(fen), { nil: null });

/** Content of one line; the tree is made of them afterwards. */
const content = fc.record({
	code: text,
	name: text,
	grade: plain,
	element: key(COST_ELEMENTS),
	unit: plain,
	quantity: fc.option(fc.oneof(decimal, formula), { nil: null }),
	unitPrice: factor,
	frequency: factor,
	months: factor,
	coefficient: factor,
	verifiedAmount: amount,
	reason: key(ADJUSTMENT_REASONS),
	behaviour: key(COST_BEHAVIOURS),
	fundingSource: key(FUNDING_SOURCES),
	fundType: key(FUND_TYPES),
	periodMonths: fc.constantFrom(9, 12, 24),
	recurrence: fc.constantFrom('recurring' as const, 'once' as const),
	evidenceLevel: fc.constantFrom(null, 1 as const, 5 as const),
	functionCode: fc.constantFrom('', '212', '2120501'),
	remark: text,
	years: fc.dictionary(
		fc.constantFrom('2019:actual', '2020:budget'),
		fc.oneof(small, fc.constant('=[#l0].数量')),
		{ maxKeys: 2 }
	),
	fills: fc.option(fc.record({ unitPrice: formula.filter((one) => one !== '=foo(') }), { nil: {} }),
	stated: fc.option(fc.integer({ min: -1e9, max: 1e9 }).map(fen), { nil: null }),
	basis: fc.constantFrom('stated' as const, 'computed' as const),
	above: fc.nat()
});

/** Two pools, one feeding the other and two units, and the staged unit cost of both; each may be left out. */
const shared = fc.record({
	allocationMethod: fc.constantFrom<AllocationMethod>('direct', 'step-down', 'reciprocal', 'activity-based'),
	volumes: fc.option(fc.tuple(small, small, small), { nil: null }),
	sign: fc.option(fc.constantFrom<'add' | 'subtract'>('add', 'subtract'), { nil: null })
});

function sharedParts({
	allocationMethod,
	volumes,
	sign
}: typeof shared extends fc.Arbitrary<infer T> ? T : never) {
	const pools =
		volumes === null
			? []
			: [
					costPool({
						id: 'k',
						name: '后勤',
						lineIds: ['l0'],
						shares: { 'pool/k2': volumes[0], 'unit/u': volumes[1] }
					}),
					costPool({ id: 'k2', position: 1, stage: 'activity', shares: { 'unit/v': volumes[2] } })
				];
	const parts = [
		{ unitId: 'u', sign: 'add' as const },
		{ unitId: 'v', sign: sign ?? 'add' }
	];
	const combined = sign === null ? [] : [{ id: 'c', position: 0, name: '分段合计', parts }];
	return { allocationMethod, pools, combined };
}

/** Any draft a workbook can carry: awkward texts, formulas, years, pools, staged units. */
export const draft = fc
	.tuple(fc.array(content, { minLength: 1, maxLength: 12 }), shared)
	.map(([contents, common]): AnalysisDraft => {
		const children = new Map<string | null, number>();
		const order: CostLine[] = contents.map(({ stated, basis, above, ...line }, index) => {
			const parentId = index === 0 || above % 3 === 0 ? null : `l${above % index}`;
			const position = children.get(parentId) ?? 0;
			children.set(parentId, position + 1);
			return costLine({
				...(line as Partial<CostLine>),
				id: `l${index}`,
				parentId,
				position,
				amountBasis: basis,
				statedAmount: stated
			});
		});
		const unit = costUnit({ id: 'u', lineIds: ['l0'], output: '12.5', yearOutputs: { '2020': '11' } });
		const second = costUnit({ id: 'v', position: 1, output: '3' });
		const parameters = [{ id: 'p1', position: 0, name: '费率', value: '0.085', unit: '%', source: '合同' }];
		return {
			...draftOf(order, [unit, second]),
			...sharedParts(common),
			parameters,
			indicators: [indicator({ id: 'i' })]
		};
	});
