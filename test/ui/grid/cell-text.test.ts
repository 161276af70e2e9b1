import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { analyse } from '#lib/core/costing/figures.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import { readTyped } from '#lib/ui/grid/cell-input.ts';
import {
	editText,
	figureOf,
	isDerived,
	isEditable,
	isNegativeText,
	shownText
} from '#lib/ui/grid/cell-text.ts';
import { findingsAt } from '#lib/ui/grid/finding-cells.ts';
import { allRows, type SheetRow } from '#lib/ui/grid/flatten.ts';
import { costLine, draftOf, yuan } from '../../support/cost-draft.ts';

const lines: readonly CostLine[] = [
	costLine({ id: 'parent', code: '1', statedAmount: yuan(100) }),
	costLine({
		id: 'computed',
		code: '1.1',
		parentId: 'parent',
		quantity: '1234567.5',
		unitPrice: '10',
		element: 'labour'
	}),
	costLine({
		...{ id: 'stated', code: '1.2', parentId: 'parent', position: 1, statedAmount: yuan('-1234.50') },
		...{ verifiedAmount: yuan(-1000), reason: 'price-too-high', recurrence: 'once' }
	}),
	costLine({ id: 'formula', code: '2', position: 1, quantity: '=[#computed].数量*2', unitPrice: '=1/0' }),
	costLine({ id: 'empty', position: 2 })
];
const draft = draftOf(lines);
const figures = unwrap(analyse(draft));
const rows = new Map(allRows(draft, figures, new Set()).map((row) => [row.id, row]));

function row(id: string): SheetRow {
	const found = rows.get(id);
	if (!found) throw new Error(`No row ${id}`);
	return found;
}

describe('cells', () => {
	it.each([
		['computed', 'quantity', '1,234,567.5', '1234567.5'],
		['computed', 'statedAmount', '12,345,675.00', '12345675.00'],
		['computed', 'verifiedAmount', '12,345,675.00', ''],
		['computed', 'element', '人工费', 'labour'],
		['stated', 'statedAmount', '-1,234.50', '-1234.50'],
		['stated', 'verifiedAmount', '-1,000.00', '-1000.00'],
		['stated', 'reason', '单价偏高', 'price-too-high'],
		['stated', 'recurrence', '一次性', 'once'],
		['parent', 'statedAmount', '12,344,440.50', '12344440.50'],
		['parent', 'periodMonths', '', '12'],
		['formula', 'quantity', '2,469,135', '=[1.1].数量*2'],
		['formula', 'unitPrice', '#DIV/0!', '=1/0'],
		['empty', 'quantity', '', ''],
		['empty', 'statedAmount', '', '']
	] as const)('%s %s shows “%s” and is edited as “%s”', (id, field, shown, edited) => {
		expect(shownText(row(id), field)).toBe(shown);
		expect(editText(row(id), field, figures.tree)).toBe(edited);
	});

	it('what an editor starts with reads back to the same line', () => {
		const fields = [
			'code',
			'name',
			'element',
			'quantity',
			'unitPrice',
			'coefficient',
			'verifiedAmount',
			'reason',
			'periodMonths',
			'recurrence'
		] as const;
		for (const { line } of rows.values())
			for (const field of fields) {
				const value = unwrap(readTyped(field, editText(row(line.id), field, figures.tree), figures.tree));
				const after = unwrap(applyCommands(draft, [{ type: 'set', lineId: line.id, field, value }])).draft;
				expect(after.lines.find(({ id }) => id === line.id)?.[field]).toEqual(line[field]);
			}
	});

	it('tell what follows from other cells from what stands there itself', () => {
		expect(isDerived(row('computed'), 'statedAmount')).toBe(true);
		expect(isDerived(row('computed'), 'verifiedAmount')).toBe(true);
		expect(isDerived(row('computed'), 'quantity')).toBe(false);
		expect(isDerived(row('stated'), 'statedAmount')).toBe(false);
		expect(isDerived(row('stated'), 'verifiedAmount')).toBe(false);
		expect(isDerived(row('parent'), 'statedAmount')).toBe(true);
		expect(isDerived(row('formula'), 'quantity')).toBe(true);
	});

	it('sums of parents cannot be typed over', () => {
		expect(isEditable(row('parent'), 'statedAmount')).toBe(false);
		expect(isEditable(row('parent'), 'name')).toBe(true);
		expect(isEditable(row('stated'), 'statedAmount')).toBe(true);
	});

	it('know negative numbers from texts with a dash', () => {
		expect(isNegativeText('-1,234.50')).toBe(true);
		expect(isNegativeText('-')).toBe(false);
		expect(isNegativeText('1-2')).toBe(false);
	});

	it('name the figure that the source panel explains', () => {
		expect(figureOf('statedAmount')).toBe('declared');
		expect(figureOf('verifiedAmount')).toBe('verified');
		expect(figureOf('quantity')).toBe('quantity');
		expect(figureOf('name')).toBeNull();
	});
});

it('findings stand in the cell where they can be put right', () => {
	expect(findingsAt(row('parent'), 'statedAmount')).toContain('原文合计 100.00 元');
	expect(findingsAt(row('formula'), 'unitPrice')).toContain('#DIV/0!');
	expect(findingsAt(row('formula'), 'quantity')).toBeNull();
	expect(findingsAt(row('stated'), 'recurrence')).toContain('一次性');
	expect(findingsAt(row('empty'), 'statedAmount')).toContain('请补填金额');
});
