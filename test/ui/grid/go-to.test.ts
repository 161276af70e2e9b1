import { describe, expect, it } from 'vitest';
import { BLANK_LINE } from '#lib/core/costing/blank-line.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { lineMeant } from '#lib/ui/grid/go-to.ts';

const lines: readonly CostLine[] = [
	['a', '1', '道路清扫'],
	['b', '1.1', '人工费'],
	['c', '3', '公厕管护'],
	['d', '', '公厕']
].map(([id = '', code = '', name = ''], position) => ({
	...BLANK_LINE,
	id,
	code,
	name,
	position,
	parentId: null
}));

describe('the name box', () => {
	it.each([
		['1.1', 'b'],
		// A code before the number of a row, a whole name before the beginning of one.
		['3', 'c'],
		['公厕', 'd'],
		['2', 'b'],
		['第 4 行', 'd'],
		['道路', 'a'],
		['清扫', 'a'],
		[' 人工费 ', 'b']
	])('takes %j to line %s', (typed, id) => {
		expect(lineMeant(lines, typed)?.id).toBe(id);
	});

	it.each(['', '  ', '99', '绿地'])('says that %j is nowhere', (typed) => {
		expect(lineMeant(lines, typed)).toBeNull();
	});
});
