import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dec } from '#lib/core/decimal/decimal.ts';
import { evaluate } from '#lib/core/formula/evaluate.ts';
import { FUNCTIONS } from '#lib/core/formula/functions.ts';
import { evaluationOrder } from '#lib/core/formula/order.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { referencesOf, renameReferences } from '#lib/core/formula/references.ts';
import { formulaError, valueText, type FormulaValue } from '#lib/core/formula/value.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';

const CELLS: Record<string, FormulaValue> = {
	'8.1.quantity': dec('1804'),
	'8.1.unitPrice': dec('7'),
	'8.2.quantity': null,
	'8.2.unitPrice': formulaError('#DIV/0!')
};

function calculate(formula: string): string {
	const tree = unwrap(parseFormula(formula));
	return valueText(
		evaluate(
			tree,
			(key, column) => CELLS[`${key}.${column}`] ?? (key === '8.2' ? null : formulaError('#REF!', key))
		)
	);
}

describe('formulas give what Excel gives', () => {
	it.each([
		['=-2^2', '4'],
		['=2^3^2', '64'],
		['=2^-1', '0.5'],
		['=50%', '0.5'],
		['=8%-3', '-2.92'],
		['=-50%', '-0.5'],
		['=2^50%', '1.414213562373095048801688724210'.replace(/0$/, '')],
		['=1+2*3', '7'],
		['=(1+2)*3', '9'],
		['=10/4', '2.5'],
		['=1-2-3', '-4'],
		['=0.1+0.2', '0.3'],
		['=1=1', 'TRUE'],
		['=1<>1', 'FALSE'],
		['="a"="A"', 'TRUE'],
		['=1&"元"', '1元'],
		['=2>="x"', 'FALSE'],
		['=SUM(1,2,3)', '6'],
		['=AVERAGE(1,2)', '1.5'],
		['=MIN(3,1,2)', '1'],
		['=MAX(3,1,2)', '3'],
		['=COUNT(1,"a",[8.2].数量)', '1'],
		['=IF(1>2,1/0,5)', '5'],
		['=IF(TRUE,3)', '3'],
		['=AND(1,TRUE)', 'TRUE'],
		['=OR(0,FALSE)', 'FALSE'],
		['=NOT(0)', 'TRUE'],
		['=ROUND(2.345,2)', '2.35'],
		['=ROUND(-2.345,2)', '-2.35'],
		['=ROUND(1234,-2)', '1200'],
		['=ROUND(1250,-2)', '1300'],
		['=ROUNDUP(1.001,2)', '1.01'],
		['=ROUNDDOWN(-1.009,2)', '-1'],
		['=INT(-1.5)', '-2'],
		['=ABS(-7)', '7'],
		['=MOD(-3,2)', '1'],
		['=MOD(3,-2)', '-1'],
		['=sum(1,2)', '3'],
		['=[8.1].数量*[8.1].单价', '12628'],
		['= [8.1].数量 + [8.2].数量', '1804'],
		['=SUM(1,2)'.replace(',', '\uff0c'), '3']
	])('%s → %s', (formula, value) => expect(calculate(formula)).toBe(value));

	it.each([
		['=1/0', '#DIV/0!'],
		['=MOD(1,0)', '#DIV/0!'],
		['=[9.9].数量', '#REF!'],
		['=道路面积*2', '#NAME?'],
		['=EVAL("1")', '#NAME?'],
		['="甲"+1', '#VALUE!'],
		['=0^0', '#NUM!'],
		['=2^1000', '#NUM!'],
		['=(-1)^0.5', '#NUM!'],
		['=SUM(1,[8.2].单价)', '#DIV/0!'],
		['=ROUND(1)', '#VALUE!']
	])('%s is the value %s', (formula, error) => expect(calculate(formula)).toBe(error));
});

