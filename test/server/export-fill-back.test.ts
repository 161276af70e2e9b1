import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FilledCell } from '#lib/core/intake/fill-back.ts';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { editSheetXml } from '#lib/server/export/edit-sheet-xml.ts';
import { fillBackDesk, fillBackFile } from '#lib/server/export/fill-back.ts';
import { fillCsv } from '#lib/server/export/fill-csv.ts';
import { fillWorkbook } from '#lib/server/export/fill-workbook.ts';
import { commitIntake } from '#lib/server/intake/commit.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { previewUpload } from '#lib/server/intake/service.ts';
import { unpackZip } from '#lib/server/intake/zip.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';
import { zipOf } from '../support/zip-fixture.ts';

const JIANGJIN = 'JJ2021-鼎山街道市政日常维护.xlsx';

function example(name: string): Buffer {
	return readFileSync(join(import.meta.dirname, '..', '..', 'examples', name));
}

/** Everything our reader sees of a workbook, by sheet and address. */
function cellsOf(workbook: Workbook): ReadonlyMap<string, string> {
	return new Map(
		workbook.sheets.flatMap(({ name, cells }) =>
			cells.map((cell) => [`${name}!${cell.at}`, JSON.stringify(cell)] as const)
		)
	);
}

/** Addresses at which two files differ. */
function differing(before: Uint8Array, after: Uint8Array): string[] {
	const [a, b] = [before, after].map((bytes) => cellsOf(unwrap(readBytes(bytes, 'x'))));
	const all = new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])]);
	return [...all].filter((at) => a?.get(at) !== b?.get(at)).sort();
}

function changedParts(before: Uint8Array, after: Uint8Array): string[] {
	const [a, b] = [unpackZip(before, 'x'), unpackZip(after, 'x')];
	const same = (name: string) =>
		Buffer.compare(a.get(name) ?? Buffer.of(0), b.get(name) ?? Buffer.of(1)) === 0;
	return [...new Set([...a.keys(), ...b.keys()])].filter((name) => !same(name)).sort();
}

const number = (at: string, value: string, like: string | null = null): FilledCell => ({
	at,
	value: { number: value },
	like
});

describe('writing into a sheet', () => {
	const SHEET =
		'<worksheet><sheetData><!-- <c r="A1"> --><row r="1" spans="1:3"><c r="A1" s="4" t="s"><v>0</v></c><c r="C1" s="7"/></row><row r="2"/><row r="4"><c r="B4" s="5"><f>A1*2</f><v>3</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A6:B6"/></mergeCells></worksheet>';
	const edit = (cells: readonly FilledCell[]) => unwrap(editSheetXml(SHEET, cells)).xml;

	it('puts new cells where they belong and leaves every other character', () => {
		expect(edit([number('B1', '1.50', 'A1')])).toBe(
			SHEET.replace('<c r="C1"', '<c r="B1" s="4"><v>1.50</v></c><c r="C1"')
		);
		expect(edit([number('D1', '2')])).toBe(
			SHEET.replace('<c r="C1" s="7"/>', '<c r="C1" s="7"/><c r="D1"><v>2</v></c>')
		);
		expect(edit([number('B2', '3')])).toBe(
			SHEET.replace('<row r="2"/>', '<row r="2"><c r="B2"><v>3</v></c></row>')
		);
		expect(edit([number('A3', '4')])).toBe(
			SHEET.replace('<row r="4">', '<row r="3"><c r="A3"><v>4</v></c></row><row r="4">')
		);
		expect(edit([number('A9', '5')])).toBe(
			SHEET.replace('</sheetData>', '<row r="9"><c r="A9"><v>5</v></c></row></sheetData>')
		);
	});

	it('keeps the look of a cell it overwrites', () => {
		expect(edit([number('C1', '6', 'A1')])).toContain('<c r="C1" s="7"><v>6</v></c>');
		expect(edit([{ at: 'A1', value: { text: '甲<乙>' }, like: null }])).toContain(
			'<c r="A1" s="4" t="inlineStr"><is><t xml:space="preserve">甲&lt;乙&gt;</t></is></c>'
		);
	});

	it('says when a formula had to go', () => {
		expect(unwrap(editSheetXml(SHEET, [number('B4', '7')])).formulasRemoved).toBe(true);
		expect(unwrap(editSheetXml(SHEET, [number('C4', '7')])).formulasRemoved).toBe(false);
	});

	it.each([
		['<f t="shared" si="0" ref="B4:B9">A1</f>', '别的格共用它的公式'],
		['<f t="array" ref="B4">A1</f>', '它是数组公式']
	])('refuses a cell with %s', (formula, why) => {
		expect(editSheetXml(SHEET.replace('<f>A1*2</f>', formula), [number('B4', '1')])).toEqual({
			ok: false,
			problem: { code: 'export/closed-cell', values: { cell: 'B4', why } }
		});
	});

	it('knows a sheet whose elements carry a prefix', () => {
		const prefixed =
			'<x:worksheet><x:sheetData><x:row r="1"><x:c r="B1"/></x:row></x:sheetData></x:worksheet>';
		expect(unwrap(editSheetXml(prefixed, [number('A1', '1')])).xml).toBe(
			prefixed.replace('<x:c r="B1"/>', '<x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"/>')
		);
	});
});

