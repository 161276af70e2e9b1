import { parseDecimal } from '../decimal/decimal.ts';
import { isFormula } from '../formula/references.ts';
import { parseFormula } from '../formula/parse.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { FIELD_LABELS, type EditField } from './edit-command.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS, type CostLine } from './line.ts';

/** Whether a whole line that came from outside may stand in a draft: what fieldChange guards for single fields. */
export function checkLine(line: CostLine): Result<true> {
	for (const field of ['code', 'name', 'grade', 'unit'] as const)
		if (line[field].length > LIMITS.nameLength) return bad(field, line[field]);
	for (const field of ['evidence', 'remark'] as const)
		if (line[field].length > LIMITS.remarkLength) return bad(field, line[field]);
	for (const field of ['quantity', 'unitPrice', 'coefficient'] as const)
		if (!isSoundNumber(line[field], field !== 'coefficient')) return bad(field, line[field]);
	for (const field of ['statedAmount', 'verifiedAmount'] as const) {
		const amount = line[field];
		if (amount !== null && !(Number.isSafeInteger(amount) && Math.abs(amount) <= LIMITS.amountFen))
			return bad(field, String(amount));
	}
	if (
		!Number.isInteger(line.periodMonths) ||
		line.periodMonths < 1 ||
		line.periodMonths > LIMITS.periodMonths
	)
		return bad('periodMonths', String(line.periodMonths));
	if (line.element !== null && !Object.hasOwn(COST_ELEMENTS, line.element))
		return bad('element', line.element);
	if (line.reason !== null && !Object.hasOwn(ADJUSTMENT_REASONS, line.reason))
		return bad('reason', line.reason);
	if (!Number.isInteger(line.position) || line.position < 0)
		return refuse(problem('analysis/malformed', { field: '位置', expected: '须是不小于零的整数' }));
	return ok(true);
}

function isSoundNumber(text: string | null, mayBeFormula: boolean): boolean {
	if (text === null) return true;
	return isFormula(text) ? mayBeFormula && parseFormula(text).ok : parseDecimal(text).ok;
}

function bad(field: EditField, value: string | null) {
	const shown = (value ?? '').slice(0, 40);
	return refuse(
		problem('analysis/bad-value', {
			field: FIELD_LABELS[field],
			value: shown,
			expected: '内容不合要求或太长'
		})
	);
}
