import { describe, expect, it } from 'vitest';
import { applyCommands } from '#lib/core/costing/edit.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import type { CostLine } from '#lib/core/costing/line.ts';
import { unwrap } from '#lib/core/result.ts';
import type { SheetColumn } from '#lib/ui/grid/column-sets.ts';
import {
	endOfSiblings,
	filledPart,
	planFill,
	planFillWithin,
	planSame,
	setOnce,
	wholeColumnFormula,
	type FillSheet
} from '#lib/ui/grid/fill.ts';
import type { Block } from '#lib/ui/grid/selection.ts';
import type { Written } from '#lib/ui/grid/sheet-writer.ts';
import { sumFormula } from '#lib/ui/grid/sum-formula.ts';
import { costLine, draftOf, yuan } from '../../support/cost-draft.ts';
import { sheetOf } from '../../support/sheet-rows.ts';

const COLUMNS: readonly SheetColumn[] = ['code', 'name', 'quantity', 'unitPrice', 'element', 'statedAmount'];

/** Four lines below one, with what the test says of each. */
function sheet(...given: readonly Partial<CostLine>[]): FillSheet {
	const lines = [0, 1, 2, 3].map((position) =>
		costLine({
			parentId: 'top',
			position,
			...given[position],
			id: `l${position}`,
			name: given[position]?.name ?? ''
		})
	);
	const draft = draftOf([costLine({ id: 'top', name: '合计行' }), ...lines]);
	return { ...sheetOf(draft), columns: COLUMNS };
}

function cells(column: SheetColumn, top: number, bottom = top, right = column): Block {
	return { top, bottom, left: COLUMNS.indexOf(column), right: COLUMNS.indexOf(right) };
}

function linesAfter({ draft }: FillSheet, commands: readonly EditCommand[]): readonly CostLine[] {
	return sheetOf(unwrap(applyCommands(draft, commands)).draft).tree.lines.slice(1);
}

function filled(on: FillSheet, source: Block, whole: Block, copies = false): readonly CostLine[] {
	const part = filledPart(source, whole);
	if (!part) throw new Error('Nothing to fill');
	return linesAfter(on, planFill(on, source, part, copies).commands);
}

const quantities = (lines: readonly CostLine[]) => lines.map(({ quantity }) => quantity);

describe('the fill handle', () => {
	it('repeats one number, and goes on with two or more at an even distance', () => {
		const one = sheet({ quantity: '5' });
		expect(quantities(filled(one, cells('quantity', 1), cells('quantity', 1, 4)))).toEqual([
			'5',
			'5',
			'5',
			'5'
		]);
		const two = sheet({ quantity: '0.1' }, { quantity: '0.3' });
		expect(quantities(filled(two, cells('quantity', 1, 2), cells('quantity', 1, 4)))).toEqual([
			...['0.1', '0.3', '0.5', '0.7']
		]);
		expect(quantities(filled(two, cells('quantity', 1, 2), cells('quantity', 1, 4), true))).toEqual([
			...['0.1', '0.3', '0.1', '0.3']
		]);
	});

	it('goes upwards as well, backwards', () => {
		const two = sheet({}, {}, { quantity: '10' }, { quantity: '20' });
		expect(quantities(filled(two, cells('quantity', 3, 4), cells('quantity', 1, 4)))).toEqual([
			...['-10', '0', '10', '20']
		]);
	});

	it('counts on texts that end in a number', () => {
		const coded = sheet({ code: '8.9', name: '路段01' });
		const lines = filled(coded, cells('code', 1, 1, 'name'), cells('code', 1, 3, 'name'));
		expect(lines.slice(0, 3).map(({ code, name }) => [code, name])).toEqual([
			['8.9', '路段01'],
			['8.10', '路段02'],
			['8.11', '路段03']
		]);
	});

	it('leaves formulas as they are, relative and by line', () => {
		const formula = sheet({ quantity: '=[本行].单价*2+[#l3].单价' });
		expect(quantities(filled(formula, cells('quantity', 1), cells('quantity', 1, 3))).slice(0, 3)).toEqual(
			Array(3).fill('=[本行].单价*2+[#l3].单价')
		);
	});

	it('across columns puts what a cell shows', () => {
		const [line] = filled(
			sheet({ quantity: '7' }),
			cells('quantity', 1),
			cells('quantity', 1, 1, 'unitPrice')
		);
		expect(line?.unitPrice).toBe('7');
	});

	it('goes one way only, and nowhere inside itself', () => {
		const source = cells('quantity', 2, 3);
		expect(filledPart(source, source)).toBeNull();
		expect(filledPart(source, cells('quantity', 1, 3))?.direction).toBe('up');
	});

	it('by a double click reaches the last of the siblings', () => {
		const { rows } = sheet();
		expect(endOfSiblings(rows, 1)).toBe(4);
		expect(endOfSiblings(rows, 0)).toBe(0);
	});
});