describe('writing into a workbook', () => {
	it.each([JIANGJIN, '../test/fixtures/nbs-city-sanitation.xlsx'])(
		'changes only the named cells of %s',
		(name) => {
			const before = example(name);
			const sheet = unwrap(readBytes(before, name)).sheets[0]?.name ?? '';
			const cells = [number('Z4', '12.5'), number('Z5', '-1')];
			const after = unwrap(fillWorkbook(before, name, sheet, cells));
			expect(differing(before, after)).toEqual([`${sheet}!Z4`, `${sheet}!Z5`]);
			expect(changedParts(before, after)).toEqual(['xl/workbook.xml', 'xl/worksheets/sheet1.xml']);
		}
	);

	it('takes the list of formulas out with the formula it names, and keeps it otherwise', () => {
		const parts = {
			'[Content_Types].xml':
				'<Types><Override PartName="/xl/workbook.xml" ContentType="w"/><Override PartName="/xl/calcChain.xml" ContentType="c"/></Types>',
			'xl/workbook.xml':
				'<workbook><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets><definedNames/><calcPr calcId="1" fullCalcOnLoad="0"/></workbook>',
			'xl/_rels/workbook.xml.rels':
				'<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/calcChain" Target="calcChain.xml"/></Relationships>',
			'xl/worksheets/sheet1.xml':
				'<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>',
			'xl/calcChain.xml': '<calcChain><c r="A1"/></calcChain>',
			'xl/media/image1.png': 'not looked at'
		};
		const bytes = zipOf(Object.entries(parts).map(([name, content]) => ({ name, content })));
		const over = unwrap(fillWorkbook(bytes, 'x.xlsx', '表', [number('A1', '5')]));
		expect(unpackZip(over, 'x').has('xl/calcChain.xml')).toBe(false);
		expect(changedParts(bytes, over)).not.toContain('xl/media/image1.png');
		const text = (part: string) => Buffer.from(unpackZip(over, 'x').get(part) ?? []).toString();
		expect(text('[Content_Types].xml') + text('xl/_rels/workbook.xml.rels')).not.toContain('calcChain');
		expect(text('xl/workbook.xml')).toContain('<calcPr calcId="1" fullCalcOnLoad="1"/>');
		const beside = unwrap(fillWorkbook(bytes, 'x.xlsx', '表', [number('B1', '5')]));
		expect(changedParts(bytes, beside)).toEqual(['xl/workbook.xml', 'xl/worksheets/sheet1.xml']);
	});
});