describe('malformed and hostile formulas', () => {
	it.each([
		'=',
		'=1+',
		'=(1',
		'=1)',
		'=SUM(1,',
		'=1 2',
		'=[8.1]',
		'=[8.1].名称',
		'={1}',
		'=a!b',
		'=1;2',
		'="x'
	])('refuses %j with its place', (formula) =>
		expect(parseFormula(formula)).toMatchObject({ ok: false, problem: { code: 'formula/malformed' } })
	);

	it.each([
		`=${'1+'.repeat(LIMITS.formulaLength)}1`,
		`=${'('.repeat(LIMITS.formulaDepth + 2)}1${')'.repeat(LIMITS.formulaDepth + 2)}`,
		`=${'-'.repeat(LIMITS.formulaDepth + 2)}1`,
		`=${'1+'.repeat(LIMITS.formulaNodes / 2 + 5)}1`
	])('refuses what is beyond the limits (%#)', (formula) =>
		expect(parseFormula(formula)).toMatchObject({ ok: false, problem: { code: 'formula/too-complex' } })
	);

	it('answers a tower of powers with an error instead of digits', () => {
		expect(calculate('=9^100^100')).toBe('#NUM!');
		expect(calculate('=(9^99*9^99)^100')).toBe('#NUM!');
		expect(calculate('=1e60*1e60*1e60*1e60*1e60*1e60*1e60')).toBe('#NUM!');
	});

	it('never throws, whatever is typed', () => {
		const piece = fc.constantFrom(
			'1',
			'2.5',
			'+',
			'-',
			'*',
			'/',
			'^',
			'%',
			'(',
			')',
			',',
			'=',
			'<',
			'"a"',
			'[8.1].数量',
			'SUM(',
			'IF(',
			'x'
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
				const tree = parseFormula(`=${pieces.join('')}`);
				if (tree.ok) expect(evaluate(tree.value, () => dec('3'))).not.toBeUndefined();
			}),
			{ numRuns: 500 }
		);
	});

	it('knows the functions that are promised', () => {
		const promised = 'SUM AVERAGE MIN MAX COUNT IF AND OR NOT ROUND ROUNDUP ROUNDDOWN INT ABS MOD'.split(' ');
		expect([...FUNCTIONS.keys()].sort()).toEqual(promised.sort());
	});
});

describe('references', () => {
	it('are listed and renamed without touching the rest', () => {
		const formula = '=SUM( [8.1].数量 , [8.2].单价 ) * 2 & "[8.1].数量"';
		expect(referencesOf(unwrap(parseFormula(formula)))).toEqual([
			{ key: '8.1', column: 'quantity' },
			{ key: '8.2', column: 'unitPrice' }
		]);
		const renamed = unwrap(renameReferences(formula, (key) => (key === '8.1' ? '#$&' : undefined)));
		expect(renamed).toBe('=SUM( [#$&].数量 , [8.2].单价 ) * 2 & "[8.1].数量"');
	});
});

describe('evaluation order', () => {
	it('puts dependencies first and names whole rings', () => {
		const edges: readonly (readonly number[])[] = [[1], [2], [0], [0], [], [5]];
		const { order, rings } = evaluationOrder(6, (node) => edges[node] ?? []);
		expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
		expect(order.indexOf(3)).toBeGreaterThan(order.indexOf(0));
		expect(rings.get(1)).toHaveLength(3);
		expect(rings.get(5)).toEqual([5]);
		expect(rings.has(3)).toBe(false);
	});

	it('orders a chain of a hundred thousand cells without a deep stack', () => {
		const n = 100_000;
		const { order, rings } = evaluationOrder(n, (node) => (node + 1 < n ? [node + 1] : []));
		expect(order[0]).toBe(n - 1);
		expect(rings.size).toBe(0);
	});

	it('is a topological order on every graph without rings', () => {
		const graph = fc
			.integer({ min: 1, max: 30 })
			.chain((n) => fc.array(fc.array(fc.nat(29), { maxLength: 4 }), { minLength: n, maxLength: n }));
		fc.assert(
			fc.property(graph, (lists) => {
				const edges = lists.map((list, node) => list.filter((to) => to < node));
				const place = new Map(
					evaluationOrder(edges.length, (node) => edges[node] ?? []).order.map((node, i) => [node, i])
				);
				edges.forEach((list, node) =>
					list.forEach((to) => expect(place.get(to) ?? 0).toBeLessThan(place.get(node) ?? 0))
				);
			})
		);
	});
});
