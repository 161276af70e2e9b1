import { describe, expect, it } from 'vitest';
import { widePunctuation } from '#lib/core/reporting/punctuation.ts';

describe('widePunctuation', () => {
	it.each([
		['经核定为 1,234.50 元，核减 0.00 元；', '经核定为 1,234.50 元\uff0c核减 0.00 元\uff1b'],
		['保洁（一级）', '保洁\uff08一级\uff09'],
		['清扫保洁（SZ-BJ-01）', '清扫保洁\uff08SZ-BJ-01\uff09'],
		['附件：证据链', '附件\uff1a证据链'],
		['frozen/3f9a/results/total/cut', 'frozen/3f9a/results/total/cut'],
		['f(x), g(y)', 'f(x), g(y)'],
		['(未闭合', '(未闭合']
	])('%s', (text, wide) => expect(widePunctuation(text)).toBe(wide));
});
