/**
 * A text as every database can keep it: a zero character and half of a surrogate pair, which only a broken or hostile
 * file holds, are shown as the replacement character.
 */
export function storable(text: string): string {
	const whole = text.isWellFormed() ? text : text.toWellFormed();
	return whole.includes('\0') ? whole.replaceAll('\0', '\ufffd') : whole;
}
