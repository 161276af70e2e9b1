import { columnLetters } from '../../address/cell-address.ts';
import { fieldLabel, type EditField, type PlainField } from '../../costing/edit-command.ts';
import { fieldRule } from '../../costing/line-fields.ts';
import { FORMULA_FIELDS, type AnalysisDraft, type CostLine } from '../../costing/line.ts';
import type { Tree } from '../../costing/tree.ts';
import { isYearColumn, type YearColumn } from '../../costing/year-column.ts';
import { parseFormula } from '../../formula/parse.ts';
import { isFormula, precedentsOf } from '../../formula/references.ts';

/** What a column of 成本明细 shows: a field of the line, its amount over the analysis period, or what only we read. */
export type ColumnKey = EditField | 'period' | 'level' | 'key' | 'more';

export interface BreakdownColumn {
	readonly key: ColumnKey;
	readonly head: string;
	readonly width: number;
	readonly hidden: boolean;
	readonly letter: string;
}

/** In the order of the printed table. `amountBasis` shows in whether the amount is a formula. */
const ORDER: readonly (PlainField | 'period' | 'years')[] = [
	'code',
	'name',
	'grade',
	'element',
	'unit',
	'quantity',
	'unitPrice',
	'frequency',
	'months',
	'coefficient',
	'statedAmount',
	'verifiedAmount',
	'adjustment',
	'reason',
	'periodMonths',
	'recurrence',
	'period',
	'years',
	'nature',
	'timeBasis',
	'behaviour',
	'necessity',
	'costKind',
	'supply',
	'fundingSource',
	'fundType',
	'functionCode',
	'economicCode',
	'taxBasis',
	'evidence',
	'evidenceLevel',
	'remark'
];
const ALWAYS: ReadonlySet<string> = new Set([
	'code',
	'name',
	'unit',
	'quantity',
	'unitPrice',
	'statedAmount',
	'verifiedAmount',
	'adjustment'
]);
const WIDTHS: { readonly [key: string]: number } = {
	code: 10,
	name: 32,
	unit: 9,
	quantity: 12,
	unitPrice: 12,
	frequency: 8,
	months: 8,
	coefficient: 8,
	recurrence: 9,
	periodMonths: 8,
	grade: 8,
	evidence: 20,
	remark: 20
};
const MONEY_WIDTH = 16;
const OTHER_WIDTH = 12;

/** Columns that some line uses or some formula reads; those every reader expects stand there always. */
export function breakdownColumns(draft: AnalysisDraft, tree: Tree): readonly BreakdownColumn[] {
	const used = usedFields(draft, tree);
	const keys: ColumnKey[] = ORDER.flatMap((key): ColumnKey[] => {
		if (key === 'years') return yearsUsed(used);
		if (key === 'period') return used.has('periodMonths') || used.has('recurrence') ? ['period'] : [];
		return ALWAYS.has(key) || used.has(key) ? [key] : [];
	});
	return [...keys, 'level', 'key', 'more'].map((key, index) =>
		describe(key as ColumnKey, columnLetters(index + 1))
	);
}

/** A column list as a workbook of ours carries it in its own sheet. */
export function describe(key: ColumnKey, letter: string): BreakdownColumn {
	const hidden = key === 'level' || key === 'key' || key === 'more';
	const head =
		key === 'period'
			? '折算本期金额'
			: key === 'level'
				? '层级'
				: key === 'key'
					? '行标识'
					: key === 'more'
						? '其余内容'
						: fieldLabel(key);
	const money =
		key === 'period' || isYearColumn(key) || (!hidden && fieldRule(key as EditField).kind === 'money');
	return { key, head, letter, hidden, width: money ? MONEY_WIDTH : (WIDTHS[key] ?? OTHER_WIDTH) };
}

function usedFields(draft: AnalysisDraft, tree: Tree): ReadonlySet<string> {
	const used = new Set<string>();
	for (const line of tree.lines) {
		for (const key of ORDER)
			if (key !== 'years' && key !== 'period' && isUsed(draft, line, key)) used.add(key);
		for (const column of Object.keys(line.years)) used.add(column);
		for (const field of Object.keys(line.fills)) used.add(field);
		for (const text of formulasOf(line)) addRead(used, text);
	}
	for (const { value } of draft.parameters) if (isFormula(value)) addRead(used, value);
	return used;
}

function isUsed(draft: AnalysisDraft, line: CostLine, key: PlainField): boolean {
	if (key === 'periodMonths') return line.periodMonths !== draft.periodMonths;
	if (key === 'recurrence') return line.recurrence === 'once';
	if (key === 'adjustment' || key === 'amountBasis') return false;
	const value = line[key];
	return value !== null && value !== '';
}

function formulasOf(line: CostLine): readonly string[] {
	const own = FORMULA_FIELDS.map((field) => line[field]);
	return [...own, ...Object.values(line.years), ...Object.values(line.fills)].filter((text) =>
		isFormula(text ?? null)
	) as string[];
}

/** Columns that a formula names: also an empty one must stand there to be read. */
function addRead(used: Set<string>, text: string): void {
	const parsed = parseFormula(text);
	if (!parsed.ok) return;
	for (const node of precedentsOf(parsed.value)) {
		if (node.kind === 'reference') used.add(node.column);
		else if (node.kind === 'range') for (const column of node.columns) used.add(column);
	}
}

function yearsUsed(used: ReadonlySet<string>): YearColumn[] {
	return [...used].filter((key): key is YearColumn => isYearColumn(key)).sort();
}
