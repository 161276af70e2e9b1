import { columnNumber } from '../address/cell-address.ts';
import type { Hash } from '../address/value-ref.ts';
import { BLANK_LINE } from '../costing/blank-line.ts';
import { FORMULA_FIELDS, type CellSource, type CostLine } from '../costing/line.ts';
import type { YearColumn } from '../costing/year-column.ts';
import { add, toText } from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { fenFromYuan, formatFen, yuanFromFen, type Fen } from '../money/fen.ts';
import { parseRate } from '../quantity/rate.ts';
import { findUnit } from '../quantity/units.ts';
import { checkArithmetic } from './arithmetic.ts';
import { cellRanges } from './cell-ranges.ts';
import { columnFactors } from './column-factors.ts';
import { columnTotals } from './column-totals.ts';
import { finding, type IntakeFinding } from './finding.ts';
import { withFormulas } from './formulas.ts';
import type { Grid } from './grid.ts';
import { headerText } from './header.ts';
import type { Mapping } from './mapping.ts';
import { otherTable, startsOtherTable } from './other-tables.ts';
import { elementNamed, gradeIn, isGrade, isNote, monthsIn, oneOffWords, totalKind } from './meaning.ts';
import { halfWidth } from './number-text.ts';
import {
	hasNumber,
	readRow,
	type Reading,
	type RowFacts,
	type SourcedNumber,
	type SourcedText
} from './row.ts';
import { sheetFindings, tableMonths } from './sheet-findings.ts';
import { growTree, inOrder, type Node } from './tree.ts';

/** The lines alone, as they are written. */
export interface TakenLines {
	/** Parents before children; `id` and `parentId` are row keys for the service to replace by real ids. */
	readonly lines: readonly CostLine[];
}

/** What a sheet becomes: cost lines whose ids are still row keys, and everything a person must know about the reading. */
export interface ReadLines extends TakenLines {
	/** Sum of the top lines in 元, "22,210,577.00"; null where it cannot be summed. */
	readonly total: string | null;
	readonly findings: readonly IntakeFinding[];
	/** Rows that became lines, for marking them on the screen. */
	readonly rows: readonly number[];
}

/**
 * Reads a sheet into cost lines by a mapping. `months` is the analysis period, which lines have that say nothing else.
 * Every number keeps the cell it came from; whatever is dropped, changed or taken from words is a finding.
 */
export function readLines(
	grid: Grid,
	mapping: Mapping,
	source: { file: Hash; sheet: string },
	months: number
): ReadLines {
	const reading = readingBy(grid, mapping, source);
	reading.findings.push(...sheetFindings(grid, mapping));
	const { lines, nodes } = linesIn(reading, months);
	const { findings, total } = checkArithmetic(lines, months);
	return {
		lines,
		total,
		findings: [...reading.findings, ...findings, ...columnTotals(nodes)],
		rows: [...new Set(nodes.map(({ facts }) => facts.row))].sort((a, b) => a - b)
	};
}

/** The very lines of `readLines`, without asking what a person must know about them: they were shown before. */
export function takeLines(
	grid: Grid,
	mapping: Mapping,
	source: { file: Hash; sheet: string },
	months: number
): TakenLines {
	return { lines: linesIn(readingBy(grid, mapping, source), months).lines };
}

function readingBy(grid: Grid, mapping: Mapping, source: { file: Hash; sheet: string }): Reading {
	const factors = columnFactors(grid, mapping);
	return { grid, mapping, ...source, findings: [], factors, tidied: new Set() };
}

function linesIn(
	reading: Reading,
	months: number
): { readonly lines: readonly CostLine[]; readonly nodes: readonly Node[] } {
	const { grid, mapping } = reading;
	const rows = dataRows(reading);
	const [tidied] = reading.tidied;
	if (tidied !== undefined) {
		const values = { count: String(reading.tidied.size), cells: cellRanges([...reading.tidied]) };
		reading.findings.push(finding('text-tidied', tidied, values));
	}
	const nodes = inOrder(growTree(reading, rows));
	const period = tableMonths(grid, mapping);
	if (period)
		reading.findings.push(
			finding('table-period', period.at, { months: String(period.months), words: period.words })
		);
	const above = new Set(nodes.flatMap(({ node }) => node.parent ?? []));
	const made = new Map<Node, CostLine>();
	for (const { node, position } of nodes) {
		const parent = node.parent ? made.get(node.parent) : undefined;
		made.set(node, lineOf(reading, node, position, parent, period?.months ?? months, above.has(node)));
	}
	const stated = [...made.values()];
	const lines = withFormulas(reading, stated, months);
	return { lines, nodes: nodes.map(({ node }) => node) };
}

