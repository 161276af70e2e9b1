import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileOf } from '#lib/core/comparison/cost-profile.ts';
import { logMeanOfSum } from '#lib/core/comparison/decomposition/log-mean-sum.ts';
import { whyDear, type Split, type SplitMethod } from '#lib/core/comparison/why-dear.ts';
import { freezeAnalysis } from '#lib/core/costing/freeze.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { dec, divide, round, sum, toText } from '#lib/core/decimal/decimal.ts';
import { unwrap } from '#lib/core/result.ts';
import { costLine, costUnit, draftOf } from '../../support/cost-draft.ts';

/** A unit of `output` m² made of lines, as it comes out of a confirmed analysis. */
function profile(label: string, lines: readonly CostLine[], output = '1000', grade = '1') {
	const placed = lines.map((line, position) => ({ ...line, position }));
	const unit = costUnit({ id: 'u', output, lineIds: placed.map(({ id }) => id) });
	const { content, results } = unwrap(freezeAnalysis(draftOf(placed, [unit]), []));
	const analysis = { content: content as AnalysisContent, results: results as AnalysisResults };
	const comparable = dec(analysis.results.units[0]?.unitCost ?? '0');
	return profileOf(analysis, 0, { label, output: dec(output), comparable, grade: dec(grade) });
}

const priced = (id: string, quantity: string, unitPrice: string, element: CostLine['element'] = 'labour') =>
	costLine({ id, name: id, unit: '工日', quantity, unitPrice, element, amountBasis: 'computed' });
const causes = ({ causes: found }: Split) =>
	Object.fromEntries(found.map(({ cause, effect }) => [cause, toText(effect)]));

describe('whyDear', () => {
	it('tells dear prices from high consumption', () => {
		// 10 × 200 = 2,000 against 8 × 150 = 1,200 元 for 1,000 m²: 2.00 against 1.20 元/m².
		const own = profile('本项目', [priced('清扫', '10', '200')]);
		const benchmark = profile('标杆', [priced('清扫', '8', '150')]);
		const chain = unwrap(whyDear(own, benchmark, 'chain'));
		expect(toText(chain.difference)).toBe('0.8');
		// Quantity first, at old prices: 2 × 150; then prices at new quantity: 10 × 50.
		expect(causes(chain)).toEqual({ quantity: '0.3', mix: '0', grade: '0', price: '0.5', overhead: '0' });
		const fair = unwrap(whyDear(own, benchmark, 'shapley'));
		expect(causes(fair)).toMatchObject({ quantity: '0.35', price: '0.45' });
		// L(2.0, 1.2) · ln(10/8) and · ln(200/150), with L = 0.8 / ln(2.0/1.2) (LMDI-I, Ang 2004).
		const means = unwrap(whyDear(own, benchmark, 'lmdi'));
		expect(causes(means)).toMatchObject({ quantity: '0.349463', price: '0.450537', mix: '0' });
	});

	it('puts lines that only one side has under the mix, and rates on top under overhead', () => {
		const own = profile('本项目', [
			priced('清扫', '10', '100'),
			priced('除雪', '5', '100'),
			costLine({ id: '管理费', statedAmount: 15000 as never, element: 'management' })
		]);
		const benchmark = profile('标杆', [priced('清扫', '10', '100')]);
		const split = unwrap(whyDear(own, benchmark, 'shapley'));
		// 150 元 of overhead on 1,500 元 direct is 10 %: half of what falls on the added line counts as mix.
		expect(toText(split.difference)).toBe('0.65');
		expect(causes(split)).toEqual({
			quantity: '0',
			mix: '0.525',
			grade: '0',
			price: '0',
			overhead: '0.125'
		});
		// LMDI: a line that was nothing before goes to the mix whole, with the rate it bears; the rate on the other line is
		// L(1.1, 1) · ln 1.1 = 0.1.
		expect(causes(unwrap(whyDear(own, benchmark, 'lmdi')))).toMatchObject({
			mix: '0.55',
			overhead: '0.1',
			price: '0'
		});
		expect(split.lines.map(({ label, difference }) => [label, toText(difference)])).toEqual([
			['除雪', '0.5'],
			['管理费', '0.15'],
			['清扫', '0']
		]);
	});

	it('gives the grade its part', () => {
		const own = profile('本项目', [priced('清扫', '10', '100')], '1000', '1');
		const benchmark = profile('标杆', [priced('清扫', '8', '100')], '1000', '0.8');
		// Consumption at grade 1 is the same: 10 and 8/0.8. What is left is the grade.
		expect(causes(unwrap(whyDear(own, benchmark, 'shapley')))).toEqual({
			quantity: '0',
			mix: '0',
			grade: '0.2',
			price: '0',
			overhead: '0'
		});
	});

	const line = fc.record({
		id: fc.constantFrom('清扫', '垃圾清运', '冲洗', '除雪', '管理费', '税金'),
		quantity: fc.integer({ min: 1, max: 500 }).map(String),
		unitPrice: fc.integer({ min: 1, max: 90_000 }).map((cents) => String(cents / 100))
	});
	const project = fc.record({
		lines: fc.uniqueArray(line, { minLength: 1, maxLength: 6, selector: ({ id }) => id }),
		output: fc.integer({ min: 1, max: 99_999 }).map(String),
		grade: fc.constantFrom('1', '0.85', '1.2')
	});

	it('adds up exactly for any two projects, by causes and by lines', () => {
		const made = (
			name: string,
			{
				lines,
				output,
				grade
			}: {
				lines: readonly { id: string; quantity: string; unitPrice: string }[];
				output: string;
				grade: string;
			}
		) =>
			profile(
				name,
				lines.map(({ id, quantity, unitPrice }) =>
					priced(id, quantity, unitPrice, id === '管理费' ? 'management' : id === '税金' ? 'tax' : 'labour')
				),
				output,
				grade
			);
		fc.assert(
			fc.property(
				project,
				project,
				fc.constantFrom<SplitMethod>('shapley', 'chain', 'lmdi'),
				(a, b, method) => {
					const split = unwrap(whyDear(made('甲', a), made('乙', b), method));
					expect(toText(sum(split.causes.map(({ effect }) => effect)))).toBe(toText(split.difference));
					expect(toText(sum(split.lines.map(({ difference }) => difference)))).toBe(toText(split.difference));
					// Where every line is overhead there is no direct cost to put it on, and nothing is invented.
					if (a.lines.some(({ id }) => id !== '管理费' && id !== '税金')) {
						const total = sum(made('甲', a).lines.map(({ cost }) => cost));
						expect(toText(split.own)).toBe(toText(round(total, 6, 'half-up')));
					}
				}
			),
			{ numRuns: 60 }
		);
	});

	it('takes each side from its own output', () => {
		const own = profile('本项目', [priced('清扫', '10', '100')], '500');
		expect(toText(round(own.lines[0]?.cost ?? dec(0), 6, 'half-up'))).toBe('2');
		expect(toText(round(own.lines[0]?.quantity ?? dec(0), 6, 'half-up'))).toBe(
			toText(divide(dec(10), dec(500), 'half-up', 6))
		);
		expect(toText(round(own.lines[0]?.price ?? dec(0), 6, 'half-up'))).toBe('100');
	});
});

