import { problem } from '#lib/core/problem.ts';
import { Unreadable } from '../unreadable.ts';

/** Sector numbers from here on are marks and no sectors. */
const LAST_SECTOR = 0xfffffffa;
const END_OF_CHAIN = 0xfffffffe;
const NO_ENTRY = 0xffffffff;
const ENTRY_BYTES = 128;

/** One stream or storage that stands directly below the root. */
interface DirectoryEntry {
	readonly name: string;
	readonly kind: 'storage' | 'stream' | 'root';
	readonly left: number;
	readonly right: number;
	readonly child: number;
	readonly start: number;
	readonly size: number;
}

/** An OLE2 compound file (what .xls is inside): streams by name. */
export interface CompoundFile {
	/** Names of the streams and storages directly below the root, as written. */
	readonly names: readonly string[];
	/** Bytes of a root stream; undefined where there is none of that name. Throws `Unreadable` on a broken chain. */
	stream(name: string): Buffer | undefined;
}

/**
 * Opens a compound file from an untrusted sender. Chains that leave the file, run in a circle or are longer than the
 * file has room for are refused. Throws `Unreadable`.
 */
export function openCompoundFile(bytes: Uint8Array, file: string): CompoundFile {
	const reader = new CompoundReader(bytes, file);
	const entries = reader.rootEntries();
	return {
		names: entries.map(({ name }) => name),
		stream(name) {
			const entry = entries.find(
				(candidate) => candidate.kind === 'stream' && candidate.name.toLowerCase() === name.toLowerCase()
			);
			return entry && reader.content(entry);
		}
	};
}

/** Follows MS-CFB: header, DIFAT → FAT → directory, and the small streams kept inside the root's own. */
class CompoundReader {
	readonly #data: Buffer;
	readonly #file: string;
	readonly #sectorBytes: number;
	readonly #sectors: number;
	readonly #fat: Uint32Array;
	readonly #entries: readonly DirectoryEntry[];
	readonly #smallBelow: number;
	#mini: { readonly fat: Uint32Array; readonly data: Buffer } | undefined;