/** Rows below the header that are lines or totals; the others are named in findings. */
function dataRows(reading: Reading): (RowFacts & { readonly label: SourcedText })[] {
	const { grid, mapping, findings } = reading;
	const isHeaderAgain = headerRepeats(grid, mapping);
	let last = grid.rows;
	while (last > mapping.header.last && !hasNumber(reading, last) && !isTotal(grid, last)) last -= 1;
	const skipped = new Set(mapping.skippedRows);
	const rows: (RowFacts & { readonly label: SourcedText })[] = [];
	for (let row = mapping.header.last + 1; row <= grid.rows; row++) {
		const cells = grid.cellsIn(row);
		const first = cells[0];
		if (!first) continue;
		const text = first.cell.shown.slice(0, 80);
		if (skipped.has(row)) findings.push(finding('row-skipped', first.cell.at, { row: String(row), text }));
		else if (row > last || (isNote(text) && !hasNumber(reading, row)))
			findings.push(finding('note-row', first.cell.at, { text }));
		else if (isHeaderAgain(row))
			findings.push(finding('repeated-header', first.cell.at, { row: String(row) }));
		else if (startsOtherTable(grid, mapping, row)) {
			withoutTitle(reading, rows);
			findings.push(otherTable(grid, row, grid.rows));
			break;
		} else {
			const facts = readRow(reading, row);
			const label = facts.name ?? facts.content ?? totalLabel(reading, facts);
			if (grid.rowHidden(row)) findings.push(finding('hidden-row', first.cell.at, { row: String(row) }));
			if (label) rows.push({ ...facts, label });
			else findings.push(finding('row-without-name', first.cell.at, { row: String(row), text }));
		}
	}
	return rows;
}

/** 合计, whose numbers may all be errors of formulas. */
function isTotal(grid: Grid, row: number): boolean {
	const cells = grid.cellsIn(row);
	return (
		cells.length > 1 && cells.some(({ cell }) => cell.kind === 'text' && totalKind(cell.raw) !== undefined)
	);
}

/** Words between two tables head the second one: they are no lines of the first. */
function withoutTitle(reading: Reading, rows: (RowFacts & { readonly label: SourcedText })[]): void {
	for (let last = rows.at(-1); last && !hasNumber(reading, last.row); last = rows.at(-1)) {
		const { text, source } = last.label;
		reading.findings.push(finding('note-row', source.address, { text: text.slice(0, 80) }));
		rows.pop();
	}
}

/** 合计 is often written into the column of numbers or codes, where no name stands. */
function totalLabel({ grid, file, sheet }: Reading, facts: RowFacts): SourcedText | undefined {
	const cell = grid
		.cellsIn(facts.row)
		.find(({ cell }) => cell.kind === 'text' && /[合总共小]\s*计/.test(cell.raw))?.cell;
	return cell && { text: cell.raw.trim(), source: { file, sheet, address: cell.at } };
}

/** Printed forms repeat the header on each page. */
function headerRepeats(grid: Grid, mapping: Mapping): (row: number) => boolean {
	const words = new Map(
		Object.keys(mapping.columns).map((letters) => {
			const column = columnNumber(letters);
			return [column, headerText(grid, mapping.header, column).split(' ')];
		})
	);
	return (row) => {
		const texts = grid.cellsIn(row).filter(({ column }) => words.has(column));
		return (
			texts.length >= 2 &&
			texts.every(({ column, cell }) => words.get(column)?.includes(cell.raw.replace(/\s+/g, '')))
		);
	};
}

