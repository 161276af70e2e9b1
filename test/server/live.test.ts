import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#lib/core/limits.ts';
import { unwrap } from '#lib/core/result.ts';
import { createProjectWithAnalysis } from '#lib/server/costing/analyses.ts';
import { saveEdits } from '#lib/server/costing/edits.ts';
import { catchUp } from '#lib/server/costing/missed-edits.ts';
import type { Context } from '#lib/server/context.ts';
import { openDatabase, type OpenDatabase } from '#lib/server/database/database.ts';
import { liveStream } from '#lib/server/live/event-stream.ts';
import { standAt, watchAnalysis, type LiveNews } from '#lib/server/live/service.ts';
import { costLine } from '../support/cost-draft.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Person, type Workspace } from '../support/workspace.ts';

describe.each(ENGINES)('live news of an analysis on %s', (engine) => {
	let open: OpenDatabase;
	let people: Workspace;
	let analyses = 0;
	let ids = 0;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		people = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	/** A person at the real clock: presence is about now. */
	function as(person: Person, db = open.db): Context {
		return { ...people.as(person), db, now: () => new Date(), newId: () => `page-${(ids += 1)}` };
	}

	async function started(): Promise<string> {
		const project = {
			code: `L${++analyses}`,
			name: `共同编制 ${analyses}`,
			organisationId: 'cm',
			category: '城市运维/环卫保洁',
			sourceNote: '合成数据'
		};
		const basis = {
			priceYear: 2025,
			region: '甲区',
			taxBasis: 'included',
			staffScope: 'excluded',
			deliveryMode: 'purchased'
		} as const;
		return unwrap(
			await createProjectWithAnalysis(people.as('analyst'), project, {
				fiscalYear: 2025,
				periodMonths: 12,
				basis
			})
		);
	}

	const add = (context: Context, analysisId: string, revision: number) =>
		saveEdits(context, {
			analysisId,
			batchId: `${analysisId}-${context.actor.userId}-${revision}`,
			revision,
			commands: [{ type: 'add', lines: [costLine({ id: `${analysisId}-${revision}` })] }]
		});

	/** Watches, keeping all news; `until` waits for news that fit. */
	async function watch(context: Context, id: string) {
		const heard: LiveNews[] = [];
		const { page, leave } = unwrap(await watchAnalysis(context, id, (news) => heard.push(news)));
		async function until(fits: (news: LiveNews) => boolean): Promise<LiveNews> {
			for (;;) {
				const found = heard.findLast(fits);
				if (found) return found;
				await pause(20);
			}
		}
		return { page, leave, heard, until };
	}

	it('tell of others’ saved edits, of people who come, move and leave', async () => {
		const id = await started();
		const one = await watch(as('analyst'), id);
		const two = await watch(as('analyst2'), id);
		await one.until(({ people: here }) => here.length === 2);
		unwrap(await add(as('analyst2'), id, 0));
		expect(await one.until(({ revision }) => revision === 1)).toMatchObject({ state: 'analysing' });
		unwrap(await standAt(as('analyst2'), id, { page: two.page, lineId: `${id}-0`, field: 'name' }));
		const moved = await one.until(({ people: here }) => here.some(({ field }) => field === 'name'));
		expect(moved.people.find(({ page }) => page === two.page)).toMatchObject({
			name: 'analyst2',
			self: false,
			lineId: `${id}-0`
		});
		expect(moved.people.find(({ page }) => page === one.page)?.self).toBe(true);
		// Nobody moves another person's mark.
		unwrap(await standAt(as('analyst'), id, { page: two.page, lineId: 'x', field: 'x' }));
		await two.leave();
		const alone = await one.until(({ people: here, revision }) => revision === 1 && here.length === 1);
		expect(alone.people[0]?.page).toBe(one.page);
		expect(one.heard.some(({ people: here }) => here.some(({ lineId }) => lineId === 'x'))).toBe(false);
		await one.leave();
		expect(await open.db.selectFrom('presence').select('id').where('analysis_id', '=', id).execute()).toEqual(
			[]
		);
	});

	it('are for those who may read, and for a bounded number of pages', async () => {
		const id = await started();
		expect(await watchAnalysis(as('outsider'), id, () => {})).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		expect(await watchAnalysis(as('analyst'), 'none', () => {})).toMatchObject({
			problem: { code: 'analysis/not-found' }
		});
		const pages = [];
		for (let page = 0; page < LIMITS.livePagesPerUser; page += 1)
			pages.push(unwrap(await watchAnalysis(as('supervisor'), id, () => {})));
		expect(await watchAnalysis(as('supervisor'), id, () => {})).toMatchObject({
			problem: { code: 'live/too-many-pages' }
		});
		for (const { leave } of pages) await leave();
		const again = unwrap(await watchAnalysis(as('supervisor'), id, () => {}));
		await again.leave();
	});

	it('end as a stream when the reader goes, when the server stops, and when nothing may be read any more', async () => {
		const id = await started();
		const read = async (stream: ReadableStream<Uint8Array>) => {
			let text = '';
			for await (const part of stream) text += new TextDecoder().decode(part);
			return text;
		};
		const here = () => open.db.selectFrom('presence').select('id').where('analysis_id', '=', id).execute();
		const ending = new AbortController();
		const start = { analysisId: id, allowed: () => Promise.resolve(true), ending: ending.signal };
		const stopped = read(unwrap(await liveStream(as('analyst'), start)));
		const left = unwrap(await liveStream(as('analyst2'), start));
		await left.cancel();
		ending.abort();
		expect(await stopped).toMatch(/^event: hello\ndata: \{"page":"page-\d+"\}\n\n/);
		const over = await liveStream(as('head'), {
			...start,
			allowed: () => Promise.resolve(false),
			ending: new AbortController().signal
		});
		expect(await read(unwrap(over))).toMatch(/event: over\ndata: \{\}\n\n$/);
		while ((await here()).length > 0) await pause(20);
	});

	it('bring a page up to date by the batches it missed, or by everything where those are too many', async () => {
		const id = await started();
		for (const revision of [0, 1, 2]) unwrap(await add(as('analyst'), id, revision));
		const some = unwrap(await catchUp(as('analyst2'), id, 1));
		expect(some).toMatchObject({
			revision: 3,
			edits: [
				{ revision: 2, who: 'analyst', own: false },
				{ revision: 3, commands: [{ type: 'add' }] }
			]
		});
		expect(unwrap(await catchUp(as('analyst2'), id, 3))).toEqual({ revision: 3, edits: [] });
		const whole = unwrap(await catchUp(as('analyst2'), id, null));
		expect(whole).toMatchObject({ revision: 3, edits: null, draft: { lines: [{}, {}, {}] } });
		const text = 'x'.repeat(LIMITS.remarkLength);
		const commands = Array.from({ length: 1_100 }, () => ({
			type: 'set' as const,
			lineId: `${id}-0`,
			field: 'remark' as const,
			value: text
		}));
		unwrap(await saveEdits(as('analyst'), { analysisId: id, batchId: `${id}-big`, revision: 3, commands }));
		expect(unwrap(await catchUp(as('analyst2'), id, 3))).toMatchObject({ revision: 4, edits: null });
		expect(await catchUp(as('outsider'), id, 3)).toMatchObject({ problem: { code: 'workflow/forbidden' } });
	});

	it('reach the pages of another process on the same database', async () => {
		// In memory there is one process only.
		const other = engine === 'postgres' ? openDatabase(open.url) : open;
		const id = await started();
		const page = await watch(as('analyst', other.db), id);
		for (let revision = 0; revision < 4; revision += 1) {
			const context = as(
				revision % 2 === 0 ? 'analyst' : 'analyst2',
				revision % 2 === 0 ? open.db : other.db
			);
			unwrap(await add(context, id, revision));
		}
		await page.until(({ revision }) => revision === 4);
		await page.leave();
		if (other !== open) await other.db.destroy();
	});
});
