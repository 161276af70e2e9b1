import { FORMULA_FIELDS, type AnalysisDraft, type FormulaField } from '#lib/core/costing/line.ts';
import { buildTree } from '#lib/core/costing/tree.ts';
import { isYearColumn, type YearColumn } from '#lib/core/costing/year-column.ts';
import { columnWord, type Column } from '#lib/core/formula/columns.ts';
import { parseFormula } from '#lib/core/formula/parse.ts';
import { precedentsOf } from '#lib/core/formula/references.ts';

const FACTORS: readonly Column[] = FORMULA_FIELDS;

/**
 * Which cell of a breakdown reads which, written as plainly as it can be: every cell by its words ("L3 数量", "全部 金额",
 * a parameter's name) with the words of what it reads. Lines are told apart by their codes.
 */
export function plainReadings(draft: AnalysisDraft): ReadonlyMap<string, readonly string[]> {
	const tree = buildTree(draft.lines);
	const whole = tree.lines.length;
	const years = [...new Set(draft.lines.flatMap((line) => Object.keys(line.years)))].filter(isYearColumn);
	const columns: readonly Column[] = [...FACTORS, 'amount', 'verifiedAmount', ...years];
	const childrenOf = (line: number) =>
		tree.parents.flatMap((above, child) => ((above < 0 ? whole : above) === line ? child : []));
	const isLeaf = (line: number) => line < whole && childrenOf(line).length === 0;
	const leavesOf = (line: number): readonly number[] =>
		childrenOf(line).flatMap((child) => (isLeaf(child) ? child : leavesOf(child)));
	const words = (line: number, column: Column) =>
		`${line === whole ? '全部' : (tree.lines[line]?.code ?? '')} ${columnWord(column)}`;
	const known = (line: number, column: Column) => (columns.includes(column) ? [words(line, column)] : []);

	function lineOf(key: string, from: number): number | undefined {
		if (key.startsWith('#')) return tree.indexOf.get(key.slice(1));
		if (key === '本行') return from;
		if (key === '全部') return whole;
		const above = tree.parents[from] ?? -1;
		return above < 0 ? undefined : above;
	}

	function formulaReads(text: string | null, from: number): readonly string[] {
		const parsed = text?.startsWith('=') ? parseFormula(text) : undefined;
		if (!parsed?.ok) return [];
		return precedentsOf(parsed.value).flatMap((node) => {
			if (node.kind === 'parameter') return draft.parameters.find(({ id }) => id === node.key)?.name ?? [];
			const line = lineOf(node.key, from);
			if (line === undefined) return [];
			if (node.kind === 'reference') return known(line, node.column);
			const below = node.scope === 'children' ? childrenOf(line) : leavesOf(line);
			return below.flatMap((at) => node.columns.flatMap((column) => known(at, column)));
		});
	}

	function content(line: number, field: FormulaField): string | null {
		const own = tree.lines[line]?.[field] ?? null;
		if (own !== null || !isLeaf(line)) return own;
		for (let up = tree.parents[line] ?? -1; up >= 0; up = tree.parents[up] ?? -1) {
			const fill = tree.lines[up]?.fills[field];
			if (fill !== undefined) return fill;
		}
		return null;
	}

	function cellReads(line: number, column: Column): readonly string[] {
		const field = FORMULA_FIELDS.find((factor) => factor === column);
		if (field) return line === whole ? [] : formulaReads(content(line, field), line);
		if (!isLeaf(line)) return childrenOf(line).map((child) => words(child, column));
		if (column === 'amount') return FACTORS.map((factor) => words(line, factor));
		if (column !== 'verifiedAmount')
			return formulaReads(tree.lines[line]?.years[column as YearColumn] ?? null, line);
		return tree.lines[line]?.verifiedAmount === null ? [words(line, 'amount')] : [];
	}

	const readings = new Map<string, readonly string[]>();
	for (let line = 0; line <= whole; line += 1)
		for (const column of columns) readings.set(words(line, column), cellReads(line, column));
	for (const { name, value } of draft.parameters) readings.set(name, formulaReads(value, whole));
	return readings;
}

/** Everything a cell reads, directly or not. */
export function reachedFrom(
	readings: ReadonlyMap<string, readonly string[]>,
	cell: string
): ReadonlySet<string> {
	const reached = new Set(readings.get(cell));
	for (const next of reached) for (const read of readings.get(next) ?? []) reached.add(read);
	return reached;
}
