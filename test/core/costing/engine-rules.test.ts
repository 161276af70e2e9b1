import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { CostEngine } from '#lib/core/costing/engine/cost-engine.ts';
import { divideHalfUp } from '#lib/core/decimal/doubles.ts';
import { roundToFen } from '#lib/core/costing/engine/scaled.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { dec, toText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { divideRounded } from '#lib/core/decimal/rounding.ts';
import { unwrap } from '#lib/core/result.ts';
import { costLine, draftOf, yuan } from '../../support/cost-draft.ts';

const figuresOf = (draft: AnalysisDraft) => unwrap(analyse(draft));
const text = (value: Decimal | null | undefined) => (value ? toText(value) : null);
const parameter = (id: string, name: string, value: string) => ({
	id,
	name,
	value,
	position: 0,
	unit: '',
	source: ''
});

describe('the amount of a line', () => {
	it('is quantity × price × frequency × months × coefficient, rounded half-up to 分 once', () => {
		const draft = draftOf([
			costLine({ id: 'a', quantity: '3', unitPrice: '6850', months: '12' }),
			costLine({
				id: 'b',
				position: 1,
				quantity: '0.5',
				unitPrice: '0.03',
				frequency: '1',
				coefficient: '1'
			}),
			costLine({ id: 'c', position: 2, quantity: '-0.5', unitPrice: '0.03' }),
			costLine({ id: 'd', position: 3, quantity: '1', unitPrice: '2', months: '0' })
		]);
		const { lines, total } = figuresOf(draft);
		expect(lines.map((line) => line.computed)).toEqual([yuan(246_600), 2, -2, 0]);
		expect(lines[0]).toMatchObject({ frequency: null, coefficient: null, months: dec('12') });
		expect(total.declared).toBe(yuan(246_600));
	});

	it('is none while a factor has an error, which names the column', () => {
		const line = costLine({ id: 'a', quantity: '1', unitPrice: '1', months: '=1/0' });
		expect(figuresOf(draftOf([line])).lines[0]).toMatchObject({
			computed: null,
			declared: 0,
			error: { column: 'months', error: { error: '#DIV/0!' } }
		});
	});
});

describe('exact money', () => {
	const judge = (factors: readonly string[]) => {
		const scale = factors.reduce((sum, factor) => sum + (factor.split('.')[1]?.length ?? 0), 0);
		const product = factors.reduce((all, factor) => all * BigInt(factor.replace('.', '')), 1n);
		return divideRounded(product * 100n, 10n ** BigInt(scale), 'half-up');
	};

	it('has no wrong 分 in 100,000 lines that end on a tie, beside one, or far beyond what a double holds', () => {
		const tails = ['5', '49999', '50001', '4999999999', '5000000001', '25', '75', '0049'];
		const lines = Array.from({ length: 100_000 }, (_, at): CostLine => {
			const quantity = `${(at * 7919) % 100_003}.${tails[at % tails.length]}`;
			const unitPrice = `${at % 3 === 0 ? '-' : ''}${(at * 104_729) % 9_973}.${tails[(at >> 3) % tails.length]}`;
			const coefficient = at % 2 === 0 ? null : `1.${String(at % 1000).padStart(3, '0')}5`;
			return costLine({ id: `l${at}`, position: at, quantity, unitPrice, coefficient });
		});
		const engine = unwrap(CostEngine.load(draftOf(lines)));
		let wrong = 0;
		let total = 0n;
		lines.forEach(({ quantity, unitPrice, coefficient }, at) => {
			const truth = judge([quantity ?? '', unitPrice ?? '', coefficient ?? '1']);
			total += truth;
			if (BigInt(engine.line(at).computed ?? NaN) !== truth) wrong += 1;
		});
		expect(wrong).toBe(0);
		expect(BigInt(engine.totals.declared)).toBe(total);
	});

	it('answers NaN rather than a doubtful rounding', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
				fc.integer({ min: -(2 ** 30), max: 2 ** 30 }),
				fc.integer({ min: 0, max: 22 }),
				(a, b, scale) => {
					const fen = roundToFen(a * b, scale);
					const truth = divideRounded(BigInt(a) * BigInt(b) * 100n, 10n ** BigInt(scale), 'half-up');
					if (!Number.isNaN(fen)) expect(BigInt(fen)).toBe(truth);
				}
			),
			{ numRuns: 20_000 }
		);
	});

	it('divides whole numbers half away from zero', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -(2 ** 52) + 1, max: 2 ** 52 - 1 }),
				fc.integer({ min: 1, max: 600 }),
				(dividend, divisor) => {
					const truth = divideRounded(BigInt(dividend), BigInt(divisor), 'half-up');
					expect(BigInt(divideHalfUp(dividend, divisor))).toBe(truth);
				}
			),
			{ numRuns: 20_000 }
		);
	});
});

