import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cellAddress } from '#lib/core/address/cell-address.ts';
import { readCsv } from '#lib/server/intake/csv.ts';
import { writeXlsx } from '#lib/server/intake/xlsx-write.ts';
import {
	changsha,
	ezhou,
	jiangjin,
	suzhou,
	tangxi,
	yinchuan,
	zhejiang,
	type CaseData,
	type Row
} from './example-cases.ts';
import { formCsv, formSheet, type Form } from './example-forms.ts';
import { manifest } from './example-manifest.ts';
import { SYNTHETIC_PROJECTS, syntheticForm } from './example-synthetic.ts';

/** Writes the example workbooks from examples/data. The same data gives the same bytes. Run: node scripts/examples.ts */
export function exampleFiles(folder: string): ReadonlyMap<string, Uint8Array> {
	const data: CaseData = { cases: table(folder, 'cases.csv'), lines: table(folder, 'cost_lines.csv') };
	const files = new Map<string, Uint8Array>();
	const add = (name: string, ...forms: Form[]) => files.set(name, writeXlsx(forms.map(formSheet)));
	add('JJ2021-鼎山街道市政日常维护.xlsx', jiangjin(data));
	add('SZ2017-市管绿地养护.xlsx', suzhou(data));
	add('ZJ2019-2021-道路保洁.xlsx', ...zhejiang(data));
	add('CS-LYH3-浏阳河风光带维护.xlsx', changsha(data));
	add('EZ2022-办公大楼运行保障.xlsx', ezhou(data));
	files.set('YC2021-初中公用经费-GBK.csv', gbkBytes(formCsv(yinchuan(data))));
	add('TX2022A-委托业务.xlsx', tangxi(data, 'TX2022A'));
	add('TX2022B-村级补助及运转.xlsx', tangxi(data, 'TX2022B'));
	for (const project of SYNTHETIC_PROJECTS)
		add(`合成示例-道路保洁${project.id}.xlsx`, syntheticForm(project));
	files.set('manifest.json', Buffer.from(`${JSON.stringify(manifest(data), null, '\t')}\n`));
	return files;
}

function table(folder: string, name: string): readonly Row[] {
	const sheet = readCsv(readFileSync(join(folder, 'data', name)), name).sheets[0];
	const texts = new Map(sheet?.cells.map((cell) => [cell.at, cell.raw]));
	const headers: string[] = [];
	for (let column = 1; texts.has(cellAddress(1, column)); column++)
		headers.push(texts.get(cellAddress(1, column)) ?? '');
	const rows: Row[] = [];
	for (let row = 2; texts.has(cellAddress(row, 1)); row++)
		rows.push(
			Object.fromEntries(
				headers.map((header, index) => [header, texts.get(cellAddress(row, index + 1)) ?? ''])
			)
		);
	return rows;
}

/** GBK bytes of a text, found by decoding every two-byte code once: the platform decodes GBK but does not encode it. */
function gbkBytes(text: string): Uint8Array {
	const decoder = new TextDecoder('gbk');
	const codes = new Map<string, readonly number[]>();
	for (let lead = 0x81; lead <= 0xfe; lead++)
		for (let trail = 0x40; trail <= 0xfe; trail++) {
			const character = decoder.decode(Uint8Array.of(lead, trail));
			if (character.length === 1 && !codes.has(character)) codes.set(character, [lead, trail]);
		}
	return Uint8Array.from(
		[...text].flatMap((character) => {
			const code = character.codePointAt(0) ?? 0;
			if (code < 0x80) return [code];
			const bytes = codes.get(character);
			if (!bytes) throw new Error(`GBK has no character ${character}`);
			return bytes;
		})
	);
}

if (process.argv[1] === import.meta.filename) {
	const folder = join(import.meta.dirname, '..', 'examples');
	mkdirSync(folder, { recursive: true });
	for (const [name, bytes] of exampleFiles(folder)) writeFileSync(join(folder, name), bytes);
}
