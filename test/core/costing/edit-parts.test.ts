import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { conflictWith } from '#lib/core/costing/edit-conflict.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { costLine, costPool, costUnit, draftOf, yuan } from '../../support/cost-draft.ts';

const FILE = 'f'.repeat(64);
const cell = { file: FILE, sheet: '成本', address: 'B2' };
const RECIPE = { code: 'YH-001', name: '灌木养护', version: 2, hash: 'c'.repeat(64) };

/** Lines, units, pools, parameters and a combined unit that name each other. */
function draft(): AnalysisDraft {
	const lines = [
		costLine({ id: 'root' }),
		costLine({ id: 'a', parentId: 'root', quantity: '3', unitPrice: '100', sources: { quantity: cell } }),
		costLine({
			id: 'b',
			parentId: 'root',
			position: 1,
			statedAmount: yuan(500),
			years: { '2023:actual': '40' },
			sources: { '2023:actual': cell }
		}),
		costLine({ id: 'c', position: 1, statedAmount: yuan(1000) })
	];
	const units = [costUnit({ id: 'u1', lineIds: ['a'] }), costUnit({ id: 'u2', position: 1, lineIds: ['b'] })];
	return {
		...draftOf(lines, units),
		parameters: [{ id: 'p1', position: 0, name: '管理费率', value: '0.08', unit: '', source: '' }],
		pools: [
			costPool({ id: 'k1', lineIds: ['c'], shares: { 'unit/u1': '1', 'pool/k2': '2' } }),
			costPool({ id: 'k2', position: 1, shares: { 'unit/u2': '3' } })
		],
		combined: [
			{
				id: 'w',
				position: 0,
				name: '合计',
				parts: [
					{ unitId: 'u1', sign: 'add' },
					{ unitId: 'u2', sign: 'subtract' }
				]
			}
		]
	};
}

function play(commands: readonly EditCommand[], from = draft()) {
	return unwrap(applyCommands(from, commands));
}

function line({ lines }: AnalysisDraft, id: string) {
	return lines.find((candidate) => candidate.id === id);
}

const set = (lineId: string, field: string, value: string | null) =>
	({ type: 'set', lineId, field, value }) as EditCommand;

describe('adjustments', () => {
	it('set the verified amount from the declared one, which may follow from the same batch', () => {
		const { draft: after, inverse } = play([set('a', 'adjustment', '-20.50'), set('a', 'quantity', '4')]);
		expect(line(after, 'a')?.verifiedAmount).toBe(yuan('379.50'));
		expect(play(inverse, after).draft).toEqual(draft());
	});

	it('give way to a verified amount typed later in the batch, and the other way round', () => {
		const typed = set('b', 'verifiedAmount', '7');
		const adjusted = set('b', 'adjustment', '1');
		expect(line(play([adjusted, typed]).draft, 'b')?.verifiedAmount).toBe(yuan(7));
		expect(line(play([typed, adjusted]).draft, 'b')?.verifiedAmount).toBe(yuan(501));
	});

	it.each([null, '', '0'])('mean none when they are %j', (value) => {
		const { draft: after } = play([set('b', 'verifiedAmount', '7'), set('b', 'adjustment', value)]);
		expect(line(after, 'b')?.verifiedAmount).toBeNull();
	});

	it('are the same place as the verified amount when two people type', () => {
		const since = [{ commands: [set('b', 'verifiedAmount', '7')], inverse: [], who: '甲', at: '' }];
		expect(
			conflictWith({ draft: draft(), revision: 1 }, [set('b', 'adjustment', '1')], since)
		).not.toBeNull();
		expect(conflictWith({ draft: draft(), revision: 1 }, [set('b', '2023:actual', '1')], since)).toBeNull();
	});
});

