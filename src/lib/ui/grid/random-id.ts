/**
 * A random UUID (version 4). `crypto.randomUUID` is missing on plain http, which is how many intranets reach the app;
 * `getRandomValues` is there on both.
 */
export function randomId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	let hex = '';
	for (const byte of bytes) hex += HEX[byte];
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Written once: every line of a pasted table is given an id. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
