import { cellAddress, columnLetters } from '../address/cell-address.ts';
import type { Hash } from '../address/value-ref.ts';
import { choiceNamed } from './choice-text.ts';
import type { CellSource } from '../costing/line.ts';
import type { YearColumn } from '../costing/year-column.ts';
import { dec, multiply, negate, toText, type Decimal } from '../decimal/decimal.ts';
import { parseRate } from '../quantity/rate.ts';
import { findUnit } from '../quantity/units.ts';
import type { SourceCell } from '../snapshot/source-table.ts';
import { CHOICE_COLUMNS, fieldWords, type ChoiceColumn, type Field } from './field.ts';
import { finding, type IntakeFinding } from './finding.ts';
import type { Grid } from './grid.ts';
import { columnOf, yearsIn, type Mapping } from './mapping.ts';
import { unitStated } from './column-factors.ts';
import { halfWidth, moneyFactor, readNumber } from './number-text.ts';

/** A sheet being read by a mapping, and what is noticed on the way. */
export interface Reading {
	readonly grid: Grid;
	readonly mapping: Mapping;
	readonly file: Hash;
	readonly sheet: string;
	readonly findings: IntakeFinding[];
	/** What turns each money column into 元. */
	readonly factors: ReadonlyMap<Field, string>;
	/** Cells of which spaces, line ends or quotation marks were left out. */
	readonly tidied: Set<string>;
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
	readonly period: string;
	readonly evidence: string;
	readonly remark: string;
	readonly functionCode: string;
	readonly economicCode: string;
	/** Stored keys of the choices that the row's cells name. */
	readonly choices: { readonly [F in ChoiceColumn]?: string };
	readonly quantity: SourcedNumber | undefined;
	readonly unitPrice: SourcedNumber | undefined;
	readonly frequency: SourcedNumber | undefined;
	readonly months: SourcedNumber | undefined;
	readonly coefficient: SourcedNumber | undefined;
	readonly amount: SourcedNumber | undefined;
	readonly verifiedAmount: SourcedNumber | undefined;
	/** What the verified amount is more (or, below zero, less) than the declared one, where the table gives only that. */
	readonly adjustment: SourcedNumber | undefined;
	readonly years: readonly { readonly column: YearColumn; readonly amount: SourcedNumber }[];
}

export function readRow(reading: Reading, row: number): RowFacts {
	const { grid, mapping } = reading;
	const text = (field: Field) => textAt(reading, row, field)?.text ?? '';
	const nameColumn = columnOf(mapping, 'name');
	const name = textAt(reading, row, 'name');
	const own = rowUnit(reading, name);
	const moneyAt = (field: Field) =>
		numberAt(reading, row, field, own ?? reading.factors.get(field) ?? mapping.amountFactor);
	return {
		row,
		code: codeAt(reading, row, columnOf(mapping, 'code')),
		parentCode: codeAt(reading, row, columnOf(mapping, 'parent')),
		content: textAt(reading, row, 'content'),
		name,
		indent: nameColumn === undefined ? 0 : grid.indent(row, nameColumn),
		grade: text('grade'),
		unit: text('unit'),
		priceUnit: text('priceUnit'),
		period: text('periodMonths'),
		evidence: text('evidence'),
		remark: text('remark'),
		functionCode: budgetCode(reading, row, 'functionCode', [3, 5, 7]),
		economicCode: budgetCode(reading, row, 'economicCode', [3, 5]),
		choices: choicesIn(reading, row),
		quantity: numberAt(reading, row, 'quantity', '1'),
		unitPrice: numberAt(reading, row, 'unitPrice', mapping.priceFactor),
		frequency: numberAt(reading, row, 'frequency', '1'),
		months: numberAt(reading, row, 'months', '1'),
		coefficient: numberAt(reading, row, 'coefficient', '1'),
		amount: moneyAt('amount'),
		verifiedAmount: moneyAt('verifiedAmount'),
		adjustment: moneyAt('adjustment') ?? negated(moneyAt('reduction')),
		years: yearsIn(mapping).flatMap((column) => {
			const amount = moneyAt(column);
			return amount ? [{ column, amount }] : [];
		})
	};
}

/** Where nothing else says what the amounts are in, the row's own name may: 一般公共预算支出（亿元）. */
function rowUnit({ mapping, grid, findings }: Reading, name: SourcedText | undefined): string | undefined {
	const word = name && /[（(]([^（()）]{1,8})[）)][^（()）]{0,2}$/.exec(name.text)?.[1];
	if (!word || mapping.amountFactor !== '1' || unitStated(grid, mapping)) return undefined;
	const factor = moneyFactor(word);
	if (factor !== undefined && /元$/.test(word)) {
		if (factor === '1') return undefined;
		findings.push(finding('row-unit', name.source.address, { unit: word }));
		return factor;
	}
	if (findUnit(word.replace(/^[十百千万亿]+/, '')))
		findings.push(finding('row-not-money', name.source.address, { unit: word }));
	return undefined;
}

/** 审减 is written as a positive number that takes away. */
function negated(read: SourcedNumber | undefined): SourcedNumber | undefined {
	return read && { ...read, value: negate(read.value) };
}

function choicesIn(reading: Reading, row: number): RowFacts['choices'] {
	const choices: { [F in ChoiceColumn]?: string } = {};
	for (const field of CHOICE_COLUMNS) {
		const said = textAt(reading, row, field);
		if (!said || /^[-—_/]+$/.test(said.text)) continue;
		const key = choiceNamed(field, said.text);
		if (key !== undefined) choices[field] = key;
		else
			reading.findings.push(
				finding('unknown-choice', said.source.address, {
					field: fieldWords(field),
					text: said.text.slice(0, 40)
				})
			);
	}
	return choices;
}

