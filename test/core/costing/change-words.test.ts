import { describe, expect, it } from 'vitest';
import { changesOf } from '#lib/core/costing/change-words.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import { unwrap } from '#lib/core/result.ts';
import { moveParameter, movePool } from '#lib/ui/breakdown/reorder.ts';
import { costPool, draftOf } from '../../support/cost-draft.ts';

function parameter(id: string, position: number, name: string): NamedParameter {
	return { id, position, name, value: '1', unit: '', source: '' };
}

/** How the history tells a part that only moved from one that was removed or changed. */
describe('the order of parameters and pools in the history', () => {
	const parameters = [parameter('p1', 0, '面积'), parameter('p2', 1, '费率')];
	const pools = [costPool({ id: 'S1', shares: { 'pool/S2': '20' } }), costPool({ id: 'S2', position: 1 })];
	const draft = { ...draftOf([]), parameters, pools };

	function words(commands: readonly EditCommand[]): string[] {
		const after = unwrap(applyCommands(draft, commands)).draft;
		return changesOf(draft, after, commands).changes.map(({ what }) => what);
	}

	it('says once that a parameter moved', () => {
		expect(words(moveParameter(parameters, 'p2', -1))).toEqual(['调整“费率”的顺序']);
	});

	it('says once that a pool moved, and nothing of the pools that share to it', () => {
		expect(words(movePool(pools, 'S2', -1))).toEqual(['调整“S2”的顺序']);
	});

	it('still says what was removed, and what was changed where it stands', () => {
		expect(words([{ type: 'remove-parameter', parameterId: 'p1' }])).toEqual(['删除命名参数：面积 = 1']);
		const changed = { ...parameter('p1', 0, '面积'), value: '2' };
		expect(words([{ type: 'set-parameter', parameter: changed }])).toEqual(['命名参数']);
	});
});
