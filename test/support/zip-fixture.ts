import { crc32, deflateRawSync } from 'node:zlib';

export interface FixturePart {
	readonly name: string;
	readonly content: Uint8Array | string;
	/** What the container claims instead of the truth. */
	readonly claims?: {
		readonly crc?: number;
		readonly size?: number;
		readonly flags?: number;
		readonly offset?: number;
	};
}

/** A ZIP container for tests of hostile files: deflated, and wrong exactly where a part says so. */
export function zipOf(parts: readonly FixturePart[]): Buffer {
	const pieces: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, content, claims = {} } of parts) {
		const data = Buffer.from(content);
		const packed = deflateRawSync(data);
		const facts = Buffer.alloc(22);
		facts.writeUInt16LE(claims.flags ?? 0, 0);
		facts.writeUInt16LE(8, 2);
		facts.writeUInt32LE(claims.crc ?? crc32(data), 8);
		facts.writeUInt32LE(packed.length, 12);
		facts.writeUInt32LE(claims.size ?? data.length, 16);
		facts.writeUInt16LE(Buffer.byteLength(name), 20);
		const local = Buffer.concat([
			Buffer.from('PK\x03\x04\x14\x00', 'latin1'),
			facts,
			Buffer.alloc(2),
			Buffer.from(name),
			packed
		]);
		const central = Buffer.alloc(16);
		central.writeUInt32LE(claims.offset ?? offset, 12);
		directory.push(Buffer.from('PK\x01\x02\x14\x00\x14\x00', 'latin1'), facts, central, Buffer.from(name));
		pieces.push(local);
		offset += local.length;
	}
	const listing = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(parts.length, 8);
	end.writeUInt16LE(parts.length, 10);
	end.writeUInt32LE(listing.length, 12);
	end.writeUInt32LE(offset, 16);
	return Buffer.concat([...pieces, listing, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The parts of a one-sheet workbook; `more` replaces or adds parts. */
export function workbookParts(sheetData: string, more: readonly FixturePart[] = []): FixturePart[] {
	const parts = new Map<string, FixturePart>(
		[
			{
				name: 'xl/workbook.xml',
				content: `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`
			},
			{
				name: 'xl/_rels/workbook.xml.rels',
				content: `<Relationships><Relationship Id="r1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
			},
			{ name: 'xl/worksheets/sheet1.xml', content: `<worksheet>${sheetData}</worksheet>` },
			...more
		].map((part) => [part.name, part])
	);
	return [...parts.values()];
}

/** A one-sheet workbook from the inside of its worksheet element. */
export function workbookOf(sheetData: string, more: readonly FixturePart[] = []): Buffer {
	return zipOf(workbookParts(sheetData, more));
}
