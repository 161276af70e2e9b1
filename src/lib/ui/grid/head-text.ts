import { columnLabel, type SheetColumn } from './column-sets.ts';
import { columnSpec } from './field-specs.ts';
import { MONEY_UNITS, type MoneyUnit } from './money-unit.ts';

/** "核定金额（万元）" */
export function headText(column: SheetColumn, unit: MoneyUnit): string {
	const { kind, measure } = columnSpec(column);
	const words = kind === 'money' ? MONEY_UNITS[unit] : measure;
	return words === undefined ? columnLabel(column) : `${columnLabel(column)}（${words}）`;
}
