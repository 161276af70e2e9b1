import { isFormula } from '../../formula/references.ts';
import type { AnalysisValues } from './analysis-values.ts';
import { BREAKDOWN_SHEET, type BreakdownLayout } from './breakdown-place.ts';
import { excelOf } from './breakdown-rows.ts';
import { exactCell, formulaCell, numberKind } from './cell-number.ts';
import { LOOKS, numberLook } from './looks.ts';
import type { PlannedCell, SheetPlan } from './sheet-plan.ts';

export const PARAMETER_SHEET = '参数';
export const PARAMETER_HEAD_ROWS = 2;
export const PARAMETER_VALUE_COLUMN = 'B';

/** 命名参数: every value stands in a cell with a name of its own, which the formulas of the other sheets use. */
export function parameterSheet(layout: BreakdownLayout, values: AnalysisValues): SheetPlan | null {
	const { parameters } = layout.draft;
	if (parameters.length === 0) return null;
	const rows = parameters.map(({ id, name, value, unit, source }) => ({
		cells: [
			{ text: name, look: LOOKS.text },
			valueCell(layout, values, id, value),
			{ text: unit, look: LOOKS.centre },
			{ text: source, look: LOOKS.text }
		]
	}));
	const heads = ['名称', '数值', '单位', '来源'].map((text) => ({ text, look: LOOKS.header }));
	return {
		name: PARAMETER_SHEET,
		columns: [{ width: 28 }, { width: 18 }, { width: 12 }, { width: 48 }],
		rows: [{ cells: [{ text: '命名参数', look: LOOKS.title }], height: 28 }, { cells: heads }, ...rows],
		merges: ['A1:D1'],
		frozen: { rows: PARAMETER_HEAD_ROWS, columns: 1 },
		print: {
			paper: 'A4',
			landscape: true,
			titleRows: PARAMETER_HEAD_ROWS,
			area: `A1:D${PARAMETER_HEAD_ROWS + parameters.length}`
		}
	};
}

function valueCell(layout: BreakdownLayout, values: AnalysisValues, id: string, text: string): PlannedCell {
	if (!isFormula(text)) return exactCell(text, numberLook(numberKind(text), 'input'));
	const value = values.parameter(id);
	const excel = excelOf(text, layout, -1, value, { sheet: `${BREAKDOWN_SHEET}!` });
	return formulaCell(excel, value, numberLook('long', 'computed'), numberLook('long', 'error'));
}

/** The defined name of each parameter, and the cell it means. */
export function parameterDefinitions(layout: BreakdownLayout): { name: string; refersTo: string }[] {
	return layout.draft.parameters.map(({ id, name }, index) => ({
		name: layout.parameters.get(id) ?? name,
		refersTo: `${PARAMETER_SHEET}!$${PARAMETER_VALUE_COLUMN}$${PARAMETER_HEAD_ROWS + 1 + index}`
	}));
}