describe('Ctrl+D and Ctrl+R', () => {
	it('copy the first row or column over the rest, choices and blanks too', () => {
		const on = sheet({ quantity: '5', element: 'labour' }, { quantity: '6', unitPrice: '1' });
		const lines = linesAfter(on, planFillWithin(on, cells('quantity', 1, 3, 'element'), 'down').commands);
		expect(
			lines.slice(0, 3).map(({ quantity, unitPrice, element }) => [quantity, unitPrice, element])
		).toEqual(Array(3).fill(['5', null, 'labour']));
		const right = linesAfter(on, planFillWithin(on, cells('quantity', 1, 1, 'unitPrice'), 'right').commands);
		expect(right[0]?.unitPrice).toBe('5');
	});

	it('an amount that follows from its factors stays so in the next line', () => {
		const on = sheet({ quantity: '5', unitPrice: '2' }, { statedAmount: yuan(9), amountBasis: 'stated' });
		const [, second] = linesAfter(
			on,
			planFillWithin(on, cells('quantity', 1, 2, 'statedAmount'), 'down').commands
		);
		expect([second?.quantity, second?.amountBasis]).toEqual(['5', 'computed']);
	});
});

describe('the same into many cells', () => {
	const taken = ({ commands, refused }: Written) => [commands.length, refused.length];

	it('Ctrl+Enter writes it everywhere, Delete empties, and sums of parents are left', () => {
		const on = sheet({ quantity: '1' }, { quantity: '2' });
		const same = planSame(on, cells('quantity', 1, 4), () => '=[本行].单价');
		expect(quantities(linesAfter(on, same.commands))).toEqual(Array(4).fill('=[本行].单价'));
		expect(taken(planSame(on, cells('quantity', 1, 4), () => ''))).toEqual([2, 0]);
		expect(taken(planSame(on, cells('statedAmount', 0), () => ''))).toEqual([0, 0]);
		expect(taken(planSame(on, cells('statedAmount', 0), () => '5'))).toEqual([0, 1]);
	});
});

describe('one formula for a whole column', () => {
	it('is found where every line below a parent has it, and stored once', () => {
		const formula = '=[本行].单价*2';
		const on = sheet(...Array<Partial<CostLine>>(4).fill({ quantity: formula }));
		const whole = wholeColumnFormula(on.tree, 'l2', 'quantity');
		expect(whole).toMatchObject({ parentId: 'top', field: 'quantity', formula });
		const after = unwrap(applyCommands(on.draft, whole ? setOnce(whole) : [])).draft;
		expect(after.lines.find(({ id }) => id === 'top')?.fills).toEqual({ quantity: formula });
		expect(after.lines.filter(({ quantity }) => quantity !== null)).toEqual([]);
	});

	it('is not offered for numbers, for some lines only, or for texts', () => {
		expect(wholeColumnFormula(sheet({ quantity: '=1' }).tree, 'l0', 'quantity')).toBeNull();
		expect(wholeColumnFormula(sheet().tree, 'l0', 'name')).toBeNull();
		expect(wholeColumnFormula(sheet().tree, 'top', 'quantity')).toBeNull();
	});
});

describe('Alt+=', () => {
	const on = sheet({ quantity: '1', code: '8.1' }, {}, { quantity: '3', code: '8.3' });
	const sum = (place: number, column: SheetColumn) => {
		const row = on.rows[place];
		return row ? sumFormula(on.tree, on.rows, row, column) : null;
	};

	it('adds up the lines below a parent, and else the run of numbers above', () => {
		expect(sum(0, 'quantity')).toEqual({ text: '=SUM([本行].下级.数量)' });
		expect(sum(4, 'quantity')).toEqual({ text: '=SUM([8.3].数量)' });
	});

	it('says why it has nothing to add up', () => {
		expect(sum(1, 'quantity')).toHaveProperty('whyNot');
		expect(sum(0, 'statedAmount')).toHaveProperty('whyNot');
		expect(sum(1, 'period')).toHaveProperty('whyNot');
	});
});