describe('formulas set for a whole column', () => {
	const draft = draftOf([
		costLine({ id: 'p', fills: { coefficient: '=[本行].数量*0.1', frequency: '=2' } }),
		costLine({ id: 'q', parentId: 'p', fills: { frequency: '=3' } }),
		costLine({ id: 'a', parentId: 'q', quantity: '10', unitPrice: '1' }),
		costLine({ id: 'b', parentId: 'q', position: 1, quantity: '20', unitPrice: '1', coefficient: '5' }),
		costLine({ id: 'c', parentId: 'p', position: 1, quantity: '30', unitPrice: '1' })
	]);

	it('are followed by leaves without own content, the nearest one first', () => {
		const { lines } = figuresOf(draft);
		expect(lines.map((line) => text(line.coefficient))).toEqual([null, null, '1', '5', '3']);
		expect(lines.map((line) => text(line.frequency))).toEqual([null, null, '3', '3', '2']);
		expect(lines.map((line) => line.declared)).toEqual([51_000, 33_000, 3000, 30_000, 18_000]);
	});

	it('come back when own content is deleted', () => {
		const engine = unwrap(CostEngine.load(draft));
		const edited = unwrap(
			applyCommands(draft, [{ type: 'set', lineId: 'b', field: 'coefficient', value: null }])
		);
		expect(unwrap(engine.advance(edited.draft))).toEqual({ structure: false, lines: new Set([3, 1, 0, 5]) });
		expect(text(engine.line(3).coefficient)).toBe('2');
		expect(engine.totals.declared).toBe(33_000);
	});
});

describe('named parameters', () => {
	it('may follow each other and lines, and are followed by lines', () => {
		const draft = {
			...draftOf([
				costLine({ id: 'a', quantity: '4', unitPrice: '=[@rate]' }),
				costLine({ id: 'b', position: 1, quantity: '2', unitPrice: '1', coefficient: '=1+[@rate]%' })
			]),
			parameters: [parameter('rate', '管理费率', '=[@base]*2'), parameter('base', '基数', '=[#a].数量+0.5')]
		};
		const { lines } = figuresOf(draft);
		expect(text(lines[0]?.unitPrice)).toBe('9');
		expect(lines.map((line) => line.computed)).toEqual([3600, 218]);
	});

	it('name the whole ring when they wait for themselves', () => {
		const draft = {
			...draftOf([costLine({ id: 'a', quantity: '=[@x]', unitPrice: '1' })]),
			parameters: [parameter('x', '甲', '=[@y]'), parameter('y', '乙', '=[@x]+1')]
		};
		expect(figuresOf(draft).lines[0]?.error?.error).toEqual({ error: '#CYCLE!', detail: '甲 → 乙' });
	});
});

describe('amounts of other years', () => {
	const draft = draftOf([
		costLine({ id: 'p', years: { '2023:actual': '999' } }),
		costLine({
			id: 'a',
			parentId: 'p',
			years: { '2023:actual': '12.34', '2024:budget': '=[本行].2023实际*1.05' }
		}),
		costLine({ id: 'b', parentId: 'p', position: 1, years: { '2023:actual': '=1/0' } }),
		costLine({ id: 'c', position: 1 })
	]);

	it('are summed over children; blank stays blank, and an error counts as nothing', () => {
		const { lines } = figuresOf(draft);
		expect(lines.map((line) => line.years)).toEqual([
			{ '2023:actual': 1234, '2024:budget': 1296 },
			{ '2023:actual': 1234, '2024:budget': 1296 },
			{},
			{}
		]);
		expect(lines[2]?.error).toMatchObject({ column: '2023:actual', error: { error: '#DIV/0!' } });
	});

	it('turn blank with the last filled line below', () => {
		const engine = unwrap(CostEngine.load(draft));
		const edited = unwrap(
			applyCommands(draft, [{ type: 'set', lineId: 'a', field: '2024:budget', value: null }])
		);
		unwrap(engine.advance(edited.draft));
		expect(engine.line(0).years).toEqual({ '2023:actual': 1234 });
	});
});

