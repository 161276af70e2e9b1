import type { ValueRef } from '../address/value-ref.ts';
import type { PrecedentNode } from '../formula/node.ts';
import { parseFormula } from '../formula/parse.ts';
import { isFormula, precedentsOf } from '../formula/references.ts';
import { figureOfColumn, keyedLine } from './explain-formula.ts';
import type { LineFigure } from './explain-step.ts';
import type { ExplainedWhole } from './explain-whole.ts';
import { fillAbove } from './fills.ts';
import { FORMULA_FIELDS, type CostLine } from './line.ts';
import { isLeaf, type Tree } from './tree.ts';
import { countedLines } from './unit-cost.ts';
import { isYearColumn } from './year-column.ts';

/** What is asked about: a figure of a line, or a named parameter by its index. */
export type Asked =
	| { readonly kind: 'line'; readonly index: number; readonly figure: LineFigure }
	| { readonly kind: 'parameter'; readonly index: number };

/**
 * Figures that read a figure directly (从属单元格): the amount of its own line, formulas of lines and parameters, the sum
 * above, the units and pools that count the line. Each formula is read once, so it is asked for one cell at a time.
 */
export function dependentsOf(at: ExplainedWhole, asked: Asked): readonly ValueRef[] {
	const formulas = readingFormulas(at, asked);
	return asked.kind === 'parameter' ? formulas : [...ownDependents(at, asked), ...formulas];
}

function ownDependents(
	at: ExplainedWhole,
	{ index, figure }: Extract<Asked, { kind: 'line' }>
): readonly ValueRef[] {
	const { tree } = at.figures;
	const line = tree.lines[index];
	if (!line) return [];
	const parent = tree.parents[index] ?? -1;
	const leaf = isLeaf(tree, index);
	if (isYearColumn(figure)) return [...(parent >= 0 ? [at.line(parent, figure)] : [])];
	switch (figure) {
		case 'quantity':
		case 'unitPrice':
		case 'frequency':
		case 'months':
		case 'coefficient':
			return leaf ? [at.line(index, line.amountBasis === 'computed' ? 'declared' : 'computed')] : [];
		case 'statedAmount':
			return leaf && line.amountBasis === 'stated' ? [at.line(index, 'declared')] : [];
		case 'verifiedAmount':
			return leaf ? [at.line(index, 'verified')] : [];
		case 'periodMonths':
			return leaf ? [at.line(index, 'period')] : [];
		case 'declared':
			return [
				...(leaf ? [at.line(index, 'verified')] : []),
				parent >= 0 ? at.line(parent, 'declared') : at.total('declared')
			];
		case 'verified':
			return [
				...(leaf ? [at.line(index, 'period')] : []),
				parent >= 0 ? at.line(parent, 'verified') : at.total('verified')
			];
		case 'period':
			return [...(parent >= 0 ? [at.line(parent, 'period')] : []), ...counting(at, tree, index)];
		default:
			return [];
	}
}

function counting(at: ExplainedWhole, tree: Tree, index: number): readonly ValueRef[] {
	const { units, pools } = at.draft;
	return [
		...units.flatMap((unit, place) =>
			countedLines(unit, tree).includes(index) ? [at.unit(place, 'cost')] : []
		),
		...pools.flatMap((pool, place) =>
			countedLines(pool, tree).includes(index) ? [at.pool(place, 'own')] : []
		)
	];
}

function readingFormulas(at: ExplainedWhole, asked: Asked): readonly ValueRef[] {
	const { tree } = at.figures;
	const found: ValueRef[] = [];
	const read = new Map<string, readonly PrecedentNode[]>();
	const reads = (text: string | null | undefined, standing: number): boolean => {
		if (text === null || text === undefined || !isFormula(text)) return false;
		let nodes = read.get(text);
		if (!nodes) {
			const parsed = parseFormula(text);
			read.set(text, (nodes = parsed.ok ? precedentsOf(parsed.value) : []));
		}
		return nodes.some((node) => isRead(tree, at, node, standing, asked));
	};
	tree.lines.forEach((line: CostLine, index) => {
		for (const field of FORMULA_FIELDS)
			if (reads(line[field] ?? fillAbove(tree, index, field)?.formula, index))
				found.push(at.line(index, field));
		for (const [column, text] of Object.entries(line.years))
			if (isYearColumn(column) && reads(text, index)) found.push(at.line(index, column));
	});
	at.draft.parameters.forEach(({ value }, index) => {
		if (reads(value, -1)) found.push(at.parameter(index));
	});
	return found;
}

function isRead(
	tree: Tree,
	at: ExplainedWhole,
	node: PrecedentNode,
	standing: number,
	asked: Asked
): boolean {
	if (node.kind === 'parameter')
		return asked.kind === 'parameter' && at.draft.parameters[asked.index]?.id === node.key;
	if (asked.kind !== 'line') return false;
	const line = keyedLine(tree, standing, node.key);
	if (line === undefined) return false;
	if (node.kind === 'reference') return line === asked.index && figureOfColumn(node.column) === asked.figure;
	if (!node.columns.some((column) => figureOfColumn(column) === asked.figure)) return false;
	if (node.scope === 'children') return (tree.parents[asked.index] ?? -1) === line;
	return isLeaf(tree, asked.index) && isBelow(tree, asked.index, line);
}

function isBelow(tree: Tree, index: number, line: number): boolean {
	for (let up = tree.parents[index] ?? -1; ; up = tree.parents[up] ?? -1) {
		if (up === line) return true;
		if (up < 0) return false;
	}
}
