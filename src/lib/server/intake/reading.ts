import type { Hash } from '#lib/core/address/value-ref.ts';
import { parseCellAddress } from '#lib/core/address/cell-address.ts';
import { condensed } from '#lib/core/intake/condensed.ts';
import { finding, type IntakeFinding } from '#lib/core/intake/finding.ts';
import { gridOf, type Grid } from '#lib/core/intake/grid.ts';
import { findHeader, headerSignature, type HeaderRows } from '#lib/core/intake/header.ts';
import { yearFindings } from '#lib/core/intake/sheet-findings.ts';
import { checkHeader, mappingFor, proposeMapping, type Mapping } from '#lib/core/intake/mapping.ts';
import { linesBy, readSheetBy, type SheetPreview } from '#lib/core/intake/preview.ts';
import { readOwnWorkbook, type OwnWorkbook } from '#lib/core/intake/own-workbook.ts';
import { BREAKDOWN_SHEET } from '#lib/core/reporting/workbook/breakdown-place.ts';
import { rowsAround, sheetWindow, type SheetWindow } from '#lib/core/intake/sheet-window.ts';
import type { Sheet, Workbook, WorkbookFormat } from '#lib/core/intake/workbook.ts';
import { packedLines } from '#lib/core/costing/packed-lines.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { sha256 } from '../hash.ts';
import { sourceTableText } from './source-table-text.ts';

/** How a sender's sheet was read last: found again by the names of its columns. */
export interface Habit {
	readonly sender: string;
	/** Hash of the header's words. */
	readonly header: string;
	readonly mapping: Mapping;
	/** Day on which it was last confirmed, "2026-11-22". */
	readonly day: string;
}

/** What the analysis, and the person, ask of a sheet. */
export interface Asked {
	readonly file: Hash;
	readonly fiscalYear: number;
	readonly months: number;
}

/**
 * Everything that is ever done with the cells of a workbook. It is done where the workbook is read, which for files of
 * any size is the reading process: the process that serves people sees only the answers.
 */
export type ReadTask =
	| { readonly kind: 'workbook' }
	| {
			readonly kind: 'propose';
			readonly asked: Asked;
			/** Null = the first sheet that looks like a cost table. */
			readonly sheet: string | null;
			readonly header: HeaderRows | null;
			readonly habits: readonly Habit[];
	  }
	| { readonly kind: 'read'; readonly asked: Asked; readonly sheet: string; readonly mapping: Mapping }
	| { readonly kind: 'take'; readonly asked: Asked; readonly sheet: string; readonly mapping: Mapping }
	| { readonly kind: 'own'; readonly file: Hash }
	/** Null = the first sheet that holds anything. */
	| { readonly kind: 'table'; readonly file: Hash; readonly sheet: string | null }
	| {
			readonly kind: 'window';
			readonly sheet: string;
			readonly cell: string | null;
			readonly around: number;
	  };

export interface SheetSummary {
	readonly name: string;
	readonly hidden: boolean;
	readonly cells: number;
}

/** A sheet as the wizard shows it. */
export interface ReadSheet {
	readonly format: WorkbookFormat;
	readonly sheets: readonly SheetSummary[];
	readonly preview: SheetPreview;
	/** Hash of the header's words, by which the mapping is remembered. */
	readonly headerHash: string;
}

/** A sheet as it is imported: its lines, and the frozen table that their sources point into. */
export interface TakenSheet {
	/** JSON of the packed lines: as objects, 100,000 of them take longer to hand over than to read. */
	readonly packed: Uint8Array;
	/** UTF-8 bytes of the `source-table` snapshot's canonical text. */
	readonly table: Uint8Array;
	/** Hash of the header's words, by which the mapping is remembered. */
	readonly headerHash: string;
}

/** A workbook that this program exported, read by its own structure, and the frozen table of its lines. */
export interface OwnReading {
	readonly own: OwnWorkbook;
	/** UTF-8 bytes of the `source-table` snapshot's canonical text. */
	readonly table: Uint8Array;
}

/** A sheet as a frozen table, nothing interpreted: for tables that are no cost tables. */
export interface PlainTable {
	readonly format: WorkbookFormat;
	readonly sheets: readonly SheetSummary[];
	readonly sheet: string;
	/** UTF-8 bytes of the `source-table` snapshot's canonical text. */
	readonly table: Uint8Array;
}