describe('many lines at once', () => {
	it('come to the same by columns, when a rate of an eighth of the lines changes', () => {
		const lines: CostLine[] = [];
		for (let group = 0; group < 8; group += 1) {
			lines.push(costLine({ id: `g${group}`, position: group, fills: { coefficient: `=1+[@r${group}]` } }));
			for (let at = 0; at < 400; at += 1)
				lines.push(
					costLine({
						id: `l${group}.${at}`,
						parentId: `g${group}`,
						position: at,
						quantity: String(at),
						unitPrice: '1.005',
						verifiedAmount: at % 7 === 0 ? yuan(50) : null,
						periodMonths: at % 5 === 0 ? 11 : 12,
						months: at % 11 === 0 ? '=1/0' : null
					})
				);
		}
		const rate = (at: number, value: string) => ({ ...parameter(`r${at}`, `率${at}`, value), position: at });
		const draft = { ...draftOf(lines), parameters: Array.from({ length: 8 }, (_, at) => rate(at, '0.06')) };
		const engine = unwrap(CostEngine.load(draft));
		let next: AnalysisDraft = draft;
		for (const [at, value] of [
			[3, '0.11'],
			[0, '-1'],
			[7, '1e3'],
			[3, '0.06']
		] as const) {
			next = { ...next, parameters: next.parameters.with(at, rate(at, toText(dec(value)))) };
			expect(unwrap(engine.advance(next)).lines).toBe('all');
			expect(unwrap(engine.figures())).toEqual(figuresOf(next));
		}
	});
});

