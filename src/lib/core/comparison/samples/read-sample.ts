import { columnLetters, columnNumber, parseCellAddress } from '../../address/cell-address.ts';
import {
	compare,
	dec,
	divide,
	multiply,
	ONE,
	round,
	toText,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import type { SourceCell, SourceTableContent } from '../../snapshot/source-table.ts';
import { yearColumns } from './year-columns.ts';
import { readSampleNumber } from './sample-number.ts';
import type { LeftOut, SampleContent, SampleField, SampleResults, SampleRow } from './sample-table.ts';

/** Cells of one row by column letters. */
type Cells = ReadonlyMap<string, SourceCell>;
type Read = Decimal | null | 'unreadable';

/**
 * Reads the observations of a table (samples/read@1): total ÷ output, or the unit cost the table states, row by row. A row
 * without a positive cost, output and year is left out and named; nothing is guessed, nothing is filled in. A table with
 * its years side by side gives one observation per row and year. `textFile` that
 * the sheet was read from separated text, whose numbers are written as people of its country write them.
 */
export function readSample(
	content: SampleContent,
	table: Pick<SourceTableContent, 'cells'>,
	textFile: boolean
): SampleResults {
	const sheet = rowsOf(table);
	const header = sheet.get(content.reading.headerRow);
	const columns = columnsOf(content, header);
	const years = yearlyColumns(columns, content, header);
	const rows: SampleRow[] = [];
	const left: SampleResults['left'][number][] = [];
	const unreadable: string[] = [];
	for (const [row, cells] of [...sheet].sort(([a], [b]) => a - b)) {
		if (row <= content.reading.headerRow) continue;
		const read = new RowReading(row, cells, content, textFile);
		const { attributes, cells: attributeCells } = attributesOf(read, columns);
		let used = false;
		for (const yearly of years) {
			const figures = figuresOf(read, yearly, content);
			const facts = factsOf(read, yearly, content);
			if (typeof facts === 'string' || typeof figures === 'string') {
				const why = typeof facts === 'string' ? facts : (figures as LeftOut);
				const cell = read.at(columnFor(why, yearly));
				// What is wrong for every year is said once.
				if (left.at(-1)?.cell !== cell || left.at(-1)?.why !== why) left.push({ row, why, cell });
				continue;
			}
			used = true;
			const at = { ...figureCells(read, yearly), attributes: attributeCells };
			rows.push({ row, ...facts, ...figures, attributes, cells: at });
		}
		if (used) unreadable.push(...unreadableIn(read, columns));
	}
	return { rows, left, unreadable };
}

/** What an attribute is called: its column's header, else its column. */
export function attributeName(header: Cells | undefined, letters: string): string {
	const said = header?.get(letters)?.raw.replace(/\s+/g, ' ').trim().normalize('NFC') ?? '';
	// A stroke would cut the address of the figure in two.
	return said === '' ? `${letters} 列` : said.replaceAll('/', '／').slice(0, LIMITS.attributeName);
}

export function rowsOf({ cells }: Pick<SourceTableContent, 'cells'>): ReadonlyMap<number, Cells> {
	const rows = new Map<number, Map<string, SourceCell>>();
	for (const cell of cells) {
		const at = parseCellAddress(cell.at);
		if (!at) continue;
		const row = rows.get(at.row) ?? new Map<string, SourceCell>();
		row.set(columnLetters(at.column), cell);
		rows.set(at.row, row);
	}
	return rows;
}

/** The columns by what they hold, left to right. */
interface Columns {
	readonly name: readonly string[];
	readonly attribute: readonly (readonly [letters: string, called: string])[];
	readonly one: { readonly [F in SampleField]?: string };
	/** The year the figures of these columns are of, where their headers say it. */
	readonly ofYear?: string;
}

function columnsOf({ reading }: SampleContent, header: Cells | undefined): Columns {
	const columns = Object.entries(reading.columns).sort(([a], [b]) => columnNumber(a) - columnNumber(b));
	const of = (field: SampleField) => columns.flatMap(([letters, held]) => (held === field ? [letters] : []));
	return {
		name: of('name'),
		attribute: of('attribute').map((letters) => [letters, attributeName(header, letters)]),
		one: Object.fromEntries(columns.toReversed().map(([letters, held]) => [held, letters]))
	};
}

/** The columns once, or once for every year that stands in the headers. */
function yearlyColumns(
	columns: Columns,
	{ reading }: SampleContent,
	header: Cells | undefined
): readonly Columns[] {
	const years = yearColumns(reading, header);
	// What the headers do not tell apart was refused before anything is read (`checkYears`).
	if (years === null || years.length === 0) return [columns];
	const { unitCost: _unitCost, total: _total, output: _output, ...shared } = columns.one;
	return years.map(({ year, one }) => ({ ...columns, one: { ...shared, ...one }, ofYear: year }));
}

/** One row of the sheet as the table's settings say it is read. */
class RowReading {
	readonly row: number;
	readonly #cells: Cells;
	readonly #content: SampleContent;
	readonly #textFile: boolean;

	constructor(row: number, cells: Cells, content: SampleContent, textFile: boolean) {
		this.row = row;
		this.#cells = cells;
		this.#content = content;
		this.#textFile = textFile;
	}

	number(letters: string | undefined): Read {
		if (letters === undefined) return null;
		return readSampleNumber(this.#cells.get(letters), this.#content.reading.decimalMark, this.#textFile);
	}

	text(letters: string | undefined): string {
		const said = letters === undefined ? '' : (this.#cells.get(letters)?.raw ?? '');
		return said.replace(/\s+/g, ' ').trim().normalize('NFC').slice(0, LIMITS.nameLength);
	}

	at(letters: string | undefined): string {
		return `${letters ?? 'A'}${this.row}`;
	}
}

type Figures = Pick<SampleRow, 'unitCost' | 'total' | 'output'>;

function figuresOf(read: RowReading, { one }: Columns, { reading }: SampleContent): Figures | LeftOut {
	const stated = one.unitCost !== undefined;
	const cost = read.number(stated ? one.unitCost : one.total);
	const counted = one.output === undefined ? ONE : read.number(one.output);
	if (cost === null) return 'no-cost';
	if (counted === null) return 'no-output';
	if (cost === 'unreadable' || counted === 'unreadable') return 'not-a-number';
	if (compare(cost, ZERO) <= 0) return 'cost-not-positive';
	if (compare(counted, ZERO) <= 0) return 'output-not-positive';
	const money = multiply(cost, dec(reading.moneyFactor));
	const output = one.output === undefined ? counted : multiply(counted, dec(reading.outputFactor));
	const scale = LIMITS.intermediateScale;
	return stated
		? { unitCost: toText(round(money, scale, 'half-up')), output: toText(output) }
		: {
				unitCost: toText(divide(money, output, 'half-up', scale)),
				total: toText(money),
				output: toText(output)
			};
}

/** What tables call the rows that sum up or average the others. */
const A_TOTAL =
	/^(?:合\s*计|总\s*计|小\s*计|共\s*计|总和|平均(?:值|数)?|均值|中位数|(?:grand |sub)?totals?|sum|averages?|mean|median)$/i;

type RowFacts = Pick<SampleRow, 'name' | 'year' | 'region' | 'grade'>;

function factsOf(
	read: RowReading,
	{ name, one, ofYear }: Columns,
	{ facts, reading }: SampleContent
): RowFacts | LeftOut {
	const called = name
		.map((letters) => read.text(letters))
		.filter((part) => part !== '')
		.join(' · ')
		.slice(0, LIMITS.nameLength);
	if (name.length > 0 && called === '') return 'no-name';
	if (reading.totals && name.some((letters) => A_TOTAL.test(read.text(letters)))) return 'a-total';
	const said = ofYear ?? (read.text(one.year) || facts.year);
	const year = /(?:^|\D)((?:19|20|21)\d\d)(?!\d)/.exec(said)?.[1];
	if (year === undefined) return said === '' ? 'no-year' : 'not-a-number';
	return {
		name: called === '' ? `第 ${read.row} 行` : called,
		year: Number(year),
		region: read.text(one.region) || facts.region,
		grade: read.text(one.grade) || facts.grade
	};
}

function attributesOf(
	read: RowReading,
	{ attribute }: Columns
): { attributes: Record<string, string>; cells: Record<string, string> } {
	const attributes: Record<string, string> = {};
	const cells: Record<string, string> = {};
	for (const [letters, called] of attribute) {
		const value = read.number(letters);
		if (value === null || value === 'unreadable') continue;
		attributes[called] = toText(value);
		cells[called] = read.at(letters);
	}
	return { attributes, cells };
}

function unreadableIn(read: RowReading, { attribute }: Columns): readonly string[] {
	return attribute.flatMap(([letters]) => (read.number(letters) === 'unreadable' ? [read.at(letters)] : []));
}

function figureCells(read: RowReading, { one }: Columns): Omit<SampleRow['cells'], 'attributes'> {
	return {
		...(one.unitCost === undefined ? { total: read.at(one.total) } : { unitCost: read.at(one.unitCost) }),
		...(one.output === undefined ? {} : { output: read.at(one.output) })
	};
}

function columnFor(why: LeftOut, { name, one }: Columns): string | undefined {
	if (why === 'no-name' || why === 'a-total') return name[0];
	if (why === 'no-output' || why === 'output-not-positive') return one.output;
	if (why === 'no-year') return one.year;
	return one.unitCost ?? one.total;
}
