import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refText } from '#lib/core/address/value-ref.ts';
import { explainParameter } from '#lib/core/comparison/parameters.ts';
import { unwrap } from '#lib/core/result.ts';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { seedParameters } from '#lib/server/demo/parameters.ts';
import {
	createSeries,
	decideEntry,
	listSeries,
	parameterSnapshot,
	proposeEntry,
	seriesContent,
	seriesDetail
} from '#lib/server/parameters/service.ts';
import { explain } from '#lib/server/lineage/explain.ts';
import { getSnapshot } from '#lib/server/snapshots/service.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const ENTRY = { series: 'wage', key: '2024', value: '104.2', validFrom: '2026-01-01', document: '合成数据' };

describe.each(ENGINES)('parameters on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
		const series = { code: 'wage', name: '环卫工资指数', kind: 'price-index', form: 'previous-year-100' };
		unwrap(await createSeries(workspace.as('perf'), series));
	});
	afterAll(() => open.db.destroy());

	it('gives a proposed value no force until a second person approves it', async () => {
		const id = unwrap(await proposeEntry(workspace.as('perf'), ENTRY));
		expect(unwrap(await seriesContent(workspace.as('perf'), 'wage')).entries).toEqual([]);
		expect(await decideEntry(workspace.as('perf'), { id, approve: true })).toMatchObject({
			ok: false,
			problem: { code: 'workflow/forbidden' }
		});
		expect(unwrap(await decideEntry(workspace.as('approver'), { id, approve: true })).version).toBe(1);
		expect(await decideEntry(workspace.as('approver'), { id, approve: true })).toMatchObject({
			ok: false,
			problem: { code: 'parameter/decided', values: { state: '已通过' } }
		});
		const { entries } = unwrap(await seriesDetail(workspace.as('analyst'), 'wage'));
		expect(entries).toMatchObject([{ key: '2024', value: '104.2', author: 'perf', approver: 'approver' }]);
	});

	it('refuses approval by the proposer even when that person holds both roles', async () => {
		const perf = workspace.as('perf');
		const approver = workspace.as('approver');
		const both = {
			...perf,
			actor: { ...perf.actor, appointments: [...perf.actor.appointments, ...approver.actor.appointments] }
		};
		const id = unwrap(await proposeEntry(both, { ...ENTRY, key: '2030' }));
		expect(await decideEntry(both, { id, approve: true })).toMatchObject({
			ok: false,
			problem: { code: 'workflow/own-work' }
		});
		expect(unwrap(await decideEntry(approver, { id, approve: false })).version).toBeNull();
	});

	it('corrects by a new version and never edits, in the database either', async () => {
		const id = unwrap(await proposeEntry(workspace.as('perf'), { ...ENTRY, value: '104.5' }));
		expect(unwrap(await decideEntry(workspace.as('approver'), { id, approve: true })).version).toBe(2);
		const { entries } = unwrap(await seriesContent(workspace.as('perf'), 'wage'));
		expect(entries.map(({ value, version }) => [value, version])).toEqual([
			['104.2', 1],
			['104.5', 2]
		]);
		await expect(sql`update parameter_entry set value = '1'`.execute(open.db)).rejects.toThrow(/append-only/);
	});

	it('freezes the series as it stands today: tomorrow is not in it', async () => {
		const before = unwrap(await parameterSnapshot(workspace.as('perf'), 'wage'));
		const id = unwrap(
			await proposeEntry(workspace.as('perf'), { ...ENTRY, key: '2025', validFrom: '2099-01-01' })
		);
		unwrap(await decideEntry(workspace.as('approver'), { id, approve: true }));
		expect(unwrap(await parameterSnapshot(workspace.as('perf'), 'wage'))).toBe(before);
		const snapshot = unwrap(await getSnapshot(open.db, before));
		expect(explainParameter(snapshot, before, '/content/entries/1/value')).toMatchObject({
			label: '环卫工资指数 2024年（第 2 版）',
			value: '104.5',
			end: 'parameter',
			source: { document: '合成数据', date: '2026-01-01' }
		});
		expect(explainParameter(snapshot, before, '/content/entries/9/value')).toBeUndefined();
	});

	it('explains a value that waits for a second person: who proposed it, out of which document', async () => {
		const perf = workspace.as('perf');
		const id = unwrap(await proposeEntry(perf, { ...ENTRY, key: '2030', value: '103.5' }));
		const ref = refText({ kind: 'draft', table: 'parameter_draft', id, field: 'value' });
		expect(unwrap(await explain(perf, ref))).toMatchObject({
			value: '103.5',
			end: 'typed',
			source: { document: ENTRY.document }
		});
		expect(await explain(workspace.as('admin'), ref)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
	});

	it.each([
		['parameter/no-source', { document: ' ' }],
		['parameter/not-positive', { value: '0' }],
		['decimal/malformed', { value: '一百' }],
		['parameter/malformed-key', { key: '甲区' }],
		['date/malformed', { validFrom: '2026-02-30' }],
		['parameter/series-not-found', { series: 'nothing' }]
	])('refuses with %s', async (code, change) => {
		expect(await proposeEntry(workspace.as('perf'), { ...ENTRY, ...change })).toMatchObject({
			ok: false,
			problem: { code }
		});
	});

	it('refuses a form that does not fit the kind, a code in use, and people without the role', async () => {
		const factor = { code: 'region', name: '地区', kind: 'region-factor', form: 'previous-year-100' };
		const perf = workspace.as('perf');
		expect(await createSeries(perf, factor)).toMatchObject({
			problem: { code: 'parameter/malformed-series' }
		});
		const again = { code: 'wage', name: '再来', kind: 'price-index', form: 'fixed-base-100' };
		expect(await createSeries(perf, again)).toMatchObject({ problem: { code: 'parameter/series-exists' } });
		expect(await createSeries(workspace.as('analyst'), again)).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
		expect(await listSeries(workspace.as('admin'))).toMatchObject({
			problem: { code: 'workflow/forbidden' }
		});
	});

	it('seeds the example series through the same use cases', async () => {
		unwrap(await seedParameters(workspace.as('perf'), workspace.as('approver'), process.cwd()));
		const codes = unwrap(await listSeries(workspace.as('analyst'))).map(({ code, entries }) => [
			code,
			entries
		]);
		expect(codes).toEqual([
			['cpi-cn', 12],
			['demo-grade', 2],
			['demo-index', 4],
			['demo-region', 4],
			['wage', 3]
		]);
		const cpi = unwrap(await seriesContent(workspace.as('perf'), 'cpi-cn'));
		expect(cpi.entries.find(({ key }) => key === '2022')?.value).toBe('101.97357555739051');
	});
});
