import type { EditField } from '../../costing/edit-command.ts';
import { choiceWords, fieldRule } from '../../costing/line-fields.ts';
import { FORMULA_FIELDS, type CostLine, type FormulaField } from '../../costing/line.ts';
import { isYearColumn, type YearColumn } from '../../costing/year-column.ts';
import { toText } from '../../decimal/decimal.ts';
import type { Node } from '../../formula/node.ts';
import { parseFormula } from '../../formula/parse.ts';
import { isFormula } from '../../formula/references.ts';
import { isError, type FormulaValue } from '../../formula/value.ts';
import { yuanFromFen, type Fen } from '../../money/fen.ts';
import type { AnalysisValues, SummedColumn } from './analysis-values.ts';
import type { ColumnKey } from './breakdown-columns.ts';
import { placeFor, type BreakdownLayout } from './breakdown-place.ts';
import { exactCell, formulaCell, numberKind } from './cell-number.ts';
import { calculatesByCell, excelFormula, neverOneNumber } from './excel-formula.ts';
import { LineContents } from './line-content.ts';
import { moreOf } from './line-more.ts';
import { lineTextLook, LOOKS, numberLook, type NumberKind } from './looks.ts';
import type { CellFormula, PlannedCell, PlannedRow } from './sheet-plan.ts';
import { sumFormula } from './sum-formula.ts';

/** Excel's outline has seven levels, its indentation fifteen. */
const OUTLINE_LEVELS = 7;
const INDENTS = 15;

/** Writes the lines of 成本明细, one row each; cells that are computed carry their formula and their present value. */
export class BreakdownRows {
	readonly #layout: BreakdownLayout;
	readonly #values: AnalysisValues;
	readonly #contents: LineContents;

	constructor(layout: BreakdownLayout, values: AnalysisValues) {
		this.#layout = layout;
		this.#values = values;
		this.#contents = new LineContents(layout.tree);
	}