	constructor(bytes: Uint8Array, file: string) {
		this.#data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		this.#file = file;
		if (bytes.length < 512) throw this.#broken('文件头不完整');
		const shift = this.#data.readUInt16LE(0x1e);
		if (this.#data.readUInt16LE(0x1c) !== 0xfffe || (shift !== 9 && shift !== 12))
			throw this.#broken('文件头不对');
		this.#sectorBytes = 2 ** shift;
		this.#sectors = Math.ceil(bytes.length / this.#sectorBytes) - 1;
		this.#smallBelow = this.#data.readUInt32LE(0x38);
		this.#fat = this.#readFat();
		this.#entries = this.#readDirectory();
	}

	rootEntries(): readonly DirectoryEntry[] {
		const root = this.#entries[0];
		if (root?.kind !== 'root') throw this.#broken('目录没有根');
		const found: DirectoryEntry[] = [];
		const seen = new Set<number>();
		const open = [root.child];
		for (let id = open.pop(); id !== undefined; id = open.pop()) {
			if (id === NO_ENTRY) continue;
			const entry = this.#entries[id];
			if (!entry || seen.has(id)) throw this.#broken('目录结构循环或越界');
			seen.add(id);
			if (entry.name !== '') found.push(entry);
			open.push(entry.left, entry.right);
		}
		return found;
	}

	content(entry: DirectoryEntry): Buffer {
		if (entry.size > this.#data.length) throw this.#broken(`“${entry.name}”登记的长度超过文件`);
		if (entry.size >= this.#smallBelow) return this.#chain(entry.start, entry.size);
		const mini = (this.#mini ??= this.#openMini());
		const pieces: Buffer[] = [];
		let sector = entry.start;
		for (let left = entry.size; left > 0; left -= 64) {
			const next = mini.fat[sector];
			if (next === undefined || (sector + 1) * 64 > mini.data.length + 63)
				throw this.#broken(`“${entry.name}”的数据位置越界`);
			pieces.push(mini.data.subarray(sector * 64, sector * 64 + Math.min(64, left)));
			// The loop ends with the size, which is below the file's length: a circle cannot run on.
			sector = next;
		}
		const whole = Buffer.concat(pieces);
		if (whole.length !== entry.size) throw this.#broken(`“${entry.name}”的数据不完整`);
		return whole;
	}

	#openMini(): { fat: Uint32Array; data: Buffer } {
		const root = this.#entries[0];
		if (!root) throw this.#broken('目录没有根');
		if (root.size > this.#data.length) throw this.#broken('小数据区登记的长度超过文件');
		const table = this.#chain(this.#data.readUInt32LE(0x3c), undefined);
		return { fat: numbersOf(table), data: this.#chain(root.start, root.size) };
	}

	/** The FAT's own sectors are listed in the header and, for large files, in a chain of DIFAT sectors. */
	#readFat(): Uint32Array {
		const count = this.#data.readUInt32LE(0x2c);
		if (count > this.#sectors) throw this.#broken('扇区表登记的数目不对');
		const places: number[] = [];
		const list = (from: number, entries: number) => {
			for (let i = 0; i < entries && places.length < count; i++)
				places.push(this.#data.readUInt32LE(from + i * 4));
		};
		list(0x4c, 109);
		const perSector = this.#sectorBytes / 4 - 1;
		let difat = this.#data.readUInt32LE(0x44);
		for (let step = 0; places.length < count; step++) {
			if (difat >= this.#sectors || step > this.#sectors) throw this.#broken('扇区表循环或越界');
			const at = this.#offset(difat);
			if (at + this.#sectorBytes > this.#data.length) throw this.#broken('扇区表不完整');
			list(at, perSector);
			difat = this.#data.readUInt32LE(at + perSector * 4);
		}
		return numbersOf(Buffer.concat(places.map((sector) => this.#sector(sector))));
	}

	#readDirectory(): readonly DirectoryEntry[] {
		const directory = this.#chain(this.#data.readUInt32LE(0x30), undefined);
		const entries: DirectoryEntry[] = [];
		for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
			const nameBytes = Math.min(64, directory.readUInt16LE(at + 0x40));
			const kind = directory[at + 0x42];
			entries.push({
				name: kind === 0 ? '' : directory.toString('utf16le', at, at + Math.max(0, nameBytes - 2)),
				kind: kind === 5 ? 'root' : kind === 1 ? 'storage' : 'stream',
				left: directory.readUInt32LE(at + 0x44),
				right: directory.readUInt32LE(at + 0x48),
				child: directory.readUInt32LE(at + 0x4c),
				start: directory.readUInt32LE(at + 0x74),
				size: directory.readUInt32LE(at + 0x78)
			});
		}
		return entries;
	}

	/** Bytes of a chain of sectors: `size` of them, or all to its end. */
	#chain(start: number, size: number | undefined): Buffer {
		const pieces: Buffer[] = [];
		let sector = start;
		let left = size ?? Number.POSITIVE_INFINITY;
		while (left > 0 && sector < LAST_SECTOR) {
			if (pieces.length >= this.#sectors) throw this.#broken('扇区链循环');
			const piece = this.#sector(sector);
			pieces.push(left < piece.length ? piece.subarray(0, left) : piece);
			left -= piece.length;
			const next = this.#fat[sector];
			if (next === undefined) throw this.#broken('扇区链越界');
			sector = next;
		}
		if (size === undefined && sector !== END_OF_CHAIN) throw this.#broken('扇区链没有结尾');
		const whole = Buffer.concat(pieces);
		if (size !== undefined && whole.length !== size) throw this.#broken('数据没有登记的那么长');
		return whole;
	}

	/** The last sector of a file may be cut short by writers that do not fill it up. */
	#sector(sector: number): Buffer {
		if (sector >= this.#sectors) throw this.#broken('扇区位置越界');
		const at = this.#offset(sector);
		return this.#data.subarray(at, at + this.#sectorBytes);
	}

	#offset(sector: number): number {
		return (sector + 1) * this.#sectorBytes;
	}

	#broken(detail: string): Unreadable {
		return new Unreadable(problem('intake/broken-xls', { file: this.#file, detail }));
	}
}

function numbersOf(bytes: Buffer): Uint32Array {
	return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32LE(i * 4));
}
