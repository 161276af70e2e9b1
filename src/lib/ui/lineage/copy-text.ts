/** Copies a text; on plain http, where browsers offer no clipboard, through a selected field as in older pages. */
export async function copyText(text: string): Promise<void> {
	if (window.isSecureContext) return navigator.clipboard.writeText(text);
	const field = document.createElement('textarea');
	field.value = text;
	document.body.append(field);
	field.select();
	document.execCommand('copy');
	field.remove();
}
