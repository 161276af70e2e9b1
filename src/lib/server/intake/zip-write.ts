import { crc32 } from 'node:zlib';

/** 1980-01-01 00:00, the first moment a ZIP container can name: equal content gives equal bytes. */
const DOS_TIME = 0;
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x0800;

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
		const nameBytes = Buffer.from(name, 'utf8');
		const facts = entryFacts(data, nameBytes);
		const local = Buffer.concat([uint32(0x04034b50), uint16(20), facts, uint16(0), nameBytes, data]);
		const central = [
			uint32(0x02014b50),
			uint16(20),
			uint16(20),
			facts,
			uint16(0),
			uint16(0),
			uint16(0),
			uint16(0),
			uint32(0)
		];
		directory.push(...central, uint32(offset), nameBytes);
		pieces.push(local);
		offset += local.length;
	}
	const listing = Buffer.concat(directory);
	const count = uint16(parts.length);
	const end = [
		uint32(0x06054b50),
		uint16(0),
		uint16(0),
		count,
		count,
		uint32(listing.length),
		uint32(offset),
		uint16(0)
	];
	return Buffer.concat([...pieces, listing, ...end]);
}

/** The fields that the local header and the directory share: flags, method, time, CRC, sizes, length of the name. */
function entryFacts(data: Buffer, name: Buffer): Buffer {
	return Buffer.concat([
		uint16(UTF8_NAMES),
		uint16(0),
		uint16(DOS_TIME),
		uint16(DOS_DATE),
		uint32(crc32(data)),
		uint32(data.length),
		uint32(data.length),
		uint16(name.length)
	]);
}

function uint16(value: number): Buffer {
	const bytes = Buffer.alloc(2);
	bytes.writeUInt16LE(value);
	return bytes;
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}
