import { crc32, inflateRawSync } from 'node:zlib';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { Unreadable } from './unreadable.ts';

/** Parts of a ZIP container by name, unpacked and checked. */
export type ZipParts = Map<string, Uint8Array>;

interface Entry {
	readonly name: string;
	readonly method: number;
	readonly flags: number;
	readonly crc: number;
	readonly packed: number;
	readonly unpacked: number;
	readonly header: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const ZIP64 = 0xffffffff;

/**
 * Unpacks a ZIP container from an untrusted sender. Everything it declares is checked before and after: number of
 * entries, sizes, ratio, names, overlap, encryption, and the CRC-32 of what comes out. Throws `Unreadable`.
 */
export function unpackZip(bytes: Uint8Array, file: string): ZipParts {
	const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const broken = (detail: string) => new Unreadable(problem('intake/broken-zip', { file, detail }));
	try {
		const { entries, directory } = readDirectory(data, file);
		refuseBomb(entries, file);
		refuseNames(entries, file);
		const contents = locate(data, entries, directory, file);
		const parts = new Map<string, Uint8Array>();
		for (const [index, entry] of entries.entries()) {
			if (entry.name.endsWith('/')) continue;
			const content = unpack(contents[index] ?? data.subarray(0, 0), entry);
			if (!content) throw broken(`“${entry.name}”解压失败或长度与登记不符`);
			if (crc32(content) !== entry.crc) throw broken(`“${entry.name}”的校验码不符，内容已被改动或损坏`);
			parts.set(entry.name, content);
		}
		return parts;
	} catch (error) {
		// Buffer reads beyond the end: a directory that points outside the file.
		if (error instanceof RangeError) throw broken('目录指向文件之外，文件可能没有传完');
		throw error;
	}
}

function readDirectory(data: Buffer, file: string): { entries: Entry[]; directory: number } {
	const broken = (detail: string) => new Unreadable(problem('intake/broken-zip', { file, detail }));
	const end = findEnd(data);
	if (end < 0) throw broken('找不到压缩目录，文件可能没有传完');
	const count = data.readUInt16LE(end + 10);
	const directory = data.readUInt32LE(end + 16);
	if (count === 0) throw broken('压缩包里没有内容');
	if (count > LIMITS.zipEntries)
		throw new Unreadable(problem('intake/zip-bomb', { file, limit: `${LIMITS.zipEntries} 个文件` }));
	const entries: Entry[] = [];
	let at = directory;
	for (let index = 0; index < count; index++) {
		if (data.readUInt32LE(at) !== DIRECTORY_ENTRY) throw broken('压缩目录损坏');
		const nameLength = data.readUInt16LE(at + 28);
		const extraLength = data.readUInt16LE(at + 30);
		const name = data.toString('utf8', at + 46, at + 46 + nameLength);
		const extra = data.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
		const sizes = wideSizes(extra, [
			data.readUInt32LE(at + 24),
			data.readUInt32LE(at + 20),
			data.readUInt32LE(at + 42)
		]);
		entries.push({
			name,
			flags: data.readUInt16LE(at + 8),
			method: data.readUInt16LE(at + 10),
			crc: data.readUInt32LE(at + 16),
			unpacked: sizes[0] ?? 0,
			packed: sizes[1] ?? 0,
			header: sizes[2] ?? 0
		});
		at += 46 + nameLength + extraLength + data.readUInt16LE(at + 32);
	}
	if (at > end) throw broken('压缩目录损坏');
	return { entries, directory };
}

function findEnd(data: Buffer): number {
	const lowest = Math.max(0, data.length - 22 - 0xffff);
	for (let at = data.length - 22; at >= lowest; at--)
		if (data.readUInt32LE(at) === END_OF_DIRECTORY) return at;
	return -1;
}

/** Sizes that do not say themselves stand, in this order, as 64-bit numbers in the ZIP64 extra field (id 1). */
function wideSizes(extra: Buffer, declared: readonly number[]): number[] {
	let at = 0;
	while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
	let next = at + 4;
	return declared.map((size) => {
		if (size !== ZIP64) return size;
		const wide = Number(extra.readBigUInt64LE(next));
		next += 8;
		return wide;
	});
}

function refuseBomb(entries: readonly Entry[], file: string): void {
	const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
	if (total > LIMITS.unpackedBytes)
		throw new Unreadable(
			problem('intake/zip-bomb', { file, limit: `${LIMITS.unpackedBytes / 1024 / 1024} MB` })
		);
	const steep = entries.find((e) => e.unpacked > 1024 * 1024 && e.unpacked > e.packed * LIMITS.zipRatio);
	if (steep) throw new Unreadable(problem('intake/zip-bomb', { file, limit: `${LIMITS.zipRatio} 倍压缩率` }));
}

function refuseNames(entries: readonly Entry[], file: string): void {
	const seen = new Set<string>();
	for (const { name, flags } of entries) {
		if ((flags & 1) !== 0) throw new Unreadable(problem('intake/password', { file }));
		const outside = name.startsWith('/') || name.split('/').includes('..') || /[\\:\0]/.test(name);
		const twice = seen.has(name.toLowerCase());
		if (outside || twice) {
			const detail = outside ? '含有指向包外的路径' : '同一个名称出现了两次';
			throw new Unreadable(problem('intake/unsafe-zip', { file, detail }));
		}
		seen.add(name.toLowerCase());
	}
}

/** The packed bytes of each entry, after proving that local headers agree with the directory and nothing overlaps. */
function locate(data: Buffer, entries: readonly Entry[], directory: number, file: string): Buffer[] {
	const unsafe = (detail: string) => new Unreadable(problem('intake/unsafe-zip', { file, detail }));
	const ranges: { from: number; to: number }[] = [];
	const contents = entries.map((entry) => {
		const at = entry.header;
		if (data.readUInt32LE(at) !== LOCAL_HEADER)
			throw new Unreadable(problem('intake/broken-zip', { file, detail: `“${entry.name}”的位置不对` }));
		const nameLength = data.readUInt16LE(at + 26);
		const start = at + 30 + nameLength + data.readUInt16LE(at + 28);
		const sameName = data.toString('utf8', at + 30, at + 30 + nameLength) === entry.name;
		const sameMethod = data.readUInt16LE(at + 8) === entry.method;
		if (!sameName || !sameMethod || !sameSizes(data, at, entry)) throw unsafe('目录与内容登记不一致');
		if (start + entry.packed > directory)
			throw new Unreadable(problem('intake/broken-zip', { file, detail: `“${entry.name}”超出文件范围` }));
		ranges.push({ from: at, to: start + entry.packed });
		return data.subarray(start, start + entry.packed);
	});
	ranges.sort((a, b) => a.from - b.from);
	ranges.forEach((range, i) => {
		if (i > 0 && range.from < (ranges[i - 1]?.to ?? 0)) throw unsafe('包内文件互相重叠');
	});
	return contents;
}

/** Checksum and sizes before the content, where they are not left to stand behind it (0) or in the ZIP64 field. */
function sameSizes(data: Buffer, at: number, entry: Entry): boolean {
	const declared = [entry.crc, entry.packed, entry.unpacked];
	return declared.every((value, index) => {
		const local = data.readUInt32LE(at + 14 + 4 * index);
		return local === 0 || local === ZIP64 || local === value;
	});
}

/** The content, or undefined where it does not unpack to exactly the declared length. */
function unpack(packed: Buffer, entry: Entry): Uint8Array | undefined {
	if (entry.method === 0) return packed.length === entry.unpacked ? packed : undefined;
	if (entry.method !== 8) return undefined;
	try {
		// One piece of the declared size (and a little more): zlib's small default pieces would need it twice.
		const limits = { maxOutputLength: Math.max(1, entry.unpacked), chunkSize: entry.unpacked + 64 };
		const content = inflateRawSync(packed, limits);
		return content.length === entry.unpacked ? content : undefined;
	} catch {
		// zlib throws on bad data and on more output than declared; both mean the same to the reader.
		return undefined;
	}
}
