import { describe, expect, it } from 'vitest';
import { toText } from '#lib/core/decimal/decimal.ts';
import { analyse, type AnalysisFigures } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { fenText } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { findingText } from '#lib/text/findings.ts';
import { costLine, draftOf, yuan } from '../support/cost-draft.ts';
import { dingshan2021, dingshanTwoYears } from './dingshan-2021.ts';

const figuresOf = (draft: AnalysisDraft): AnalysisFigures => unwrap(analyse(draft));

function totalFinding(figures: AnalysisFigures) {
	return figures.findings.find((finding) => finding.code === 'total-differs');
}

describe('鼎山街道 2021', () => {
	const figures = figuresOf(dingshan2021());

	it('sums to 22,210,577 against the stated 22,430,200: 219,623 short', () => {
		expect(fenText(figures.total.declared)).toBe('22210577.00');
		const finding = totalFinding(figures);
		expect(finding).toMatchObject({ at: 0, severity: 'warning', values: { difference: '219,623.00', direction: '少' } });
		expect(finding && findingText(finding)).toContain('明细少 219,623.00 元');
	});

	it('leaves 123 when bridges are kept for two years, which enter the unit costs for one', () => {
		const twoYears = figuresOf(dingshanTwoYears());
		expect(fenText(twoYears.total.declared)).toBe('22430077.00');
		expect(totalFinding(twoYears)?.values.difference).toBe('123.00');
		const bridges = twoYears.tree.indexOf.get('8') ?? -1;
		expect(twoYears.lines[bridges]).toMatchObject({ declared: yuan(439_000), period: yuan(219_500) });
	});

	it('keeps the rounded 12,700 and shows the 12,628 that quantity × price gives', () => {
		const index = figures.tree.indexOf.get('8.1') ?? -1;
		expect(figures.lines[index]).toMatchObject({ declared: yuan(12_700), computed: yuan(12_628) });
		expect(figures.findings.filter((finding) => finding.code === 'amount-differs').map((finding) => finding.at)).toEqual([index]);
	});

	it('costs 10.00 （一级）, 7.00 （二级） and 9.356211 （综合） 元/㎡', () => {
		expect(figures.units.map((unit) => toText(unwrap(unit).unitCost))).toEqual(['10', '7', '9.356211']);
	});

	it('keeps last year’s arrears in the total and out of what recurs', () => {
		const index = figures.tree.indexOf.get('4') ?? -1;
		expect(figures.lines[index]).toMatchObject({ declared: yuan(380_100), period: 0 });
	});
});

describe('other published totals that do not add up', () => {
	// 办公大楼运行 2020 实际, 鄂州市机关事务服务中心 (desk33.com d-245426), 万元.
	it('鄂州: 662.98 万元 stated, parts 662.88', () => {
		const parts = ['191', '99', '372.88'].map((wan, position) =>
			costLine({ id: `p${position}`, parentId: 'total', position, statedAmount: yuan(Number(wan.replace('.', '')) * (wan.includes('.') ? 100 : 10_000)) })
		);
		const figures = figuresOf(draftOf([costLine({ id: 'total', statedAmount: yuan(6_629_800) }), ...parts]));
		expect(fenText(figures.total.declared)).toBe('6628800.00');
		expect(totalFinding(figures)?.values).toMatchObject({ difference: '1,000.00', direction: '少' });
	});

	// 村级补助及运转经费 2022 申请数, 棠溪镇人民政府 (example case TX2022B).
	it('棠溪镇: 2,026,400 stated, parts 1,740,000', () => {
		const parts = [400_000, 252_000, 28_000, 960_000, 100_000].map((amount, position) =>
			costLine({ id: `p${position}`, parentId: 'total', position, statedAmount: yuan(amount) })
		);
		const figures = figuresOf(draftOf([costLine({ id: 'total', statedAmount: yuan(2_026_400) }), ...parts]));
		expect(totalFinding(figures)?.values).toMatchObject({ counted: '1,740,000.00', difference: '286,400.00' });
	});

	// 昆明经开区 2026 年预算评审 (DOMAIN K11): 497,578.64 → 457,230.14 万元.
	it('昆明: net cut 40,348.50 万元, 8.11 %', () => {
		const line = costLine({ id: 'all', statedAmount: yuan(4_975_786_400), verifiedAmount: yuan(4_572_301_400), reason: 'over-standard' });
		const { total } = figuresOf(draftOf([line]));
		expect(total).toMatchObject({ net: yuan(403_485_000), cut: yuan(403_485_000), raise: 0 });
		expect(total.cutRate && toText(total.cutRate)).toBe('8.11');
	});
});
