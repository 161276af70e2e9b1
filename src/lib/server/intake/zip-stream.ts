import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { centralHeader, endOfDirectory, localHeader, SIZES_BEHIND, type EntryFacts } from './zip-headers.ts';

const deflate = promisify(deflateRaw);

/** Fast and close to the default in size: what a sheet repeats stands near. */
const LEVEL = 1;

/** One part of a container: its name and its text or bytes in pieces, made when they are asked for. */
export interface StreamedPart {
	readonly name: string;
	readonly pieces: Iterable<string | Uint8Array>;
}

/**
 * Packs parts into a ZIP container, piece by piece, so that neither the parts nor the container ever stand in memory as
 * a whole. Each piece is compressed by itself in zlib's own threads while the next one is made, and ends on a byte
 * border; sizes and checksum, which are known only afterwards, stand behind the content of each part.
 */
export async function* zipStream(
	parts: Iterable<StreamedPart> | AsyncIterable<StreamedPart>
): AsyncGenerator<Buffer> {
	const directory: Buffer[] = [];
	let offset = 0;
	for await (const part of parts) {
		const name = Buffer.from(part.name, 'utf8');
		const facts: EntryFacts = { name, method: 8, flags: SIZES_BEHIND, crc: 0, packed: 0, unpacked: 0 };
		const header = offset;
		const local = localHeader(facts);
		offset += local.length;
		yield local;
		for await (const packed of compressed(part.pieces, facts)) {
			facts.packed += packed.length;
			offset += packed.length;
			yield packed;
		}
		const behind = descriptor(facts);
		offset += behind.length;
		yield behind;
		directory.push(centralHeader(facts, header));
	}
	const listing = Buffer.concat(directory);
	yield Buffer.concat([listing, endOfDirectory(directory.length, listing.length, offset)]);
}

async function* compressed(pieces: StreamedPart['pieces'], facts: EntryFacts): AsyncGenerator<Buffer> {
	let running: Promise<Buffer> | undefined;
	for (const piece of pieces) {
		const data = typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece;
		facts.crc = crc32(data, facts.crc);
		facts.unpacked += data.length;
		const next = deflate(data, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH });
		if (running) yield await running;
		running = next;
	}
	if (running) yield await running;
	// Closes the deflate stream, which until here is a row of blocks none of which is the last.
	yield await deflate(Buffer.alloc(0), { level: LEVEL });
}

function descriptor(facts: EntryFacts): Buffer {
	const bytes = Buffer.alloc(16);
	bytes.writeUInt32LE(0x08074b50, 0);
	bytes.writeUInt32LE(facts.crc, 4);
	bytes.writeUInt32LE(facts.packed, 8);
	bytes.writeUInt32LE(facts.unpacked, 12);
	return bytes;
}