	*rows(): Generator<PlannedRow> {
		const { tree, columns } = this.#layout;
		for (let index = 0; index < tree.lines.length; index += 1)
			yield {
				level: Math.min(tree.depths[index] ?? 0, OUTLINE_LEVELS),
				cells: columns.map(({ key }) => this.#cell(index, key))
			};
	}

	totalRow(): PlannedRow {
		const { tree, columns, letters } = this.#layout;
		const roots = tree.parents.flatMap((parent, index) => (parent < 0 ? [index] : []));
		const cells = columns.map(({ key, hidden }): PlannedCell | null => {
			if (hidden) return null;
			if (key === 'name') return { text: '合计', look: LOOKS.total };
			const letter = letters.get(key);
			const value = this.#totalValue(key);
			if (letter === undefined || value === undefined) return { blank: true, look: LOOKS.total };
			const broken = this.#values.broken(tree.lines.length, summedColumn(key));
			const formula = sumFormula(this.#layout, letter, roots, broken);
			return formulaCell(formula, value, LOOKS.totalMoney, LOOKS.totalMoney);
		});
		return { cells };
	}

	#cell(index: number, key: ColumnKey): PlannedCell | null {
		const line = this.#layout.tree.lines[index] as CostLine;
		const isParent = (this.#layout.tree.children[index]?.length ?? 0) > 0;
		switch (key) {
			case 'level':
				return { number: String(this.#layout.tree.depths[index]), look: LOOKS.machine };
			case 'key':
				return { text: line.id, look: LOOKS.machine };
			case 'more': {
				const more = moreOf(line, isParent);
				return more === null ? null : { text: JSON.stringify(more), look: LOOKS.machine };
			}
			case 'statedAmount':
				return this.#declared(index, line, isParent);
			case 'verifiedAmount':
				return this.#verified(index, line, isParent);
			case 'adjustment':
				return this.#adjustment(index, isParent);
			case 'period':
				return this.#period(index, line, isParent);
			case 'periodMonths':
				return isParent
					? blank(true)
					: { number: String(line.periodMonths), look: numberLook('whole', 'input') };
		}
		if (isYearColumn(key)) return this.#year(index, line, key, isParent);
		if (isFactor(key)) return this.#factor(index, key, isParent);
		return textCell(line, key, this.#layout.tree.depths[index] ?? 0, isParent);
	}

	#factor(index: number, field: FormulaField, isParent: boolean): PlannedCell {
		const content = this.#contents.content(index, field);
		if (content === null) return isParent ? blank(true) : inputBlank('long');
		const role = isParent ? 'parent' : 'input';
		if (!isFormula(content)) return exactCell(content, numberLook(numberKind(content), role));
		return this.#formula(content, index, this.#values.factor(index, field), 'long', isParent);
	}

	#formula(
		text: string,
		index: number,
		value: FormulaValue,
		kind: NumberKind,
		isParent: boolean,
		inFen = false
	): PlannedCell {
		const look = numberLook(kind, isParent ? 'parent' : 'computed');
		const excel = excelOf(text, this.#layout, index, value, { inFen });
		return formulaCell(excel, value, look, numberLook(kind, 'error'));
	}

	#declared(index: number, line: CostLine, isParent: boolean): PlannedCell {
		const value = this.#values.money(index, 'amount');
		if (isParent) return this.#sum(index, 'statedAmount', value);
		if (line.amountBasis === 'stated') return moneyCell(line.statedAmount);
		const factors = this.#contents.factors(index);
		const row = this.#layout.rows[index] ?? 0;
		const complete = factors.includes('quantity') && factors.includes('unitPrice');
		if (!complete) return { number: '0', formula: '0', look: numberLook('money', 'computed') };
		const product = factors.map((field) => `${this.#layout.letters.get(field) ?? ''}${row}`).join('*');
		return this.#computed(`ROUND(${product},2)`, value);
	}

	#verified(index: number, line: CostLine, isParent: boolean): PlannedCell {
		const value = this.#values.money(index, 'verifiedAmount');
		if (isParent) return this.#sum(index, 'verifiedAmount', value);
		if (line.verifiedAmount !== null) return moneyCell(line.verifiedAmount);
		return this.#computed(`${this.#at(index, 'statedAmount')}`, value);
	}

	#adjustment(index: number, isParent: boolean): PlannedCell {
		const formula = `${this.#at(index, 'verifiedAmount')}-${this.#at(index, 'statedAmount')}`;
		const value = this.#values.adjustment(index);
		return formulaCell(
			formula,
			value,
			numberLook('money', isParent ? 'parent' : 'computed'),
			numberLook('money', 'error')
		);
	}

	#period(index: number, line: CostLine, isParent: boolean): PlannedCell {
		const value = this.#values.period(index);
		if (isParent) return this.#sum(index, 'period', value);
		const months = this.#layout.draft.periodMonths;
		const verified = this.#at(index, 'verifiedAmount');
		if (line.recurrence === 'once') return this.#computed('0', value);
		if (line.periodMonths === months) return this.#computed(verified, value);
		return this.#computed(`ROUND(${verified}*${months}/${this.#at(index, 'periodMonths')},2)`, value);
	}