function lineOf(
	reading: Reading,
	node: Node,
	position: number,
	parent: CostLine | undefined,
	months: number,
	isParent: boolean
): CostLine {
	const { facts, name } = node;
	const at = name.source.address;
	const notes: string[] = facts.remark === '' ? [] : [facts.remark];
	const grade = gradeOf(reading, facts, name, notes);
	const amount = amountOf(reading, node.stated);
	const words = `${name.text} ${facts.remark}`;
	const recurrence = recurrenceOf(reading, facts, words, name);
	const verified = isParent ? NO_AMOUNT : verifiedOf(reading, facts, amount);
	const years = isParent ? NO_YEARS : yearsOf(reading, facts);
	const factors = FORMULA_FIELDS.flatMap((field) => {
		const read = facts[field];
		return read ? [[field, read] as const] : [];
	});
	const source = node.stated?.source;
	return {
		...BLANK_LINE,
		id: node.key,
		parentId: parent?.id ?? null,
		position,
		code: cut(reading, facts.code, LIMITS.nameLength, at),
		name: cut(reading, name.text, LIMITS.nameLength, at),
		grade,
		...choicesOf(facts, name),
		unit: cut(reading, unitOf(reading, facts, at), LIMITS.nameLength, at),
		...Object.fromEntries(factors.map(([field, read]) => [field, toText(read.value)])),
		amountBasis: amount === null ? 'computed' : 'stated',
		statedAmount: amount,
		verifiedAmount: verified.amount,
		periodMonths: monthsOf(reading, facts, words, at) ?? parent?.periodMonths ?? months,
		recurrence: recurrence ?? parent?.recurrence ?? 'recurring',
		functionCode: facts.functionCode,
		economicCode: facts.economicCode,
		evidence: cut(reading, facts.evidence, LIMITS.remarkLength, at),
		remark: cut(reading, notes.join('；'), LIMITS.remarkLength, at),
		years: years.amounts,
		sources: {
			name: name.source,
			...Object.fromEntries(factors.map(([field, read]) => [field, read.source])),
			...(source && amount !== null ? { statedAmount: source } : {}),
			...(verified.source ? { verifiedAmount: verified.source } : {}),
			...years.sources
		}
	};
}

/** What the row's own cells say on the axes; without a column of elements, a name that is one says it. */
function choicesOf(facts: RowFacts, name: SourcedText): Partial<CostLine> {
	const { recurrence: _, evidenceLevel, ...choices } = facts.choices;
	const element = choices.element ?? elementNamed(name.text);
	// The keys were looked up in the lists of the very fields that they are put into.
	return {
		...choices,
		...(element === undefined ? {} : { element }),
		...(evidenceLevel === undefined ? {} : { evidenceLevel: Number(evidenceLevel) })
	} as Partial<CostLine>;
}

function recurrenceOf(
	reading: Reading,
	facts: RowFacts,
	words: string,
	name: SourcedText
): CostLine['recurrence'] | undefined {
	const said = facts.choices.recurrence;
	if (said === 'once' || said === 'recurring') return said;
	const once = oneOffWords(words);
	if (once) reading.findings.push(finding('one-off', name.source.address, { words: once, name: name.text }));
	return once ? 'once' : undefined;
}

const NO_AMOUNT = { amount: null, source: undefined };
const NO_YEARS = { amounts: {}, sources: {} };

/** The verified amount of the row, or the declared one with the row's adjustment; equal to the declared one is none. */
function verifiedOf(
	reading: Reading,
	facts: RowFacts,
	declared: Fen | null
): { amount: Fen | null; source: CellSource | undefined } {
	const verified = amountOf(reading, facts.verifiedAmount);
	if (verified !== null)
		return verified === declared ? NO_AMOUNT : { amount: verified, source: facts.verifiedAmount?.source };
	const adjustment = amountOf(reading, facts.adjustment);
	if (adjustment === null || adjustment === 0 || declared === null) return NO_AMOUNT;
	const sum = fenFromYuan(add(yuanFromFen(declared), yuanFromFen(adjustment)), 'half-up');
	if (!sum.ok) return NO_AMOUNT;
	const at = facts.adjustment?.source.address ?? null;
	const values = { declared: formatFen(declared), verified: formatFen(sum.value) };
	reading.findings.push(finding('verified-from-adjustment', at, values));
	return { amount: sum.value, source: undefined };
}

