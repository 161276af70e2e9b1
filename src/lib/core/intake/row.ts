import { cellAddress, columnLetters } from '../address/cell-address.ts';
import type { Hash } from '../address/value-ref.ts';
import type { CellSource } from '../costing/line.ts';
import { dec, multiply, toText, type Decimal } from '../decimal/decimal.ts';
import { parseRate } from '../quantity/rate.ts';
import { findUnit } from '../quantity/units.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import { FIELDS, type Field } from './field.ts';
import { finding, type IntakeFinding } from './finding.ts';
import type { Grid } from './grid.ts';
import { columnOf, type Mapping } from './mapping.ts';
import { moneyFactor, readNumber } from './number-text.ts';

/** A sheet being read by a mapping, and what is noticed on the way. */
export interface Reading {
	readonly grid: Grid;
	readonly mapping: Mapping;
	readonly file: Hash;
	readonly sheet: string;
	readonly findings: IntakeFinding[];
}

export type SourcedText = { readonly text: string; readonly source: CellSource };

/** A number in 元 (or plain, for quantities): the cell's own number × the factor its source carries. */
export type SourcedNumber = { readonly value: Decimal; readonly suffix: string; readonly source: CellSource };

/** One row of the table as the mapping reads it. */
export interface RowFacts {
	readonly row: number;
	readonly code: string;
	readonly parentCode: string;
	readonly content: SourcedText | undefined;
	readonly name: SourcedText | undefined;
	readonly indent: number;
	readonly grade: string;
	readonly unit: string;
	readonly priceUnit: string;
	readonly months: string;
	readonly evidence: string;
	readonly remark: string;
	readonly quantity: SourcedNumber | undefined;
	readonly unitPrice: SourcedNumber | undefined;
	readonly amount: SourcedNumber | undefined;
}

export function readRow(reading: Reading, row: number): RowFacts {
	const { grid, mapping } = reading;
	const text = (field: Field) => textAt(reading, row, field)?.text ?? '';
	const nameColumn = columnOf(mapping, 'name');
	return {
		row,
		code: codeAt(grid, row, columnOf(mapping, 'code')),
		parentCode: codeAt(grid, row, columnOf(mapping, 'parent')),
		content: textAt(reading, row, 'content'),
		name: textAt(reading, row, 'name'),
		indent: nameColumn === undefined ? 0 : grid.indent(row, nameColumn),
		grade: text('grade'),
		unit: text('unit'),
		priceUnit: text('priceUnit'),
		months: text('months'),
		evidence: text('evidence'),
		remark: text('remark'),
		quantity: numberAt(reading, row, 'quantity', '1'),
		unitPrice: numberAt(reading, row, 'unitPrice', mapping.priceFactor),
		amount: numberAt(reading, row, 'amount', mapping.amountFactor)
	};
}

/** Whether any of the row's number columns holds something other than words: rows behind the last such one are notes. */
export function hasNumber(reading: Reading, row: number): boolean {
	return (['amount', 'quantity', 'unitPrice'] as const).some((field) => {
		const column = columnOf(reading.mapping, field);
		return column !== undefined && readNumber(reading.grid.cell(row, column)).kind === 'number';
	});
}

/** Codes are what people see: 1.1 even where the file holds 1.1000000000000001. */
function codeAt(grid: Grid, row: number, column: number | undefined): string {
	const cell = column === undefined ? undefined : grid.covering(row, column);
	return (cell?.kind === 'number' ? cell.shown : (cell?.raw ?? '')).trim();
}

function textAt(reading: Reading, row: number, field: Field): SourcedText | undefined {
	const column = columnOf(reading.mapping, field);
	const cell = column === undefined ? undefined : reading.grid.covering(row, column);
	const text = (cell?.kind === 'text' ? cell.raw : (cell?.shown ?? '')).replace(/\s*\n\s*/g, ' ').trim();
	if (!cell || text === '') return undefined;
	return { text, source: { file: reading.file, sheet: reading.sheet, address: cell.at } };
}

function numberAt(
	reading: Reading,
	row: number,
	field: Field,
	headerFactor: string
): SourcedNumber | undefined {
	const { grid, mapping, file, sheet, findings } = reading;
	const column = columnOf(mapping, field);
	if (column === undefined) return undefined;
	const cell = grid.cell(row, column);
	const read = readNumber(cell);
	const at = cell?.at ?? cellAddress(row, column);
	if (read.kind === 'empty') {
		if (read.dash) findings.push(finding('dash-empty', at, { text: shownText(cell) }));
		return undefined;
	}
	if (read.kind === 'unreadable') {
		const code = read.why === 'no-value' ? 'no-cached-value' : 'not-a-number';
		findings.push(finding(code, at, { text: shownText(cell), field: FIELDS[field], why: read.why }));
		return undefined;
	}
	const factor = suffixFactor(field, read.suffix, headerFactor);
	if (factor === undefined) {
		findings.push(
			finding('unfit-suffix', at, { text: shownText(cell), field: FIELDS[field], suffix: read.suffix })
		);
		return undefined;
	}
	if (cell?.kind === 'text' && read.changed)
		findings.push(finding('text-number', at, { text: shownText(cell), value: toText(read.value) }));
	const merge = grid.mergeAt(row, column);
	if (merge && merge.bottom > merge.top)
		findings.push(
			finding('merged-number', at, { rows: `${merge.top}-${merge.bottom}`, column: columnLetters(column) })
		);
	return {
		value: multiply(read.value, dec(factor)),
		suffix: read.suffix,
		source: { file, sheet, address: at, ...(factor === '1' ? {} : { factor }) }
	};
}

/** A unit written behind the number itself goes before the header's. Undefined where it cannot belong to the field. */
function suffixFactor(field: Field, suffix: string, headerFactor: string): string | undefined {
	if (suffix === '') return field === 'quantity' ? '1' : headerFactor;
	const money = moneyFactor(suffix);
	if (field === 'amount') return money;
	if (field === 'unitPrice') {
		const rate = parseRate(suffix);
		return money ?? (rate.ok ? moneyFactor(rate.value.money.name) : undefined);
	}
	if (suffix === '万' || suffix === '亿') return money;
	return findUnit(suffix) || /^\p{Script=Han}{1,4}$/u.test(suffix) ? '1' : undefined;
}

function shownText(cell: SourceCell | undefined): string {
	return (cell?.raw || cell?.formula || '').slice(0, 40);
}
