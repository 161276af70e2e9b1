import { crc32, deflateRawSync } from 'node:zlib';
import { centralHeader, endOfDirectory, localHeader, type EntryFacts } from '../intake/zip-headers.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const WIDE = 0xffffffff;

interface Entry {
	readonly name: string;
	readonly record: Buffer;
	readonly header: number;
}

/**
 * Puts new content into some parts of a ZIP container, or takes parts out (null). Every other part stays byte for byte
 * as its sender packed it: header, content and directory entry are copied, only their place is noted anew. The
 * container must have been read by `unpackZip` before, which proves that its entries do not overlap. Undefined where its
 * directory uses 64-bit places, which containers of the admitted size never need.
 */
export function replaceZipParts(
	bytes: Uint8Array,
	changed: ReadonlyMap<string, string | null>
): Buffer | undefined {
	const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const { entries, directory } = entriesOf(data);
	if (entries.some(({ header }) => header === WIDE)) return undefined;
	const places = entries.map(({ header }) => header).sort((a, b) => a - b);
	const pieces: Buffer[] = [];
	const records: Buffer[] = [];
	let offset = 0;
	for (const { name, record, header } of entries) {
		const content = changed.get(name);
		if (content === null) continue;
		const packed =
			content === undefined
				? copied(data, record, header, places.find((place) => place > header) ?? directory, offset)
				: replaced(name, content, offset);
		pieces.push(packed.piece);
		records.push(packed.record);
		offset += packed.piece.length;
	}
	const listing = Buffer.concat(records);
	return Buffer.concat([...pieces, listing, endOfDirectory(records.length, listing.length, offset)]);
}

function entriesOf(data: Buffer): { readonly entries: readonly Entry[]; readonly directory: number } {
	let end = data.length - 22;
	while (data.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
	const directory = data.readUInt32LE(end + 16);
	const entries: Entry[] = [];
	for (let at = directory; at < end && data.readUInt32LE(at) === DIRECTORY_ENTRY;) {
		const nameLength = data.readUInt16LE(at + 28);
		const length = 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
		const record = data.subarray(at, at + length);
		entries.push({
			name: record.toString('utf8', 46, 46 + nameLength),
			record,
			header: data.readUInt32LE(at + 42)
		});
		at += length;
	}
	return { entries, directory };
}

/** The entry with everything up to the next one: its header, its content and, where it has one, its descriptor. */
function copied(data: Buffer, record: Buffer, from: number, to: number, offset: number) {
	const moved = Buffer.from(record);
	moved.writeUInt32LE(offset, 42);
	return { piece: data.subarray(from, to), record: moved };
}

function replaced(name: string, content: string, offset: number) {
	const unpacked = Buffer.from(content, 'utf8');
	const packed = deflateRawSync(unpacked);
	const facts: EntryFacts = {
		name: Buffer.from(name, 'utf8'),
		method: 8,
		flags: 0,
		crc: crc32(unpacked),
		packed: packed.length,
		unpacked: unpacked.length
	};
	return { piece: Buffer.concat([localHeader(facts), packed]), record: centralHeader(facts, offset) };
}
