import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storableText } from '#lib/core/snapshot/storable-text.ts';

describe('storableText', () => {
	it.each([
		['清\u0000扫', '清扫'],
		['保\u000b洁\u0007', '保洁'],
		['半个\ud800', '半个\ufffd'],
		['两行\r\n\t文字 𠮷', '两行\r\n\t文字 𠮷']
	])('keeps of %j what both databases and a Word file can hold', (typed, kept) => {
		expect(storableText(typed)).toBe(kept);
	});

	it('changes nothing the second time', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(storableText(storableText(text))).toBe(storableText(text));
			})
		);
	});
});
