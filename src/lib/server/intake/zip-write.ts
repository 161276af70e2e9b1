import { crc32 } from 'node:zlib';
import { centralHeader, endOfDirectory, localHeader, type EntryFacts } from './zip-headers.ts';

/**
 * Packs parts into a ZIP container, uncompressed: compressed bytes differ between zlib versions, and a file that is
 * known by its hash must come out the same on every machine.
 */
export function packZip(parts: readonly (readonly [name: string, content: string])[]): Uint8Array {
	const pieces: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [name, content] of parts) {
		const data = Buffer.from(content, 'utf8');
		const facts: EntryFacts = {
			name: Buffer.from(name, 'utf8'),
			method: 0,
			flags: 0,
			crc: crc32(data),
			packed: data.length,
			unpacked: data.length
		};
		const header = localHeader(facts);
		directory.push(centralHeader(facts, offset));
		pieces.push(header, data);
		offset += header.length + data.length;
	}
	const listing = Buffer.concat(directory);
	return Buffer.concat([...pieces, listing, endOfDirectory(parts.length, listing.length, offset)]);
}