describe('fields of the full table', () => {
	it.each([
		['frequency', '=[本行].数量*2', '=[本行].数量*2'],
		['months', '12', '12'],
		['nature', 'indirect', 'indirect'],
		['fundingSource', 'own-revenue', 'own-revenue'],
		['functionCode', '2120501', '2120501'],
		['economicCode', '30227', '30227'],
		['evidenceLevel', '3', 3],
		['taxBasis', 'excluded', 'excluded']
	] as const)('%s takes %j', (field, typed, stored) => {
		expect(line(play([set('a', field, typed)]).draft, 'a')?.[field]).toBe(stored);
	});

	it.each([
		['evidenceLevel', '6'],
		['nature', 'labour'],
		['functionCode', '2120'],
		['economicCode', '三零二'],
		['recurrence', null],
		['periodMonths', '0'],
		['months', '一'],
		['2023:actual', 'many']
	])('%s does not take %j', (field, typed) => {
		expect(applyCommands(draft(), [set('a', field, typed)]).ok).toBe(false);
	});

	it('years are rounded to 分 and taken away by an empty cell, with the cell they came from', () => {
		const rounded = play([set('b', '2022:budget', '1,234.567')]).draft;
		expect(line(rounded, 'b')?.years).toEqual({ '2023:actual': '40', '2022:budget': '1234.57' });
		const { draft: gone, inverse } = play([set('b', '2023:actual', '')]);
		expect(line(gone, 'b')).toMatchObject({ years: {}, sources: {} });
		expect(play(inverse, gone).draft).toEqual(draft());
	});

	it('taking back one year leaves what somebody else typed into the next', () => {
		const mine = play([set('b', '2023:actual', '50')]);
		const theirs = play([set('b', '2022:actual', '9')], mine.draft);
		const undone = play(mine.inverse, theirs.draft).draft;
		expect(line(undone, 'b')?.years).toEqual({ '2023:actual': '40', '2022:actual': '9' });
	});

	it('taking back a quantity does not bring back the cell of a price that somebody typed since', () => {
		const from = play([], {
			...draft(),
			lines: [
				costLine({ id: 'a', quantity: '3', unitPrice: '5', sources: { quantity: cell, unitPrice: cell } })
			],
			units: [],
			pools: [],
			combined: []
		}).draft;
		const mine = play([set('a', 'quantity', '4')], from);
		const theirs = play([set('a', 'unitPrice', '6')], mine.draft);
		expect(line(play(mine.inverse, theirs.draft).draft, 'a')).toMatchObject({
			quantity: '3',
			unitPrice: '6',
			sources: { quantity: cell }
		});
	});

	it('a price from a build-up is forgotten when somebody types one', () => {
		const priced = play([{ type: 'apply-recipe', lineId: 'a', recipe: RECIPE, unitPrice: '25.38' }]).draft;
		expect(line(priced, 'a')).toMatchObject({ unitPrice: '25.38', recipe: RECIPE });
		expect(line(play([set('a', 'unitPrice', '26')], priced).draft, 'a')?.recipe).toBeNull();
	});
});

describe('named parameters', () => {
	const parameter = (name: string, value = '1'): EditCommand => ({
		type: 'set-parameter',
		parameter: { id: 'p2', position: 9, name, value, unit: '', source: '' }
	});

	it.each(['道路面积', '_a1', '面积2'])('may be called %s', (name) => {
		expect(play([parameter(name)]).draft.parameters.at(-1)).toMatchObject({ name, position: 1 });
	});

	it.each([
		['SUM', '函数'],
		['true', '函数、常量或列'],
		['数量', '函数、常量或列'],
		['1e5', '须以文字或下划线开头'],
		['面积 一', '须以文字或下划线开头'],
		['管理费率', '已经有一个']
	])('may not be called %s', (name, words) => {
		const refused = applyCommands(draft(), [parameter(name)]);
		expect(refused.ok ? '' : problemText(refused.problem)).toContain(words);
	});

	it('may be removed while formulas read them, which then say so', () => {
		const used = play([set('a', 'quantity', '=[@p1]*100')]).draft;
		const gone = play([{ type: 'remove-parameter', parameterId: 'p1' }], used).draft;
		expect(unwrap(analyse(gone)).lines[1]?.error).not.toBeNull();
	});
});

