const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;

/** Files of a ZIP container by name, as evidence packs are written. Throws on anything that is no such container. */
export async function readZip(bytes: Uint8Array<ArrayBuffer>): Promise<ReadonlyMap<string, Uint8Array>> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const end = bytes.length - 22;
	if (end < 0 || view.getUint32(end, true) !== END_OF_DIRECTORY) throw new Error('No directory at the end');
	const files = new Map<string, Uint8Array>();
	let at = view.getUint32(end + 16, true);
	for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
		const nameLength = view.getUint16(at + 28, true);
		const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
		const local = view.getUint32(at + 42, true);
		const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
		const packed = bytes.subarray(start, start + view.getUint32(at + 20, true));
		files.set(name, view.getUint16(at + 10, true) === STORED ? packed : await inflate(packed));
		at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return files;
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}
