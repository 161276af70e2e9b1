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
import { readSampleNumber } from './sample-number.ts';
import type { LeftOut, SampleContent, SampleField, SampleResults, SampleRow } from './sample-table.ts';

/** Cells of one row by column letters. */
type Cells = ReadonlyMap<string, SourceCell>;
type Read = Decimal | null | 'unreadable';

/**
 * Reads the observations of a table (samples/read@1): total ÷ output, or the unit cost the table states, row by row. A row
 * without a positive cost, output and year is left out and named; nothing is guessed, nothing is filled in. `textFile`
 * tells that the sheet was read from separated text, whose numbers are written as people of its country write them.
 */
export function readSample(
	content: SampleContent,
	table: Pick<SourceTableContent, 'cells'>,
	textFile: boolean
): SampleResults {
	const sheet = rowsOf(table);
	const columns = columnsOf(content, sheet.get(content.reading.headerRow));
	const rows: SampleRow[] = [];
	const left: SampleResults['left'][number][] = [];
	const unreadable: string[] = [];
	for (const [row, cells] of [...sheet].sort(([a], [b]) => a - b)) {
		if (row <= content.reading.headerRow) continue;
		const read = new RowReading(row, cells, content, textFile);
		const figures = figuresOf(read, columns, content);
		const facts = factsOf(read, columns, content);
		const why = typeof facts === 'string' ? facts : typeof figures === 'string' ? figures : null;
		if (typeof facts === 'string' || typeof figures === 'string') {
			if (why !== null) left.push({ row, why, cell: read.at(columnFor(why, columns)) });
			continue;
		}
		const { attributes, cells: attributeCells } = attributesOf(read, columns, unreadable);
		rows.push({
			row,
			...facts,
			...figures,
			attributes,
			cells: { ...figureCells(read, columns), attributes: attributeCells }
		});
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

type RowFacts = Pick<SampleRow, 'name' | 'year' | 'region' | 'grade'>;

function factsOf(read: RowReading, { name, one }: Columns, { facts }: SampleContent): RowFacts | LeftOut {
	const called = name
		.map((letters) => read.text(letters))
		.filter((part) => part !== '')
		.join(' · ')
		.slice(0, LIMITS.nameLength);
	if (name.length > 0 && called === '') return 'no-name';
	const said = read.text(one.year) || facts.year;
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
	{ attribute }: Columns,
	unreadable: string[]
): { attributes: Record<string, string>; cells: Record<string, string> } {
	const attributes: Record<string, string> = {};
	const cells: Record<string, string> = {};
	for (const [letters, called] of attribute) {
		const value = read.number(letters);
		if (value === 'unreadable') unreadable.push(read.at(letters));
		if (value === null || value === 'unreadable') continue;
		attributes[called] = toText(value);
		cells[called] = read.at(letters);
	}
	return { attributes, cells };
}

function figureCells(read: RowReading, { one }: Columns): Omit<SampleRow['cells'], 'attributes'> {
	return {
		...(one.unitCost === undefined ? { total: read.at(one.total) } : { unitCost: read.at(one.unitCost) }),
		...(one.output === undefined ? {} : { output: read.at(one.output) })
	};
}

function columnFor(why: LeftOut, { name, one }: Columns): string | undefined {
	if (why === 'no-name') return name[0];
	if (why === 'no-output' || why === 'output-not-positive') return one.output;
	if (why === 'no-year') return one.year;
	return one.unitCost ?? one.total;
}
