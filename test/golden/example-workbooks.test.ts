import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '#lib/core/costing/figures.ts';
import { NO_LISTS } from '#lib/core/costing/blank-line.ts';
import type { AnalysisDraft, CostLine, CostUnit } from '#lib/core/costing/line.ts';
import { toFixedText } from '#lib/core/decimal/decimal.ts';
import { gridOf } from '#lib/core/intake/grid.ts';
import { readSheetBy } from '#lib/core/intake/preview.ts';
import { proposeMapping } from '#lib/core/intake/mapping.ts';
import { formatFen, type Fen } from '#lib/core/money/fen.ts';
import { unwrap } from '#lib/core/result.ts';
import { sha256 } from '#lib/server/hash.ts';
import { readBytes } from '#lib/server/intake/read-bytes.ts';
import type { ExampleEntry } from '../../scripts/example-manifest.ts';
import { exampleFiles } from '../../scripts/examples.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'examples');
const MANIFEST = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as readonly ExampleEntry[];

/** What the import makes of an example with nobody touching anything. */
function imported(entry: ExampleEntry) {
	const bytes = readFileSync(join(FOLDER, entry.file));
	const sheet = unwrap(readBytes(bytes, entry.file)).sheets.find(({ name }) => name === entry.sheet);
	if (!sheet) throw new Error(`${entry.file} has no sheet ${entry.sheet}`);
	const mapping = unwrap(proposeMapping(gridOf(sheet), sheet.name, entry.fiscalYear));
	return { sheet, ...readSheetBy(sheet, mapping, sha256(bytes), entry.periodMonths) };
}

function entryOf(code: string, year?: number): ExampleEntry {
	const found = MANIFEST.find((e) => e.project.code === code && (year === undefined || e.fiscalYear === year));
	if (!found) throw new Error(`No example ${code}`);
	return found;
}

function unitCosts(entry: ExampleEntry, lines: readonly CostLine[]): string[] {
	const units = entry.units.map((unit, position): CostUnit => ({
		id: `u${position}`,
		position,
		name: unit.name,
		grade: unit.grade,
		unit: unit.unit,
		output: unit.output,
		outputSource: null,
		yearOutputs: {},
		lineIds: lines.filter((line) => unit.lineCodes.includes(line.code)).map((line) => line.id)
	}));
	const { code, name, organisation, category } = entry.project;
	const draft: AnalysisDraft = {
		project: { code, name, organisation, category, sourceNote: entry.sourceNote },
		fiscalYear: entry.fiscalYear,
		periodMonths: entry.periodMonths,
		basis: { ...entry.basis, priceYear: entry.priceYear, region: entry.region },
		lines,
		units,
		indicators: [],
		...NO_LISTS
	};
	return unwrap(analyse(draft)).units.map((unit) => toFixedText(unwrap(unit).annualUnitCost, 4));
}

function totalDiffers(code: string, year?: number) {
	const { findings } = imported(entryOf(code, year)).preview;
	return findings.filter((found) => found.code === 'total-differs').map(({ at, values }) => [at, values.stated, values.counted]);
}

// Expected numbers: the excerpts' own notes (examples/data) and DOMAIN §2.6, each checked there by hand.
describe('example workbooks', () => {
	it('are what the script makes of the data', () => {
		for (const [name, bytes] of exampleFiles(FOLDER))
			expect(Buffer.compare(readFileSync(join(FOLDER, name)), bytes), name).toBe(0);
	});

	it.each(MANIFEST.map((entry) => [`${entry.project.code} ${entry.fiscalYear}`, entry] as const))('%s reads without an error but its own', (_, entry) => {
		const { lines, preview, sheet } = imported(entry);
		expect(preview.problem).toBeNull();
		expect(preview.findings.filter((found) => found.severity === 'error' && found.code !== 'total-differs')).toEqual([]);
		for (const unit of entry.units) {
			for (const code of unit.lineCodes) expect(lines.filter((line) => line.code === code)).toHaveLength(1);
			if (unit.outputCell) expect(sheet.cells.find((cell) => cell.at === unit.outputCell)?.raw).toBe(unit.output);
		}
	});

	it('鼎山街道 2021: the stated total is 219,623 above its lines', () => {
		expect(totalDiffers('JJ2021')).toEqual([['H18', '22,430,200.00', '22,210,577.00']]);
		const { lines } = imported(entryOf('JJ2021'));
		expect(lines.filter((line) => line.recurrence === 'once').map((line) => [line.name, line.statedAmount])).toEqual([['补上年未纳入预算', 38_010_000]]);
		expect(unitCosts(entryOf('JJ2021'), lines)).toEqual(['10.0000', '7.0000', '9.3562', '62000.0000']);
	});

	it('鼎山街道 2021: with two years of bridge upkeep 123 are left', () => {
		const { lines } = imported(entryOf('JJ2021'));
		const leaves = lines.filter((line) => !lines.some((other) => other.parentId === line.id));
		const bridges = leaves.filter((line) => line.code.startsWith('8.')).reduce((sum, line) => sum + (line.statedAmount ?? 0), 0);
		expect(formatFen((2_221_057_700 + bridges) as Fen)).toBe('22,430,077.00');
	});

	it('鄂州: 662.98 stated against 662.88 in 2020; 2021 and 2022 add up', () => {
		expect(totalDiffers('EZ2022', 2020)).toEqual([['C7', '6,629,800.00', '6,628,800.00']]);
		expect(totalDiffers('EZ2022', 2022)).toEqual([]);
	});

	it('棠溪镇: parts applied for 1,740,000 against 2,026,400', () => {
		expect(totalDiffers('TX2022B')).toEqual([['C9', '2,026,400.00', '1,740,000.00']]);
		expect(totalDiffers('TX2022A')).toEqual([]);
	});

	it('银川: 万元 in GBK add up to 648,000 and 273.42 元 a pupil', () => {
		const { lines, preview } = imported(entryOf('YC2021'));
		expect(preview.total).toBe('648,000.00');
		expect(unitCosts(entryOf('YC2021'), lines)).toEqual(['273.4177']);
	});

	it('苏州 nine months and 浙江 three years come to a year', () => {
		expect(unitCosts(entryOf('SZ2017'), imported(entryOf('SZ2017')).lines)).toEqual(['4.9288']);
		expect(unitCosts(entryOf('ZJ2019-2021'), imported(entryOf('ZJ2019-2021')).lines)).toEqual(['17.6697']);
	});

	it('长沙: the rounded price of 4.54 leaves 489.91', () => {
		const { lines, preview } = imported(entryOf('CS-LYH3'));
		expect(preview.findings.find((found) => found.code === 'amount-differs')).toMatchObject({ at: 'F6', values: { difference: '489.91' } });
		expect(unitCosts(entryOf('CS-LYH3'), lines)).toEqual(['4.5440']);
	});

	it('the eight synthetic projects have the raw unit costs of golden test A', () => {
		const costs = MANIFEST.filter((entry) => entry.synthetic).map((entry) => unitCosts(entry, imported(entry).lines)[0]);
		expect(costs).toEqual(['8.0556', '8.8846', '7.2000', '9.5000', '7.8400', '7.5000', '13.0000', '8.3000']);
	});
});
