const WIDE: { readonly [mark: string]: string } = {
	',': '\uff0c',
	';': '\uff1b',
	':': '\uff1a',
	'?': '\uff1f',
	'!': '\uff01'
};
const OPENING = '(';
const CLOSING = ')';
/** Chinese characters and the marks that stand among them. */
const CHINESE = /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2014\u201c\u201d]/;

/**
 * Official documents write the punctuation of Chinese text full-width (GB/T 15834). Marks beside a Chinese character are
 * widened, brackets in pairs; those inside numbers, addresses and codes stay as they are.
 */
export function widePunctuation(text: string): string {
	const marks = [...text];
	const beside = (at: number) => CHINESE.test(marks[at - 1] ?? '') || CHINESE.test(marks[at + 1] ?? '');
	const wide = marks.map((mark, at) => (beside(at) ? (WIDE[mark] ?? mark) : mark));
	const opened: number[] = [];
	marks.forEach((mark, at) => {
		if (mark === OPENING) opened.push(at);
		if (mark !== CLOSING) return;
		const start = opened.pop();
		if (start === undefined || (!beside(start) && !beside(at))) return;
		wide[start] = '\uff08';
		wide[at] = '\uff09';
	});
	return wide.join('');
}
