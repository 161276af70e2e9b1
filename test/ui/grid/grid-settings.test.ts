import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	allColumns,
	presetColumns,
	PRESETS,
	yearColumnsOf,
	type PresetName
} from '#lib/ui/grid/column-sets.ts';
import {
	boundedWidth,
	DEFAULT_SETTINGS,
	freeViewName,
	movedColumn,
	readSettings,
	withoutOwnView,
	withOwnView
} from '#lib/ui/grid/grid-settings.ts';
import { columnSpec } from '#lib/ui/grid/field-specs.ts';
import { costLine } from '../../support/cost-draft.ts';

const MINE = { id: 'v1', name: '我的视图 1', columns: ['name', 'quantity'] as const };

describe('views', () => {
	it('of every preset name columns that exist, each once', () => {
		const years = yearColumnsOf(2026, []);
		for (const name of Object.keys(PRESETS) as PresetName[]) {
			const columns = presetColumns(name, years);
			expect(new Set(columns).size).toBe(columns.length);
			for (const column of columns) expect(allColumns(years)).toContain(column);
		}
	});

	it('have three years before the fiscal year, and every year that has data', () => {
		const lines = [costLine({ id: 'a', years: { '2019:actual': '5' } })];
		expect(yearColumnsOf(2024, lines)).toEqual([
			...['2019:actual', '2021:actual', '2021:budget', '2022:actual', '2022:budget'],
			...['2023:actual', '2023:budget']
		]);
	});

	it('have a width and a kind for every column', () => {
		for (const column of allColumns(yearColumnsOf(2026, [])))
			expect(columnSpec(column).width).toBeGreaterThan(40);
	});
});

describe('settings', () => {
	it('read back what was kept', () => {
		const settings = withOwnView({ ...DEFAULT_SETTINGS, unit: 'wan', widths: { name: 260 } }, MINE);
		expect(readSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
		expect(settings.view).toBe('v1');
	});

	it('leave out what is not understood any more instead of failing', () => {
		const kept = {
			view: 'gone',
			own: [{ id: 'v1', name: '旧', columns: ['name', 'abolished', 'name'] }, { id: 'v2' }, 7],
			widths: { name: 'wide', code: 90, nonsense: 100 },
			unit: 'dollar',
			frozen: '2023:actual'
		};
		expect(readSettings(kept)).toEqual({
			view: 'declared',
			own: [{ id: 'v1', name: '旧', columns: ['name'] }],
			widths: { code: 90 },
			unit: 'yuan',
			frozen: '2023:actual'
		});
	});

	it('survive anything', () => {
		fc.assert(
			fc.property(fc.anything(), (kept) => {
				expect(readSettings(readSettings(kept))).toEqual(readSettings(kept));
			})
		);
	});

	it('replace an own view in its place and forget a removed one', () => {
		const two = withOwnView(withOwnView(DEFAULT_SETTINGS, MINE), { ...MINE, id: 'v2' });
		const renamed = withOwnView(two, { ...MINE, name: '改名' });
		expect(renamed.own.map(({ name }) => name)).toEqual(['改名', '我的视图 1']);
		expect(withoutOwnView(renamed, 'v1')).toMatchObject({ view: 'declared', own: [{ id: 'v2' }] });
		expect(freeViewName(two.own)).toBe('我的视图 2');
	});

	it('move a column one place and no further than the ends', () => {
		expect(movedColumn(['code', 'name', 'unit'], 'unit', -1)).toEqual(['code', 'unit', 'name']);
		expect(movedColumn(['code', 'name'], 'code', -1)).toEqual(['code', 'name']);
		expect([boundedWidth(3), boundedWidth(99.6), boundedWidth(5000)]).toEqual([40, 100, 800]);
	});
});