/** A code of the budget classification: digits of one of the given lengths; names behind the digits are left out. */
function budgetCode(
	reading: Reading,
	row: number,
	field: 'functionCode' | 'economicCode',
	lengths: readonly number[]
): string {
	const said = textAt(reading, row, field);
	if (!said) return '';
	const digits = /^\d+/.exec(halfWidth(said.text))?.[0] ?? '';
	if (!lengths.includes(digits.length)) {
		const values = { field: fieldWords(field), text: said.text.slice(0, 40), lengths: lengths.join('、') };
		reading.findings.push(finding('bad-budget-code', said.source.address, values));
		return '';
	}
	if (digits !== said.text)
		reading.findings.push(
			finding('code-taken', said.source.address, { text: said.text.slice(0, 40), code: digits })
		);
	return digits;
}

const TELLING = ['amount', 'quantity', 'unitPrice', 'verifiedAmount'] as const;

/** Whether any of the row's number columns holds a number, or a dash for none: rows behind the last such one are notes. */
export function hasNumber(reading: Reading, row: number): boolean {
	const { mapping } = reading;
	return ([...TELLING, ...yearsIn(mapping)] as const).some((field) => {
		const column = columnOf(mapping, field);
		if (column === undefined) return false;
		const read = readNumber(reading.grid.cell(row, column));
		return read.kind === 'number' || (read.kind === 'empty' && read.dash);
	});
}

/** Codes are what people see: 1.1 even where the file holds 1.1000000000000001. */
function codeAt(reading: Reading, row: number, column: number | undefined): string {
	const { grid, findings } = reading;
	const cell = column === undefined ? undefined : grid.covering(row, column);
	if (!cell) return '';
	// Excel keeps fifteen digits of a number: a longer code typed as one has lost its end before it came here.
	const lost =
		cell.kind === 'number' ? readNumber(cell).kind === 'unreadable' : /^\d(?:\.\d+)?E\+\d\d/i.test(cell.raw);
	if (lost) findings.push(finding('code-digits-lost', cell.at, { text: cell.raw.slice(0, 40) }));
	if (cell.kind === 'number') return cell.shown.trim();
	// By these marks people keep Excel from taking a code for a number: ="00123" and '00123.
	const code = cell.raw
		.trim()
		.replace(/^(?:="([^"]*)"|'(.*))$/, '$1$2')
		.trim();
	if (code !== cell.raw) reading.tidied.add(cell.at);
	return code;
}

function textAt(reading: Reading, row: number, field: Field): SourcedText | undefined {
	const column = columnOf(reading.mapping, field);
	const cell = column === undefined ? undefined : reading.grid.covering(row, column);
	if (!cell) return undefined;
	const said = cell.kind === 'text' ? cell.raw : cell.shown;
	const text = oneLine(said);
	if (text === '') return undefined;
	if (text !== said) reading.tidied.add(cell.at);
	return { text, source: { file: reading.file, sheet: reading.sheet, address: cell.at } };
}

/** Lines of a cell in one, without the spaces round them. */
function oneLine(text: string): string {
	if (!/[\r\n]/.test(text)) return text.trim();
	const lines = text.split(/[\r\n]+/).map((line) => line.trim());
	return lines.filter((line) => line !== '').join(' ');
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
		findings.push(finding(code, at, { text: shownText(cell), field: fieldWords(field), why: read.why }));
		return undefined;
	}
	const factor = suffixFactor(field, read.suffix, headerFactor);
	if (factor === undefined) {
		findings.push(
			finding('unfit-suffix', at, { text: shownText(cell), field: fieldWords(field), suffix: read.suffix })
		);
		return undefined;
	}
	if (cell?.kind === 'text' && read.changed)
		findings.push(
			finding('text-number', at, { text: shownText(cell), value: toText(shownValue(read, factor)) })
		);
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

/** The number as a person reads the cell; with a word behind it (80%, 3万元), what that word makes of it. */
function shownValue(read: { readonly value: Decimal; readonly suffix: string }, factor: string): Decimal {
	return read.suffix === '' ? read.value : multiply(read.value, dec(factor));
}

/** A unit written behind the number itself goes before the header's. Undefined where it cannot belong to the field. */
function suffixFactor(field: Field, suffix: string, headerFactor: string): string | undefined {
	if (suffix === '') return headerFactor;
	const money = moneyFactor(suffix);
	switch (field) {
		case 'unitPrice': {
			const rate = parseRate(suffix);
			return money ?? (rate.ok ? moneyFactor(rate.value.money.name) : undefined);
		}
		case 'quantity':
			if (suffix === '%') return '0.01';
			if (suffix === '万' || suffix === '亿') return money;
			return findUnit(suffix) || /^\p{Script=Han}{1,4}$/u.test(suffix) ? '1' : undefined;
		case 'coefficient':
			return suffix === '%' ? '0.01' : suffix === '倍' ? '1' : undefined;
		case 'frequency':
			return /^(次|遍|趟|班)/.test(suffix) ? '1' : undefined;
		case 'months':
			return /^个?月$/.test(suffix) ? '1' : undefined;
		default:
			return money;
	}
}

function shownText(cell: SourceCell | undefined): string {
	return (cell?.raw || cell?.formula || '').slice(0, 40);
}
