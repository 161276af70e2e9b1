import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import type { StepId } from './comparison-snapshot.ts';
import { labelOf, type Observation } from './observation.ts';

/** What a cost is counted in (计价单位) where nothing else is said. */
export const YUAN = '元';

/** Other money, and work where a table states effort instead of money; each under the first of its spellings. */
const SPELLINGS: readonly (readonly [name: string, ...others: string[]])[] = [
	[YUAN, '人民币', '人民币元', 'RMB', 'CNY'],
	['美元', 'USD', 'US$', '$', '美金', 'US DOLLAR', 'US DOLLARS', 'DOLLAR', 'DOLLARS'],
	['欧元', 'EUR', '€', 'EURO', 'EUROS'],
	['英镑', 'GBP', '£', 'POUND', 'POUNDS'],
	['日元', 'JPY', '日圆', 'YEN'],
	['港元', 'HKD', 'HK$', '港币'],
	['新台币', 'TWD', 'NT$', 'NTD', '台币', '新台币元'],
	['澳门元', 'MOP', '澳门币'],
	['韩元', 'KRW', '韩圆'],
	['加拿大元', 'CAD', '加元'],
	['澳大利亚元', 'AUD', '澳元'],
	['新西兰元', 'NZD'],
	['新加坡元', 'SGD'],
	['瑞士法郎', 'CHF'],
	['瑞典克朗', 'SEK'],
	['挪威克朗', 'NOK'],
	['丹麦克朗', 'DKK'],
	['波兰兹罗提', 'PLN'],
	['捷克克朗', 'CZK'],
	['印度卢比', 'INR'],
	['俄罗斯卢布', 'RUB', '卢布'],
	['巴西雷亚尔', 'BRL'],
	['墨西哥比索', 'MXN'],
	['南非兰特', 'ZAR'],
	['泰铢', 'THB'],
	['人时', '工时', '人小时', 'PERSON-HOUR', 'PERSON-HOURS', 'MAN-HOUR', 'MAN-HOURS'],
	['人天', '人日', '工日', 'PERSON-DAY', 'PERSON-DAYS', 'MAN-DAY', 'MAN-DAYS'],
	['人月', 'PERSON-MONTH', 'PERSON-MONTHS', 'MAN-MONTH', 'MAN-MONTHS']
];

const NAMES = new Map(
	SPELLINGS.flatMap((spellings) => spellings.map((spelling) => [folded(spelling), spellings[0]] as const))
);

/** The suggestions of forms: every name but 元, which is what an empty field means. */
export const OTHER_MONEY: readonly string[] = SPELLINGS.map(([name]) => name).slice(1);

/** The one name of a money, so that USD and 美元 are not two; a name nobody listed stays as it was written. */
export function moneyName(text: string): string {
	const written = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
	return written === '' ? YUAN : (NAMES.get(folded(written)) ?? written);
}

/** What the unit cost of an observation is counted in. */
export function moneyOf({ currency }: Pick<Observation, 'currency'>): string {
	return moneyName(currency ?? '');
}

/**
 * What the comparable unit costs of a set are counted in: 元 where the exchange step converts them, else what all members
 * have in common. Refuses two kinds of money in one set, naming the member: a mean over both would be a number of nothing.
 */
export function moneyOfSet(observations: readonly Observation[], steps: readonly StepId[]): Result<string> {
	if (steps.includes('exchange')) return ok(YUAN);
	const first = observations[0];
	if (!first) return ok(YUAN);
	const expected = moneyOf(first);
	const other = observations.find((observation) => moneyOf(observation) !== expected);
	return other
		? refuse(problem('comparison/money-differs', { member: labelOf(other), money: moneyOf(other), expected }))
		: ok(expected);
}

function folded(text: string): string {
	return text.normalize('NFKC').toUpperCase();
}