describe('writing into separated text', () => {
	it('keeps untouched fields character by character', () => {
		const filled = fillCsv(Buffer.from('a,"b ""1"""\r\n"1\n2",3\r\nx,y'), 'x.csv', [
			number('B2', '9'),
			{ at: 'D2', value: { text: '说明,"引"' }, like: null },
			{ at: 'C3', value: { text: '=cmd()' }, like: null }
		]);
		expect(filled.toString('utf8')).toBe('\uFEFFa,"b ""1"""\r\n"1\n2",9,,"说明,""引"""\r\nx,y,\'=cmd()');
	});
});

describe.each(ENGINES)('填回原表 on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let analysisId: string;
	let intakeId: string;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		people = await seedWorkspace(open);
		const context = people.as('analyst');
		const basis = {
			priceYear: 2021,
			region: '某区',
			taxBasis: 'unknown',
			staffScope: 'unknown',
			deliveryMode: 'unknown'
		} as const;
		const project = { code: 'P-1', name: '市政', organisationId: 'cm', category: '城市运维', sourceNote: '' };
		analysisId = unwrap(
			await createProjectWithAnalysis(context, project, { fiscalYear: 2021, periodMonths: 12, basis })
		);
		const upload = { analysisId, fileName: JIANGJIN, bytes: example(JIANGJIN) };
		intakeId = unwrap(await previewUpload(context, { ...upload, sender: '' } as typeof upload)).id;
		unwrap(await commitIntake(context, intakeId));
	});
	afterAll(() => open.db.destroy());

	const ask = (choice: object, overwrite = false) => ({ analysisId, intakeId, choice, overwrite });

	it('writes what was verified beside the sender’s own rows and nothing else', async () => {
		const context = people.as('analyst');
		const { draft, revision } = unwrap(await loadAnalysis(context, analysisId));
		const leaf = draft.lines.find(
			({ id, sources }) => sources.statedAmount && !draft.lines.some(({ parentId }) => parentId === id)
		);
		const commands = [
			{ type: 'set', lineId: leaf?.id ?? '', field: 'verifiedAmount', value: '1234.5' }
		] as const;
		unwrap(await saveEdits(context, { analysisId, batchId: 'batch-verify-1', revision, commands }));
		const desk = unwrap(await fillBackDesk(context, { analysisId, intakeId: null, choice: {} }));
		const free = desk.chosen?.columns.find(({ head, filled }) => head === '' && filled === 0)?.letters ?? '';
		const filled = unwrap(await fillBackFile(context, ask({ verified: free })));
		expect(filled.name).toBe('JJ2021-鼎山街道市政日常维护（已填回）.xlsx');
		const changed = differing(example(JIANGJIN), filled.bytes).map((at) => at.split('!')[1] ?? '');
		expect(changed.every((at) => at.replace(/\d/g, '') === free)).toBe(true);
		const row = leaf?.sources.statedAmount?.address.replace(/\D/g, '') ?? '';
		const cells = cellsOf(unwrap(readBytes(filled.bytes, 'x')));
		expect([...cells].find(([at]) => at.endsWith(`!${free}${row}`))?.[1]).toContain('"raw":"1234.5"');
	});

	it('overwrites nothing unless it is told to', async () => {
		const context = people.as('analyst');
		const desk = unwrap(await fillBackDesk(context, { analysisId, intakeId, choice: {} }));
		const used = desk.chosen?.columns.find(({ filled }) => filled > 0)?.letters ?? '';
		const refused = await fillBackFile(context, ask({ remark: used, verified: used }));
		expect(refused).toMatchObject({ problem: { code: 'export/column-twice' } });
		expect(await fillBackFile(context, ask({ declared: used }))).toMatchObject({
			problem: { code: 'export/occupied' }
		});
		expect(await fillBackFile(context, ask({ declared: used }, true))).toMatchObject({ ok: true });
	});

	it('refuses an empty choice, a column that is none, and people of other departments', async () => {
		const context = people.as('analyst');
		expect(await fillBackFile(context, ask({}))).toMatchObject({ problem: { code: 'export/no-fields' } });
		expect(await fillBackFile(context, ask({ verified: 'A1' }))).toMatchObject({
			problem: { code: 'export/bad-column' }
		});
		expect(await fillBackFile(people.as('outsider'), ask({ verified: 'Z' }))).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
	});
});
