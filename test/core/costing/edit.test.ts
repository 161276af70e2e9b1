import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictWith } from '#lib/core/costing/edit-conflict.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft, CostLine } from '#lib/core/costing/line.ts';
import { isLeaf } from '#lib/core/costing/tree.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { dingshan2021 } from '../../golden/dingshan-2021.ts';
import { costLine, costUnit, draftOf, indicator, yuan } from '../../support/cost-draft.ts';

const apply = (draft: AnalysisDraft, ...commands: EditCommand[]) => unwrap(applyCommands(draft, commands));
const lineOf = (draft: AnalysisDraft, id: string) => draft.lines.find((line) => line.id === id) as CostLine;
const set = (
	lineId: string,
	field: Extract<EditCommand, { type: 'set' }>['field'],
	value: string | null
): EditCommand => ({ type: 'set', lineId, field, value });

describe('typing into a line', () => {
	it('makes the amount follow from quantity and price, and forgets the cell they came from', () => {
		const source = { file: 'f'.repeat(64), sheet: 's', address: 'B2' };
		const draft = draftOf([
			costLine({
				id: 'a',
				quantity: '2',
				unitPrice: '3',
				statedAmount: yuan(7),
				sources: { quantity: source, name: source }
			})
		]);
		const edited = lineOf(apply(draft, set('a', 'quantity', '4')).draft, 'a');
		expect(edited).toMatchObject({ quantity: '4', amountBasis: 'computed', sources: { name: source } });
		expect(edited.sources.quantity).toBeUndefined();
	});

	it('keeps a stated amount standing while the price is missing', () => {
		const draft = draftOf([costLine({ id: 'a', statedAmount: yuan(800_000) })]);
		const once = apply(draft, set('a', 'quantity', '166315')).draft;
		expect(lineOf(once, 'a').amountBasis).toBe('stated');
		expect(lineOf(apply(once, set('a', 'unitPrice', '4.81')).draft, 'a').amountBasis).toBe('computed');
	});

	it('reads amounts in 元, with separators, half-up to 分', () => {
		const draft = draftOf([costLine({ id: 'a' })]);
		expect(lineOf(apply(draft, set('a', 'statedAmount', '1,234.505')).draft, 'a').statedAmount).toBe(123451);
		expect(lineOf(apply(draft, set('a', 'periodMonths', '24')).draft, 'a').periodMonths).toBe(24);
	});

	it.each([
		['quantity', '很多', 'analysis/bad-value'],
		['quantity', '=1+', 'formula/malformed'],
		['unitPrice', `=${'1+'.repeat(600)}1`, 'formula/too-complex'],
		['statedAmount', '1e17', 'money/too-large'],
		['periodMonths', '0', 'analysis/bad-value'],
		['periodMonths', null, 'analysis/bad-value'],
		['element', 'magic', 'analysis/bad-value'],
		['reason', 'toString', 'analysis/bad-value'],
		['name', '长'.repeat(LIMITS.nameLength + 1), 'analysis/bad-value']
	] as const)('refuses %s = %j', (field, value, code) => {
		const result = applyCommands(draftOf([costLine({ id: 'a' })]), [set('a', field, value)]);
		expect(result).toMatchObject({ ok: false, problem: { code } });
		if (!result.ok) expect(problemText(result.problem)).toMatch(/。/);
	});

	it('refuses amounts whose sum would pass the limit, without throwing', () => {
		const huge = { quantity: '80000000000000', unitPrice: '1' };
		const result = analyse(
			draftOf([
				costLine({ id: 'p' }),
				costLine({ id: 'a', parentId: 'p', ...huge }),
				costLine({ id: 'b', parentId: 'p', position: 1, ...huge })
			])
		);
		expect(result).toMatchObject({ ok: false, problem: { code: 'money/too-large' } });
	});
});

