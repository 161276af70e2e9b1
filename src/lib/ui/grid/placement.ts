/** Where something of a given width stands in a frame below one of its elements, as a style; kept inside on both sides. */
export function belowIn(frame: HTMLElement, element: HTMLElement | null, width: number): string {
	const box = frame.getBoundingClientRect();
	const at = element?.getBoundingClientRect();
	const left = Math.max(0, Math.min((at?.left ?? box.left) - box.left, box.width - width));
	return `left: ${left}px; top: ${(at?.bottom ?? box.top) - box.top + 4}px`;
}
