import { dec, divide, isZero, parseDecimal, toText } from '../../decimal/decimal.ts';

/** How often a service is given: "每日 2 次" is 2 in every 日. Counts are exact decimals as text. */
export interface Frequency {
	readonly count: string;
	readonly per: Period;
}

export const PERIODS = ['日', '周', '月', '季', '年'] as const;
export type Period = (typeof PERIODS)[number];

const PERIOD_OF: { readonly [word: string]: Period | undefined } = {
	日: '日',
	天: '日',
	昼夜: '日',
	周: '周',
	星期: '周',
	月: '月',
	季: '季',
	季度: '季',
	年: '年'
};
const WORDS = '季度|星期|昼夜|日|天|周|月|季|年';
const NUMBER = '\\d+(?:\\.\\d+)?|[一二两三四五六七八九十]+';
/** "每日 2 次", "每 2 天清洗 1 次", "日均不少于 2 次": the period first. */
const PERIOD_FIRST = new RegExp(
	`(?:每|日均|月均|年均)\\s*(${NUMBER})?\\s*个?\\s*(${WORDS})?[^\\d次]{0,12}?(${NUMBER})\\s*(?:次|遍|趟|回)`
);
/** "2 次/日", "2次每天" */
const COUNT_FIRST = new RegExp(`(${NUMBER})\\s*(?:次|遍|趟|回)\\s*(?:/|每|／)\\s*(${WORDS})`);
const MEAN = /(日|月|年)均/;

/**
 * Reads a frequency as service standards write it. Null where the text states none, e.g. "全天巡回": then the cost cannot
 * be moved with it.
 */
export function readFrequency(text: string): Frequency | null {
	const first = COUNT_FIRST.exec(text);
	if (first) return frequency(first[1], undefined, first[2]);
	const found = PERIOD_FIRST.exec(text);
	if (!found) return null;
	return frequency(found[3], found[1], found[2] ?? MEAN.exec(text)?.[1]);
}

function frequency(countText?: string, everyText?: string, word?: string): Frequency | null {
	const per = PERIOD_OF[word ?? ''];
	const count = numberOf(countText ?? '');
	const every = everyText === undefined ? '1' : numberOf(everyText);
	if (!per || count === null || every === null || isZero(dec(count)) || isZero(dec(every))) return null;
	return { count: toText(divide(dec(count), dec(every), 'half-up', 6)), per };
}

const DIGITS: { readonly [digit: string]: number | undefined } = {
	一: 1,
	二: 2,
	两: 2,
	三: 3,
	四: 4,
	五: 5,
	六: 6,
	七: 7,
	八: 8,
	九: 9
};

/** "2", "二", "十二", "二十" */
function numberOf(text: string): string | null {
	const plain = parseDecimal(text);
	if (plain.ok) return toText(plain.value);
	const [, tens, ten, ones] = /^([一二两三四五六七八九])?(十)?([一二两三四五六七八九])?$/.exec(text) ?? [];
	if (ten === undefined) return tens !== undefined && ones === undefined ? String(DIGITS[tens]) : null;
	const high = tens === undefined ? 1 : (DIGITS[tens] ?? 0);
	return String(high * 10 + (ones === undefined ? 0 : (DIGITS[ones] ?? 0)));
}

export function frequencyWords({ count, per }: Frequency): string {
	return `每${per} ${count} 次`;
}
