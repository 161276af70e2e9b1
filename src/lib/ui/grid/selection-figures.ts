import type { SheetColumn } from './column-sets.ts';
import { columnSpec } from './field-specs.ts';
import { inUnit, MONEY_UNITS, type MoneyUnit } from './money-unit.ts';
import { figureText, StatusTally, type StatusFigures } from './status-figures.ts';
import type { Decimal } from '#lib/core/decimal/decimal.ts';

/** A selected cell: its column and what it says, amounts in 元. */
export interface SelectedCell {
	readonly column: SheetColumn;
	readonly text: string;
}

export interface SelectionFigures extends StatusFigures {
	/** Whether every number is an amount, so that the figures may be shown in the chosen unit. */
	readonly money: boolean;
}

export function selectionFigures(cells: Iterable<SelectedCell>): SelectionFigures {
	const counting = countSelection(cells, Infinity);
	for (;;) {
		const step = counting.next();
		if (step.done) return step.value;
	}
}

/** Counts cells, pausing after every `portion` of them: a whole sheet would hold up the keys. */
export function* countSelection(
	cells: Iterable<SelectedCell>,
	portion: number
): Generator<undefined, SelectionFigures> {
	const tally = new StatusTally();
	let money = true;
	let counted = 0;
	for (const { column, text } of cells) {
		tally.add(text);
		money &&= columnSpec(column).kind === 'money';
		counted += 1;
		if (counted % portion === 0) yield;
	}
	return { ...tally.figures, money };
}

/** 计数 always, the other figures where there is more than one number to say something about. */
export function selectionParts(
	figures: SelectionFigures,
	unit: MoneyUnit
): readonly { readonly label: string; readonly text: string }[] {
	const { count, numbers, sum, average, maximum, minimum, money } = figures;
	if (count === 0) return [];
	const shown = (value: Decimal | null) =>
		value === null
			? ''
			: money
				? `${figureText(inUnit(value, unit))} ${MONEY_UNITS[unit]}`
				: figureText(value);
	const counted = { label: '计数', text: String(count) };
	if (numbers < 2) return [counted];
	return [
		counted,
		{ label: '求和', text: shown(sum) },
		{ label: '平均', text: shown(average) },
		{ label: '最大', text: shown(maximum) },
		{ label: '最小', text: shown(minimum) }
	];
}
