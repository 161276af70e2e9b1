import { describe, expect, it } from 'vitest';
import { serviceStandard } from '#lib/core/standards/service.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { SERVICE } from '../../support/standard-drafts.ts';

describe('service standard', () => {
	it('is a list of items, and refused without one', () => {
		expect(serviceStandard.compute([], SERVICE)).toEqual({ ok: true, value: { items: 2 } });
		expect(serviceStandard.compute([], { ...SERVICE, items: [] })).toMatchObject({
			ok: false,
			problem: { code: 'standard/draft-incomplete' }
		});
	});

	it('explains each demand by the rule it is based on, or as typed', () => {
		const hash = 'a'.repeat(64);
		const snapshot: Snapshot = {
			kind: 'standard',
			schema: 1,
			method: serviceStandard.id,
			inputs: [],
			content: SERVICE,
			results: { items: 2 }
		};
		expect(serviceStandard.explain(snapshot, hash, '/results/items')?.inputs).toHaveLength(2);
		expect(serviceStandard.explain(snapshot, hash, '/content/items/0/frequency')).toMatchObject({
			value: '每日 2 次',
			end: 'document',
			source: { document: '城市道路保洁规范' }
		});
		expect(serviceStandard.explain(snapshot, hash, '/content/items/1/item')).toMatchObject({ end: 'typed' });
		expect(serviceStandard.explain(snapshot, hash, '/content/items/2/item')).toBeUndefined();
	});
});
