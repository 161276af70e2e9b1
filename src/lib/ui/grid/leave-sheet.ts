const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** Gives the keyboard to what stands behind the sheet on the page, or before it; Tab alone walks its cells. */
export function leaveSheet(sheet: HTMLElement, backwards: boolean): void {
	const side = backwards ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
	const beside = [...document.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
		(element) =>
			(sheet.compareDocumentPosition(element) & side) !== 0 && !sheet.contains(element) && takesTab(element)
	);
	(backwards ? beside.at(-1) : beside[0])?.focus();
}

function takesTab(element: HTMLElement): boolean {
	return element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility();
}
