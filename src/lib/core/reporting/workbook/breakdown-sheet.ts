import type { AnalysisValues } from './analysis-values.ts';
import { BREAKDOWN_SHEET, HEAD_ROWS, type BreakdownLayout } from './breakdown-place.ts';
import { BreakdownRows } from './breakdown-rows.ts';
import { LOOKS } from './looks.ts';
import type { PlannedRow, SheetPlan } from './sheet-plan.ts';

/** Characters that fit on A4 across before the print becomes too small to read. */
const A4_WIDTH = 190;

/** 成本明细: the tree of lines with its formulas, as it is read, printed and handed on. */
export function breakdownSheet(layout: BreakdownLayout, values: AnalysisValues): SheetPlan {
	const shown = layout.columns.filter(({ hidden }) => !hidden);
	const last = shown.at(-1)?.letter ?? 'A';
	const middle = shown[Math.floor(shown.length / 2)]?.letter ?? 'A';
	const before = shown[Math.floor(shown.length / 2) - 1]?.letter ?? 'A';
	const width = shown.reduce((sum, column) => sum + column.width, 0);
	return {
		name: BREAKDOWN_SHEET,
		columns: layout.columns.map(({ width, hidden }) => ({ width, hidden })),
		rows: rowsOf(layout, values, shown.length),
		merges: [`A1:${last}1`, `A2:${before}2`, `${middle}2:${last}2`],
		frozen: { rows: HEAD_ROWS, columns: 2 },
		print: {
			paper: width > A4_WIDTH ? 'A3' : 'A4',
			landscape: true,
			titleRows: HEAD_ROWS,
			area: `A1:${last}${layout.totalRow}`
		}
	};
}

function* rowsOf(layout: BreakdownLayout, values: AnalysisValues, shown: number): Generator<PlannedRow> {
	const { project, fiscalYear } = layout.draft;
	const lines = new BreakdownRows(layout, values);
	yield { cells: [{ text: `${project.name}${fiscalYear}年成本明细表`, look: LOOKS.title }], height: 30 };
	const middle = Math.floor(shown / 2);
	yield {
		cells: Array.from({ length: shown }, (_, index) =>
			index === 0
				? { text: `编制单位：${project.organisation}`, look: LOOKS.note }
				: index === middle
					? { text: '单位：元', look: LOOKS.noteRight }
					: null
		)
	};
	yield { cells: layout.columns.map(({ head }) => ({ text: head, look: LOOKS.header })), height: 30 };
	yield* lines.rows();
	yield lines.totalRow();
}
