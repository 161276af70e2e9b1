import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACK_FILES } from '#lib/core/lineage/evidence-pack.ts';
import { verifyPack, type PackReport } from '#lib/core/lineage/verify-pack.ts';
import { unwrap, type Result } from '#lib/core/result.ts';
import { sha256Bytes } from '#lib/core/snapshot/sha256.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import {
	evidenceByCode,
	snapshotEvidence,
	standardEvidence,
	type EvidencePack
} from '#lib/server/evidence/service.ts';
import { unpackZip } from '#lib/server/intake/zip.ts';
import { readZip } from '#lib/ui/evidence/read-zip.ts';
import { problemText } from '#lib/text/zh-CN.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { issueLine, type IssuedLine } from '../support/issued-line.ts';
import { readWorkbook } from '#lib/server/intake/reader.ts';
import { validateProv } from '../support/prov.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

type Files = Map<string, Uint8Array>;

describe.each(ENGINES)('evidence pack on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;
	let line: IssuedLine;
	let full: Files;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		line = await issueLine(workspace);
		full = await unpacked(await snapshotEvidence(workspace.as('supervisor'), line.expenditure, 'full'));
	});
	afterAll(() => open.db.destroy());

	async function unpacked(pack: Result<EvidencePack>): Promise<Files> {
		const pieces: Buffer[] = [];
		for await (const piece of unwrap(pack).bytes) pieces.push(piece);
		const zip = new Uint8Array(Buffer.concat(pieces));
		const files = await readZip(zip);
		// The reader in the page and the strict one for uploads see the same files.
		expect(digests(unpackZip(zip, 'pack.zip'))).toEqual(digests(files));
		return new Map(files);
	}

	function digests(files: ReadonlyMap<string, Uint8Array>): readonly string[] {
		return [...files].map(([name, bytes]) => `${name} ${sha256Bytes(bytes)}`);
	}

	const publicPack = async () =>
		unpacked(await snapshotEvidence(workspace.as('supervisor'), line.expenditure, 'public'));
	const text = (files: Files, name: string) => new TextDecoder().decode(files.get(name));
	const json = (files: Files, name: string): unknown => JSON.parse(text(files, name));
	const verified = (files: Files): PackReport => unwrap(verifyPack(files));

	/** What the verifier says, as the auditor reads it. */
	function said(files: Files): string {
		const result = verifyPack(files);
		return result.ok
			? result.value.faults.map((fault) => problemText(fault)).join('\n')
			: problemText(result.problem);
	}

	function withFile(files: Files, name: string, content: string | Uint8Array): Files {
		return new Map(files).set(
			name,
			typeof content === 'string' ? new TextEncoder().encode(content) : content
		);
	}

	it('holds everything below the standard and proves it without the database', () => {
		const report = verified(full);
		expect(report.faults).toEqual([]);
		expect(report).toMatchObject({ edition: 'full', root: line.expenditure, originals: 5, withheld: 0 });
		// Three standards, the comparison and five analyses are computed; five sheets are held against their hash.
		expect(report).toMatchObject({ recomputed: 9, hashOnly: 5 });
		expect(report.steps).toBeGreaterThan(20);
	});

	it('is found by the id and by any code of the standard, with the same snapshots', async () => {
		const row = await open.db
			.selectFrom('issued_standard')
			.selectAll()
			.where('kind', '=', 'quota')
			.executeTakeFirstOrThrow();
		for (const pack of [
			await standardEvidence(workspace.as('head'), row.id, 'full'),
			await evidenceByCode(workspace.as('head'), row.code, 'full')
		])
			expect([...(await unpacked(pack)).keys()]).toEqual([...full.keys()]);
	});

	it('names whichever file one byte was changed in', () => {
		for (const [name, bytes] of full) {
			const changed = bytes.slice();
			const at = Math.floor(changed.length / 2);
			changed[at] = (changed[at] ?? 0) ^ 1;
			expect(said(withFile(full, name, changed)), name).toContain(name === PACK_FILES.sums ? '清单' : name);
		}
	});

	it('names a file that is missing and one that was put in', () => {
		const [original = ''] = [...full.keys()].filter((name) => name.startsWith('originals/'));
		const without = new Map(full);
		without.delete(original);
		expect(said(without)).toContain(`缺少“${original}”`);
		expect(said(withFile(full, 'note.txt', '附件'))).toContain('“note.txt”不在校验清单里');
	});

	it('is not fooled by whoever changes a number and writes the list of sums anew', () => {
		const name = `snapshots/${line.quota}.json`;
		const forged = resealed(
			withFile(full, name, text(full, name).replace(/"value":"8\.\d+"/, '"value":"7.5"'))
		);
		expect(said(forged)).toContain(`快照 ${line.quota.slice(0, 12)} 无法复算：存储内容与哈希不符`);
		const steps = text(full, PACK_FILES.steps).replace(/"value": "8\.\d+"/, '"value": "7.5"');
		expect(said(resealed(withFile(full, PACK_FILES.steps, steps)))).toContain('步骤文件与快照不符');
	});

	function resealed(files: Files): Files {
		const list = [...files].filter(([name]) => name !== PACK_FILES.sums);
		return withFile(
			files,
			PACK_FILES.sums,
			list.map(([name, bytes]) => `${sha256Bytes(bytes)}  ${name}\n`).join('')
		);
	}

	it('is refused where it is no pack', () => {
		expect(said(new Map())).toContain('不是证据包');
		expect(said(resealed(withFile(full, PACK_FILES.manifest, '{"format":"other"}')))).toContain('不是证据包');
	});

	it('is read as a page without scripts and as a workbook', async () => {
		const page = text(full, PACK_FILES.page);
		expect(page).not.toMatch(/<script|https?:|@font-face/);
		for (const words of ['证据表', 'P-1.csv', '一级道路保洁', '怎样核对', line.expenditure])
			expect(page).toContain(words);
		const workbook = unwrap(await readWorkbook(full.get(PACK_FILES.workbook) ?? new Uint8Array(), 'e.xlsx'));
		expect(workbook.sheets.map(({ name }) => name)).toEqual([
			'证据表',
			'样本表',
			'成本明细',
			'快照与原件',
			'签署'
		]);
	});

	it('states the lineage as W3C PROV-JSON', async () => {
		const prov = json(full, PACK_FILES.provenance);
		expect(validateProv(prov)).toEqual([]);
		expect(validateProv(json(await publicPack(), PACK_FILES.provenance))).toEqual([]);
		expect(prov).toMatchObject({
			used: {
				[`_:u-${line.expenditure}-0`]: {
					'prov:activity': `hz:compute-${line.expenditure}`,
					'prov:entity': `hz:sha256-${line.quota}`
				}
			}
		});
	});

	it('公开版: nothing of lines, members, originals and people is in it, and what is in it is proved', async () => {
		const pack = await publicPack();
		const report = verified(pack);
		expect(report).toMatchObject({ edition: 'public', faults: [], originals: 0, recomputed: 2 });
		// The comparison, five analyses, five sheets, five originals.
		expect(report.withheld).toBe(16);
		const kept = [...pack].filter(([name]) => name !== PACK_FILES.verifier);
		for (const [name, bytes] of kept)
			for (const secret of ['合成项目', 'P-1', '一级道路保洁', '同意', '8100', 'analyst'])
				expect(new TextDecoder().decode(bytes).includes(secret), `${secret} in ${name}`).toBe(false);
		expect(new TextDecoder().decode(full.get(PACK_FILES.page))).toContain('合成项目');
	});

	it('is refused where there is nothing, where it cannot be public, and keeps breakdowns to those whose they are', async () => {
		const { snapshot } = await open.db.selectFrom('comparison').select('snapshot').executeTakeFirstOrThrow();
		expect(await refusal('outsider', '0'.repeat(64), 'full')).toBe('lineage/not-found');
		expect(await refusal('supervisor', snapshot ?? '', 'public')).toBe('evidence/public-needs-standard');
		// An administrator holds no role that reads projects: the comparison names its members, and five analyses, five sheets
		// and five originals stay with those whose they are. The standards themselves are proved all the same.
		expect(
			verified(await unpacked(await snapshotEvidence(workspace.as('admin'), line.quota, 'full')))
		).toMatchObject({
			withheld: 16,
			faults: []
		});
	});

	async function refusal(person: Person, hash: string, edition: 'full' | 'public') {
		const result = await snapshotEvidence(workspace.as(person), hash, edition);
		return result.ok ? undefined : result.problem.code;
	}
});
