/** 1980-01-01 00:00, the first moment a ZIP container can name: equal content gives equal bytes. */
const DOS_TIME = 0;
const DOS_DATE = 0x21;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
/** Flag of an entry whose checksum and sizes stand behind its content. */
export const SIZES_BEHIND = 0x0008;

/** What the container says about an entry, before its content and again in the directory. */
export interface EntryFacts {
	readonly name: Buffer;
	/** 0 stored, 8 deflated. */
	readonly method: number;
	readonly flags: number;
	crc: number;
	packed: number;
	unpacked: number;
}

export function localHeader(facts: EntryFacts): Buffer {
	const behind = (facts.flags & SIZES_BEHIND) !== 0;
	return Buffer.concat([
		uint32(0x04034b50),
		uint16(VERSION),
		shared(behind ? { ...facts, crc: 0, packed: 0, unpacked: 0 } : facts),
		uint16(0),
		facts.name
	]);
}

export function centralHeader(facts: EntryFacts, localHeaderAt: number): Buffer {
	const nothing = [uint16(0), uint16(0), uint16(0), uint16(0), uint32(0)];
	return Buffer.concat([
		uint32(0x02014b50),
		uint16(VERSION),
		uint16(VERSION),
		shared(facts),
		...nothing,
		uint32(localHeaderAt),
		facts.name
	]);
}

export function endOfDirectory(entries: number, directoryBytes: number, directoryAt: number): Buffer {
	const count = uint16(entries);
	return Buffer.concat([
		uint32(0x06054b50),
		uint16(0),
		uint16(0),
		count,
		count,
		uint32(directoryBytes),
		uint32(directoryAt),
		uint16(0)
	]);
}

/** The fields that the local header and the directory share: flags, method, time, CRC, sizes, length of the name. */
function shared({ name, method, flags, crc, packed, unpacked }: EntryFacts): Buffer {
	return Buffer.concat([
		uint16(UTF8_NAMES | flags),
		uint16(method),
		uint16(DOS_TIME),
		uint16(DOS_DATE),
		uint32(crc),
		uint32(packed),
		uint32(unpacked),
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