describe('hostile breakdowns', () => {
	it('follows a chain of 100,000 references without overflowing the stack', () => {
		const lines = Array.from({ length: 100_000 }, (_, at) =>
			costLine({
				id: `l${at}`,
				position: at,
				quantity: at === 0 ? '1' : `=[#l${at - 1}].数量+1`,
				unitPrice: '1'
			})
		);
		const engine = unwrap(CostEngine.load(draftOf(lines)));
		expect(text(engine.line(99_999).quantity)).toBe('100000');
		expect(engine.totals.declared).toBe(((100_000 * 100_001) / 2) * 100);
	});

	it('names a ring of 10,000 lines', () => {
		const lines = Array.from({ length: 10_000 }, (_, at) =>
			costLine({ id: `l${at}`, position: at, quantity: `=[#l${(at + 1) % 10_000}].数量` })
		);
		const error = unwrap(CostEngine.load(draftOf(lines))).line(77).error?.error;
		expect(error?.error).toBe('#CYCLE!');
		expect(error?.detail).toMatch(/^l0 数量 → l1 数量 → .*共 10000 格/);
	});

	it('answers soon when every line sums all others', () => {
		const lines = Array.from({ length: 20_000 }, (_, at) =>
			costLine({ id: `l${at}`, position: at, quantity: '1', unitPrice: `=SUM([全部].明细.数量)+[本行].数量` })
		);
		const { error } = unwrap(CostEngine.load(draftOf(lines))).line(5);
		expect(error).toEqual({ column: 'unitPrice', error: { error: '#NUM!', detail: '计算量' } });
	});

	it('computes light formulas and refuses the heaviest when all together would take too long', () => {
		const lines = Array.from({ length: 20_000 }, (_, at) =>
			costLine({
				id: `l${at}`,
				position: at,
				quantity: '2',
				unitPrice: at < 1_000 ? `=SUMPRODUCT([全部].明细.数量^2)+${at}` : '1',
				months: at === 1_000 ? '=SUM([全部].明细.数量)' : at > 1_000 ? '=ROUND([本行].数量/3,2)' : null
			})
		);
		const draft = draftOf(lines);
		const engine = unwrap(CostEngine.load(draft));
		expect(engine.line(7).error).toEqual({
			column: 'unitPrice',
			error: { error: '#NUM!', detail: '计算量' }
		});
		expect(text(engine.line(1_000).months)).toBe('40000');
		expect(text(engine.line(1_001).months)).toBe('0.67');
		const fewer = {
			...draft,
			lines: lines.map((line, at) => (at > 0 && at < 1_000 ? { ...line, unitPrice: '1' } : line))
		};
		unwrap(engine.advance(fewer));
		expect(text(engine.line(0).unitPrice)).toBe('80000');
		expect(unwrap(engine.figures())).toEqual(figuresOf(fewer));
	});

	it('looks thousands of times for the names of lines, and for patterns where there is room for them', () => {
		const lines = (others: number) =>
			Array.from({ length: 4_000 }, (_, at) =>
				costLine({
					id: `l${at}`,
					position: at,
					name: at < 2 ? '钢管 50*3' : `部门${at % 50}`,
					quantity: '2',
					unitPrice: at <= others ? '=SUMIF([全部].明细.名称,[本行].名称,[全部].明细.数量)' : '1'
				})
			);
		const few = unwrap(CostEngine.load(draftOf(lines(2))));
		expect([0, 2].map((line) => text(few.line(line).unitPrice))).toEqual(['4', '160']);
		const many = unwrap(CostEngine.load(draftOf(lines(2_000))));
		expect(text(many.line(77).unitPrice)).toBe('160');
		expect(many.line(0).error?.error).toEqual({ error: '#NUM!', detail: '计算量' });
	});

	it('stays where it was when a draft is refused', () => {
		const draft = draftOf([
			costLine({ id: 'a', quantity: '1', unitPrice: '1' }),
			costLine({ id: 'b', position: 1 })
		]);
		const engine = unwrap(CostEngine.load(draft));
		const before = unwrap(engine.figures());
		const huge = unwrap(
			applyCommands(draft, [
				{ type: 'set', lineId: 'b', field: 'quantity', value: '9' },
				{ type: 'set', lineId: 'a', field: 'quantity', value: '1e15' }
			])
		).draft;
		expect(engine.advance(huge)).toMatchObject({ ok: false, problem: { code: 'money/too-large' } });
		expect(engine.draft).toBe(draft);
		expect(unwrap(engine.figures())).toEqual(before);
	});
});

describe('figures', () => {
	it('are the same objects for lines that an edit does not reach, and never change', () => {
		const draft = draftOf([
			costLine({ id: 'p' }),
			costLine({ id: 'a', parentId: 'p', quantity: '1', unitPrice: '1' }),
			costLine({ id: 'b', parentId: 'p', position: 1, quantity: '2', unitPrice: '=[#a].单价' }),
			costLine({ id: 'c', parentId: 'p', position: 2, quantity: '3', unitPrice: '1' })
		]);
		const engine = unwrap(CostEngine.load(draft));
		const before = unwrap(engine.figures());
		const edited = unwrap(
			applyCommands(draft, [{ type: 'set', lineId: 'a', field: 'unitPrice', value: '5' }])
		);
		unwrap(engine.advance(edited.draft));
		const after = unwrap(engine.figures());
		expect(after.lines.map((line, at) => line === before.lines[at])).toEqual([false, false, false, true]);
		expect(before.lines.map((line) => line.declared)).toEqual([600, 100, 200, 300]);
		expect(after.lines.map((line) => line.declared)).toEqual([1800, 500, 1000, 300]);
	});

	it('follow a draft whose lines do not stand in pre-order', () => {
		const draft = draftOf([
			costLine({ id: 'a', parentId: 'p', quantity: '1', unitPrice: '1' }),
			costLine({ id: 'p' })
		]);
		const engine = unwrap(CostEngine.load(draft));
		const edited = unwrap(
			applyCommands(draft, [{ type: 'set', lineId: 'a', field: 'quantity', value: '7' }])
		).draft;
		expect(unwrap(engine.advance(edited)).structure).toBe(false);
		expect(unwrap(engine.figures())).toEqual(figuresOf(edited));
	});
});
