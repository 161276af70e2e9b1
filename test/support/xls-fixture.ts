/** One BIFF record: its number, and the bytes behind its length (which may be told wrong on purpose). */
export function biff(id: number, data: Uint8Array = new Uint8Array(), length = data.length): Buffer {
	const head = Buffer.alloc(4);
	head.writeUInt16LE(id, 0);
	head.writeUInt16LE(length, 2);
	return Buffer.concat([head, data]);
}

/** Bytes from numbers: each item is [value, bytes]. */
export function packed(...items: readonly (readonly [value: number, bytes: 1 | 2 | 4 | 8])[]): Buffer {
	return Buffer.concat(
		items.map(([value, bytes]) => {
			const piece = Buffer.alloc(bytes);
			if (bytes === 8) piece.writeDoubleLE(value);
			else piece.writeUIntLE(value, 0, bytes);
			return piece;
		})
	);
}

export const BIFF8 = 0x600;
export const BIFF5 = 0x500;

export function beginning(version: number, type: number): Buffer {
	return biff(0x809, packed([version, 2], [type, 2], [0, 4], [0, 8]));
}

/** A workbook stream with one sheet; `globals` and `cells` are records. */
export function xlsStream(cells: Buffer, globals: Buffer = Buffer.alloc(0), version = BIFF8): Buffer {
	const name =
		version === BIFF8
			? Buffer.concat([packed([1, 1], [1, 1]), Buffer.from('表', 'utf16le')])
			: Buffer.from('\x01S');
	const head = Buffer.concat([beginning(version, 5), globals]);
	const bound = (at: number) => biff(0x85, Buffer.concat([packed([at, 4], [0, 1], [0, 1]), name]));
	const at = head.length + bound(0).length + biff(0x0a).length;
	return Buffer.concat([head, bound(at), biff(0x0a), beginning(version, 0x10), cells, biff(0x0a)]);
}

export interface OleEntry {
	readonly name: string;
	readonly kind: 'storage' | 'stream';
	readonly content?: Buffer;
}

/** A compound file with these entries below its root: sectors of 512 bytes, streams of 4,096 and more in the FAT. */
export function oleOf(entries: readonly OleEntry[]): Buffer {
	const sectors: Buffer[] = [];
	const fat: number[] = [];
	const put = (bytes: Buffer): number => {
		const first = fat.length;
		const count = Math.max(1, Math.ceil(bytes.length / 512));
		for (let i = 0; i < count; i++) {
			sectors.push(Buffer.concat([bytes.subarray(i * 512, i * 512 + 512)], 512));
			fat.push(i + 1 < count ? first + i + 1 : 0xfffffffe);
		}
		return first;
	};
	const streams = entries.map(({ content }) => {
		// Padded to the size from which on streams stand in the FAT; BIFF ends at its last record anyway.
		const padded = content && Buffer.concat([content], Math.max(4096, content.length));
		return { start: padded ? put(padded) : 0, size: padded?.length ?? 0 };
	});
	const directory = Buffer.concat([
		directoryEntry('Root Entry', 5, 1, 0xfffffffe, 0),
		...entries.map(({ name, kind }, index) => {
			const right = index + 1 < entries.length ? index + 2 : 0xffffffff;
			const { start, size } = streams[index] ?? { start: 0, size: 0 };
			return directoryEntry(name, kind === 'storage' ? 1 : 2, 0xffffffff, start, size, right);
		})
	]);
	const directoryAt = put(directory);
	const fatAt = fat.length;
	fat.push(0xfffffffd);
	const table = Buffer.alloc(512, 0xff);
	fat.forEach((next, index) => table.writeUInt32LE(next, index * 4));
	const header = Buffer.alloc(512, 0xff);
	Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
	header.fill(0, 8, 0x4c);
	header.writeUInt16LE(3, 0x1a);
	header.writeUInt16LE(0xfffe, 0x1c);
	header.writeUInt16LE(9, 0x1e);
	header.writeUInt16LE(6, 0x20);
	header.writeUInt32LE(1, 0x2c);
	header.writeUInt32LE(directoryAt, 0x30);
	header.writeUInt32LE(4096, 0x38);
	header.writeUInt32LE(0xfffffffe, 0x3c);
	header.writeUInt32LE(0xfffffffe, 0x44);
	header.writeUInt32LE(fatAt, 0x4c);
	return Buffer.concat([header, ...sectors, table]);
}

function directoryEntry(
	name: string,
	kind: number,
	child: number,
	start: number,
	size: number,
	right = 0xffffffff
): Buffer {
	const entry = Buffer.alloc(128);
	entry.write(name, 'utf16le');
	entry.writeUInt16LE(name.length * 2 + 2, 0x40);
	entry.writeUInt8(kind, 0x42);
	entry.writeUInt32LE(0xffffffff, 0x44);
	entry.writeUInt32LE(right, 0x48);
	entry.writeUInt32LE(child, 0x4c);
	entry.writeUInt32LE(start, 0x74);
	entry.writeUInt32LE(size, 0x78);
	return entry;
}

/** An .xls of one sheet from its cell records. */
export function xlsOf(cells: Buffer, globals?: Buffer, version?: number): Buffer {
	return oleOf([
		{
			name: version === BIFF5 ? 'Book' : 'Workbook',
			kind: 'stream',
			content: xlsStream(cells, globals, version)
		}
	]);
}