export interface TaskAnswers {
	workbook: Workbook;
	propose: ReadSheet;
	read: ReadSheet;
	take: TakenSheet;
	own: OwnReading;
	table: PlainTable;
	window: { readonly sheet: string; readonly window: SheetWindow };
}
export type Answer<T extends ReadTask> = TaskAnswers[T['kind']];

export function performTask<T extends ReadTask>(workbook: Workbook, task: T): Result<Answer<T>>;
export function performTask(workbook: Workbook, task: ReadTask): Result<TaskAnswers[ReadTask['kind']]> {
	switch (task.kind) {
		case 'workbook':
			return ok(workbook);
		case 'propose':
			return propose(workbook, task);
		case 'read':
			return readBy(workbook, task.sheet, task.mapping, task.asked);
		case 'take':
			return take(workbook, task);
		case 'own':
			return ownReading(workbook, task.file);
		case 'table':
			return plainTable(workbook, task.file, task.sheet);
		case 'window':
			return windowOf(workbook, task);
	}
}

function plainTable(workbook: Workbook, file: Hash, name: string | null): Result<PlainTable> {
	const filled = workbook.sheets.filter((sheet) => sheet.cells.length > 0);
	const first = filled.find((sheet) => !sheet.hidden) ?? filled[0];
	const sheet = name === null && first ? ok(first) : sheetNamed(workbook, name ?? '');
	if (!sheet.ok) return sheet;
	return ok({
		format: workbook.format,
		sheets: summaries(workbook),
		sheet: sheet.value.name,
		table: sourceTableText(file, workbook.reader, sheet.value)
	});
}

function summaries({ sheets }: Workbook): readonly SheetSummary[] {
	return sheets.map(({ name, hidden, cells }) => ({ name, hidden, cells: cells.length }));
}

function ownReading(workbook: Workbook, file: Hash): Result<OwnReading> {
	const own = readOwnWorkbook(workbook);
	if (!own.ok) return own;
	const sheet = sheetNamed(workbook, BREAKDOWN_SHEET);
	return sheet.ok
		? ok({ own: own.value, table: sourceTableText(file, workbook.reader, sheet.value) })
		: sheet;
}

function propose(
	workbook: Workbook,
	{ asked, sheet: name, header, habits }: Extract<ReadTask, { kind: 'propose' }>
): Result<ReadSheet> {
	const sheet = name === null ? ok(sheetToPropose(workbook)) : sheetNamed(workbook, name);
	if (!sheet.ok) return sheet;
	const grid = gridOf(sheet.value);
	const inside = header === null ? ok(true as const) : checkHeader(header, grid);
	if (!inside.ok) return inside;
	const remembered = rememberedFor(grid, header, habits);
	const mapping = remembered?.mapping ?? proposal(sheet.value, grid, header, asked.fiscalYear);
	const noted = remembered
		? [finding('mapping-remembered', null, { sender: remembered.sender, when: remembered.day })]
		: [];
	return ok(readingOf(workbook, sheet.value, grid, mapping, asked, noted));
}

/** Rows among which a remembered header is looked for, as for any header. */
const SEARCHED_ROWS = 40;

/** The sender's last mapping for a table of the same header, moved to where that header stands now. */
function rememberedFor(grid: Grid, asked: HeaderRows | null, habits: readonly Habit[]): Habit | undefined {
	for (const habit of habits) {
		const { header: own } = habit.mapping;
		const places = asked === null ? rowsOfHeight(grid, own.last - own.first) : [asked];
		const header = places.find((rows) => hashOf(grid, rows) === habit.header);
		if (header) return { ...habit, mapping: { ...habit.mapping, header, skippedRows: [] } };
	}
	return undefined;
}

function rowsOfHeight(grid: Grid, height: number): readonly HeaderRows[] {
	const places: HeaderRows[] = [];
	for (let first = 1; first <= SEARCHED_ROWS && first + height <= grid.rows; first++)
		places.push({ first, last: first + height });
	return places;
}

function hashOf(grid: Grid, header: HeaderRows): string {
	return sha256(headerSignature(grid, header));
}

