import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { parseEditBatch } from '#lib/server/costing/edit-schema.ts';
import { costLine } from '../support/cost-draft.ts';

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
