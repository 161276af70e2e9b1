import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSample, checkYears } from '#lib/core/comparison/samples/check-sample.ts';
import { proposeReading } from '#lib/core/comparison/samples/propose-reading.ts';
import { readSample } from '#lib/core/comparison/samples/read-sample.ts';
import { readSampleNumber } from '#lib/core/comparison/samples/sample-number.ts';
import type { SampleContent, SampleFacts, SampleReading } from '#lib/core/comparison/samples/sample-table.ts';
import { toText } from '#lib/core/decimal/decimal.ts';
import type { SourceCell } from '#lib/core/snapshot/source-table.ts';
import { readCsv } from '#lib/server/intake/csv.ts';

export const FACTS: SampleFacts = {
	name: '公交运行成本',
	category: '交通/公交运营',
	unit: '辆',
	source: '美国国家公共交通数据库 2022',
	licence: '公有领域',
	asOf: '2022',
	credibility: 'A',
	currency: '美元',
	rate: '',
	year: '2022',
	region: '',
	grade: '',
	periodMonths: 12,
	taxBasis: 'unknown',
	staffScope: 'unknown',
	deliveryMode: 'unknown',
	note: ''
};

/** The cells of separated text, as the importer reads them. */
function cellsOf(text: string): { readonly cells: readonly SourceCell[] } {
	return { cells: [...(readCsv(new TextEncoder().encode(text), 'a.csv').sheets[0]?.cells ?? [])] };
}

function reading(given: Partial<SampleReading>): SampleContent['reading'] {
	return { headerRow: 1, decimalMark: 'point', columns: {}, moneyFactor: '1', outputFactor: '1', ...given };
}

describe('numbers of foreign tables', () => {
	const read = (raw: string, mark: 'point' | 'comma') => {
		const value = readSampleNumber({ at: 'A1', kind: 'text', raw, shown: raw }, mark, true);
		return value === null || value === 'unreadable' ? value : toText(value);
	};

	it.each([
		['1,613,580,482', 'point', '1613580482'],
		['1.613.580,25', 'comma', '1613580.25'],
		['12,5', 'comma', '12.5'],
		['$1,234.50', 'point', '1234.5'],
		['(1,234)', 'point', '-1234'],
		['1 234,5', 'comma', '1234.5'],
		['.4623', 'point', '0.4623'],
		['1.5e3', 'point', '1500'],
		['7.5%', 'point', '0.075'],
		['１２．５', 'point', '12.5']
	] as const)('reads %s with a decimal %s as %s', (raw, mark, value) => {
		expect(read(raw, mark)).toBe(value);
	});

	it.each([
		['12,5', 'point'],
		['1,23,456', 'point'],
		['12.345.6', 'comma'],
		['3 座', 'point'],
		['1-2', 'point']
	] as const)('does not guess what %s means with a decimal %s', (raw, mark) => {
		expect(read(raw, mark)).toBe('unreadable');
	});

	it.each(['', '-', 'NA', 'n/a', '..', 'NULL', '—'])('takes “%s” for no figure', (raw) => {
		expect(read(raw, 'point')).toBeNull();
	});
});

