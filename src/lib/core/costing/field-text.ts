import { fenText, type Fen } from '../money/fen.ts';
import type { EditField, PlainField } from './edit-command.ts';
import { isPlainField } from './edit-command.ts';
import { choiceWords, fieldRule } from './line-fields.ts';
import type { CostLine } from './line.ts';

/** What a line holds under a field; an adjustment is held as the verified amount. */
export function fieldValue(line: CostLine, field: EditField): string | number | null {
	if (!isPlainField(field)) return line.years[field] ?? null;
	const stored: Exclude<PlainField, 'adjustment'> = field === 'adjustment' ? 'verifiedAmount' : field;
	return line[stored];
}

/** A stored value as it would be typed: amounts in 元, "" when blank. */
export function typedText(field: EditField, value: unknown): string {
	if (value === null || value === undefined) return '';
	// What is stored under a money field is an amount.
	if (fieldRule(field).kind === 'money' && typeof value === 'number') return fenText(value as Fen);
	return String(value);
}

/** A stored or typed value as people know it: choices in their Chinese words; "" when blank. */
export function shownValue(field: EditField, value: unknown): string {
	return choiceWords(field, typedText(field, value));
}
