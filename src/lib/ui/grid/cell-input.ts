import { FIELD_LABELS, type EditField } from '#lib/core/costing/edit-command.ts';
import { ADJUSTMENT_REASONS, COST_ELEMENTS } from '#lib/core/costing/line.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { dec, decimal, multiply, toText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { halfWidth, moneyFactor, readNumberText } from '#lib/core/intake/number-text.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storedFormula } from './formula-text.ts';

export const RECURRENCE_LABELS = { recurring: '经常性', once: '一次性' } as const;

/**
 * What somebody typed or pasted into a cell, as the value of a `set` command: amounts in 元, numbers as plain decimals,
 * choices as their keys, formulas with stable references; null empties the cell. Whether the value may stand there is
 * decided by core/costing; here only the writing is understood: 1,234.50, 12, ¥, %, 万元, "-".
 */
export function readTyped(field: EditField, text: string, tree: Tree): Result<string | null> {
	const typed = text.trim();
	switch (field) {
		case 'quantity':
		case 'unitPrice':
			if (isTypedFormula(typed)) return storedFormula(`=${typed.slice(1)}`, tree);
			return number(field, typed, field === 'unitPrice' ? moneyFactor : noFactor);
		case 'coefficient':
			return isTypedFormula(typed) ? notHere(field, typed) : number(field, typed, noFactor);
		case 'statedAmount':
		case 'verifiedAmount':
			return isTypedFormula(typed) ? notHere(field, typed) : number(field, typed, moneyFactor);
		case 'periodMonths':
			return number(field, typed, (word) => MONTH_WORDS[word]);
		case 'element':
			return choice(field, typed, COST_ELEMENTS);
		case 'reason':
			return choice(field, typed, ADJUSTMENT_REASONS);
		case 'recurrence':
			return choice(field, typed === '' ? 'recurring' : typed, RECURRENCE_LABELS);
		default:
			return ok(typed === '' ? null : typed);
	}
}

const MONTH_WORDS: { readonly [word: string]: string | undefined } = {
	'': '1',
	月: '1',
	个月: '1',
	年: '12'
};

function isTypedFormula(text: string): boolean {
	return halfWidth(text.slice(0, 1)) === '=';
}

function number(
	field: EditField,
	text: string,
	factorOf: (word: string) => string | undefined
): Result<string | null> {
	const reading = readNumberText(text);
	if (reading.kind === 'empty') return ok(null);
	if (reading.kind === 'unreadable') return bad(field, text, '须是数字，例如 1,234.50');
	if (reading.suffix === '%') return ok(toText(percent(reading.value)));
	const factor = factorOf(reading.suffix);
	if (factor === undefined) return bad(field, text, `不认识数字后面的“${reading.suffix}”，请只填数字`);
	return ok(toText(multiply(reading.value, dec(factor))));
}

function percent(value: Decimal): Decimal {
	return decimal(value.coefficient, value.scale + 2);
}

function noFactor(word: string): string | undefined {
	return word === '' ? '1' : undefined;
}

/** Accepts the key, the Chinese label, or a beginning of exactly one label. */
function choice(
	field: EditField,
	text: string,
	labels: { readonly [key: string]: string }
): Result<string | null> {
	if (text === '') return ok(null);
	const wanted = halfWidth(text);
	const entries = Object.entries(labels);
	const exact = entries.find(([key, label]) => key === text || halfWidth(label) === wanted);
	const beginning = entries.filter(([, label]) => halfWidth(label).startsWith(wanted));
	const found = exact ?? (beginning.length === 1 ? beginning[0] : undefined);
	return found ? ok(found[0]) : bad(field, text, `只能选：${Object.values(labels).join('、')}`);
}

function notHere(field: EditField, text: string) {
	return bad(field, text, '这一列不能填公式，请把公式填在数量或单价里');
}

function bad(field: EditField, value: string, expected: string) {
	return refuse(
		problem('analysis/bad-value', { field: FIELD_LABELS[field], value: value.slice(0, 40), expected })
	);
}