const anyField = fc.constantFrom(
	'quantity',
	'unitPrice',
	'frequency',
	'months',
	'coefficient',
	'statedAmount',
	'verifiedAmount',
	'adjustment',
	'functionCode',
	'evidenceLevel',
	'fundingSource',
	'2023:actual',
	'2022:budget'
);
const anyValue = fc.constantFrom(
	null,
	'1',
	'2.5',
	'3',
	'-4',
	'2120501',
	'own-revenue',
	'=[本行].数量+1',
	'=[@p1]*2'
);
const anyId = fc.constantFrom('root', 'a', 'b', 'c', 'n');
const anyPart = fc.constantFrom('u1', 'u2', 'k1', 'k2', 'k3', 'w', 'p1');
const anyCommand: fc.Arbitrary<EditCommand> = fc.oneof(
	fc.record({
		type: fc.constant('set'),
		lineId: anyId,
		field: anyField,
		value: anyValue
	}) as fc.Arbitrary<EditCommand>,
	fc.record({
		type: fc.constant('set-fill' as const),
		lineId: anyId,
		field: fc.constantFrom('quantity' as const, 'months' as const),
		formula: fc.constantFrom(null, '=[本行].单价*2', '=3')
	}),
	fc.record({
		type: fc.constant('apply-recipe' as const),
		lineId: anyId,
		recipe: fc.constant(RECIPE),
		unitPrice: fc.constantFrom('25.38', '30')
	}),
	fc.record({ type: fc.constant('remove' as const), lineId: anyId }),
	fc.record({
		type: fc.constant('move' as const),
		lineId: anyId,
		parentId: fc.constantFrom(null, 'root', 'c'),
		position: fc.nat(3)
	}),
	fc.constant<EditCommand>({
		type: 'add',
		lines: [costLine({ id: 'n', parentId: 'root', years: { '2021:actual': '5' } })]
	}),
	fc.record({ type: fc.constant('remove-unit' as const), unitId: anyPart }),
	fc.record({ type: fc.constant('remove-pool' as const), poolId: anyPart }),
	fc.record({ type: fc.constant('remove-parameter' as const), parameterId: anyPart }),
	fc.record({ type: fc.constant('remove-combined' as const), combinedId: anyPart }),
	fc.record({
		type: fc.constant('set-allocation-method' as const),
		method: fc.constantFrom('direct' as const, 'reciprocal' as const)
	}),
	fc
		.record({ id: anyPart, position: fc.nat(3), volume: fc.nat(9) })
		.map(({ id, position, volume }): EditCommand => ({
			type: 'set-pool',
			pool: costPool({ id, position, lineIds: ['b'], shares: { 'unit/u1': String(volume), 'unit/u2': '1' } })
		})),
	fc
		.record({ id: anyPart, position: fc.nat(3), name: fc.constantFrom('甲', '乙') })
		.map(({ id, position, name }): EditCommand => ({
			type: 'set-parameter',
			parameter: { id, position, name, value: '=1+1', unit: '', source: '' }
		})),
	fc.record({ id: anyPart, position: fc.nat(3) }).map(({ id, position }): EditCommand => ({
		type: 'set-combined',
		combined: { id, position, name: '段', parts: [{ unitId: 'u2', sign: 'add' }] }
	})),
	fc
		.record({ id: anyPart, position: fc.nat(3), year: fc.constantFrom('2022', '2023') })
		.map(({ id, position, year }): EditCommand => ({
			type: 'set-unit',
			unit: costUnit({ id, position, lineIds: ['a'], yearOutputs: { [year]: '10' } })
		}))
);

describe('laws of editing with every command', () => {
	it('apply, then the inverse, is where we were', () => {
		fc.assert(
			fc.property(fc.array(anyCommand, { maxLength: 12 }), (commands) => {
				// Commands that are refused as the draft then stands are left out.
				let at = draft();
				for (const command of commands) {
					const edited = applyCommands(at, [command]);
					if (!edited.ok) continue;
					expect(unwrap(applyCommands(edited.value.draft, edited.value.inverse)).draft).toEqual(at);
					at = edited.value.draft;
				}
			})
		);
	});

	it('a whole batch is undone as exactly', () => {
		fc.assert(
			fc.property(fc.array(anyCommand, { maxLength: 8 }), (commands) => {
				const edited = applyCommands(draft(), commands);
				fc.pre(edited.ok);
				if (edited.ok)
					expect(unwrap(applyCommands(edited.value.draft, edited.value.inverse)).draft).toEqual(draft());
			})
		);
	});
});
