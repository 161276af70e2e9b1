import { parseDecimal } from '../decimal/decimal.ts';
import { isFormula } from '../formula/references.ts';
import { parseFormula } from '../formula/parse.ts';
import { LIMITS } from '../limits.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { fieldLabel, type EditField, type PlainField } from './edit-command.ts';
import { fieldRule, PLAIN_FIELDS, type FieldRule } from './line-fields.ts';
import { FORMULA_FIELDS, type CostLine } from './line.ts';
import { isYearColumn } from './year-column.ts';

/** Whether a whole line that came from outside may stand in a draft: what fieldChange guards for single fields. */
export function checkLine(line: CostLine): Result<true> {
	for (const field of PLAIN_FIELDS) {
		if (field === 'adjustment') continue;
		const value: string | number | null = line[field];
		if (!isSound(fieldRule(field), value)) return bad(field, value);
	}
	const years = Object.entries(line.years);
	for (const [column, amount] of years) {
		if (!isYearColumn(column))
			return refuse(problem('analysis/malformed', { field: '历年金额', expected: '年份写法不对' }));
		if (!isSound(fieldRule(column), amount)) return bad(column, amount);
	}
	if (years.length > LIMITS.yearColumns)
		return refuse(
			problem('analysis/malformed', { field: '历年金额', expected: `最多 ${LIMITS.yearColumns} 列` })
		);
	for (const [field, formula] of Object.entries(line.fills)) {
		const known = FORMULA_FIELDS.find((name) => name === field);
		if (!known || !isFormula(formula) || !parseFormula(formula).ok) return bad(known ?? 'quantity', formula);
	}
	return checkPlace(line);
}

function checkPlace({ position, recipe }: CostLine): Result<true> {
	if (!Number.isInteger(position) || position < 0)
		return refuse(problem('analysis/malformed', { field: '位置', expected: '须是不小于零的整数' }));
	if (recipe !== null && !(Number.isInteger(recipe.version) && recipe.version > 0))
		return refuse(problem('analysis/malformed', { field: '定额测算', expected: '版本须是大于零的整数' }));
	return ok(true);
}

function isSound(rule: FieldRule, value: string | number | null): boolean {
	switch (rule.kind) {
		case 'text':
			return typeof value === 'string' && value.length <= rule.most;
		case 'formula':
			return value === null || isSoundNumber(String(value), LIMITS.decimalDigits);
		case 'year':
			return value !== null && isSoundNumber(String(value), 2);
		case 'money':
			return value === null || (Number.isSafeInteger(value) && Math.abs(Number(value)) <= LIMITS.amountFen);
		case 'whole':
			return Number.isInteger(value) && Number(value) >= rule.least && Number(value) <= rule.most;
		case 'choice':
			if (value === null) return rule.blank;
			return (
				(typeof value === 'number') === (rule.numeric === true) && Object.hasOwn(rule.choices, String(value))
			);
		case 'code':
			return value === '' || (/^\d+$/.test(String(value)) && rule.digits.includes(String(value).length));
	}
}

function isSoundNumber(text: string, places: number): boolean {
	if (isFormula(text)) return parseFormula(text).ok;
	const number = parseDecimal(text);
	return number.ok && number.value.scale <= places;
}

function bad(field: EditField | PlainField, value: unknown) {
	const shown = String(value ?? '').slice(0, 40);
	return refuse(
		problem('analysis/bad-value', {
			field: fieldLabel(field),
			value: shown,
			expected: '内容不合要求或太长'
		})
	);
}
