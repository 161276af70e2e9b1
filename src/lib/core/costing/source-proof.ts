import {
	dec,
	decimal,
	equals,
	multiply,
	parseDecimal,
	round,
	toText,
	type Decimal
} from '../decimal/decimal.ts';
import { fen, fenFromYuan, fenText } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { InputSnapshots } from '../snapshot/method.ts';
import type { SourceCell, SourceTableContent } from '../snapshot/source-table.ts';
import type { AnalysisContent, FrozenLine, FrozenSource } from './analysis-snapshot.ts';
import { FIELD_LABELS, fieldLabel } from './edit-command.ts';
import { isSourcedField, type SourcedField } from './line.ts';
import { isYearColumn } from './year-column.ts';

/**
 * Proves that every figure that claims to come from a cell equals what that cell holds (raw × factor). The first that
 * does not is refused with the cell's name. This reader is deliberately its own and simpler than the one that imports:
 * a mistake in the import cannot vouch for itself.
 */
export function proveSources(content: AnalysisContent, inputs: InputSnapshots): Result<true> {
	// The other inputs are build-ups, which have no cells.
	const tables = inputs.map(({ role, snapshot }) =>
		role === 'source' ? cellsOf(snapshot.content as SourceTableContent) : NO_CELLS
	);
	for (const line of content.lines) {
		for (const [field, source] of Object.entries<FrozenSource | undefined>(line.sources)) {
			if (source === undefined || !isSourcedField(field)) continue;
			const proved = proveField(tables, line, field, source);
			if (!proved.ok) return proved;
		}
	}
	for (const unit of content.units) {
		if (unit.outputSource === null) continue;
		const proved = proveNumber(tables, unit.outputSource, dec(unit.output), `${unit.name} 产出数量`);
		if (!proved.ok) return proved;
	}
	return ok(true);
}

interface CellTable {
	readonly sheet: string;
	readonly cells: ReadonlyMap<string, SourceCell>;
}

const NO_CELLS: CellTable = { sheet: '', cells: new Map() };

function cellsOf(content: SourceTableContent): CellTable {
	return { sheet: content.sheet, cells: new Map(content.cells.map((cell) => [cell.at, cell])) };
}

function proveField(
	tables: readonly CellTable[],
	line: FrozenLine,
	field: SourcedField,
	source: FrozenSource
): Result<true> {
	const label = `${line.name} ${fieldLabel(field)}`;
	if (field === 'name') return proveName(tables, source, line.name);
	if (field === 'statedAmount' || field === 'verifiedAmount')
		return proveAmount(tables, source, line[field], label);
	if (isYearColumn(field)) {
		const stored = parseDecimal(line.years?.[field] ?? '');
		const amount = stored.ok ? fenFromYuan(stored.value, 'half-up') : stored;
		return proveAmount(tables, source, amount.ok ? String(amount.value) : null, label);
	}
	const stored = line[field] ?? null;
	const value = stored === null ? undefined : parseDecimal(stored);
	return value?.ok
		? proveNumber(tables, source, value.value, label)
		: refuse(differs(tables, source, label, stored ?? '空白'));
}

function proveName(tables: readonly CellTable[], source: FrozenSource, name: string): Result<true> {
	const cell = cellAt(tables, source);
	const said = [cell?.raw, cell?.shown].some(
		(text) => text !== undefined && folded(text).includes(folded(name))
	);
	return said && name !== '' ? ok(true) : refuse(differs(tables, source, FIELD_LABELS.name, name));
}

function proveNumber(
	tables: readonly CellTable[],
	source: FrozenSource,
	stored: Decimal,
	label: string
): Result<true> {
	const said = numbersIn(cellAt(tables, source)).some((value) =>
		equals(multiply(value, factorOf(source)), stored)
	);
	return said ? ok(true) : refuse(differs(tables, source, label, toText(stored)));
}

/** An amount is stored in 分, so the cell's value is rounded as it was on reading. */
function proveAmount(
	tables: readonly CellTable[],
	source: FrozenSource,
	stored: string | null,
	label: string
): Result<true> {
	const said = numbersIn(cellAt(tables, source)).some((value) => {
		const amount = fenFromYuan(multiply(value, factorOf(source)), 'half-up');
		return amount.ok && String(amount.value) === stored;
	});
	return said
		? ok(true)
		: refuse(differs(tables, source, label, stored === null ? '空白' : `${fenText(fen(Number(stored)))} 元`));
}

/** A number cell says its exact double and what Excel shows of it (15 digits); a text cell the digits in it. */
function numbersIn(cell: SourceCell | undefined): readonly Decimal[] {
	if (!cell) return [];
	if (cell.kind === 'number') {
		const exact = parseDecimal(cell.raw);
		return exact.ok ? [exact.value, fifteenDigits(exact.value)] : [];
	}
	const text = folded(cell.raw).replace(/[,¥]/g, '');
	const match = /^(\(?)([+-]?)(\d+(?:\.\d*)?|\.\d+)/.exec(text);
	if (!match) return [];
	const value = dec(match[3] ?? '0');
	return [match[1] === '(' || match[2] === '-' ? decimal(-value.coefficient, value.scale) : value];
}

function fifteenDigits(value: Decimal): Decimal {
	const digits = (value.coefficient < 0n ? -value.coefficient : value.coefficient).toString().length;
	const places = value.scale - (digits - 15);
	return places >= 0 ? round(value, places, 'half-up') : value;
}

function factorOf(source: FrozenSource): Decimal {
	return dec(source.factor ?? '1');
}

function cellAt(tables: readonly CellTable[], source: FrozenSource): SourceCell | undefined {
	return tables[source.input]?.cells.get(source.address);
}

/** Text without spaces, full-width forms and the like: what the eye takes for the same. */
function folded(text: string): string {
	return text
		.normalize('NFKC')
		.replace(/[\u2010-\u2015\u2212]/g, '-')
		.replace(/\s/g, '');
}

function differs(tables: readonly CellTable[], source: FrozenSource, field: string, stored: string) {
	const table = tables[source.input];
	const place = `${table?.sheet ?? '?'}!${source.address}`;
	const times = source.factor === undefined || source.factor === '1' ? '' : ` × ${source.factor}`;
	const cell = cellAt(tables, source);
	return problem('analysis/source-differs', {
		place,
		cell: `${cell?.raw ?? '空白'}${times}`.slice(0, 60),
		field,
		stored
	});
}