describe('logMeanOfSum', () => {
	const factor = (name: string, base: string, actual: string) => ({
		name,
		base: dec(base),
		actual: dec(actual)
	});
	const split = (...terms: Parameters<typeof logMeanOfSum>[1]) =>
		logMeanOfSum(['量', '价'], terms, dec('5'), 6);

	it('gives what was zero the whole change of its term, and two of them half each', () => {
		const from = { label: '甲', factors: [factor('量', '0', '5'), factor('价', '2', '1')] };
		expect(unwrap(split(from)).map(toText)).toEqual(['5', '0']);
		const both = { label: '甲', factors: [factor('量', '0', '5'), factor('价', '0', '1')] };
		expect(unwrap(split(both)).map(toText)).toEqual(['2.5', '2.5']);
	});

	it('splits credits as it splits costs, and refuses what turns from one into the other', () => {
		const credit = { label: '回收', factors: [factor('量', '-10', '-5'), factor('价', '1', '1')] };
		expect(unwrap(split(credit)).map(toText)).toEqual(['5', '0']);
		const turned = { label: '回收', factors: [factor('量', '-1', '4'), factor('价', '1', '1')] };
		expect(split(turned)).toMatchObject({
			problem: { code: 'decomposition/sign-changes', values: { line: '回收', factor: '量' } }
		});
	});
});

describe('lines of a difference', () => {
	it('tells lines without a price beside each other by their name', () => {
		const stated = (yuan: number) =>
			costLine({ id: '材料费', name: '材料费', statedAmount: (yuan * 100) as never, element: 'material' });
		const split = unwrap(
			whyDear(profile('本项目', [stated(900)]), profile('标杆', [stated(700)]), 'shapley')
		);
		expect(split.lines.map(({ label, difference }) => [label, toText(difference)])).toEqual([
			['材料费', '0.2']
		]);
	});
});
