import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRows, unpackRows } from '../../src/routes/packed-rows.ts';

describe('rows packed for a page', () => {
	it('come back as they were, whatever they hold', () => {
		const value = fc.oneof(
			fc.jsonValue({ maxDepth: 3 }),
			fc.constantFrom('共 3 个，12.50 元', '共 4 个，0.070 元', '007', '', '1.2.3', '一'),
			fc.record({ name: fc.constantFrom('一', '二'), count: fc.nat() }, { requiredKeys: ['name'] })
		);
		fc.assert(
			fc.property(fc.array(value, { minLength: 1, maxLength: 12 }), (few) => {
				const rows = Array.from({ length: 120 }, (_, i) => few[(i * i) % few.length] ?? null);
				expect(unpackRows(packRows(rows))).toEqual(JSON.parse(JSON.stringify(rows)));
			}),
			{ numRuns: 60 }
		);
	});

	it('take a fraction of the room, and keep what is left out left out', () => {
		const rows = Array.from({ length: 1000 }, (_, i) => ({
			name: `街道${i}`,
			cost: `${i}.25`,
			words: `${i} 万元除以 ${i}.25，没有换算单位`,
			source: '公开数据的很长的出处',
			external: i % 7 === 0 ? undefined : { credibility: 'A' },
			steps: [{ step: 'period', factor: '1', value: `${i}.25` }]
		}));
		const packed = packRows(rows);
		expect(unpackRows(packed)).toEqual(JSON.parse(JSON.stringify(rows)));
		expect(packed.length * 6).toBeLessThan(JSON.stringify(rows).length);
	});

	it('stay readable when they are few, and may be none', () => {
		expect(packRows([{ name: '样本 2' }])).toContain('"name":"样本 2"');
		expect(unpackRows(packRows([]))).toEqual([]);
	});
});
