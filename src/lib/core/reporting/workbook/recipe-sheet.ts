import type { RecipeUse } from '../../costing/recipe-use.ts';
import { BREAKDOWN_SHEET, type BreakdownLayout } from './breakdown-place.ts';
import { LOOKS, numberLook } from './looks.ts';
import type { PlannedRow, SheetPlan } from './sheet-plan.ts';

/** 定额测算: which version of which build-up each unit price was taken from. */
export function recipeSheet(layout: BreakdownLayout): SheetPlan | null {
	const rows = layout.tree.lines.flatMap((line, index): PlannedRow[] =>
		line.recipe === null ? [] : [recipeRow(layout, index, line.recipe)]
	);
	if (rows.length === 0) return null;
	const heads = ['费用行', '单价（元）', '定额编号', '定额名称', '版本', '校验值'];
	return {
		name: '定额测算',
		columns: [34, 14, 14, 30, 8, 24].map((width) => ({ width })),
		rows: [
			{ cells: [{ text: '单价所用的定额测算', look: LOOKS.title }], height: 28 },
			{ cells: heads.map((text) => ({ text, look: LOOKS.header })) },
			...rows
		],
		merges: ['A1:F1'],
		frozen: { rows: 2, columns: 0 },
		print: { paper: 'A4', landscape: true, titleRows: 2, area: `A1:F${rows.length + 2}` }
	};
}

function recipeRow(layout: BreakdownLayout, index: number, recipe: RecipeUse): PlannedRow {
	const line = layout.tree.lines[index];
	const price = `${BREAKDOWN_SHEET}!${layout.letters.get('unitPrice') ?? ''}${layout.rows[index] ?? 0}`;
	return {
		cells: [
			{ text: [line?.code, line?.name].filter(Boolean).join(' '), look: LOOKS.text },
			{ number: line?.unitPrice ?? '0', formula: price, look: numberLook('long', 'computed') },
			{ text: recipe.code, look: LOOKS.text },
			{ text: recipe.name, look: LOOKS.text },
			{ number: String(recipe.version), look: numberLook('whole', 'computed') },
			{ text: recipe.hash.slice(0, 16), look: LOOKS.text }
		]
	};
}