/** A sheet whose header nobody recognises is shown all the same, with nothing mapped, for the person to say. */
function proposal(sheet: Sheet, grid: Grid, header: HeaderRows | null, fiscalYear: number): Mapping {
	if (header) return mappingFor(grid, header, fiscalYear);
	const proposed = proposeMapping(grid, sheet.name, fiscalYear);
	const unmapped = {
		header: { first: 1, last: 1 },
		columns: {},
		amountFactor: '1',
		priceFactor: '1',
		skippedRows: []
	};
	return proposed.ok ? proposed.value : unmapped;
}

function readBy(workbook: Workbook, name: string, mapping: Mapping, asked: Asked): Result<ReadSheet> {
	const sheet = sheetNamed(workbook, name);
	if (!sheet.ok) return sheet;
	const grid = gridOf(sheet.value);
	const inside = checkHeader(mapping.header, grid);
	return inside.ok ? ok(readingOf(workbook, sheet.value, grid, mapping, asked, [])) : inside;
}

function take(
	workbook: Workbook,
	{ sheet: name, mapping, asked }: Extract<ReadTask, { kind: 'take' }>
): Result<TakenSheet> {
	const sheet = sheetNamed(workbook, name);
	if (!sheet.ok) return sheet;
	const grid = gridOf(sheet.value);
	const taken = linesBy(sheet.value, mapping, asked.file, asked.months, grid);
	if (!taken.ok) return taken;
	const lines = taken.value;
	if (lines.length > LIMITS.linesPerAnalysis) {
		const limit = String(LIMITS.linesPerAnalysis);
		return refuse(problem('intake/too-many', { file: sheet.value.name, what: '费用行数', limit }));
	}
	return ok({
		packed: Buffer.from(JSON.stringify(packedLines(lines))),
		table: sourceTableText(asked.file, workbook.reader, sheet.value),
		headerHash: hashOf(grid, mapping.header)
	});
}

function readingOf(
	workbook: Workbook,
	sheet: Sheet,
	grid: Grid,
	mapping: Mapping,
	asked: Asked,
	noted: readonly IntakeFinding[]
): ReadSheet {
	const { preview } = readSheetBy(sheet, mapping, asked.file, asked.months, grid);
	const left = sheetsLeft(workbook, sheet);
	const year = yearFindings(grid, mapping, asked.fiscalYear);
	return {
		format: workbook.format,
		sheets: summaries(workbook),
		preview: { ...preview, findings: condensed([...noted, ...left, ...year, ...preview.findings]) },
		headerHash: hashOf(grid, mapping.header)
	};
}

/** Other sheets that hold something: one import takes one of them. */
function sheetsLeft({ sheets }: Workbook, taken: Sheet): readonly IntakeFinding[] {
	const others = sheets.filter((sheet) => sheet !== taken && sheet.cells.length > 0);
	if (others.length === 0) return [];
	const names = others.map(({ name, hidden }) => (hidden ? `${name}（隐藏）` : name));
	return [finding('sheets-left', null, { sheets: names.join('、') })];
}

/** The rows round a cell, and for a cell that lies far to the right the columns before it. */
function windowOf(
	workbook: Workbook,
	{ sheet: name, cell, around }: Extract<ReadTask, { kind: 'window' }>
): Result<TaskAnswers['window']> {
	const sheet = sheetNamed(workbook, name);
	if (!sheet.ok) return sheet;
	const grid = gridOf(sheet.value);
	const at = cell === null ? undefined : parseCellAddress(cell);
	const rows = rowsAround(at?.row ?? 1, around, grid.rows);
	const firstColumn = Math.max(1, (at?.column ?? 1) - 30);
	return ok({ sheet: sheet.value.name, window: sheetWindow(grid, rows, firstColumn) });
}

function sheetNamed(workbook: Workbook, name: string): Result<Sheet> {
	const sheet = workbook.sheets.find((candidate) => candidate.name === name);
	return sheet ? ok(sheet) : refuse(problem('intake/no-sheet', { sheet: name.slice(0, LIMITS.nameLength) }));
}

/** The first sheet the sender shows that has a header, else the first that has anything. */
function sheetToPropose(workbook: Workbook): Sheet {
	const filled = workbook.sheets.filter((sheet) => sheet.cells.length > 0);
	const shown = filled.filter((sheet) => !sheet.hidden);
	const sheet = shown.find((candidate) => findHeader(gridOf(candidate))) ?? shown[0] ?? filled[0];
	if (!sheet) throw new Error('A workbook without cells was not refused');
	return sheet;
}
