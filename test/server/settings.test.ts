import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '#lib/server/database/database.ts';
import { keepSetting, settingOf } from '#lib/server/settings/service.ts';
import { DEFAULT_SETTINGS, readSettings, withOwnView } from '#lib/ui/grid/grid-settings.ts';
import { ENGINES, freshDatabase } from '../support/databases.ts';
import { seedWorkspace, type Workspace } from '../support/workspace.ts';

const MINE = withOwnView(
	{ ...DEFAULT_SETTINGS, unit: 'wan', widths: { name: 260, '2023:actual': 120 } },
	{ id: 'v-1', name: '我的视图 1', columns: ['name', '2023:actual', 'fiscal'] }
);

describe.each(ENGINES)('settings of a person on %s', (engine) => {
	let open: OpenDatabase;
	let workspace: Workspace;

	beforeAll(async () => {
		open = await freshDatabase(engine);
		workspace = await seedWorkspace(open);
	});
	afterAll(() => open.db.destroy());

	it('are nothing before the first time, and then what was kept last', async () => {
		const context = workspace.as('analyst');
		expect(await settingOf(context, 'grid')).toBeNull();
		expect(await keepSetting(context, 'grid', DEFAULT_SETTINGS)).toEqual({ ok: true, value: true });
		expect(await keepSetting(context, 'grid', MINE)).toEqual({ ok: true, value: true });
		expect(readSettings(await settingOf(context, 'grid'))).toEqual(MINE);
	});

	it('are everybody’s own', async () => {
		await keepSetting(workspace.as('analyst'), 'grid', MINE);
		expect(await settingOf(workspace.as('analyst2'), 'grid')).toBeNull();
	});

	it('are refused when they are of another shape or too many, and leave what was there', async () => {
		const context = workspace.as('head');
		await keepSetting(context, 'grid', MINE);
		const own = MINE.own[0];
		const bad: readonly unknown[] = [
			null,
			'grid',
			{ ...MINE, extra: 1 },
			{ ...MINE, unit: 'dollar' },
			{ ...MINE, widths: { name: 1e9 } },
			{ ...MINE, widths: { '__proto__ x': 90 } },
			{ ...MINE, own: Array.from({ length: 21 }, () => own) },
			{ ...MINE, own: [{ ...own, columns: [] }] },
			{ ...MINE, own: [{ ...own, columns: Array.from({ length: 81 }, () => 'name') }] },
			{ ...MINE, own: [{ ...own, name: '长'.repeat(21) }] }
		];
		for (const value of bad)
			expect(await keepSetting(context, 'grid', value)).toMatchObject({
				ok: false,
				problem: { code: 'request/malformed' }
			});
		expect(await keepSetting(context, 'other', MINE)).toMatchObject({ ok: false });
		expect(readSettings(await settingOf(context, 'grid'))).toEqual(MINE);
	});
});
