import type { LineFigures } from './amounts.ts';
import { MoneySum, type Money } from './coverage.ts';
import { choiceWords, LINE_FIELDS } from './line-fields.ts';
import type { CostLine } from './line.ts';
import { isLeaf, type Tree } from './tree.ts';

/** Schemes by which lines are classified (DOMAIN §2.3): every axis that is chosen from a list. */
export const AXES = [
	'element',
	'nature',
	'timeBasis',
	'behaviour',
	'necessity',
	'costKind',
	'supply',
	'recurrence',
	'fundingSource',
	'fundType',
	'evidenceLevel'
] as const;
export type Axis = (typeof AXES)[number];

/** Verified money by two schemes at once (双口径), of the lines without children. */
export interface CrossTable {
	/** Values that any line has, in the order of their list; "" is not classified and stands last. */
	readonly rows: readonly string[];
	readonly columns: readonly string[];
	/** By row, then by column; a pair that no line has is left out. */
	readonly cells: ReadonlyMap<string, ReadonlyMap<string, Money>>;
	/** The sum of all cells, exactly: the verified total. */
	readonly total: Money;
}

/** One pass over the lines. Every line without children stands in exactly one cell, so that all sums agree to the 分. */
export function crossTable(tree: Tree, lines: readonly LineFigures[], across: Axis, down: Axis): CrossTable {
	const sums = new Map<string, Map<string, MoneySum>>();
	const columns = new Set<string>();
	const total = new MoneySum();
	for (let index = 0; index < lines.length; index += 1) {
		if (!isLeaf(tree, index)) continue;
		const line = tree.lines[index] as CostLine;
		const [row, column] = [axisKey(line, down), axisKey(line, across)];
		const { verified } = lines[index] as LineFigures;
		let sumsOfRow = sums.get(row);
		if (!sumsOfRow) sums.set(row, (sumsOfRow = new Map()));
		let sum = sumsOfRow.get(column);
		if (!sum) sumsOfRow.set(column, (sum = new MoneySum()));
		columns.add(column);
		sum.add(verified);
		total.add(verified);
	}
	const cells = new Map(
		[...sums].map(([row, inRow]) => [row, new Map([...inRow].map(([column, sum]) => [column, sum.total]))])
	);
	return {
		rows: inOrder(down, cells.keys()),
		columns: inOrder(across, columns),
		cells,
		total: total.total
	};
}

/** The Chinese words of a value on an axis. */
export function axisWords(axis: Axis, key: string): string {
	return key === '' ? '未填' : choiceWords(axis, key);
}

/** A line without a funding source counts as 财政项目支出. */
function axisKey(line: CostLine, axis: Axis): string {
	return String(line[axis] ?? (axis === 'fundingSource' ? 'fiscal-project' : ''));
}

function inOrder(axis: Axis, keys: Iterable<string>): readonly string[] {
	const present = new Set(keys);
	return [...Object.keys(LINE_FIELDS[axis].choices), ''].filter((key) => present.has(key));
}
