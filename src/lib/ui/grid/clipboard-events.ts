export interface ClipboardEvents {
	readonly oncopy: (data: DataTransfer, cut: boolean) => void;
	readonly onpaste: (data: DataTransfer) => void;
}

export interface ClipboardSheet {
	/** Whether an editor has the clipboard to itself. */
	readonly isEditing: () => boolean;
	readonly isEmpty: () => boolean;
}

/**
 * Copying and pasting by the events of the browser, which also come over plain http, where it has no other clipboard.
 * A sheet without lines has no cell to stand on: it takes what is pasted onto the page. Answers what ends it.
 */
export function watchClipboard(
	element: HTMLElement,
	events: ClipboardEvents,
	sheet: ClipboardSheet
): () => void {
	const take = (event: ClipboardEvent, run: (data: DataTransfer) => void) => {
		if (sheet.isEditing() || !event.clipboardData) return;
		event.preventDefault();
		run(event.clipboardData);
	};
	const onpaste = (event: ClipboardEvent) => {
		const inside = event.target instanceof Node && element.contains(event.target);
		const isEmpty = sheet.isEmpty() && event.target === document.body;
		if (inside || isEmpty) take(event, events.onpaste);
	};
	element.addEventListener('copy', (event) => take(event, (data) => events.oncopy(data, false)));
	element.addEventListener('cut', (event) => take(event, (data) => events.oncopy(data, true)));
	document.addEventListener('paste', onpaste);
	return () => document.removeEventListener('paste', onpaste);
}