describe('reading a sample', () => {
	const bus = cellsOf(readFileSync('test/fixtures/samples/us-transit-2022-bus.csv', 'utf8'));

	it('proposes the header, the name, the total and the year of a published table', () => {
		expect(proposeReading(bus)).toMatchObject({
			headerRow: 1,
			decimalMark: 'point',
			columns: { A: 'name', B: 'region', D: 'year', K: 'total' }
		});
	});

	it('divides total by output, names the cells, and leaves out what costs nothing', () => {
		const columns = { A: 'name', B: 'region', D: 'year', K: 'total', H: 'output', E: 'attribute' } as const;
		const { rows, left, unreadable } = readSample({ facts: FACTS, reading: reading({ columns }) }, bus, true);
		expect(rows).toHaveLength(15);
		expect(left.map(({ row, why }) => [row, why])).toEqual([
			[10, 'cost-not-positive'],
			[18, 'cost-not-positive']
		]);
		expect(unreadable).toEqual([]);
		// 65,250,216 USD for 194 vehicles, by hand.
		expect(rows[0]).toMatchObject({
			name: 'Delaware Transit Corporation',
			year: 2022,
			region: 'DE',
			total: '65250216',
			output: '194',
			unitCost: '336341.319587628866',
			attributes: { 'Primary UZA Population': '5696125' },
			cells: { total: 'K2', output: 'H2', attributes: { 'Primary UZA Population': 'E2' } }
		});
		// A blank attribute is missing, not zero.
		expect(rows[4]?.attributes).toEqual({});
	});

	it('reads a table without header and one with semicolons and decimal commas', () => {
		const plain = cellsOf('10,200\n4,100\n');
		expect(proposeReading(plain).headerRow).toBe(0);
		const content = {
			facts: FACTS,
			reading: reading({ headerRow: 0, columns: { A: 'output', B: 'total' } })
		};
		expect(readSample(content, plain, true).rows.map(({ unitCost, name }) => [name, unitCost])).toEqual([
			['第 1 行', '20'],
			['第 2 行', '25']
		]);
		const comma = cellsOf('Comune;Costo\nAlfa;1.234,50\nBeta;99,5\nGamma;k.A.\n');
		expect(proposeReading(comma).decimalMark).toBe('comma');
		const costs = {
			facts: FACTS,
			reading: reading({ decimalMark: 'comma', columns: { A: 'name', B: 'unitCost' } })
		};
		const read = readSample(costs, comma, true);
		expect(read.rows.map(({ unitCost }) => unitCost)).toEqual(['1234.5', '99.5']);
		expect(read.left).toEqual([{ row: 4, why: 'not-a-number', cell: 'B4' }]);
	});

	it('reads years that stand side by side, each with its own output or one for all', () => {
		const wide = cellsOf('某表,,,\n学校,2020年,2021年,面积\n甲,100,110,10\n乙,NA,.,20\n丙,-,"1,500",30\n');
		expect(proposeReading(wide)).toMatchObject({
			headerRow: 2,
			columns: { A: 'name', B: 'unitCost', C: 'unitCost', D: 'output' }
		});
		const content = (columns: SampleReading['columns']) => ({
			facts: { ...FACTS, year: '' },
			reading: reading({ headerRow: 2, columns })
		});
		const columns = { A: 'name', B: 'total', C: 'total', D: 'output' } as const;
		expect(checkSample(content(columns))).toMatchObject({ ok: true });
		expect(checkYears(content(columns).reading, wide)).toMatchObject({ ok: true });
		const { rows, left } = readSample(content(columns), wide, true);
		expect(rows.map(({ name, year, unitCost, cells }) => [name, year, unitCost, cells.total])).toEqual([
			['甲', 2020, '10', 'B3'],
			['甲', 2021, '11', 'C3'],
			['丙', 2021, '50', 'C5']
		]);
		expect(left).toEqual([
			{ row: 4, why: 'no-cost', cell: 'B4' },
			{ row: 4, why: 'no-cost', cell: 'C4' },
			{ row: 5, why: 'no-cost', cell: 'B5' }
		]);
		for (const unclear of [
			{ A: 'unitCost', B: 'unitCost', C: 'unitCost' },
			{ B: 'unitCost', C: 'unitCost', D: 'year' },
			{ A: 'output', D: 'output', B: 'total' }
		] as const)
			expect(checkYears(content(unclear).reading, wide)).toMatchObject({
				problem: { code: 'sample/year-columns' }
			});
	});

	it('proposes what money and output are counted in, and leaves out rows of totals where that is asked', () => {
		const cells = cellsOf('某年各区\n单位：万元、平方米\n区县,总成本,面积\n甲,12,3\n合 计,12,3\n平均,12,3\n');
		const proposed = proposeReading(cells);
		expect(proposed).toMatchObject({
			headerRow: 3,
			moneyFactor: '10000',
			outputFactor: '1',
			totals: 'left-out'
		});
		expect(proposeReading(cellsOf('name,Cost (thousands),面积（万平方米）\na,1,2\n'))).toMatchObject({
			moneyFactor: '1000',
			outputFactor: '10000'
		});
		const content = { facts: FACTS, reading: proposed };
		const { rows, left } = readSample(content, cells, true);
		expect(rows.map(({ name, unitCost }) => [name, unitCost])).toEqual([['甲', '40000']]);
		expect(left.map(({ why }) => why)).toEqual(['a-total', 'a-total']);
		// A sample confirmed before rows of totals were known reads them as it did.
		const { totals: _, ...old } = proposed;
		expect(readSample({ facts: FACTS, reading: old }, cells, true).rows).toHaveLength(3);
	});

	it('refuses a sample that does not say where it comes from, or how it is read', () => {
		const columns = { A: 'name', B: 'unitCost' } as const;
		const check = (facts: Partial<SampleFacts>, how: Partial<SampleReading> = {}) => {
			const checked = checkSample({ facts: { ...FACTS, ...facts }, reading: reading({ columns, ...how }) });
			return checked.ok ? null : checked.problem.code;
		};
		expect(check({})).toBeNull();
		expect(check({ source: '' })).toBe('sample/fact-needed');
		expect(check({ licence: '' })).toBe('sample/fact-needed');
		expect(check({ year: '' })).toBe('sample/fact-needed');
		expect(check({ unit: '星光' })).toBe('sample/unknown-unit');
		expect(check({ rate: '7.05' })).toBe('sample/rate-without-source');
		expect(check({}, { columns: { A: 'name' } })).toBe('sample/column-needed');
		expect(check({}, { columns: { A: 'total' } })).toBe('sample/column-needed');
		expect(check({}, { columns: { A: 'unitCost', B: 'region', C: 'region' } })).toBe('sample/column-twice');
		expect(check({}, { moneyFactor: '-1' })).toBe('sample/bad-factor');
		expect(check({}, { headerRow: -1 })).toBe('sample/bad-header');
	});
});
