import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { selectEntries } from '#lib/server/audit/store.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { readFile, resolveFile, storeFile } from '#lib/server/files/service.ts';
import { sha256 } from '#lib/server/hash.ts';
import { undoEdits } from '#lib/server/costing/edits.ts';
import { historyOf } from '#lib/server/costing/history.ts';
import { commitIntake, type CommitMode } from '#lib/server/intake/commit.ts';
import { intakeDesk, intakeReport, intakesOf } from '#lib/server/intake/desk.ts';
import { previewUpload, remap, viewIntake } from '#lib/server/intake/service.ts';
import { readWorkbook } from '#lib/server/intake/reader.ts';
import { originalFile, sheetView } from '#lib/server/intake/sheet-view.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const JIANGJIN = 'JJ2021-鼎山街道市政日常维护.xlsx';
const EZHOU = 'EZ2022-办公大楼运行保障.xlsx';

function example(name: string): Uint8Array {
	return readFileSync(join(import.meta.dirname, '..', '..', 'examples', name));
}

describe.each(ENGINES)('import on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let codes = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		people = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	async function newAnalysis(fiscalYear = 2021): Promise<string> {
		const facts = {
			priceYear: fiscalYear,
			region: '某区',
			taxBasis: 'unknown',
			staffScope: 'unknown',
			deliveryMode: 'unknown'
		} as const;
		const project = {
			code: `P-${++codes}`,
			name: '市政日常维护',
			organisationId: 'cm',
			category: '城市运维/环卫保洁',
			sourceNote: '测试'
		};
		return unwrap(
			await createProjectWithAnalysis(people.as('analyst'), project, {
				fiscalYear,
				periodMonths: 12,
				basis: facts
			})
		);
	}

	async function upload(analysisId: string, fileName: string) {
		return unwrap(
			await previewUpload(people.as('analyst'), { analysisId, fileName, bytes: example(fileName) })
		);
	}

	it('keeps an original once, byte for byte, and notices when it changed', async () => {
		const bytes = example(JIANGJIN);
		const hash = await storeFile(open.db, bytes, 'xlsx');
		expect(await storeFile(open.db, bytes, 'xlsx')).toBe(hash);
		expect(hash).toBe(sha256(bytes));
		expect(Buffer.compare(unwrap(await readFile(open.db, hash)).bytes, bytes)).toBe(0);
		expect(unwrap(await resolveFile(open.db, hash.slice(0, 16)))).toBe(hash);
		expect(await readFile(open.db, 'f'.repeat(64))).toMatchObject({ problem: { code: 'file/not-found' } });
		const forged = 'ab'.repeat(32);
		await open.db
			.insertInto('stored_file')
			.values({ hash: forged, size: 1, format: 'csv', bytes: Buffer.from('x') })
			.execute();
		expect(await readFile(open.db, forged)).toMatchObject({
			problem: { code: 'file/altered', values: { hash: forged } }
		});
	});

	it('previews without writing a line, then writes lines whose numbers name their cells', async () => {
		const analysisId = await newAnalysis();
		const preview = await upload(analysisId, JIANGJIN);
		expect(preview).toMatchObject({
			state: 'preview',
			sheet: '经费测算表',
			lineCount: 15,
			total: '22,210,577.00',
			problem: null
		});
		expect(unwrap(await loadAnalysis(people.as('analyst'), analysisId)).draft.lines).toEqual([]);

		const before = (await selectEntries(open.db, 0, 10_000)).length;
		const committed = unwrap(await commitIntake(people.as('analyst'), preview.id));
		expect(committed.lines).toBe(15);
		const entries = await selectEntries(open.db, 0, 10_000);
		expect(entries.slice(before).map((entry) => entry.action)).toEqual(['intake.commit']);

		const { draft } = unwrap(await loadAnalysis(people.as('analyst'), analysisId));
		expect(draft.lines).toHaveLength(15);
		const total = draft.lines.find((line) => line.parentId === null);
		expect(total).toMatchObject({
			statedAmount: 2_243_020_000,
			sources: { statedAmount: { file: preview.file, address: 'H18' } }
		});
		expect(unwrap(await viewIntake(people.as('analyst'), preview.id)).state).toBe('committed');
	});

	it('gives a second confirmation no second effect, also when both come at once', async () => {
		const analysisId = await newAnalysis();
		const preview = await upload(analysisId, JIANGJIN);
		const both = await Promise.all([
			commitIntake(people.as('analyst'), preview.id),
			commitIntake(people.as('analyst2'), preview.id)
		]);
		expect(both.filter((result) => result.ok)).toHaveLength(1);
		expect(both.find((result) => !result.ok)).toMatchObject({ problem: { code: 'intake/committed' } });
		expect(await commitIntake(people.as('analyst'), preview.id)).toMatchObject({
			problem: { code: 'intake/committed' }
		});
		expect(unwrap(await loadAnalysis(people.as('analyst'), analysisId)).draft.lines).toHaveLength(15);
		const again = await upload(analysisId, JIANGJIN);
		expect(again.findings.map((finding) => finding.code)).toContain('imported-before');
	});

	it('reads the column of another year when told so, in 万元, and finds the published total wrong', async () => {
		const preview = await upload(await newAnalysis(2022), EZHOU);
		expect(preview.mapping.columns).toMatchObject({ B: 'name', E: 'amount' });
		expect(preview.total).toBe('8,140,000.00');
		const columns = { ...preview.mapping.columns, C: 'amount' } as Record<string, 'amount'>;
		delete columns.E;
		const mapped = unwrap(
			await remap(people.as('analyst'), {
				intakeId: preview.id,
				sheet: preview.sheet,
				mapping: { ...preview.mapping, columns }
			})
		);
		expect(mapped.total).toBe('6,628,800.00');
		expect(mapped.findings.find((finding) => finding.code === 'total-differs')).toMatchObject({
			at: 'C7',
			values: { stated: '6,629,800.00', counted: '6,628,800.00', difference: '1,000.00', direction: '少' }
		});
		const incomplete = unwrap(
			await remap(people.as('analyst'), {
				intakeId: preview.id,
				sheet: preview.sheet,
				mapping: { ...mapped.mapping, columns: { B: 'name' } }
			})
		);
		expect(incomplete.problem).toMatchObject({ code: 'intake/bad-mapping' });
		expect(await commitIntake(people.as('analyst'), preview.id)).toMatchObject({
			problem: { code: 'intake/bad-mapping' }
		});
	});

	it('puts lines behind those that are there, or in their place, which one undo takes back', async () => {
		const analysisId = await newAnalysis();
		const lines = async () => unwrap(await loadAnalysis(people.as('analyst'), analysisId)).draft.lines.length;
		const commit = async (mode: CommitMode) =>
			commitIntake(people.as('analyst'), (await upload(analysisId, JIANGJIN)).id, mode);
		unwrap(await commit('append'));
		unwrap(await commit('append'));
		expect(await lines()).toBe(30);
		unwrap(await commit('replace'));
		expect(await lines()).toBe(15);
		const [latest] = unwrap(await historyOf(people.as('analyst'), analysisId));
		const undo = { analysisId, editId: latest?.editId ?? '', batchId: `${analysisId}-undo` };
		unwrap(await undoEdits(people.as('analyst'), undo));
		expect(await lines()).toBe(30);
	});

	it('freezes equal sheets as equal snapshots and shows them round a cell', async () => {
		const [a, b] = [await upload(await newAnalysis(), JIANGJIN), await upload(await newAnalysis(), JIANGJIN)];
		const first = unwrap(await commitIntake(people.as('analyst'), a.id));
		const second = unwrap(await commitIntake(people.as('analyst'), b.id));
		expect(second.snapshot).toBe(first.snapshot);
		const view = unwrap(
			await sheetView(people.as('analyst'), {
				file: a.file.slice(0, 16),
				sheet: a.sheet,
				cell: 'H18',
				around: 3
			})
		);
		expect(view.window.rows.map((row) => row.row)).toEqual([15, 16, 17, 18, 19, 20, 21]);
		expect(view.window.rows[3]?.cells[7]).toMatchObject({
			at: 'H18',
			raw: '22430200',
			shown: '22,430,200.00'
		});
		const original = unwrap(await originalFile(people.as('head'), a.file));
		expect(original.fileName).toBe(JIANGJIN);
		expect(sha256(original.bytes)).toBe(a.file);
	});

	it('reads a sender’s next sheet of the same header as the last one was confirmed, wherever the header stands', async () => {
		const bytes = (text: string) => new TextEncoder().encode(text);
		const sheet = '名称,数值甲,数值乙\n保洁,100,7\n绿化,200,8\n';
		const upload = async (sender: string, text: string, fileName = '表.csv') =>
			unwrap(await previewUpload(people.as('analyst'), { analysisId, fileName, bytes: bytes(text), sender }));
		const analysisId = await newAnalysis();
		const sender = `某街道${engine}`;
		const first = await upload(`  ${sender} `, sheet);
		expect(first).toMatchObject({ sender });
		expect(first.mapping.columns).not.toMatchObject({ C: 'amount' });
		const mapping = {
			...first.mapping,
			header: { first: 1, last: 1 },
			columns: { A: 'name', C: 'amount' }
		} as const;
		unwrap(await remap(people.as('analyst'), { intakeId: first.id, sheet: first.sheet, mapping }));
		// What was only tried is not remembered; what was confirmed is.
		expect((await upload(sender, `${sheet}道路,1,9\n`)).mapping.columns).not.toMatchObject({ C: 'amount' });
		unwrap(await commitIntake(people.as('analyst'), first.id));
		const second = await upload(sender, `标题\n${sheet}道路,1,9\n`);
		expect(second.mapping).toMatchObject({
			header: { first: 2, last: 2 },
			columns: { A: 'name', C: 'amount' }
		});
		expect(second.findings.find(({ code }) => code === 'mapping-remembered')).toMatchObject({
			values: { sender }
		});
		expect(second).toMatchObject({ lineCount: 3, total: '24.00' });
		const other = await upload('另一街道', `标题\n${sheet}道路,1,9\n`);
		expect(other.mapping.columns).not.toMatchObject({ C: 'amount' });
		// Naming the sender afterwards reads the sheet anew, as that sender's.
		const named = unwrap(
			await remap(people.as('analyst'), { intakeId: other.id, sheet: other.sheet, sender })
		);
		expect(named).toMatchObject({ sender, mapping: { columns: { C: 'amount' } } });
		const desk = unwrap(await intakeDesk(people.as('analyst'), analysisId, null));
		expect(desk.senders).toContain(sender);
	});

	it('keeps the report of an import with every cell it changed, dropped or guessed', async () => {
		const analysisId = await newAnalysis();
		const text = '名称,金额(万元),上年决算\n保洁,"1,234.5",-\n绿化,约三万,5\n合计,1234.5,5\n注:以上含税\n';
		const bytes = new TextEncoder().encode(text);
		const mine = unwrap(
			await previewUpload(people.as('analyst'), { analysisId, fileName: '表.csv', bytes, sender: '某局' })
		);
		const committed = unwrap(await commitIntake(people.as('analyst'), mine.id));
		const report = unwrap(await intakeReport(people.as('head'), analysisId, mine.id));
		expect(report).toMatchObject({
			state: 'committed',
			lines: committed.lines,
			sender: '某局',
			fileName: '表.csv',
			amountUnit: '万元',
			headerRows: '1'
		});
		expect(report.columns.map(({ letters, words }) => `${letters} ${words}`)).toEqual([
			'A 费用明细/名称',
			'B 金额',
			'C 2020年实际'
		]);
		const noted = report.findings.map(({ code, at }) => `${code}@${at}`);
		expect(noted).toEqual(
			expect.arrayContaining(['text-number@B2', 'dash-empty@C2', 'not-a-number@B3', 'note-row@A5'])
		);
		expect(await intakeReport(people.as('outsider'), analysisId, mine.id)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		expect(await intakeReport(people.as('analyst'), 'other', mine.id)).toMatchObject({
			problem: { code: 'intake/not-found' }
		});
	});

	it('imports .xls and shows the stored sheet round a cell of it', async () => {
		const analysisId = await newAnalysis();
		const bytes = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'nbs-city-waste.xls'));
		const mine = unwrap(
			await previewUpload(people.as('analyst'), { analysisId, fileName: '清运.xls', bytes })
		);
		const mapping = {
			header: { first: 3, last: 3 },
			columns: { A: 'name', C: 'amount', D: '2023:actual' },
			amountFactor: '10000',
			priceFactor: '1',
			skippedRows: []
		} as const;
		unwrap(await remap(people.as('analyst'), { intakeId: mine.id, sheet: mine.sheet, mapping }));
		unwrap(await commitIntake(people.as('analyst'), mine.id));
		const { draft } = unwrap(await loadAnalysis(people.as('analyst'), analysisId));
		const table = new Map(
			unwrap(await readWorkbook(bytes, 'x')).sheets[0]?.cells.map((cell) => [cell.at, cell.raw])
		);
		const figures = draft.lines.flatMap((line) =>
			Object.entries(line.sources).flatMap(([field, source]) =>
				field === 'name' || !source
					? []
					: [[field === 'statedAmount' ? `${line.statedAmount}` : line.years['2023:actual'], source] as const]
			)
		);
		expect(figures.length).toBeGreaterThan(20);
		for (const [stored, source] of figures) {
			const raw = Number(table.get(source.address)) * Number(source.factor);
			expect([`${Math.round(raw * 100)}`, `${Math.round(raw * 100) / 100}`]).toContain(stored);
		}
		const view = unwrap(
			await sheetView(people.as('head'), { file: mine.file, sheet: mine.sheet, cell: 'C4', around: 1 })
		);
		expect(view.window.rows.map(({ row }) => row)).toContain(4);
	});

	it(
		'replaces more lines than people may change at once, which one undo takes back',
		{ timeout: 120_000 },
		async () => {
			const analysisId = await newAnalysis();
			const rows = (count: number) => Array.from({ length: count }, (_, i) => `项目${i},${i}\n`).join('');
			const put = async (count: number, mode: CommitMode) => {
				const bytes = new TextEncoder().encode(`名称,金额(元)\n${rows(count)}`);
				const mine = unwrap(
					await previewUpload(people.as('analyst'), { analysisId, fileName: '表.csv', bytes })
				);
				return unwrap(await commitIntake(people.as('analyst'), mine.id, mode));
			};
			const lines = async () =>
				unwrap(await loadAnalysis(people.as('analyst'), analysisId)).draft.lines.length;
			await put(5_200, 'append');
			await put(10, 'replace');
			expect(await lines()).toBe(10);
			const [latest] = unwrap(await historyOf(people.as('analyst'), analysisId));
			const undo = { analysisId, editId: latest?.editId ?? '', batchId: `${analysisId}-undo-many` };
			unwrap(await undoEdits(people.as('analyst'), undo));
			expect(await lines()).toBe(5_200);
		}
	);

	it('keeps no header rows that the sheet does not have, so that the import stays readable', async () => {
		const analysisId = await newAnalysis();
		const bytes = new TextEncoder().encode('名称,金额(元)\n保洁,100\n');
		const mine = unwrap(await previewUpload(people.as('analyst'), { analysisId, fileName: '表.csv', bytes }));
		for (const header of [
			{ first: Number.NaN, last: 1 },
			{ first: -1, last: 1 },
			{ first: 1, last: 999_999 }
		])
			expect(await remap(people.as('analyst'), { intakeId: mine.id, sheet: '表1', header })).toMatchObject({
				ok: false,
				problem: { code: 'intake/bad-mapping' }
			});
		expect((await viewIntake(people.as('analyst'), mine.id)).ok).toBe(true);
	});

	it('keeps other departments out and names what is unknown', async () => {
		const analysisId = await newAnalysis();
		const bytes = new TextEncoder().encode('名称,金额(元)\n保洁,100\n');
		const mine = unwrap(await previewUpload(people.as('analyst'), { analysisId, fileName: '表.csv', bytes }));
		const forbidden = { ok: false, problem: { code: 'workflow/forbidden' } };
		const outsider = people.as('outsider');
		expect(await previewUpload(outsider, { analysisId, fileName: '表.csv', bytes })).toMatchObject(forbidden);
		expect(await viewIntake(outsider, mine.id)).toMatchObject(forbidden);
		expect(await remap(outsider, { intakeId: mine.id, sheet: '表1' })).toMatchObject(forbidden);
		expect(await commitIntake(outsider, mine.id)).toMatchObject(forbidden);
		expect(await intakesOf(outsider, analysisId)).toMatchObject(forbidden);
		expect(await originalFile(outsider, mine.file)).toMatchObject(forbidden);
		expect(await sheetView(outsider, { file: mine.file, sheet: '表1', cell: null, around: 5 })).toMatchObject(
			forbidden
		);
		// A department head may read the analysis, but does not write it.
		expect(await commitIntake(people.as('head'), mine.id)).toMatchObject(forbidden);
		expect(await viewIntake(people.as('analyst'), 'nothing')).toMatchObject({
			problem: { code: 'intake/not-found' }
		});
		expect(
			await previewUpload(people.as('analyst'), { analysisId: 'nothing', fileName: 'x', bytes })
		).toMatchObject({
			problem: { code: 'analysis/not-found' }
		});
		expect(await remap(people.as('analyst'), { intakeId: mine.id, sheet: '没有' })).toMatchObject({
			problem: { code: 'intake/no-sheet' }
		});
	});

	it('keeps nothing of a file it cannot read', async () => {
		const analysisId = await newAnalysis();
		const bytes = new TextEncoder().encode('%PDF-1.7 …');
		const result = await previewUpload(people.as('analyst'), { analysisId, fileName: '表.xlsx', bytes });
		expect(result).toMatchObject({
			ok: false,
			problem: { code: 'intake/unknown-type', values: { kind: 'PDF 文档' } }
		});
		expect(unwrap(await intakesOf(people.as('analyst'), analysisId))).toEqual([]);
		expect(await readFile(open.db, sha256(bytes))).toMatchObject({ problem: { code: 'file/not-found' } });
	});
});
