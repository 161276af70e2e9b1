import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '#lib/core/costing/figures.ts';
import type { AnalysisDraft } from '#lib/core/costing/line.ts';
import { readOwnWorkbook, recogniseOwnExport } from '#lib/core/intake/own-workbook.ts';
import type { Workbook } from '#lib/core/intake/workbook.ts';
import { fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { exportAnalysis } from '#lib/server/export/analysis-workbook.ts';
import { fillWorkbook } from '#lib/server/export/fill-workbook.ts';
import { sha256 } from '#lib/server/hash.ts';
import { commitOwnImport, previewOwnImport } from '#lib/server/intake/own-import.ts';
import { previewUpload } from '#lib/server/intake/service.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { costLine, costUnit, draftOf } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { exportedBytes } from '../support/exported.ts';
import { convertInOffice, OFFICE } from '../support/office.ts';
import { draft } from '../support/random-draft.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

/** The parts of a draft that a workbook carries. */
function carried({ lines, units, indicators, parameters, pools, allocationMethod, combined }: AnalysisDraft) {
	return { lines, units, indicators, parameters, pools, allocationMethod, combined };
}

async function exported(draft: AnalysisDraft): Promise<Workbook> {
	return unwrap(readBytes(await exportedBytes(draft), 'x.xlsx'));
}

/** In the order in which a workbook shows them. */
function inOrder({ lines, ...rest }: ReturnType<typeof carried>) {
	return { ...rest, lines: [...lines].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

describe('our own workbook, read back', () => {
	it('is the same draft', { timeout: 120_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(draft, async (given) => {
				// A workbook is written of what can be calculated; amounts beyond the limit are refused before.
				fc.pre(analyse(given).ok);
				const workbook = await exported(given);
				expect(recogniseOwnExport(workbook)).toBe(true);
				const { lists, remarks } = unwrap(readOwnWorkbook(workbook));
				expect(inOrder({ ...carried(given), ...lists })).toEqual(inOrder(carried(given)));
				expect(remarks).toEqual([]);
			}),
			{ numRuns: 100, endOnFailure: true }
		);
	});

	/** The workbook with some cells as somebody left them. */
	function edited(
		workbook: Workbook,
		changes: { readonly [address: string]: string | { formula: string } }
	): Workbook {
		const sheets = workbook.sheets.map((sheet) => {
			if (sheet.name !== '成本明细') return sheet;
			const cells = new Map(sheet.cells.map((cell) => [cell.at, cell]));
			for (const [at, change] of Object.entries(changes))
				cells.set(
					at,
					typeof change === 'string'
						? { at, kind: /^-?[\d.]+$/.test(change) ? 'number' : 'text', raw: change, shown: change }
						: { at, kind: 'number', raw: '99', shown: '99', formula: change.formula }
				);
			return { ...sheet, cells: [...cells.values()] };
		});
		return { ...workbook, sheets };
	}

	/** 编码 A, 名称 B, 单位 C, 数量 D, 单价 E, 申报 F, 核定 G; the lines stand in rows 4 to 7, the totals in row 8. */
	const EXAMPLE = draftOf([
		costLine({ id: 'a', code: '1', name: '清扫' }),
		costLine({ id: 'a1', parentId: 'a', code: '1.1', name: '人工', quantity: '3', unitPrice: '100.5' }),
		costLine({
			id: 'a2',
			parentId: 'a',
			position: 1,
			code: '1.2',
			name: '材料',
			quantity: '=[#a1].数量*2',
			unitPrice: '7'
		}),
		costLine({ id: 'b', position: 1, code: '2', name: '其他', statedAmount: fen(12_345) })
	]);

	async function readAfter(changes: Parameters<typeof edited>[1]) {
		const own = unwrap(readOwnWorkbook(edited(await exported(EXAMPLE), changes)));
		return { own, line: (id: string) => own.lists.lines.find((line) => line.id === id) };
	}

	it('takes typed numbers, amounts, words and formulas as the changes they are', async () => {
		const { own, line } = await readAfter({
			D5: '4.5000000000000001',
			B6: '材料（改）',
			D6: { formula: 'D5*3+F5' },
			F7: '200.125',
			G5: '400'
		});
		expect(line('a1')).toMatchObject({ quantity: '4.5', verifiedAmount: 40_000, amountBasis: 'computed' });
		expect(line('a2')).toMatchObject({ name: '材料（改）', quantity: '=[#a1].数量*3+[#a1].金额' });
		expect(line('b')).toMatchObject({ statedAmount: 20_013, amountBasis: 'stated' });
		expect(own.remarks).toEqual([]);
	});

	it('takes the value of a formula it cannot say, leaves out what is no number, and says both', async () => {
		const { own, line } = await readAfter({ D6: { formula: 'NOW()' }, E5: '一百' });
		expect(line('a2')?.quantity).toBe('99');
		expect(line('a1')?.unitPrice).toBeNull();
		expect(own.remarks).toEqual([
			{ cell: 'E5', kind: 'dropped', shown: '一百' },
			{ cell: 'D6', kind: 'value', shown: '=NOW()' }
		]);
	});

	it('adds a row that somebody wrote below the last one', async () => {
		const { own } = await readAfter({ A8: '3', B8: '新增', D8: '2', E8: '50', B9: '合计' });
		expect(own.lists.lines.at(-1)).toMatchObject({
			code: '3',
			name: '新增',
			quantity: '2',
			parentId: null,
			position: 2
		});
		expect(own.added).toEqual(new Set(['row-8']));
	});

	it.each([
		['a later version', (sheet: string) => sheet.replace('>1<', '>2<'), 'intake/own-version'],
		['lists that are none', (sheet: string) => sheet.replace('>[]<', '>{}<'), 'intake/own-damaged'],
		['text cut short', (sheet: string) => sheet.replace('>[]<', '>[<'), 'intake/own-damaged']
	])('refuses %s', async (_, change, code) => {
		const workbook = await exported(EXAMPLE);
		const sheets = workbook.sheets.map((sheet) =>
			sheet.name === '衡准数据'
				? {
						...sheet,
						cells: sheet.cells.map((cell) => ({ ...cell, raw: change(`>${cell.raw}<`).slice(1, -1) }))
					}
				: sheet
		);
		expect(readOwnWorkbook({ ...workbook, sheets })).toMatchObject({ problem: { code } });
	});

	it.each([
		'{"fills":{"quantity":5}}',
		'{"recipe":7}',
		'[]',
		'{"own":{"years":{"x":1}}}',
		'{"stated":"9e99"}',
		'{'
	])('is not upset by %s beside a row', async (more) => {
		const workbook = await exported(EXAMPLE);
		const letter =
			workbook.sheets[0]?.cells.find(({ raw }) => raw === '其余内容')?.at.replace(/\d/g, '') ?? '';
		expect(readOwnWorkbook(edited(workbook, { [`${letter}5`]: more })).ok).toBe(true);
	});

	it.runIf(OFFICE)('is the same draft after LibreOffice has saved it', { timeout: 120_000 }, async () => {
		const bytes = convertInOffice(await exportedBytes(EXAMPLE), 'xlsx', 'xlsx');
		const { lists, remarks } = unwrap(readOwnWorkbook(unwrap(readBytes(bytes, 'x.xlsx'))));
		expect({ ...carried(EXAMPLE), ...lists }).toEqual(carried(EXAMPLE));
		expect(remarks).toEqual([]);
	});
});

describe.each(ENGINES)('按原结构导入 on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let codes = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		people = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	async function newAnalysis(): Promise<string> {
		const basis = {
			priceYear: 2021,
			region: '某区',
			taxBasis: 'unknown',
			staffScope: 'unknown',
			deliveryMode: 'unknown'
		} as const;
		const project = {
			code: `P-${++codes}`,
			name: '市政',
			organisationId: 'cm',
			category: '城市运维',
			sourceNote: ''
		};
		return unwrap(
			await createProjectWithAnalysis(people.as('analyst'), project, {
				fiscalYear: 2021,
				periodMonths: 12,
				basis
			})
		);
	}

	const given: AnalysisDraft = {
		...draftOf(
			[
				costLine({ id: 'a', code: '1', name: '清扫', fills: { unitPrice: '=[@p]*10' } }),
				costLine({ id: 'a1', parentId: 'a', code: '1.1', name: '人工', quantity: '3' }),
				costLine({
					id: 'a2',
					parentId: 'a',
					position: 1,
					code: '1.2',
					name: '材料',
					quantity: '=[#a1].数量*2',
					years: { '2020:actual': '5.5' }
				})
			],
			[costUnit({ id: 'u', name: '清扫', lineIds: ['a'] })]
		),
		parameters: [{ id: 'p', position: 0, name: '费率', value: '0.5', unit: '', source: '合同' }]
	};

	async function filled(): Promise<string> {
		const analysisId = await newAnalysis();
		const prefix = (text: string) => text.replaceAll(/(?<=[#@"])(a1|a2|a|u|p)(?=[\]"])/g, `$1-${codes}`);
		const { lines, units, parameters } = JSON.parse(prefix(JSON.stringify(given))) as AnalysisDraft;
		const commands: EditCommand[] = [
			...parameters.map((parameter) => ({ type: 'set-parameter', parameter }) as const),
			{ type: 'add', lines },
			...units.map((unit) => ({ type: 'set-unit', unit }) as const)
		];
		const batch = { analysisId, batchId: `fill-batch-${codes}`, revision: 0, commands };
		unwrap(await saveEdits(people.as('analyst'), batch));
		return analysisId;
	}

	async function download(analysisId: string): Promise<Buffer> {
		const pieces: Buffer[] = [];
		for await (const piece of unwrap(await exportAnalysis(people.as('analyst'), analysisId)).bytes)
			pieces.push(piece);
		return Buffer.concat(pieces);
	}

	async function bringBack(analysisId: string, bytes: Buffer) {
		const upload = { analysisId, fileName: '成本明细.xlsx', bytes, sender: '' };
		const { id } = unwrap(await previewUpload(people.as('analyst'), upload));
		const preview = unwrap(await previewOwnImport(people.as('analyst'), id));
		return { id, preview, done: unwrap(await commitOwnImport(people.as('analyst'), id)) };
	}

	const draftIn = async (id: string) => unwrap(await loadAnalysis(people.as('analyst'), id)).draft;

	it('changes nothing where nothing was changed', async () => {
		const analysisId = await filled();
		const before = await draftIn(analysisId);
		const { preview } = await bringBack(analysisId, await download(analysisId));
		expect(preview).toEqual({ changed: 0, added: 0, missing: 0, sameAnalysis: true, remarks: [] });
		expect(await draftIn(analysisId)).toEqual(before);
	});

	it('brings in a quantity changed elsewhere, with the cell it came from, once', async () => {
		const analysisId = await filled();
		const bytes = unwrap(
			fillWorkbook(await download(analysisId), 'x', '成本明细', [
				{ at: 'D5', value: { number: '4' }, like: null }
			])
		);
		const { id, preview } = await bringBack(analysisId, bytes);
		expect(preview).toMatchObject({ changed: 1, added: 0 });
		const line = (await draftIn(analysisId)).lines.find(({ name }) => name === '人工');
		expect(line).toMatchObject({
			quantity: '4',
			sources: { quantity: { file: sha256(bytes), sheet: '成本明细', address: 'D5' } }
		});
		expect(await commitOwnImport(people.as('analyst'), id)).toMatchObject({
			problem: { code: 'intake/committed' }
		});
	});

	it('builds the same analysis elsewhere under names of its own', async () => {
		const [from, to] = [await filled(), await newAnalysis()];
		const { preview } = await bringBack(to, await download(from));
		expect(preview).toMatchObject({ changed: 0, added: 3, sameAnalysis: false });
		const [there, here] = [await draftIn(from), await draftIn(to)];
		const total = (draft: AnalysisDraft) => unwrap(analyse(draft)).total;
		expect(total(here)).toEqual(total(there));
		expect(here.lines.map(({ name }) => name).sort()).toEqual(there.lines.map(({ name }) => name).sort());
		expect(here.units[0]?.lineIds).toHaveLength(1);
		expect(here.lines.some(({ id }) => there.lines.some((other) => other.id === id))).toBe(false);
	});

	it('is refused to people of other departments', async () => {
		const analysisId = await filled();
		expect(await exportAnalysis(people.as('outsider'), analysisId)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
	});
});
