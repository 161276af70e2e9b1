import { describe, expect, it } from 'vitest';
import { draftOf } from '#lib/core/standards/draft.ts';
import { previewStandards } from '#lib/core/standards/preview.ts';
import type { QuotaContent } from '#lib/core/standards/standard-snapshot.ts';
import { comparisonSet, type SetMember } from '../../support/comparison-set.ts';
import { EXPENDITURE, QUOTA, SERVICE } from '../../support/standard-drafts.ts';

/** Four projects at 8, 9, 10 and 13 元 on 1,000 m2 each; mean 10. */
const FOUR: readonly SetMember[] = ['8', '9', '10', '13'].map((comparable, i) => ({
	project: `项目${i + 1}`,
	comparable,
	output: '1000'
}));

function tested(members: readonly SetMember[], change: Partial<QuotaContent> = {}) {
	const quota = { ...QUOTA, rule: 'mean' as const, ...change };
	const draft = draftOf({ service: SERVICE, quota, expenditure: EXPENDITURE });
	return previewStandards(comparisonSet(members), 'c'.repeat(64), draft).backTest;
}

describe('回测', () => {
	it('counts who lies above, with how much money, and who is hit by more than a tenth', () => {
		const found = tested(FOUR);
		// Only the fourth: 3 元 on 1,000 m2 a year, which is 23.08 % of its 13 元.
		expect(found).toMatchObject({ above: 1, hard: 1, effect: '300000' });
		expect(found?.projects[3]).toMatchObject({ over: '300000', cut: '23.08' });
		expect(found?.words).toContain('每年合计超出 3,000.00 元');
		expect(found?.words).toContain('项目4 一级');
	});

	it('leaves out one after another: means of three between 9 and 10.666667', () => {
		expect(tested(FOUR)).toMatchObject({ lowest: '9', highest: '10.666667' });
	});

	it('tests a project that was taken out as well, but never derives from it', () => {
		const members = FOUR.map((member, i) => ({ ...member, included: i !== 3 }));
		const found = tested(members);
		expect(found).toMatchObject({ above: 2, hard: 1, highest: '9.5' });
		expect(found?.projects[3]).toMatchObject({ included: false, over: '400000' });
	});

	it('has no range where the value is not taken from a sample', () => {
		const policy = { rule: 'policy-fixed', parameters: { value: '9', document: '某规定' } } as const;
		expect(tested(FOUR, policy)).toMatchObject({ lowest: null, highest: null, above: 2 });
	});

	it('says nothing while there is no value', () => {
		expect(tested(FOUR.slice(0, 2))).toBeNull();
	});
});
