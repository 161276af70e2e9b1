import { describe, expect, it } from 'vitest';
import { firstDifference } from '#lib/core/lineage/first-difference.ts';

describe('firstDifference', () => {
	it('is null for equal values, whatever the order of keys', () => {
		expect(firstDifference({ a: 1, b: ['x'] }, { b: ['x'], a: 1 })).toBeNull();
	});

	it.each([
		[{ a: 1, b: 2 }, { a: 1, b: 3 }, '/b', '2', '3'],
		[{ a: { c: ['x', 'y'] } }, { a: { c: ['x', 'z'] } }, '/a/c/1', '"y"', '"z"'],
		[{ a: 1 }, {}, '/a', '1', '（无）'],
		[[1], [1, 2], '/1', '（无）', '2'],
		[[1], { 0: 1 }, '', '[1]', '{"0":1}'],
		[null, 'null', '', 'null', '"null"']
	])('of %j and %j is at %s', (stored, recomputed, pointer, left, right) => {
		expect(firstDifference(stored, recomputed)).toEqual({ pointer, stored: left, recomputed: right });
	});
});
