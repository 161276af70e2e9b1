import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACK_FILES } from '#lib/core/lineage/evidence-pack.ts';
import { unwrap } from '#lib/core/result.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { snapshotEvidence } from '#lib/server/evidence/service.ts';
import { packZip } from '#lib/server/intake/zip-write.ts';
import { readZip } from '#lib/ui/evidence/read-zip.ts';
import { launchBrowser } from '../support/browser.ts';
import { freshDatabase } from '../support/databases.ts';
import { issueLine } from '../support/issued-line.ts';
import { seedWorkspace } from '../support/workspace.ts';

describe('the offline verifier, opened from a disk', () => {
	const folder = mkdtempSync(join(tmpdir(), 'hengzhun-evidence-'));
	let open: OpenDatabase;
	let browser: Browser;
	let page: Page;
	let files: ReadonlyMap<string, Uint8Array>;
	let quota: string;
	const requests: string[] = [];

	beforeAll(async () => {
		open = await freshDatabase('sqlite');
		const workspace = await seedWorkspace(open);
		const line = await issueLine(workspace);
		quota = line.quota;
		const pack = unwrap(await snapshotEvidence(workspace.as('supervisor'), line.expenditure, 'full'));
		const pieces: Buffer[] = [];
		for await (const piece of pack.bytes) pieces.push(piece);
		const zip = Buffer.concat(pieces);
		writeFileSync(join(folder, 'pack.zip'), zip);
		files = await readZip(new Uint8Array(zip));
		for (const name of [PACK_FILES.page, PACK_FILES.verifier])
			writeFileSync(join(folder, name), files.get(name) ?? '');
		browser = await launchBrowser();
		page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
		page.on('request', (request) => requests.push(request.url()));
	});
	afterAll(async () => {
		await browser.close();
		await open.db.destroy();
		rmSync(folder, { recursive: true });
	});

	async function checked(zip: string): Promise<string> {
		await page.goto(pathToFileURL(join(folder, PACK_FILES.verifier)).href);
		await page.setInputFiles('#zip', join(folder, zip));
		await page.locator('.good, .bad').waitFor();
		return page.locator('#outcome').innerText();
	}

	it('finds a pack as it was handed out the same, without a network', async () => {
		expect(await checked('pack.zip')).toContain('全部一致');
		expect(requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
	});

	it('names the place where one byte was changed', async () => {
		const name = `snapshots/${quota}.json`;
		const text = [...files]
			.filter(([file]) => /\.(json|html)$|SUMS$/.test(file))
			.map(([file, bytes]) => [file, new TextDecoder().decode(bytes)] as const)
			.map(([file, words]) => [file, file === name ? words.replace('道路', '道璐') : words] as const);
		writeFileSync(join(folder, 'tampered.zip'), packZip(text));
		const outcome = await checked('tampered.zip');
		expect(outcome).toContain('不一致');
		expect(outcome).toContain(`“${name}”与校验清单不符`);
	});

	it('says what to choose when it is no pack', async () => {
		writeFileSync(join(folder, 'other.zip'), '不是压缩包');
		expect(await checked('other.zip')).toContain('所选内容不是证据包');
	});

	it('reads without scripts, and every step opens', async () => {
		await page.goto(pathToFileURL(join(folder, PACK_FILES.page)).href);
		await page.getByRole('heading', { name: '推导过程' }).scrollIntoViewIfNeeded();
		expect(await page.locator('details').count()).toBeGreaterThan(10);
		expect(await page.locator('#chain').textContent()).toContain('P-1.csv');
	});
});