describe('the tree', () => {
	it('refuses to move a line below itself, and unknown lines', () => {
		const draft = dingshan2021();
		expect(applyCommands(draft, [{ type: 'move', lineId: '8', parentId: '8.1', position: 0 }])).toMatchObject(
			{ ok: false, problem: { code: 'analysis/under-itself' } }
		);
		expect(applyCommands(draft, [{ type: 'move', lineId: '8', parentId: '8', position: 0 }])).toMatchObject({
			ok: false,
			problem: { code: 'analysis/under-itself' }
		});
		expect(applyCommands(draft, [set('nobody', 'name', 'x')])).toMatchObject({
			ok: false,
			problem: { code: 'analysis/unknown-line' }
		});
		expect(applyCommands(draft, [{ type: 'add', lines: [costLine({ id: '5' })] }])).toMatchObject({
			ok: false,
			problem: { code: 'analysis/line-exists' }
		});
	});

	it('refuses to grow deeper than the limit', () => {
		const chain = Array.from({ length: LIMITS.treeDepth + 1 }, (_, i) =>
			costLine({ id: `n${i}`, parentId: i === 0 ? null : `n${i - 1}` })
		);
		expect(applyCommands(draftOf([]), [{ type: 'add', lines: chain }])).toMatchObject({
			ok: false,
			problem: { code: 'analysis/too-deep' }
		});
	});

	it('takes a removed line out of its units, and puts both back', () => {
		const draft = dingshan2021();
		const { draft: without, inverse } = apply(draft, { type: 'remove', lineId: '5' });
		expect(without.units.map((unit) => unit.lineIds)).toEqual([[], ['6'], ['6']]);
		expect(apply(without, ...inverse).draft).toEqual(draft);
	});

	it('leaves untouched lines the same objects', () => {
		const draft = dingshan2021();
		const edited = apply(draft, set('5', 'unitPrice', '11')).draft;
		expect(edited.lines.filter((line, index) => line !== draft.lines[index]).map((line) => line.id)).toEqual([
			'5'
		]);
	});

	it('names the whole ring of a cycle', () => {
		const lines = [
			costLine({ id: 'a', code: '1', quantity: '=[#b].数量', unitPrice: '1' }),
			costLine({ id: 'b', code: '2', position: 1, quantity: '=[#c].金额', unitPrice: '1' }),
			costLine({ id: 'c', code: '3', position: 2, quantity: '=[#a].数量+1', unitPrice: '1' })
		];
		const finding = unwrap(analyse(draftOf(lines))).findings.find((found) => found.code === 'formula-error');
		for (const cell of ['1 a 数量', '2 b 数量', '3 c 金额', '3 c 数量'])
			expect(finding?.values.detail).toContain(cell);
	});
});

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const id = fc.constantFrom(...IDS);
const parent = fc.option(id, { nil: null });
const anyCommand: fc.Arbitrary<EditCommand> = fc.oneof(
	fc.record({
		type: fc.constant('set' as const),
		lineId: id,
		field: fc.constantFrom('quantity', 'unitPrice', 'statedAmount', 'verifiedAmount', 'coefficient', 'name'),
		value: fc.option(fc.nat(99999).map(String), { nil: null })
	}),
	fc.record({
		type: fc.constant('add' as const),
		lines: fc
			.tuple(id, parent, fc.nat(5))
			.map(([name, parentId, position]) => [costLine({ id: name, parentId, position })])
	}),
	fc.record({ type: fc.constant('remove' as const), lineId: id }),
	fc.record({ type: fc.constant('move' as const), lineId: id, parentId: parent, position: fc.nat(5) }),
	fc
		.tuple(fc.constantFrom('u1', 'u2'), fc.nat(2), fc.uniqueArray(id, { maxLength: 3 }))
		.map(([unitId, position, lineIds]) => ({
			type: 'set-unit' as const,
			unit: costUnit({ id: unitId, position, lineIds })
		})),
	fc.constantFrom('u1', 'u2').map((unitId) => ({ type: 'remove-unit' as const, unitId })),
	fc
		.tuple(fc.constantFrom('i1', 'i2', 'i3'), fc.nat(3), fc.constantFrom('≥85%', ' =8个 ', '合规', ''))
		.map(([name, position, benchmark]) => ({
			type: 'set-indicator' as const,
			indicator: indicator({ id: name, position, benchmark })
		})),
	fc.constantFrom('i1', 'i2', 'i3').map((indicatorId) => ({ type: 'remove-indicator' as const, indicatorId }))
);
const START = draftOf([
	costLine({ id: 'a', quantity: '2', unitPrice: '3' }),
	costLine({ id: 'b', parentId: 'a', statedAmount: yuan(5) }),
	costLine({ id: 'c', position: 1 })
]);

/** Applies what can be applied, one by one, as random hands would. */
function play(commands: readonly EditCommand[]): AnalysisDraft {
	return commands.reduce((draft, command) => {
		const result = applyCommands(draft, [command]);
		return result.ok ? result.value.draft : draft;
	}, START);
}

describe('laws of editing', () => {
	it('apply, then the inverse, is where we were', () => {
		fc.assert(
			fc.property(
				fc.array(anyCommand, { maxLength: 8 }),
				fc.array(anyCommand, { minLength: 1, maxLength: 6 }),
				(before, commands) => {
					const draft = play(before);
					const result = applyCommands(draft, commands);
					if (result.ok)
						expect(unwrap(applyCommands(result.value.draft, result.value.inverse)).draft).toEqual(draft);
				}
			),
			{ numRuns: 500 }
		);
	});

	it('one batch is the same as its commands one after the other', () => {
		fc.assert(
			fc.property(fc.array(anyCommand, { minLength: 2, maxLength: 8 }), (commands) => {
				const together = applyCommands(START, commands);
				if (!together.ok) return;
				const single = commands.reduce((draft, command) => apply(draft, command).draft, START);
				expect(together.value.draft).toEqual(single);
			})
		);
	});

	it('sums add up: the total is the sum of the lines without children', () => {
		fc.assert(
			fc.property(fc.array(anyCommand, { maxLength: 15 }), (commands) => {
				const { tree, lines, total } = unwrap(analyse(play(commands)));
				const leaves = lines.filter((_, index) => isLeaf(tree, index));
				expect(leaves.reduce((sum, line) => sum + line.declared, 0)).toBe(total.declared);
				expect(leaves.reduce((sum, line) => sum + line.verified, 0)).toBe(total.verified);
				expect(total.cut - total.raise).toBe(total.net);
			})
		);
	});
});