function yearsOf(
	reading: Reading,
	facts: RowFacts
): { amounts: { [column: YearColumn]: string }; sources: { [column: YearColumn]: CellSource } } {
	const amounts: { [column: YearColumn]: string } = {};
	const sources: { [column: YearColumn]: CellSource } = {};
	for (const { column, amount } of facts.years) {
		const read = amountOf(reading, amount);
		if (read === null) continue;
		amounts[column] = toText(yuanFromFen(read));
		sources[column] = amount.source;
	}
	return { amounts, sources };
}

/** The stated amount in 分. Fractions of a 分, which formulas leave, are rounded half-up and named. */
function amountOf(reading: Reading, stated: SourcedNumber | undefined): Fen | null {
	if (!stated) return null;
	const at = stated.source.address;
	const amount = fenFromYuan(stated.value, 'half-up');
	if (!amount.ok) {
		reading.findings.push(finding('amount-too-large', at, { value: toText(stated.value) }));
		return null;
	}
	const kept = yuanFromFen(amount.value);
	if (toText(kept) !== toText(stated.value))
		reading.findings.push(finding('rounded-to-fen', at, { value: toText(stated.value), kept: toText(kept) }));
	return amount.value;
}

function gradeOf(reading: Reading, facts: RowFacts, name: SourcedText, notes: string[]): string {
	const at = name.source.address;
	if (facts.grade !== '' && isGrade(facts.grade)) return facts.grade;
	if (facts.grade !== '') {
		notes.unshift(`规格：${facts.grade}`);
		reading.findings.push(finding('spec-to-remark', at, { text: facts.grade.slice(0, 80) }));
	}
	const named = gradeIn(name.text);
	if (named) reading.findings.push(finding('grade-from-name', at, { grade: named, name: name.text }));
	return named ?? '';
}

/** The unit column; else the word behind the quantity; else what the price is per. */
function unitOf(reading: Reading, facts: RowFacts, at: string): string {
	const written = facts.unit || facts.quantity?.suffix.replace(/^[万亿]$/, '') || '';
	const priced = facts.priceUnit || (facts.unitPrice?.suffix.includes('/') ? facts.unitPrice.suffix : '');
	const rate = priced === '' ? undefined : parseRate(priced);
	if (!rate?.ok) return written;
	const per = rate.value.per.name;
	if (written === '') {
		reading.findings.push(finding('unit-from-price', at, { unit: per, priceUnit: priced }));
		return per;
	}
	// 元/人·年 is a price for the 人 of the unit column: the period belongs to the price.
	const perUnit = findUnit(per.replace(/·(年|月|日|天)$/, ''));
	if (![rate.value.per.id, perUnit?.id].includes(findUnit(written)?.id))
		reading.findings.push(finding('price-unit-differs', at, { unit: written, priceUnit: priced }));
	return written;
}

function monthsOf(reading: Reading, facts: RowFacts, words: string, at: string): number | undefined {
	if (facts.period !== '') {
		const months = /^(\d{1,3})(?:个月|月)?$/.exec(halfWidth(facts.period))?.[1];
		if (months !== undefined && Number(months) >= 1 && Number(months) <= 120) return Number(months);
		const span = monthsIn(facts.period);
		if (span) {
			const values = { months: String(span.months), words: span.words };
			reading.findings.push(finding('line-period', at, values));
			return span.months;
		}
		reading.findings.push(finding('bad-months', at, { text: facts.period.slice(0, 40) }));
	}
	const read = monthsIn(words);
	if (read)
		reading.findings.push(finding('line-period', at, { months: String(read.months), words: read.words }));
	return read?.months;
}

function cut(reading: Reading, text: string, limit: number, at: string): string {
	if (text.length <= limit) return text;
	reading.findings.push(finding('text-cut', at, { limit: String(limit), text: text.slice(0, 40) }));
	return text.slice(0, limit);
}
