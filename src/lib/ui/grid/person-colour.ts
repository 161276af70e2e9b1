/** Colours that tell people apart on both grounds; which one is whose matters to nobody, only that it stays. */
const COLOURS = ['#b3541e', '#2f6f4f', '#7a3e9d', '#b0306a', '#1f6f8b', '#8a6d00', '#4b5fb5', '#9c3b3b'];

export function personColour(page: string): string {
	let sum = 0;
	for (const letter of page) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
	return COLOURS[sum % COLOURS.length] ?? '';
}