describe('two people at once', () => {
	const draft = dingshan2021();
	const collide = (mine: EditCommand[], theirs: EditCommand[]) =>
		conflictWith({ draft, revision: 9 }, mine, [
			{ commands: theirs, inverse: [removal], who: '同事', at: '2026-11-22T01:00:00Z' }
		]);
	const removal: EditCommand = { type: 'add', lines: [costLine({ id: 'gone', code: '4.1', name: '油漆' })] };
	it('collide on the same field of the same line only', () => {
		expect(collide([set('5', 'unitPrice', '11')], [set('5', 'unitPrice', '10')])).toMatchObject({
			code: 'analysis/conflict',
			values: { field: '单价', value: '10', who: '同事', revision: '9' }
		});
		expect(collide([set('5', 'unitPrice', '10')], [set('5', 'unitPrice', '10')])).toBeNull();
		expect(
			collide([set('5', 'unitPrice', '11')], [set('5', 'quantity', '1'), set('6', 'unitPrice', '2')])
		).toBeNull();
	});

	it('taking back a factor collides with an amount typed since, when it would put that amount out of force', () => {
		const lump = draftOf([costLine({ id: 'a', statedAmount: yuan(100), unitPrice: '2' })]);
		const factored = apply(lump, set('a', 'quantity', '30'));
		const cleared = apply(factored.draft, set('a', 'quantity', null));
		const since = [
			{
				commands: [set('a', 'statedAmount', '80')],
				inverse: [],
				who: '同事',
				at: '2026-11-22T01:00:00Z'
			}
		];
		const later = apply(cleared.draft, set('a', 'statedAmount', '80')).draft;
		expect(conflictWith({ draft: later, revision: 9 }, cleared.inverse, since)).toMatchObject({
			values: { field: '申报金额', who: '同事' }
		});
		// A factor that left the basis as it was is taken back without a word about the amount.
		const coefficient = apply(lump, set('a', 'coefficient', '2'));
		expect(coefficient.inverse).toEqual([{ type: 'restore', lineId: 'a', values: { coefficient: null } }]);
		expect(conflictWith({ draft: later, revision: 9 }, coefficient.inverse, since)).toBeNull();
	});

	it('collide on the same indicator only', () => {
		const wants = (name: string, actual: string): EditCommand => ({
			type: 'set-indicator',
			indicator: indicator({ id: name, level3: '保障人数', benchmark: '2370人', actual })
		});
		expect(collide([wants('i1', '2370人')], [{ type: 'remove-indicator', indicatorId: 'i1' }])).toMatchObject(
			{
				values: {
					field: '绩效指标',
					places: [{ mine: '保障人数，标杆值 2370人，完成值 2370人', theirs: '已删除' }]
				}
			}
		);
		expect(collide([wants('i1', '1')], [wants('i2', '2')])).toBeNull();
	});

	it('are told every place with what either wants there', () => {
		const mine = [set('6', 'remark', 'x'), set('5', 'unitPrice', '11'), set('5', 'element', 'labour')];
		const theirs = [set('5', 'unitPrice', '10'), set('5', 'element', 'material')];
		expect(collide(mine, theirs)).toMatchObject({
			values: {
				places: [
					{ command: 1, field: '单价', mine: '11', theirs: '10', who: '同事', keepable: true },
					{ command: 2, field: '要素', mine: '人工费' }
				]
			}
		});
	});

	it('collide where a line that one works on was removed by the other; lines that a batch adds are its own', () => {
		expect(collide([set('gone', 'name', 'x')], [{ type: 'remove', lineId: 'gone' }])).toMatchObject({
			values: { places: [{ line: '4.1 油漆', mine: 'x', who: '同事', keepable: false }] }
		});
		const fresh: EditCommand = { type: 'add', lines: [costLine({ id: 'fresh' })] };
		expect(collide([fresh, set('fresh', 'name', 'x')], [{ type: 'remove', lineId: 'gone' }])).toBeNull();
	});

	it('collide when one removes what the other worked on', () => {
		expect(collide([{ type: 'remove', lineId: '8' }], [set('8.2', 'name', 'x')])).toMatchObject({
			values: { line: '8.2 桥梁路面巡查维护' }
		});
		expect(collide([{ type: 'remove', lineId: '7' }], [set('8.2', 'name', 'x')])).toBeNull();
	});
});
