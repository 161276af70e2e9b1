import { add, dec, multiply, ONE, type Decimal } from '../decimal/decimal.ts';
import { evaluate } from '../formula/evaluate.ts';
import { evaluationOrder } from '../formula/order.ts';
import { parseFormula, type Node } from '../formula/parse.ts';
import { ID_MARK, isFormula, referencesOf } from '../formula/references.ts';
import { COLUMNS, type Column } from '../formula/tokens.ts';
import { formulaError, isError, isNumber, type FormulaError, type FormulaValue } from '../formula/value.ts';
import { fenFromYuan, sumFen, yuanFromFen, ZERO_FEN, type Fen } from '../money/fen.ts';
import { bringToMonths } from '../period/months.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { CostLine } from './line.ts';
import { isLeaf, lineLabel, type Tree } from './tree.ts';

/** What a line comes to. Rules in words: line.ts. */
export interface LineFigures {
	readonly quantity: Decimal | null;
	readonly unitPrice: Decimal | null;
	/** A formula that has no number, and in which column; null when all is well. */
	readonly error: { readonly column: Column; readonly error: FormulaError } | null;
	/** quantity × unit price × coefficient, rounded half-up to 分 once; null where a factor is missing. */
	readonly computed: Fen | null;
	readonly declared: Fen;
	readonly verified: Fen;
	/** Verified amount brought to the analysis period; zero for one-off lines. */
	readonly period: Fen;
}

/**
 * Declared, verified and period amounts of every line, in the order of the tree. Refuses amounts beyond the limit,
 * because no stored amount may be cut short; formula errors are values and count as zero in sums.
 */
export function lineAmounts(tree: Tree, analysisMonths: number): Result<readonly LineFigures[]> {
	const cells = evaluateCells(tree);
	if (!cells.ok) return cells;
	const figures: LineFigures[] = new Array<LineFigures>(tree.lines.length);
	// Children stand behind their parents, so walking backwards sums from the leaves up.
	for (let i = tree.lines.length - 1; i >= 0; i -= 1) {
		const line = tree.lines[i] as CostLine;
		const children = (tree.children[i] ?? []).map((child) => figures[child] as LineFigures);
		const cell = cells.value[i] as LineCells;
		const made = isLeaf(tree, i) ? leafFigures(line, cell, analysisMonths) : parentFigures(cell, children);
		if (!made.ok) return made;
		figures[i] = made.value;
	}
	return ok(figures);
}

interface LineCells {
	quantity: FormulaValue;
	unitPrice: FormulaValue;
	amount: FormulaValue;
	computed: Fen | null;
}

function leafFigures(line: CostLine, cell: LineCells, analysisMonths: number): Result<LineFigures> {
	const declared = declaredAmount(line, cell.computed);
	const verified = line.verifiedAmount ?? declared;
	const period = periodAmount(line, verified, analysisMonths);
	if (!period.ok) return period;
	return ok({ ...inputsOf(cell), computed: cell.computed, declared, verified, period: period.value });
}

function parentFigures(cell: LineCells, children: readonly LineFigures[]): Result<LineFigures> {
	const sums = sumColumns(children);
	return sums.ok ? ok({ ...inputsOf(cell), computed: cell.computed, ...sums.value }) : sums;
}

function sumColumns(
	parts: readonly LineFigures[]
): Result<Pick<LineFigures, 'declared' | 'verified' | 'period'>> {
	const declared = boundedSum(parts.map((part) => part.declared));
	const verified = boundedSum(parts.map((part) => part.verified));
	const period = boundedSum(parts.map((part) => part.period));
	if (!declared.ok) return declared;
	if (!verified.ok) return verified;
	return period.ok
		? ok({ declared: declared.value, verified: verified.value, period: period.value })
		: period;
}

/** A sum of amounts, refused instead of thrown where people can bring it beyond the limit by typing. */
export function boundedSum(amounts: readonly Fen[]): Result<Fen> {
	let total = 0n;
	for (const amount of amounts) total += BigInt(amount);
	const limit = BigInt(LIMITS.amountFen);
	if (total > limit || total < -limit)
		return refuse(problem('money/too-large', { yuan: String(total / 100n) }));
	return ok(sumFen(amounts));
}

/** The amount of a line without children: as stated, or computed where that is its basis (0 while a factor is missing). */
function declaredAmount(line: CostLine, computed: Fen | null): Fen {
	return (line.amountBasis === 'stated' ? line.statedAmount : computed) ?? ZERO_FEN;
}

function periodAmount(line: CostLine, verified: Fen, analysisMonths: number): Result<Fen> {
	if (line.recurrence === 'once') return ok(ZERO_FEN);
	if (line.periodMonths === analysisMonths) return ok(verified);
	return fenFromYuan(bringToMonths(yuanFromFen(verified), line.periodMonths, analysisMonths, 2), 'half-up');
}

function inputsOf(cell: LineCells): Pick<LineFigures, 'quantity' | 'unitPrice' | 'error'> {
	const error = isError(cell.quantity)
		? ({ column: 'quantity', error: cell.quantity } as const)
		: isError(cell.unitPrice)
			? ({ column: 'unitPrice', error: cell.unitPrice } as const)
			: null;
	return {
		quantity: isNumber(cell.quantity) ? cell.quantity : null,
		unitPrice: isNumber(cell.unitPrice) ? cell.unitPrice : null,
		error
	};
}

