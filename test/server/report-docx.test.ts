import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { addressAnnex } from '#lib/core/reporting/address-annex.ts';
import { analysisReport } from '#lib/core/reporting/analysis-report.ts';
import { docxOf } from '#lib/server/reporting/docx.ts';
import { reportInput } from '../support/report-input.ts';

/** Text of each part of a Word file, read with nothing but the ZIP format's own directory. */
function unzip(bytes: Uint8Array): ReadonlyMap<string, string> {
	const buffer = Buffer.from(bytes);
	const parts = new Map<string, string>();
	const end = buffer.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	let at = buffer.readUInt32LE(end + 16);
	for (let i = 0; i < buffer.readUInt16LE(end + 10); i++) {
		const [packed, nameLength] = [buffer.readUInt32LE(at + 20), buffer.readUInt16LE(at + 28)];
		const name = buffer.toString('utf8', at + 46, at + 46 + nameLength);
		const local = buffer.readUInt32LE(at + 42);
		const start = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
		const data = buffer.subarray(start, start + packed);
		expect(parts.has(name), `${name} stands in the file twice`).toBe(false);
		parts.set(name, (buffer.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8'));
		at += 46 + nameLength + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
	}
	return parts;
}

function sorted(pairs: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('report as Word file', () => {
	let parts: ReadonlyMap<string, string>;
	let document: string;

	/** The attributes of every element of a name, as sorted JSON: their order in the file means nothing. */
	function attributes(element: string): string[] {
		return [...document.matchAll(new RegExp(`<${element} ([^>]*)/>`, 'g'))].map(([, text = '']) =>
			JSON.stringify(
				sorted(Object.fromEntries([...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, k, v]) => [k, v])))
			)
		);
	}

	beforeAll(async () => {
		const report = analysisReport(reportInput());
		parts = unzip(await docxOf({ ...report, blocks: [...report.blocks, ...addressAnnex(report.blocks)] }));
		document = parts.get('word/document.xml') ?? '';
	});

	it('is A4 with the margins of GB/T 9704, and turns the page for the wide table', () => {
		expect(new Set(attributes('w:pgSz'))).toEqual(
			new Set(
				[
					{ 'w:w': '11906', 'w:h': '16838', 'w:orient': 'portrait' },
					{ 'w:w': '16838', 'w:h': '11906', 'w:orient': 'landscape' }
				].map((page) => JSON.stringify(sorted(page)))
			)
		);
		const [first] = attributes('w:pgMar').map((text) => JSON.parse(text) as Record<string, string>);
		expect(first).toMatchObject({ 'w:top': '2097', 'w:left': '1587', 'w:bottom': '1984', 'w:right': '1474' });
	});

	it('sets the East-Asian font of every run itself and leaves no theme font to win over it', () => {
		const runs = document.match(/<w:r>.*?<\/w:r>/g) ?? [];
		const bare = runs.filter((run) => run.includes('<w:t') && !/w:eastAsia="[^"]+"/.test(run));
		// Only the cached number of a caption's field inherits from the caption's style.
		expect(bare.every((run) => /<w:t[^>]*>\d+<\/w:t>/.test(run))).toBe(true);
		for (const text of parts.values()) expect(text).not.toMatch(/asciiTheme|eastAsiaTheme/);
		expect(document).toContain('方正小标宋简体');
		expect(document).toContain('仿宋_GB2312');
	});

	it('names a substitute for every font', () => {
		const table = parts.get('word/fontTable.xml') ?? '';
		expect(table).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong"/>');
	});

	it('numbers tables by fields above the table and repeats the header row', () => {
		expect(document.match(/<w:fldSimple w:instr="SEQ 表 [^"]*"/g)).toHaveLength(7);
		expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(7);
		expect(document).toContain('单位\uff1a元');
		expect(document.indexOf('> 成本核算分析表<')).toBeLessThan(document.indexOf('>费用明细<'));
	});

	it('has page numbers in the one-dash form on odd and even pages', () => {
		const footers = [...parts]
			.filter(([name]) => /^word\/footer\d+\.xml$/.test(name))
			.map(([, text]) => text);
		expect(footers.filter((text) => text.includes('— ') && text.includes('PAGE'))).not.toHaveLength(0);
		expect(parts.get('word/settings.xml')).toContain('<w:evenAndOddHeaders');
	});

	it('carries the figures and their addresses', () => {
		expect(document).toContain('13,449,930.00');
		expect(document).toContain('绩效分析表');
		expect(document).toMatch(/补助村.社区.数量.*=8个.*>8</s);
		expect(document).toMatch(/frozen\/[0-9a-f]{16}\/results\/total\/verified/);
	});
});
