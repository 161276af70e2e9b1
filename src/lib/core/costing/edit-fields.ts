import { parseDecimal, toText } from '../decimal/decimal.ts';
import { isFormula } from '../formula/references.ts';
import { parseFormula } from '../formula/parse.ts';
import { LIMITS } from '../limits.ts';
import { fenFromYuan, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { FIELD_LABELS, type EditField, type LineContent } from './edit-command.ts';
import {
	ADJUSTMENT_REASONS,
	COST_ELEMENTS,
	type AdjustmentReason,
	type CostElement,
	type CostLine,
	type SourcedField
} from './line.ts';

/** What setting one field to a typed value changes: the field itself, and the source and basis that depend on it. */
export function fieldChange(
	line: CostLine,
	field: EditField,
	value: string | null
): Result<Partial<LineContent>> {
	const text = value?.trim() === '' ? null : (value?.trim() ?? null);
	switch (field) {
		case 'code':
		case 'grade':
		case 'unit':
			return plainText(field, text, LIMITS.nameLength);
		case 'name': {
			const change = plainText(field, text, LIMITS.nameLength);
			return change.ok ? ok({ ...change.value, sources: without(line, 'name') }) : change;
		}
		case 'evidence':
		case 'remark':
			return plainText(field, text, LIMITS.remarkLength);
		case 'quantity':
		case 'unitPrice':
			return factorChange(line, field, text);
		case 'coefficient': {
			const number = plainNumber(field, text);
			return number.ok ? ok({ coefficient: number.value }) : number;
		}
		case 'statedAmount': {
			const amount = money(field, text);
			if (!amount.ok) return amount;
			const amountBasis = amount.value === null && hasFactors(line) ? 'computed' : 'stated';
			return ok({ statedAmount: amount.value, amountBasis, sources: without(line, 'statedAmount') });
		}
		case 'verifiedAmount': {
			const amount = money(field, text);
			return amount.ok ? ok({ verifiedAmount: amount.value }) : amount;
		}
		default:
			return choice(field, text);
	}
}

/**
 * Typing a quantity or price means the amount follows from them, as soon as both are there; while one is missing, a
 * stated amount keeps standing.
 */
function factorChange(
	line: CostLine,
	field: 'quantity' | 'unitPrice',
	text: string | null
): Result<Partial<LineContent>> {
	const value = isFormula(text) ? formula(text) : plainNumber(field, text);
	if (!value.ok) return value;
	const complete = hasFactors({ ...line, [field]: value.value });
	const amountBasis = complete ? 'computed' : line.statedAmount === null ? line.amountBasis : 'stated';
	return ok({ [field]: value.value, amountBasis, sources: without(line, field) });
}

function choice(
	field: 'element' | 'reason' | 'amountBasis' | 'recurrence' | 'periodMonths',
	text: string | null
): Result<Partial<LineContent>> {
	switch (field) {
		case 'element':
			if (text === null) return ok({ element: null });
			return Object.hasOwn(COST_ELEMENTS, text)
				? ok({ element: text as CostElement })
				: bad(field, text, '只能选表中的成本要素');
		case 'reason':
			if (text === null) return ok({ reason: null });
			return Object.hasOwn(ADJUSTMENT_REASONS, text)
				? ok({ reason: text as AdjustmentReason })
				: bad(field, text, '只能选表中的原因');
		case 'amountBasis':
			return text === 'stated' || text === 'computed'
				? ok({ amountBasis: text })
				: bad(field, text, '只能是原文或计算');
		case 'recurrence':
			return text === 'recurring' || text === 'once'
				? ok({ recurrence: text })
				: bad(field, text, '只能是经常性或一次性');
		case 'periodMonths': {
			const months = /^\d{1,3}$/.test(text ?? '') ? Number(text) : 0;
			const words = `须是 1 到 ${LIMITS.periodMonths} 的整数`;
			return months >= 1 && months <= LIMITS.periodMonths
				? ok({ periodMonths: months })
				: bad(field, text, words);
		}
	}
}

function plainText(
	field: 'code' | 'name' | 'grade' | 'unit' | 'evidence' | 'remark',
	text: string | null,
	most: number
): Result<Partial<LineContent>> {
	const value = (text ?? '').normalize('NFC');
	return value.length <= most
		? ok({ [field]: value })
		: bad(field, `${value.slice(0, 20)}…`, `最多 ${most} 个字`);
}

function plainNumber(field: EditField, text: string | null): Result<string | null> {
	if (text === null) return ok(null);
	const number = parseDecimal(text.replaceAll(',', ''));
	return number.ok ? ok(toText(number.value)) : bad(field, text, '须是数字，例如 1234.5');
}

function formula(text: string): Result<string> {
	const parsed = parseFormula(text);
	return parsed.ok ? ok(text) : parsed;
}

function money(field: EditField, text: string | null): Result<Fen | null> {
	if (text === null) return ok(null);
	const number = parseDecimal(text.replaceAll(',', ''));
	return number.ok
		? fenFromYuan(number.value, 'half-up')
		: bad(field, text, '须是以元为单位的数字，例如 1234.50');
}

function hasFactors(line: Pick<CostLine, 'quantity' | 'unitPrice'>): boolean {
	return line.quantity !== null && line.unitPrice !== null;
}

function without(line: CostLine, field: SourcedField): CostLine['sources'] {
	return Object.fromEntries(Object.entries(line.sources).filter(([name]) => name !== field));
}

function bad(field: EditField, value: string | null, expected: string) {
	return refuse(
		problem('analysis/bad-value', {
			field: FIELD_LABELS[field],
			value: (value ?? '空白').slice(0, 40),
			expected
		})
	);
}
