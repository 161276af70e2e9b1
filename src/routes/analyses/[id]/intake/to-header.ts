/** Rows above the header that stay in sight, in pixels. */
const ABOVE = 90;

/** Brings a header that stands far down a sheet into sight, with a few rows above it; one near the top stays where it is. */
export function toHeader(box: HTMLElement): void {
	const header = box.querySelector<HTMLElement>('tr.header');
	if (header && header.offsetTop > box.clientHeight / 2) box.scrollTop = header.offsetTop - ABOVE;
}
