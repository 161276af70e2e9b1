import { describe, expect, it } from 'vitest';
import { packedLines, unpackedLines, type PackedLines } from '#lib/core/costing/packed-lines.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { costLine, yuan } from '../../support/cost-draft.ts';

const file = 'a'.repeat(64);
const FULL = costLine({
	id: 'b',
	parentId: 'a',
	position: 3,
	name: '人工费',
	element: 'labour',
	quantity: '0',
	unitPrice: '=[#a].数量',
	statedAmount: yuan('0'),
	periodMonths: 6,
	years: { '2025:actual': '12.5' },
	fills: { quantity: '=1' },
	sources: {
		quantity: { file, sheet: '明细', address: 'D7' },
		unitPrice: { file, sheet: '明细', address: 'E7', factor: '10000' },
		'2025:actual': { file, sheet: '上年', address: 'C7' }
	}
});

function through(lines: readonly CostLine[]): readonly CostLine[] {
	return unpackedLines(JSON.parse(JSON.stringify(packedLines(lines))) as PackedLines);
}

describe('packed lines', () => {
	it('come back as they were: blank, zero, with formulas, years and the cells they were read from', () => {
		const lines = [costLine({ id: 'a' }), FULL, costLine({ id: 'c', position: 1, amountBasis: 'stated' })];
		expect(through(lines)).toEqual(lines);
	});

	it('name each file, sheet and factor once', () => {
		const lines = Array.from({ length: 50 }, (_, at) => ({ ...FULL, id: `l${at}` }));
		const text = JSON.stringify(packedLines(lines));
		expect(text.split(file)).toHaveLength(4);
		expect(text.length * 3).toBeLessThan(JSON.stringify(lines).length);
	});

	it('refuses data that names an origin it does not bring', () => {
		const { lines } = packedLines([FULL]);
		expect(() => unpackedLines({ origins: [], lines })).toThrow(/origin/);
	});
});
