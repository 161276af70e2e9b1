import { describe, expect, it } from 'vitest';
import { columnsOfLines, linesOfColumns } from '#lib/core/costing/line-columns.ts';
import { costLine, yuan } from '../../support/cost-draft.ts';

const LINES = [
	costLine({ id: 'a' }),
	costLine({ id: 'b', parentId: 'a', quantity: '12.5', unitPrice: '=[#a].单价', fills: { months: '=12' } }),
	costLine({ id: 'c', parentId: 'a', position: 1, statedAmount: yuan(10), years: { '2023:actual': '0' } })
];

describe('lines as columns', () => {
	it('are the same lines again, also after travelling as JSON', () => {
		const sent = JSON.parse(JSON.stringify(columnsOfLines(LINES)));
		expect(linesOfColumns(sent)).toEqual(LINES);
	});

	it('say once what is the same in every line', () => {
		const { columns } = columnsOfLines(LINES);
		expect(columns['periodMonths']).toEqual({ all: 12 });
		expect(columns['sources']).toEqual({ all: {} });
		expect(columns['quantity']).toEqual({ each: [null, '12.5', null] });
	});

	it('may be none', () => {
		expect(linesOfColumns(columnsOfLines([]))).toEqual([]);
	});
});
