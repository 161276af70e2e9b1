import { parseDecimal, toText } from '../decimal/decimal.ts';
import { isFormula } from '../formula/references.ts';
import { parseFormula } from '../formula/parse.ts';
import { fenFromYuan, yuanFromFen, type Fen } from '../money/fen.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { fieldLabel, isPlainField, type EditField } from './edit-command.ts';
import { fieldRule, type FieldRule } from './line-fields.ts';
import type { LinePatch } from './line-patch.ts';
import type { CostLine, FormulaField } from './line.ts';

/** A field that is stored under its own name; an adjustment is stored as the verified amount it leads to. */
export type StoredField = Exclude<EditField, 'adjustment'>;

/** What setting one field to a typed value changes: the field itself, and the basis of the amount that depends on it. */
export function fieldChange(line: CostLine, field: StoredField, value: string | null): Result<LinePatch> {
	const read = readField(field, value);
	if (!read.ok) return read;
	const content = read.value;
	if (!isPlainField(field))
		return ok({ values: {}, years: { [field]: content === null ? null : String(content) } });
	switch (field) {
		case 'quantity':
		case 'unitPrice':
		case 'frequency':
		case 'months':
		case 'coefficient':
			return ok(factorChange(line, field, content === null ? null : String(content)));
		case 'statedAmount': {
			// What readField makes of a money field is an amount or null.
			const statedAmount = content as Fen | null;
			const amountBasis = statedAmount === null && hasFactors(line) ? 'computed' : 'stated';
			return ok({ values: { statedAmount, ...basisChange(line, amountBasis) } });
		}
		default:
			return ok({ values: { [field]: content } });
	}
}

/** A typed adjustment (调整数) in 元; null or zero means none. */
export function readAdjustment(value: string | null): Result<Fen | null> {
	const read = readField('adjustment', value);
	if (!read.ok) return read;
	return ok(read.value === 0 ? null : (read.value as Fen | null));
}

/** A build-up's price on a line: typing a price by hand would clear the build-up, this sets both. */
export function recipeChange(
	line: CostLine,
	recipe: CostLine['recipe'],
	unitPrice: string
): Result<LinePatch> {
	const price = fieldChange(line, 'unitPrice', unitPrice);
	return price.ok ? ok({ values: { ...price.value.values, recipe } }) : price;
}

/** A typed text as its field stores it; refused with what the field expects. */
export function readField(field: EditField, value: string | null): Result<string | number | null> {
	const trimmed = value?.trim() ?? '';
	const text = trimmed === '' ? null : trimmed;
	const rule = fieldRule(field);
	switch (rule.kind) {
		case 'text': {
			const kept = (text ?? '').normalize('NFC');
			return kept.length <= rule.most
				? ok(kept)
				: bad(field, `${kept.slice(0, 20)}…`, `最多 ${rule.most} 个字`);
		}
		case 'formula':
			return text === null || isFormula(text) ? formula(text) : plainNumber(field, text);
		case 'money':
			return text === null ? ok(null) : money(field, text);
		case 'year': {
			if (text === null || isFormula(text)) return formula(text);
			const amount = money(field, text);
			return amount.ok ? ok(toText(yuanFromFen(amount.value))) : amount;
		}
		case 'whole':
			return whole(field, rule, text);
		case 'choice':
			return chosen(field, rule, text);
		case 'code': {
			const code = text ?? '';
			if (code === '' || (/^\d+$/.test(code) && rule.digits.includes(code.length))) return ok(code);
			return bad(field, code, `须是 ${rule.digits.join('、')} 位数字`);
		}
	}
}

/**
 * Typing a factor means the amount follows from the factors, as soon as quantity and price are both there; while one is
 * missing, a stated amount keeps standing. A price typed by hand no longer comes from a build-up.
 */
function factorChange(line: CostLine, field: FormulaField, value: string | null): LinePatch {
	const complete = hasFactors({ ...line, [field]: value });
	const amountBasis = complete ? 'computed' : line.statedAmount === null ? line.amountBasis : 'stated';
	const values = { [field]: value, ...basisChange(line, amountBasis) };
	return { values: field === 'unitPrice' && line.recipe !== null ? { ...values, recipe: null } : values };
}

/** A basis that stays is no part of the change, so that taking the change back leaves what others made of it alone. */
function basisChange(line: CostLine, amountBasis: CostLine['amountBasis']): LinePatch['values'] {
	return line.amountBasis === amountBasis ? {} : { amountBasis };
}

function whole(
	field: EditField,
	{ least, most }: Extract<FieldRule, { kind: 'whole' }>,
	text: string | null
): Result<number> {
	const number = /^\d{1,9}$/.test(text ?? '') ? Number(text) : -1;
	return number >= least && number <= most
		? ok(number)
		: bad(field, text ?? '', `须是 ${least} 到 ${most} 的整数`);
}

function chosen(
	field: EditField,
	{ choices, blank, numeric }: Extract<FieldRule, { kind: 'choice' }>,
	text: string | null
): Result<string | number | null> {
	const listed = `只能选${Object.values(choices).join('、')}`;
	if (text === null) return blank ? ok(null) : bad(field, '', listed);
	if (!Object.hasOwn(choices, text)) return bad(field, text, listed);
	return ok(numeric ? Number(text) : text);
}

function plainNumber(field: EditField, text: string): Result<string> {
	const number = parseDecimal(text.replaceAll(',', ''));
	return number.ok ? ok(toText(number.value)) : bad(field, text, '须是数字，例如 1234.5');
}

function formula(text: string | null): Result<string | null> {
	const parsed = text === null ? ok(null) : parseFormula(text);
	return parsed.ok ? ok(text) : parsed;
}

function money(field: EditField, text: string): Result<Fen> {
	const number = parseDecimal(text.replaceAll(',', ''));
	return number.ok
		? fenFromYuan(number.value, 'half-up')
		: bad(field, text, '须是以元为单位的数字，例如 1234.50');
}

function hasFactors(line: Pick<CostLine, 'quantity' | 'unitPrice'>): boolean {
	return line.quantity !== null && line.unitPrice !== null;
}

function bad(field: EditField, value: string, expected: string) {
	const shown = value === '' ? '空白' : value.slice(0, 40);
	return refuse(problem('analysis/bad-value', { field: fieldLabel(field), value: shown, expected }));
}