	#year(index: number, line: CostLine, column: YearColumn, isParent: boolean): PlannedCell {
		const value = this.#values.money(index, column);
		if (isParent) return value === null ? blank(true) : this.#sum(index, column, value);
		const content = line.years[column];
		if (content === undefined) return inputBlank('money');
		if (!isFormula(content)) return exactCell(content, numberLook('money', 'input'));
		return this.#formula(content, index, value, 'money', false, true);
	}

	/** Of the columns that have a total. */
	#totalValue(key: ColumnKey): FormulaValue | undefined {
		const whole = this.#layout.tree.lines.length;
		if (key === 'statedAmount' || key === 'verifiedAmount' || isYearColumn(key))
			return this.#values.money(whole, summedColumn(key));
		if (key === 'adjustment') return this.#values.adjustment(whole);
		return key === 'period' ? this.#values.period(whole) : undefined;
	}

	#sum(index: number, key: ColumnKey, value: FormulaValue): PlannedCell {
		const letter = this.#layout.letters.get(key) ?? '';
		const children = this.#layout.tree.children[index] ?? [];
		const broken = this.#values.broken(index, summedColumn(key));
		const formula = sumFormula(this.#layout, letter, children, broken);
		return formulaCell(formula, value, numberLook('money', 'parent'), numberLook('money', 'error'));
	}

	#computed(formula: string, value: FormulaValue): PlannedCell {
		return formulaCell(formula, value, numberLook('money', 'computed'), numberLook('money', 'error'));
	}

	#at(index: number, key: ColumnKey): string {
		return `${this.#layout.letters.get(key) ?? ''}${this.#layout.rows[index] ?? 0}`;
	}
}

function blank(isParent: boolean): PlannedCell {
	return { blank: true, look: lineTextLook(isParent ? 'parent' : 'computed') };
}

function inputBlank(kind: NumberKind): PlannedCell {
	return { blank: true, look: numberLook(kind, 'input') };
}

function moneyCell(amount: Fen | null): PlannedCell {
	return amount === null
		? inputBlank('money')
		: exactCell(toText(yuanFromFen(amount)), numberLook('money', 'input'));
}

/** A field of words: typed text, or the words of a choice. A parent keeps its own review fields out of sight. */
function textCell(line: CostLine, key: ColumnKey, depth: number, isParent: boolean): PlannedCell {
	const indent = key === 'name' ? Math.min(depth, INDENTS) : 0;
	const look = lineTextLook(isParent ? 'parent' : 'input', indent);
	const text = shownText(line, key, isParent);
	return text === '' ? { blank: true, look } : { text, look };
}

export function shownText(line: CostLine, key: ColumnKey, isParent: boolean): string {
	// The caller has taken every other column out.
	const field = key as Exclude<keyof CostLine & EditField, 'years' | 'fills'>;
	if (isParent && (field === 'reason' || field === 'recurrence')) return '';
	if (field === 'recurrence') return line.recurrence === 'once' ? choiceWords(field, 'once') : '';
	const value = line[field];
	if (value === null || value === '') return '';
	return fieldRule(field).kind === 'choice' ? choiceWords(field, String(value)) : String(value);
}

function isFactor(key: ColumnKey): key is FormulaField {
	return (FORMULA_FIELDS as readonly ColumnKey[]).includes(key);
}

/**
 * A stored formula as the workbook has it. What cannot stand there, because it is malformed or waits for itself, becomes
 * an error that the cells reading it get as well.
 */
export function excelOf(
	text: string,
	layout: BreakdownLayout,
	self: number,
	value: FormulaValue,
	{ sheet = '', inFen = false }: { readonly sheet?: string; readonly inFen?: boolean } = {}
): CellFormula {
	const parsed = parseFormula(text);
	if (!parsed.ok) return '#NAME?';
	if (isError(value) && value.error === '#CYCLE!') return '#N/A';
	const formula = excelFormula(parsed.value, placeFor(layout, self, sheet));
	const numeric = isError(value) && value.error === '#VALUE!' ? numberOnly(parsed.value, formula) : formula;
	const whole = inFen ? `ROUND(${numeric},2)` : numeric;
	return calculatesByCell(parsed.value) ? { array: whole } : whole;
}

/** A cell of ours needs one number: a truth, a text or several values in it are an error, which must not vanish there. */
function numberOnly(tree: Node, formula: string): string {
	return neverOneNumber(tree) ? '#VALUE!' : `IF(TYPE(${formula})=1,${formula},#VALUE!)`;
}

/** Whose errors a column of sums shows. */
function summedColumn(key: ColumnKey): SummedColumn {
	if (isYearColumn(key)) return key;
	return key === 'statedAmount' ? 'amount' : 'verifiedAmount';
}