const CELLS_PER_LINE = 3;
const CELL_COLUMNS: readonly Column[] = ['quantity', 'unitPrice', 'amount'];

/** Computes quantity, unit price and amount of every line, each after what it reads; rings become `#CYCLE!`. */
function evaluateCells(tree: Tree): Result<readonly LineCells[]> {
	const formulas = parseCells(tree);
	const dependenciesOf = (node: number) => dependencies(tree, formulas, node);
	const { order, rings } = evaluationOrder(tree.lines.length * CELLS_PER_LINE, dependenciesOf);
	const cells: LineCells[] = tree.lines.map(() => ({
		quantity: null,
		unitPrice: null,
		amount: null,
		computed: null
	}));
	const lookup = (key: string, column: Column): FormulaValue => {
		const cell = cells[lineOf(tree, key) ?? -1];
		return cell ? cell[column] : formulaError('#REF!', key.startsWith(ID_MARK) ? '已删除的行' : key);
	};
	for (const node of order) {
		const index = Math.floor(node / CELLS_PER_LINE);
		const column = CELL_COLUMNS[node % CELLS_PER_LINE] as Column;
		const cell = cells[index] as LineCells;
		const ring = rings.get(node);
		if (ring)
			cell[column] = formulaError('#CYCLE!', ring.map((member) => cellLabel(tree, member)).join(' → '));
		else if (column !== 'amount')
			cell[column] = cellValue(tree.lines[index] as CostLine, column, formulas.get(node), lookup);
		else {
			const amount = computeAmount(tree, index, cells);
			if (!amount.ok) return amount;
		}
	}
	return ok(cells);
}

type ParsedCell = Node | FormulaError;

function parseCells(tree: Tree): ReadonlyMap<number, ParsedCell> {
	const formulas = new Map<number, ParsedCell>();
	tree.lines.forEach((line, index) => {
		for (const [offset, text] of [line.quantity, line.unitPrice].entries()) {
			if (!isFormula(text)) continue;
			const parsed = parseFormula(text);
			formulas.set(
				index * CELLS_PER_LINE + offset,
				parsed.ok ? parsed.value : formulaError('#NAME?', text.slice(0, 40))
			);
		}
	});
	return formulas;
}

function dependencies(
	tree: Tree,
	formulas: ReadonlyMap<number, ParsedCell>,
	node: number
): readonly number[] {
	const index = Math.floor(node / CELLS_PER_LINE);
	if (node % CELLS_PER_LINE === 2) {
		const children = tree.children[index] ?? [];
		return children.length > 0 ? children.map((child) => child * CELLS_PER_LINE + 2) : [node - 2, node - 1];
	}
	const parsed = formulas.get(node);
	if (!parsed || 'error' in parsed) return [];
	return referencesOf(parsed).flatMap(({ key, column }) => {
		const line = lineOf(tree, key);
		return line === undefined ? [] : [line * CELLS_PER_LINE + CELL_COLUMNS.indexOf(column)];
	});
}

function cellValue(
	line: CostLine,
	column: 'quantity' | 'unitPrice',
	parsed: ParsedCell | undefined,
	lookup: (key: string, column: Column) => FormulaValue
): FormulaValue {
	const text = line[column];
	if (text === null) return null;
	if (!parsed) return dec(text);
	const value = 'error' in parsed ? parsed : evaluate(parsed, lookup);
	if (value === null) return dec(0);
	return isNumber(value) || isError(value) ? value : formulaError('#VALUE!');
}

/** Sets `computed` and the amount that formulas of other lines read: the children's sum, or the line's own amount. */
function computeAmount(tree: Tree, index: number, cells: readonly LineCells[]): Result<true> {
	const line = tree.lines[index] as CostLine;
	const cell = cells[index] as LineCells;
	const computed = productOf(line, cell);
	if (!computed.ok) return computed;
	cell.computed = computed.value;
	const children = tree.children[index] ?? [];
	if (children.length > 0) {
		cell.amount = sumOfAmounts(children.map((child) => (cells[child] as LineCells).amount));
		return ok(true);
	}
	const broken = [cell.quantity, cell.unitPrice].find(isError);
	cell.amount =
		line.amountBasis === 'computed' && broken ? broken : yuanFromFen(declaredAmount(line, computed.value));
	return ok(true);
}

function productOf(line: CostLine, cell: LineCells): Result<Fen | null> {
	if (!isNumber(cell.quantity) || !isNumber(cell.unitPrice)) return ok(null);
	const coefficient = line.coefficient === null ? ONE : dec(line.coefficient);
	return fenFromYuan(multiply(multiply(cell.quantity, cell.unitPrice), coefficient), 'half-up');
}

function sumOfAmounts(amounts: readonly FormulaValue[]): FormulaValue {
	const error = amounts.find(isError);
	if (error) return error;
	return amounts.filter(isNumber).reduce(add, dec(0));
}

function lineOf(tree: Tree, key: string): number | undefined {
	return key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
}

const COLUMN_WORDS = new Map<Column, string>(Object.entries(COLUMNS).map(([word, column]) => [column, word]));

export function columnWord(column: Column): string {
	return COLUMN_WORDS.get(column) ?? column;
}

function cellLabel(tree: Tree, node: number): string {
	const index = Math.floor(node / CELLS_PER_LINE);
	const column = CELL_COLUMNS[node % CELLS_PER_LINE] as Column;
	return `${lineLabel(tree.lines[index] as CostLine, index)} ${columnWord(column)}`;
}
