import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis, loadAnalysis } from '#lib/server/costing/analyses.ts';
import type { Context } from '#lib/server/context.ts';
import { inTransaction, openDatabase, type OpenDatabase } from '#lib/server/database/database.ts';
import { migrate } from '#lib/server/database/migrate.ts';
import { runHeavy } from '#lib/server/heavy/apart.ts';
import { previewUpload } from '#lib/server/intake/service.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import { createPostgresDatabase, ENGINES, type Engine } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const LINES = 2_500;

/** Enough lines that the import and the export of them each have a process of their own. */
function table(): Buffer {
	const rows = Array.from({ length: LINES }, (_, at) => `第${at + 1}项道路保洁作业费用,平方米,${at + 1},2.5`);
	return Buffer.from(['名称,计量单位,数量,单价（元）', ...rows].join('\n'));
}

describe.each(ENGINES)('large use cases in a process of their own on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let remove: () => void;

	beforeAll(async () => {
		const made = await sharedAddress(engine);
		open = openDatabase(made.url);
		({ remove } = made);
		unwrap(await migrate(open, () => new Date('2026-11-22T00:00:00Z')));
		people = await seedWorkspace(open);
	});
	afterAll(async () => {
		await open.db.destroy();
		remove();
	});

	async function uploaded(context: Context, code: string) {
		const basis = {
			priceYear: 2026,
			region: '某区',
			taxBasis: 'unknown',
			staffScope: 'unknown',
			deliveryMode: 'unknown'
		} as const;
		const project = {
			code,
			name: '道路保洁',
			organisationId: 'cm',
			category: '城市运维/环卫保洁',
			sourceNote: '测试'
		};
		const year = { fiscalYear: 2026, periodMonths: 12, basis };
		const analysisId = unwrap(await createProjectWithAnalysis(context, project, year));
		const upload = { analysisId, fileName: '保洁.csv', bytes: table() };
		return { analysisId, intakeId: unwrap(await previewUpload(context, upload)).id };
	}

	it('imports and exports what the same use cases do here, while this process reads on', async () => {
		const context = people.as('analyst');
		const { analysisId, intakeId } = await uploaded(context, 'P-1');
		const committing = runHeavy(context, { kind: 'commit-intake', intakeId, mode: 'append' });
		expect(await open.db.selectFrom('cost_line').select('id').execute()).toEqual([]);
		expect(unwrap(await committing)).toMatchObject({ analysisId, lines: LINES, revision: 1 });
		const { draft } = unwrap(await loadAnalysis(context, analysisId));
		expect(draft.lines[LINES - 1]).toMatchObject({ quantity: String(LINES), unitPrice: '2.5' });
		const exported = unwrap(await runHeavy(context, { kind: 'export', analysisId }));
		const pieces: Buffer[] = [];
		for await (const piece of exported.bytes) pieces.push(piece);
		expect(unwrap(readBytes(Buffer.concat(pieces), exported.name)).sheets[0]?.cells.length).toBeGreaterThan(
			LINES * 4
		);
	});

	it('refuses there as here, in the name of the person who asks', async () => {
		const { analysisId, intakeId } = await uploaded(people.as('analyst'), 'P-2');
		const asked = { kind: 'commit-intake', intakeId, mode: 'append' } as const;
		expect(await runHeavy(people.as('outsider'), asked)).toMatchObject({
			ok: false,
			problem: { code: 'workflow/forbidden' }
		});
		expect(unwrap(await loadAnalysis(people.as('analyst'), analysisId)).draft.lines).toEqual([]);
	});

	it('keeps other writers waiting, not readers, and lets a refused one undo itself', async () => {
		const context = people.as('analyst');
		const named = (code: string) =>
			open.db.updateTable('organisation').set({ name: code }).where('id', '=', 'town').execute();
		const nameNow = async () =>
			(
				await open.db
					.selectFrom('organisation')
					.select('name')
					.where('id', '=', 'town')
					.executeTakeFirstOrThrow()
			).name;
		const before = await nameNow();
		let waiting: Promise<unknown> | undefined;
		const failed = inTransaction(context, async (tx) => {
			await tx.db.updateTable('organisation').set({ name: '改到一半' }).where('id', '=', 'town').execute();
			waiting = named('之后');
			expect(await nameNow()).toBe(before);
			throw new Error('broken off');
		});
		await expect(failed).rejects.toThrow('broken off');
		await waiting;
		expect(await nameNow()).toBe('之后');
	});
});

async function sharedAddress(engine: Engine): Promise<{ readonly url: string; remove(): void }> {
	if (engine === 'postgres') return { url: await createPostgresDatabase(), remove: () => {} };
	const folder = mkdtempSync(join(tmpdir(), 'hengzhun-heavy-'));
	return {
		url: `sqlite:${join(folder, 'a.db')}`,
		remove: () => rmSync(folder, { recursive: true, force: true })
	};
}
