import type { ValueRef } from '../address/value-ref.ts';
import { toText } from '../decimal/decimal.ts';
import { columnWord, type Column } from '../formula/columns.ts';
import type { PrecedentNode } from '../formula/node.ts';
import { parseFormula } from '../formula/parse.ts';
import { ALL_KEY, ID_MARK, PARENT_KEY, precedentsOf, SELF_KEY } from '../formula/references.ts';
import { isError, isNumber, valueText } from '../formula/value.ts';
import { formulaWords } from '../formula/words.ts';
import { formatFen, groupThousands } from '../money/fen.ts';
import type { Explained, LineFigure } from './explain-step.ts';
import { FORMULA_FIELDS, type CostLine, type FormulaField } from './line.ts';
import { isLeaf, lineLabel, subtreeEnd, type Tree } from './tree.ts';
import { isYearColumn } from './year-column.ts';
import { yearAmount } from './year-cost.ts';

/** A formula as people read it, and the addresses of everything it reads. */
export interface ReadFormula {
	/** "8.1 清扫 数量 × 管理费率" */
	readonly names: string;
	/** "1,804 ㎡ × 0.08" */
	readonly values: string;
	readonly inputs: readonly ValueRef[];
}

/** Reads the formula that stands in a line (or, with -1, in a parameter); undefined where it cannot be read. */
export function readFormula(at: Explained, index: number, text: string): ReadFormula | undefined {
	const parsed = parseFormula(text);
	if (!parsed.ok) return undefined;
	return {
		names: formulaWords(parsed.value, (read) => nameOf(at, index, read)),
		values: formulaWords(parsed.value, (read) => valueOf(at, index, read)),
		inputs: precedentsOf(parsed.value).flatMap((read) => refsOf(at, index, read))
	};
}

/**
 * The line a key names: `#id`, 本行, 上级, or -1 for 全部, which is the parent of all roots; undefined where there is none.
 */
export function keyedLine(tree: Tree, index: number, key: string): number | undefined {
	if (key === ALL_KEY) return -1;
	if (key === SELF_KEY) return index < 0 ? undefined : index;
	if (key === PARENT_KEY) return index < 0 ? undefined : (tree.parents[index] ?? -1);
	return key.startsWith(ID_MARK) ? tree.indexOf.get(key.slice(ID_MARK.length)) : undefined;
}

/** Lines that a range reads: the children of a line, or all below it without children. */
export function rangeLines(tree: Tree, line: number, scope: 'children' | 'leaves'): readonly number[] {
	if (scope === 'children')
		return line >= 0
			? (tree.children[line] ?? [])
			: tree.parents.flatMap((parent, index) => (parent === -1 ? [index] : []));
	const [from, end] = line >= 0 ? [line + 1, subtreeEnd(tree, line)] : [0, tree.lines.length];
	const leaves: number[] = [];
	for (let index = from; index < end; index += 1) if (isLeaf(tree, index)) leaves.push(index);
	return leaves;
}

/** The figure that a formula reads under a column; undefined for texts, which nobody computes. */
export function figureOfColumn(column: Column): LineFigure | undefined {
	if (column === 'amount') return 'declared';
	if (column === 'verifiedAmount') return 'verified';
	return isYearColumn(column) || isFormulaField(column) ? column : undefined;
}

function isFormulaField(column: string): column is FormulaField {
	return (FORMULA_FIELDS as readonly string[]).includes(column);
}

function nameOf({ figures, draft }: Explained, index: number, read: PrecedentNode): string {
	if (read.kind === 'parameter')
		return draft.parameters.find(({ id }) => id === read.key)?.name ?? '已删除的参数';
	const line = keyedLine(figures.tree, index, read.key);
	const owner =
		line === undefined
			? '已删除的行'
			: line === -1
				? '全部'
				: line === index
					? ''
					: labelAt(figures.tree, line);
	if (read.kind === 'reference') return `${owner} ${columnWord(read.column)}`.trim();
	const scope = read.scope === 'children' ? '下级' : '明细';
	return `${owner || '本行'}的${scope} ${read.columns.map(columnWord).join('、')}`;
}

function valueOf(at: Explained, index: number, read: PrecedentNode): string {
	const { figures, draft } = at;
	if (read.kind === 'parameter') {
		const place = draft.parameters.findIndex(({ id }) => id === read.key);
		const value = figures.parameters[place] ?? null;
		const unit = draft.parameters[place]?.unit ?? '';
		const text = isNumber(value)
			? groupThousands(toText(value))
			: isError(value)
				? value.error
				: valueText(value);
		return unit === '' ? text : `${text} ${unit}`;
	}
	const line = keyedLine(figures.tree, index, read.key);
	if (read.kind === 'range') {
		const count = line === undefined ? 0 : rangeLines(figures.tree, line, read.scope).length;
		return `${count} 行${read.columns.map(columnWord).join('、')}`;
	}
	if (line === undefined) return '#REF!';
	if (line === -1) {
		if (read.column === 'amount') return `${formatFen(figures.total.declared)} 元`;
		if (read.column === 'verifiedAmount') return `${formatFen(figures.total.verified)} 元`;
		return nameOf(at, index, read);
	}
	return lineValue(at, line, read.column);
}

/** "1,804 ㎡", "6,850 元": the value of a column with its unit. */
function lineValue({ figures }: Explained, index: number, column: Column): string {
	const line = figures.tree.lines[index] as CostLine;
	const own = figures.lines[index];
	if (!own) return '';
	if (column === 'amount') return `${formatFen(own.declared)} 元`;
	if (column === 'verifiedAmount') return `${formatFen(own.verified)} 元`;
	if (isYearColumn(column)) {
		const amount = yearAmount(own, column);
		return amount === null ? '空白' : `${formatFen(amount)} 元`;
	}
	if (!isFormulaField(column)) return `“${line[column] ?? ''}”`;
	const value = own[column];
	return value === null ? '空白' : `${groupThousands(toText(value))}${factorUnit(line, column)}`;
}

/** The unit a factor is said with: " ㎡", " 元", " 次", " 月". */
export function factorUnit(line: Pick<CostLine, 'unit'>, field: FormulaField): string {
	switch (field) {
		case 'quantity':
			return line.unit === '' ? '' : ` ${line.unit}`;
		case 'unitPrice':
			return ' 元';
		case 'frequency':
			return ' 次';
		case 'months':
			return ' 月';
		case 'coefficient':
			return '';
	}
}

function refsOf(at: Explained, index: number, read: PrecedentNode): readonly ValueRef[] {
	const { tree } = at.figures;
	if (read.kind === 'parameter') {
		const place = at.draft.parameters.findIndex(({ id }) => id === read.key);
		return place < 0 ? [] : [at.parameter(place)];
	}
	const line = keyedLine(tree, index, read.key);
	if (line === undefined) return [];
	if (read.kind === 'range') {
		const lines = rangeLines(tree, line, read.scope);
		return read.columns.flatMap((column) => {
			const figure = figureOfColumn(column);
			return figure === undefined ? [] : lines.map((below) => at.line(below, figure));
		});
	}
	const figure = figureOfColumn(read.column);
	if (figure === undefined) return [];
	if (line >= 0) return [at.line(line, figure)];
	return figure === 'declared' || figure === 'verified' ? [at.total(figure)] : [];
}

function labelAt(tree: Tree, index: number): string {
	const line = tree.lines[index];
	return line ? lineLabel(line, index) : '';
}
