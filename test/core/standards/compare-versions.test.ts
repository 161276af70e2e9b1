import { describe, expect, it } from 'vitest';
import { date } from '#lib/core/period/date.ts';
import { compareVersions, type ComparedVersion } from '#lib/core/standards/compare-versions.ts';
import type { QuotaResults } from '#lib/core/standards/standard-snapshot.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../../support/standard-drafts.ts';

const QUOTA_RESULTS: QuotaResults = {
	...{ value: '12.00', unrounded: '12', low: null, high: null, unit: '元/平方米·年', unitId: 'm2' },
	...{ priceYear: 2025, category: SERVICE.category, read: [] },
	verdict: { kind: 'standard', reasons: [] }
};
const OLD: ComparedVersion = {
	...{ organisation: '区建管委', level: 'district', region: '示例区', documentNumber: '示财绩〔2025〕1号' },
	...{ effectiveFrom: date('2025-01-01'), effectiveTo: null, repealedFrom: null, trial: true },
	...{ reviewOn: date('2026-01-01'), status: 'superseded', service: SERVICE },
	quota: { content: QUOTA, results: QUOTA_RESULTS },
	expenditure: {
		content: EXPENDITURE,
		results: {
			...{ value: '12', unit: '元/平方米·年', unitId: 'm2', priceYear: 2025 },
			...{ category: SERVICE.category, words: '' }
		}
	},
	set: {
		members: [
			{ label: '甲 2024', comparable: '11.123456789', output: '1000', included: true },
			{ label: '乙 2024', comparable: '13', output: '500', included: false }
		],
		factors: ['价格年份：物价指数（1.02）'],
		shown: true
	}
};
const NEW: ComparedVersion = {
	...OLD,
	service: { ...SERVICE, items: SERVICE.items.slice(0, 1) },
	quota: { content: { ...QUOTA, rule: 'median' }, results: { ...QUOTA_RESULTS, value: '11.37' } },
	expenditure: {
		content: EXPENDITURE,
		results: { ...OLD.expenditure.results, value: '11.37' }
	},
	set: {
		...OLD.set,
		members: [
			{ label: '甲 2024', comparable: '11.123456789', output: '2000', included: true },
			{ label: '丙 2025', comparable: '11.5', output: '1500', included: true }
		]
	}
};

function rows(a: ComparedVersion, b: ComparedVersion) {
	return new Map(
		compareVersions(a, b)
			.sections.flatMap((section) => section.rows)
			.map((row) => [row.label, row])
	);
}

describe('two versions side by side', () => {
	it('marks nothing where both are the same', () => {
		const { differences, effect } = compareVersions(OLD, OLD);
		expect(differences).toBe(0);
		expect(effect).toMatchObject({ perUnit: '0', percent: '0.00', yearly: '0' });
	});

	it('marks method, value, items and members that differ, 无 where one side has none', () => {
		const compared = rows(OLD, NEW);
		expect(compared.get('测算方法')).toMatchObject({ a: '平均先进水平', b: '中位数', differs: true });
		expect(compared.get('定额')).toMatchObject({
			...{ a: '12.00 元/平方米·年', b: '11.37 元/平方米·年' },
			places: { a: { of: 'quota', pointer: '/results/value' } }
		});
		expect(compared.get('洒水')).toMatchObject({ b: '无', differs: true });
		expect(compared.get('甲 2024')).toMatchObject({ a: '11.1235 元', differs: false });
		expect(compared.get('乙 2024')).toMatchObject({ a: '13.0000 元（未纳入）', b: '无' });
		expect(compared.get('丙 2025')).toMatchObject({
			...{ a: '无', b: '11.5000 元' },
			places: { a: null, b: { of: 'comparison', pointer: '/results/members/1/comparable' } }
		});
	});

	it('says what the change costs, over the output of the second set', () => {
		// 11.37 − 12.00 = −0.63 (5.25 %); × 3,500 m² = −2,205.00 元.
		expect(compareVersions(OLD, NEW).effect).toEqual({
			perUnit: '-0.63',
			percent: '-5.25',
			yearly: '-220500',
			words:
				'支出标准由前一项到后一项每单位减少 0.63 元/平方米·年（5.25%）；按后一项比对样本的产出 3,500 平方米计算，每年减少 2,205.00 元。'
		});
	});

	it('does not subtract what is priced by different units, and names no member one may not see', () => {
		const perTon = {
			...NEW,
			expenditure: {
				...NEW.expenditure,
				results: { ...NEW.expenditure.results, unitId: 't', unit: '元/吨' }
			},
			set: { ...NEW.set, shown: false }
		};
		const { effect } = compareVersions(OLD, perTon);
		expect(effect).toMatchObject({ perUnit: null, yearly: null });
		expect(effect.words).toContain('计价单位不同');
		const compared = rows(OLD, perTon);
		expect(compared.has('甲 2024')).toBe(false);
		expect(compared.get('样本明细')).toMatchObject({ b: '不在您的查看范围内' });
	});
});
