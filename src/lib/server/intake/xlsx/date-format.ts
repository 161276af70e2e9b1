import { decimal, isNegative, multiply, round, type Decimal } from '#lib/core/decimal/decimal.ts';

const DAY_MS = 86_400_000;
const SECONDS_PER_DAY = 86_400n;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A date serial as its format shows it. Serials count days from 1900-01-01 = 1 with Excel's 29 February 1900, or from
 * 1904-01-01 = 0. Undefined where the serial is no date or the format has a part we do not know.
 */
export function shownDate(serial: Decimal, format: string, date1904: boolean): string | undefined {
	const seconds = round(multiply(serial, decimal(SECONDS_PER_DAY)), 0, 'half-up').coefficient;
	if (isNegative(serial) || seconds >= 2_958_466n * SECONDS_PER_DAY) return undefined;
	const day = Number(seconds / SECONDS_PER_DAY);
	const second = Number(seconds % SECONDS_PER_DAY);
	const calendar = calendarOf(day, date1904);
	const first = (format.split(';', 1)[0] ?? '').replace(/\[(?:\$[^\]]*|[A-Za-z]{3,})\]/g, '');
	const afternoonMarks = /AM\/PM|上午\/下午/i.test(first);
	const tokens =
		first.match(/"[^"]*"|\\.|_.|\*.|AM\/PM|上午\/下午|\[[hms]+\]|y+|m+|d+|h+|s+(?:\.0+)?|a+|./gi) ?? [];
	let text = '';
	for (const [index, token] of tokens.entries()) {
		const shown = part(token, {
			...calendar,
			second,
			afternoonMarks,
			minutes: isMinutes(tokens, index)
		});
		if (shown === undefined) return undefined;
		text += shown;
	}
	return text.trim();
}

type Moment = {
	year: number;
	month: number;
	day: number;
	weekday: number;
	second: number;
	afternoonMarks: boolean;
	minutes: boolean;
};

function calendarOf(day: number, date1904: boolean): Pick<Moment, 'year' | 'month' | 'day' | 'weekday'> {
	// Serial 60 is the day that never was; Excel shows it all the same.
	if (!date1904 && day === 60) return { year: 1900, month: 2, day: 29, weekday: 3 };
	const epoch = date1904 ? Date.UTC(1904, 0, 1) : day > 60 ? Date.UTC(1899, 11, 30) : Date.UTC(1899, 11, 31);
	const date = new Date(epoch + day * DAY_MS);
	return {
		year: date.getUTCFullYear(),
		month: date.getUTCMonth() + 1,
		day: date.getUTCDate(),
		weekday: date.getUTCDay()
	};
}

/** "m" means minutes behind hours or before seconds. */
function isMinutes(tokens: readonly string[], index: number): boolean {
	const kind = (token: string) => (/^[ymdhs]/i.test(token) ? token.charAt(0).toLowerCase() : '');
	const previous = tokens
		.slice(0, index)
		.map(kind)
		.findLast((k) => k !== '');
	const next = tokens
		.slice(index + 1)
		.map(kind)
		.find((k) => k !== '');
	return previous === 'h' || next === 's';
}

function part(token: string, moment: Moment): string | undefined {
	const two = (value: number) => String(value).padStart(2, '0');
	const hour = Math.floor(moment.second / 3600);
	const minute = Math.floor(moment.second / 60) % 60;
	switch (token.toLowerCase()) {
		case 'yyyy':
		case 'yyy':
			return String(moment.year);
		case 'yy':
		case 'y':
			return two(moment.year % 100);
		case 'mmm':
			return MONTHS[moment.month - 1];
		case 'mm':
			return two(moment.minutes ? minute : moment.month);
		case 'm':
			return String(moment.minutes ? minute : moment.month);
		case 'dd':
			return two(moment.day);
		case 'd':
			return String(moment.day);
		case 'hh':
			return two(moment.afternoonMarks ? twelveHours(hour) : hour);
		case 'h':
			return String(moment.afternoonMarks ? twelveHours(hour) : hour);
		case 'ss':
			return two(moment.second % 60);
		case 's':
			return String(moment.second % 60);
		case 'aaaa':
			return `星期${'日一二三四五六'.charAt(moment.weekday)}`;
		case 'aaa':
			return '日一二三四五六'.charAt(moment.weekday);
		case 'am/pm':
			return hour < 12 ? 'AM' : 'PM';
		case '上午/下午':
			return hour < 12 ? '上午' : '下午';
	}
	if (token.startsWith('"')) return token.slice(1, -1);
	if (token.startsWith('\\')) return token.slice(1);
	if (token.startsWith('_') || token.startsWith('*')) return '';
	return /^[a-z[]/i.test(token) ? undefined : token;
}

function twelveHours(hour: number): number {
	return hour % 12 === 0 ? 12 : hour % 12;
}
