import { fieldLabel, type EditField } from '#lib/core/costing/edit-command.ts';
import { fieldRule, takesFormula } from '#lib/core/costing/line-fields.ts';
import type { NamedParameter } from '#lib/core/costing/named-parameter.ts';
import type { Tree } from '#lib/core/costing/tree.ts';
import { dec, decimal, multiply, parseDecimal, toText, type Decimal } from '#lib/core/decimal/decimal.ts';
import { halfWidth, moneyFactor, readNumberText } from '#lib/core/intake/number-text.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { storedFormula } from './formula-text.ts';

/**
 * What somebody typed or pasted into a cell, as the value of a `set` command: amounts in 元, numbers as plain decimals,
 * choices as their keys, formulas with stable references; null empties the cell. Whether the value may stand there is
 * decided by core/costing; here only the writing is understood: 1,234.50, 12, ¥, %, 万元, "-".
 */
export function readTyped(
	field: EditField,
	text: string,
	tree: Tree,
	parameters: readonly NamedParameter[] = []
): Result<string | null> {
	const typed = text.trim();
	const rule = fieldRule(field);
	switch (rule.kind) {
		case 'formula':
		case 'year':
		case 'money':
		case 'whole':
			if (!isTypedFormula(typed)) return number(field, typed);
			return takesFormula(field)
				? storedFormula(`=${typed.slice(1)}`, tree, parameters)
				: bad(field, typed, '这一列不能填公式，请把公式填在数量、单价等列里');
		case 'choice':
			return choice(field, rule.blank ? typed : typed || firstKey(rule.choices), rule.choices);
		case 'code':
			return ok(codeIn(typed));
		case 'text':
			return ok(typed === '' ? null : typed);
	}
}

/** Whether a text is meant as a formula; Chinese input methods type a full-width sign. */
export function isTypedFormula(text: string): boolean {
	return halfWidth(text.slice(0, 1)) === '=';
}

/** What the word behind a number multiplies it by, in the unit of the field; undefined where it does not belong. */
function factorOf(field: EditField, word: string): string | undefined {
	switch (field) {
		case 'months':
		case 'periodMonths':
			return MONTH_WORDS.get(word);
		case 'frequency':
			return TIMES_WORDS.includes(word) ? '1' : undefined;
		case 'quantity':
		case 'coefficient':
			return word === '' ? '1' : undefined;
		default:
			return moneyFactor(word);
	}
}

const MONTH_WORDS: ReadonlyMap<string, string> = new Map([
	['', '1'],
	['月', '1'],
	['个月', '1'],
	['年', '12']
]);
const TIMES_WORDS: readonly string[] = ['', '次', '遍', '轮'];

/** 1.5E+05: how spreadsheet programs write long numbers in narrow columns. */
const SCIENTIFIC = /^[+-]?\d{1,15}(?:\.\d{1,15})?e[+-]?\d{1,2}$/i;

function number(field: EditField, text: string): Result<string | null> {
	const short = halfWidth(text);
	const long = SCIENTIFIC.test(short) ? parseDecimal(short) : null;
	if (long?.ok) return ok(toText(long.value));
	const reading = readNumberText(text);
	if (reading.kind === 'empty') return ok(null);
	if (reading.kind === 'unreadable') return bad(field, text, '须是数字，例如 1,234.50');
	if (reading.suffix === '%') return ok(toText(percent(reading.value)));
	const factor = factorOf(field, reading.suffix);
	if (factor === undefined) return bad(field, text, `不认识数字后面的“${reading.suffix}”，请只填数字`);
	return ok(toText(factor === '1' ? reading.value : multiply(reading.value, dec(factor))));
}

function percent(value: Decimal): Decimal {
	return decimal(value.coefficient, value.scale + 2);
}

/** Accepts the key, the Chinese label, or a beginning of exactly one label. */
function choice(
	field: EditField,
	text: string,
	labels: { readonly [key: string]: string }
): Result<string | null> {
	const wanted = halfWidth(text);
	if (/^[-—/]*$/.test(wanted)) return ok(null);
	const words = choiceWordsOf(labels);
	const exact = words.find(({ key, label }) => key === wanted || `${key}级` === wanted || label === wanted);
	const beginning = exact ? [] : words.filter(({ label }) => label.startsWith(wanted));
	const found = exact ?? (beginning.length === 1 ? beginning[0] : undefined);
	return found ? ok(found.key) : bad(field, text, `只能选：${Object.values(labels).join('、')}`);
}

interface ChoiceWord {
	readonly key: string;
	/** In half-width characters, as what is typed is compared. */
	readonly label: string;
}

/** Read once per list of choices: a pasted column asks thousands of times. */
const CHOICE_WORDS = new WeakMap<object, readonly ChoiceWord[]>();

function choiceWordsOf(labels: { readonly [key: string]: string }): readonly ChoiceWord[] {
	let words = CHOICE_WORDS.get(labels);
	if (!words) {
		words = Object.entries(labels).map(([key, label]) => ({ key, label: halfWidth(label) }));
		CHOICE_WORDS.set(labels, words);
	}
	return words;
}

/** A field that must have a choice goes back to its usual one, with which its list begins. */
function firstKey(labels: { readonly [key: string]: string }): string {
	return Object.keys(labels)[0] ?? '';
}

/** People copy codes with their names: "2120501 城乡社区环境卫生". */
function codeIn(text: string): string | null {
	const plain = halfWidth(text).trim();
	if (/^[-—/]*$/.test(plain)) return null;
	return /^(\d+)[\s:-]+\D/.exec(plain)?.[1] ?? plain;
}

function bad(field: EditField, value: string, expected: string) {
	return refuse(
		problem('analysis/bad-value', { field: fieldLabel(field), value: value.slice(0, 40), expected })
	);
}
