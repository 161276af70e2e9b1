import { describe, expect, it } from 'vitest';
import { draftOf, frozenExpenditure, linkStandards } from '#lib/core/standards/draft.ts';
import { promotedDraft, promotionChecks, type DistrictStandard } from '#lib/core/standards/promotion.ts';
import { checkBase, NO_STANDING } from '#lib/core/standards/standing.ts';
import type { StandardDraft } from '#lib/core/standards/draft.ts';
import { date } from '#lib/core/period/date.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../../support/standard-drafts.ts';

const BASE = { document: '国标〔2020〕1号', clause: '第三条', value: '9', reason: '' };
const ORIGIN = {
	...{ code: 'ZHEN-01-E', title: '镇标准', organisation: '甲镇', document: '镇财〔2025〕1号', value: '8.94' },
	hash: 'f'.repeat(64)
};
const DRAFT: StandardDraft = draftOf({ service: SERVICE, quota: QUOTA, expenditure: EXPENDITURE });

describe('the national base standard', () => {
	it.each([
		[null, '100', 'none'],
		[BASE, '9', 'within'],
		[BASE, '8.99', 'within'],
		[{ ...BASE, value: '' }, '100', 'none'],
		[{ ...BASE, reason: '山区运距长' }, '9.01', 'above']
	] as const)('%j against %s: %s', (base, value, stands) => {
		expect(checkBase(base, value, '元/平方米·年')).toEqual({ ok: true, value: stands });
	});

	it.each([
		[BASE, 'standard/above-base'],
		[{ ...BASE, document: ' ' }, 'standard/bad-parameter'],
		[{ ...BASE, value: '九元' }, 'standard/bad-parameter'],
		[{ ...BASE, value: '-1' }, 'standard/bad-parameter']
	] as const)('%j is refused', (base, code) => {
		expect(checkBase(base, '9.01', '元')).toMatchObject({ ok: false, problem: { code } });
	});
});

describe('where a standard stands', () => {
	it('is left out of the content where nothing is said, so that older snapshots keep their hash', () => {
		const blank = { ...DRAFT, expenditure: { ...DRAFT.expenditure, standing: NO_STANDING } };
		expect(linkStandards(blank, SERVICE.category).expenditure).toEqual(EXPENDITURE);
	});

	it('survives a draft, and is frozen without the hash that stands among the inputs', () => {
		const standing = { ...NO_STANDING, tier: '主干道', derivedFrom: ORIGIN };
		const draft = { ...DRAFT, expenditure: { ...DRAFT.expenditure, standing } };
		const linked = linkStandards(draft, SERVICE.category);
		expect(draftOf(linked)).toEqual(draft);
		expect(JSON.stringify(frozenExpenditure(linked.expenditure))).not.toContain(ORIGIN.hash);
	});
});

describe('promotion of a town’s standard', () => {
	const DISTRICT: DistrictStandard = {
		...{ series: 'CL-01', title: '区标准', organisation: '区建管委', documentNumber: '区财〔2026〕1号' },
		...{ effectiveFrom: date('2026-01-01'), value: '8.67', unit: '元/平方米·年', nationalBase: BASE }
	};

	it('carries the content over, with origin, old value and base, and asks for the reason anew', () => {
		const town = {
			...DRAFT,
			expenditure: {
				...DRAFT.expenditure,
				standing: { ...NO_STANDING, region: '甲镇', nationalBase: { ...BASE, reason: '镇里的理由' } }
			}
		};
		const draft = promotedDraft(town, ORIGIN, DISTRICT, true);
		expect(draft).toMatchObject({ code: 'CL-01', service: DRAFT.service, quota: DRAFT.quota });
		expect(draft.expenditure).toMatchObject({
			oldStandard: '8.67',
			standing: { region: '', nationalBase: BASE, derivedFrom: ORIGIN }
		});
		expect(promotedDraft(town, ORIGIN, null, false)).toMatchObject({
			code: '',
			expenditure: { oldStandard: '无' }
		});
	});

	it('says how it stands to the district’s own standard and to the base', () => {
		const [district, base] = promotionChecks('9.10', '元/平方米·年', DISTRICT, null);
		expect(district).toMatchObject({ good: false });
		expect(district?.words).toContain('上升 0.43 元（4.96%）');
		expect(base).toMatchObject({ good: false });
		expect(promotionChecks('8.00', '元', null, null).map(({ good }) => good)).toEqual([true, true]);
	});
});
