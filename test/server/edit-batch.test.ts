import { describe, expect, it } from 'vitest';
import { withoutBlanks } from '#lib/core/costing/blank-line.ts';
import { unwrap } from '#lib/core/result.ts';
import { parseEditBatch } from '#lib/server/costing/edit-schema.ts';
import { costLine, yuan } from '../support/cost-draft.ts';

describe('edit batches as sent', () => {
	const good = {
		batchId: 'b-00000001',
		revision: 0,
		commands: [{ type: 'add', lines: [costLine({ id: 'a' })] }]
	};

	it('are read when they have the right shape', () => {
		expect(unwrap(parseEditBatch('x', good))).toMatchObject({ analysisId: 'x', revision: 0 });
		const restore = {
			...good,
			commands: [{ type: 'restore', lineId: 'a', values: { quantity: '1', sources: {} } }]
		};
		expect(parseEditBatch('x', restore).ok).toBe(true);
	});

	it('may leave out what is blank on a new line, and come to the same line', () => {
		const lines = [
			costLine({ id: 'a' }),
			costLine({
				id: 'b',
				parentId: 'a',
				code: '1',
				quantity: '=1+1',
				statedAmount: yuan(5),
				periodMonths: 6
			}),
			costLine({ id: 'c', years: { '2023:actual': '7' }, fills: { quantity: '=2' }, evidenceLevel: 2 })
		];
		const sent = JSON.parse(JSON.stringify(lines.map(withoutBlanks)));
		expect(Object.keys(sent[0])).toEqual(['id', 'parentId', 'position', 'name']);
		const batch = unwrap(parseEditBatch('x', { ...good, commands: [{ type: 'add', lines: sent }] }));
		expect(batch.commands).toEqual([{ type: 'add', lines }]);
	});

	it.each([
		null,
		{},
		{ ...good, commands: [] },
		{ ...good, revision: -1 },
		{ ...good, batchId: "'; drop table cost_line" },
		{ ...good, commands: [{ type: 'set', lineId: 'a', field: 'id', value: 'b' }] },
		{ ...good, commands: [{ type: 'restore', lineId: 'a', values: { id: 'b' } }] },
		{ ...good, commands: [{ type: 'add', lines: [{ ...costLine({ id: 'a' }), statedAmount: 1.5 }] }] },
		{ ...good, commands: [{ type: 'add', lines: [{ ...costLine({ id: 'a' }), statedAmount: 1e300 }] }] },
		{ ...good, commands: [{ type: 'explode' }] }
	])('are refused otherwise (%#)', (sent) => {
		expect(parseEditBatch('x', sent)).toMatchObject({ ok: false, problem: { code: 'analysis/malformed' } });
	});
});
