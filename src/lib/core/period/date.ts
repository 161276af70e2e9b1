import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';

declare const dateBrand: unique symbol;

/** A calendar day as "YYYY-MM-DD". Text order is date order; there is no time zone in it. */
export type DateText = string & { readonly [dateBrand]: true };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

export function parseDate(text: string): Result<DateText> {
	const match = DATE.exec(text.trim());
	if (!match) return refuse(problem('date/malformed', { text: text.slice(0, 40) }));
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
	const real = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) && year >= 1900;
	return real ? ok(text.trim() as DateText) : refuse(problem('date/malformed', { text: text.slice(0, 40) }));
}

/** A date from trusted text; malformed text is a broken invariant. */
export function date(text: string): DateText {
	const result = parseDate(text);
	if (!result.ok) throw new Error(`Not a date: ${text}`);
	return result.value;
}

/** "2026年11月22日", without zero padding, as documents write it. */
export function chineseDate(value: DateText): string {
	const match = DATE.exec(value);
	return match ? `${Number(match[1])}年${Number(match[2])}月${Number(match[3])}日` : value;
}

export function yearOf(value: DateText): number {
	return Number(value.slice(0, 4));
}

/** The same day some years later; 29 February becomes 1 March where the year has none. */
export function yearsLater(value: DateText, years: number): DateText {
	const sameDay = parseDate(`${yearOf(value) + years}${value.slice(4)}`);
	return sameDay.ok ? sameDay.value : date(`${yearOf(value) + years}-03-01`);
}

function daysInMonth(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
