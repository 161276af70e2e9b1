/** A figure that came out of doubles, on the screen: five significant digits; the stored one has twelve. */
export function shownDouble(text: string | number | null): string {
	if (text === null) return '—';
	return new Intl.NumberFormat('zh-CN', { maximumSignificantDigits: 5 }).format(Number(text));
}
