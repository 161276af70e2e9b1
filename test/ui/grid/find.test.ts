import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SheetColumn } from '#lib/ui/grid/column-sets.ts';
import { findHits, matches, nextHit, replaced, type Query } from '#lib/ui/grid/find.ts';

const COLUMNS: readonly SheetColumn[] = ['code', 'name', 'quantity'];
const CELLS = [
	['1', '道路清扫 A', '1,234.50'],
	['1.1', '机械清扫 a', '12'],
	['2', '绿地养护', '1,234.50']
];

function query(text: string, more: Partial<Query> = {}): Query {
	return { text, matchCase: false, wholeCell: false, ...more };
}

function hits(asked: Query, columns = COLUMNS) {
	return findHits(CELLS.length, columns, asked, (index, column) => [
		CELLS[index]?.[COLUMNS.indexOf(column)] ?? ''
	]);
}

describe('finding', () => {
	it('goes line by line and from left to right', () => {
		expect(hits(query('清扫'))).toEqual([
			{ index: 0, column: 'name' },
			{ index: 1, column: 'name' }
		]);
		expect(hits(query('1')).map(({ index, column }) => `${index} ${column}`)).toEqual([
			'0 code',
			'0 quantity',
			'1 code',
			'1 quantity',
			'2 quantity'
		]);
	});

	it('minds case and whole cells when asked', () => {
		expect(hits(query('a'))).toHaveLength(2);
		expect(hits(query('a', { matchCase: true }))).toHaveLength(1);
		expect(hits(query('1', { wholeCell: true }))).toEqual([{ index: 0, column: 'code' }]);
	});

	it('looks at the given columns only, and finds nothing for an empty question', () => {
		expect(hits(query('1'), ['quantity'])).toHaveLength(3);
		expect(hits(query(''))).toEqual([]);
	});

	it('walks around the end in both directions', () => {
		const found = hits(query('清扫'));
		expect(nextHit(found, COLUMNS, null, 1)).toBe(0);
		expect(nextHit(found, COLUMNS, { index: 0, column: 'name' }, 1)).toBe(1);
		expect(nextHit(found, COLUMNS, { index: 1, column: 'name' }, 1)).toBe(0);
		expect(nextHit(found, COLUMNS, { index: 0, column: 'name' }, -1)).toBe(1);
		expect(nextHit([], COLUMNS, null, 1)).toBe(-1);
	});
});

describe('replacing', () => {
	it('replaces every occurrence, and takes signs of patterns at their word', () => {
		expect(replaced('A (A) a', query('a'), '$&')).toBe('$& ($&) $&');
		expect(replaced('1.1 与 111', query('1.1'), 'x')).toBe('x 与 111');
		expect(replaced('全部', query('全部', { wholeCell: true }), '')).toBe('');
		expect(replaced('全部的', query('全部', { wholeCell: true }), 'x')).toBe('全部的');
	});

	it('leaves nothing to find, unless the replacement has it', () => {
		fc.assert(
			fc.property(fc.string(), fc.string({ minLength: 1 }), (text, wanted) => {
				const asked = query(wanted, { matchCase: true });
				expect(matches(replaced(text, asked, '\u0000'), asked) && !wanted.includes('\u0000')).toBe(false);
			})
		);
	});
});
