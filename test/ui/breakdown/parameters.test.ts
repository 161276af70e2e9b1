import { describe, expect, it } from 'vitest';
import { parameterUses } from '#lib/core/costing/parameter-uses.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import { unwrap } from '#lib/core/result.ts';
import { parameterText, readParameterValue } from '#lib/ui/breakdown/parameter-text.ts';
import { moveParameter, movePool } from '#lib/ui/breakdown/reorder.ts';
import { costLine, costPool, draftOf } from '../../support/cost-draft.ts';

function parameter(id: string, position: number, name: string, value: string): NamedParameter {
	return { id, position, name, value, unit: '', source: '' };
}
const AREA = parameter('p1', 0, '道路面积', '1200');
const RATE = parameter('p2', 1, '管理费率', '=[#a].数量/[@p1]');
const BOTH = [AREA, RATE];
const lines = [costLine({ id: 'a', code: '1', quantity: '=[@p1]*2', unitPrice: '=[@p1]+[@p1]+[@p2]' })];
const tree = buildTree(lines);

describe('the value of a named parameter', () => {
	it.each([
		['1,200.50', '1200.5'],
		['8%', '0.08'],
		['１２', '12'],
		['＝道路面积*2', '=[@p1]*2'],
		['=[1].数量/道路面积', '=[#a].数量/[@p1]'],
		['很多', '很多'],
		['', '']
	])('%s is stored as %s', (typed, stored) => {
		expect(unwrap(readParameterValue(typed, tree, BOTH))).toBe(stored);
	});

	it('is shown with the names that people know', () => {
		expect(parameterText(RATE, tree, BOTH)).toBe('=[1].数量/道路面积');
		expect(parameterText(AREA, tree, BOTH)).toBe('1200');
	});
});

describe('uses of parameters', () => {
	it('counts formulas of lines, other years, whole columns and parameters, each once', () => {
		const more = costLine({
			id: 'b',
			position: 1,
			fills: { months: '=[@p2]' },
			years: { '2023:actual': '=[@p2]*3' }
		});
		const uses = parameterUses({ lines: [...lines, more], parameters: BOTH });
		expect(Object.fromEntries(uses)).toEqual({ p1: 3, p2: 3 });
	});
});

describe('putting parameters and pools into another order', () => {
	function after(draft: ReturnType<typeof draftOf>, commands: readonly EditCommand[]) {
		return unwrap(applyCommands(draft, commands));
	}

	it('changes nothing but the order, and is taken back in one step', () => {
		const draft = { ...draftOf(lines), parameters: BOTH };
		const moved = after(draft, moveParameter(BOTH, 'p2', -1));
		expect(moved.draft.parameters.map(({ name }) => name)).toEqual(['管理费率', '道路面积']);
		expect(after(moved.draft, moved.inverse).draft.parameters).toEqual(BOTH);
	});

	it('keeps what the other pools share to the one that moves', () => {
		const pools = [
			costPool({ id: 'S1', shares: { 'pool/S2': '20' } }),
			costPool({ id: 'S2', position: 1, shares: { 'pool/S1': '10' } }),
			costPool({ id: 'S3', position: 2 })
		];
		const draft = { ...draftOf(lines), pools };
		const moved = after(draft, movePool(pools, 'S2', -1));
		expect(moved.draft.pools.map(({ id, shares }) => [id, shares.map((share) => share.id)])).toEqual([
			['S2', ['S1']],
			['S1', ['S2']],
			['S3', []]
		]);
		expect(after(moved.draft, moved.inverse).draft.pools).toEqual(pools);
	});

	it('does nothing at the ends', () => {
		expect(moveParameter(BOTH, 'p1', -1)).toEqual([]);
		expect(moveParameter(BOTH, 'p2', 1)).toEqual([]);
		expect(movePool([], 'S1', 1)).toEqual([]);
	});
});
