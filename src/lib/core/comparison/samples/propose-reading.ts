import { columnNumber } from '../../address/cell-address.ts';
import type { SourceCell, SourceTableContent } from '../../snapshot/source-table.ts';
import { proposeFactors } from './propose-factors.ts';
import { rowsOf } from './read-sample.ts';
import type { SampleField, SampleReading } from './sample-table.ts';

type Cells = ReadonlyMap<string, SourceCell>;

/** Rows among which the header is looked for, and rows looked at to tell what a column holds. */
const SEARCHED_ROWS = 20;
const LOOKED_AT = 200;

/** What headers are called, in Chinese and in English; the first that fits a column wins, each field once but the name. */
const WORDS: readonly (readonly [SampleField, RegExp])[] = [
	['year', /年份|年度|^year$|report year|fiscal ?year|^fy$|anno/i],
	[
		'unitCost',
		/单位成本|单价|人均|生均|每.{1,6}成本|unit ?cost|per (?:capita|head|pupil|unit|person)|cost_?per/i
	],
	[
		'total',
		/总成本|成本合计|总费用|支出合计|合计金额|^total$|total ?(?:cost|expense|expenditure|amount)|^(?:cost|expenses?|expenditure|amount)$/i
	],
	['output', /产出|数量|面积|作业量|处理量|人数|quantity|^output$|^volume$|^size$|^qty$/i],
	['region', /地区|省份|^省$|区县|^region$|^state$|^province$|^county$/i],
	['grade', /等级|类型|^grade$|^class$|^mode$|^type$/i],
	['name', /名称|项目|单位$|^name$|district|municipality|agency|school|project|city|company/i]
];

/** A first guess at how a sheet is read, for a person to correct: header row, decimal mark and what the named columns hold. */
export function proposeReading(table: Pick<SourceTableContent, 'cells'>): SampleReading {
	const rows = rowsOf(table);
	const headerRow = findHeaderRow(rows);
	const header = rows.get(headerRow) ?? new Map<string, SourceCell>();
	const columns: Record<string, SampleField> = {};
	const named = columnsOfWords(rows, headerRow);
	for (const [field, words] of WORDS) {
		const letters = [...header.keys()]
			.sort((a, b) => columnNumber(a) - columnNumber(b))
			.find(
				(at) =>
					columns[at] === undefined &&
					words.test(plainHeader(header.get(at))) &&
					(field !== 'name' || named.includes(at))
			);
		if (letters !== undefined) columns[letters] = field;
	}
	// A table whose names have a header of their own ("学校", "Comune") still begins with them.
	const first = named.find((letters) => columns[letters] === undefined);
	if (first !== undefined && !Object.values(columns).includes('name')) columns[first] = 'name';
	for (const letters of yearsAlone(header)) columns[letters] ??= 'unitCost';
	// Only the region is named in words: then it is what tells the rows apart.
	const region = Object.keys(columns).find((letters) => columns[letters] === 'region');
	if (region !== undefined && !Object.values(columns).includes('name')) columns[region] = 'name';
	const above = [...rows].flatMap(([row, cells]) => (row < headerRow ? [cells] : []));
	return {
		headerRow,
		decimalMark: decimalMark(rows),
		columns,
		...proposeFactors(columns, header, above),
		totals: 'left-out'
	};
}

/** "Cost (thousands)" is a cost: the unit behind the word does not change what a column holds. */
function plainHeader(cell: SourceCell | undefined): string {
	return (cell?.raw ?? '').replace(/[(\uff08][^)\uff09]*[)\uff09]?/g, '').trim();
}

/** Columns that mostly hold words, left to right: a number is nobody's name. */
function columnsOfWords(rows: ReadonlyMap<number, Cells>, headerRow: number): readonly string[] {
	const counts = new Map<string, number>();
	const below = [...rows].filter(([row]) => row > headerRow).slice(0, LOOKED_AT);
	for (const [, cells] of below)
		for (const [letters, cell] of cells)
			counts.set(letters, (counts.get(letters) ?? 0) + (looksLikeNumber(cell) ? -1 : 1));
	return [...counts]
		.filter(([, count]) => count * 2 > below.length)
		.map(([letters]) => letters)
		.sort((a, b) => columnNumber(a) - columnNumber(b));
}

/** Columns headed by a year and nothing else, where there are several: a table with its years side by side. */
function yearsAlone(header: Cells): readonly string[] {
	const alone = [...header].flatMap(([letters, { raw }]) => (isYear(raw) ? [letters] : []));
	return alone.length > 1 ? alone : [];
}

function isYear(raw: string): boolean {
	return /^(?:19|20|21)\d\d\s*年?$/.test(raw.trim());
}

/** The first row of words above a row of figures; 0 where the table begins with figures. */
function findHeaderRow(rows: ReadonlyMap<number, Cells>): number {
	const first = [...rows.keys()].sort((a, b) => a - b).slice(0, SEARCHED_ROWS);
	for (const [i, row] of first.entries()) {
		const here = rows.get(row);
		const below = rows.get(first[i + 1] ?? -1);
		if (!here || !below) continue;
		const named = [...here.values()].filter((cell) => !looksLikeNumber(cell)).length;
		// Years may head columns, but a row of years alone is no header, and years below are no figures yet.
		const years = named === 0 ? 0 : [...here.values()].filter(({ raw }) => isYear(raw)).length;
		const words = named + years;
		const figures = [...below.values()].filter(
			(cell) => looksLikeNumber(cell) && !(years > 0 && isYear(cell.raw))
		).length;
		if (i === 0 && words === 0) return 0;
		if (here.size >= 2 && words >= here.size * 0.8 && figures > 0) return row;
	}
	return 0;
}

function looksLikeNumber({ kind, raw }: SourceCell): boolean {
	return kind === 'number' || /^[\s$€£¥(+-]*\d[\d.,\s]*%?\)?$/.test(raw);
}

/** Decimal commas leave traces that decimal points cannot: 12,5 and 1.234,50. Where there are no such traces it is a point. */
function decimalMark(rows: ReadonlyMap<number, Cells>): SampleReading['decimalMark'] {
	let [commas, points] = [0, 0];
	for (const cells of [...rows.values()].slice(0, LOOKED_AT))
		for (const cell of cells.values()) {
			const raw = cell.raw.replace(/\s/g, '');
			if (/^-?\d+(?:\.\d{3})*,\d+$/.test(raw) && !/^-?\d{1,3}(?:,\d{3})+$/.test(raw)) commas += 1;
			if (/^-?\d+(?:,\d{3})*\.\d+$/.test(raw) && !/^-?\d{1,3}(?:\.\d{3})+$/.test(raw)) points += 1;
		}
	return commas > points ? 'comma' : 'point';
}
