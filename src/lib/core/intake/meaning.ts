import { COST_ELEMENTS, type CostElement } from '../costing/line.ts';
import { halfWidth, simplified } from './number-text.ts';

/** Words that make an amount a one-off: arrears and make-up payments never enter a unit cost. */
const ONE_OFF =
	/补(?:缴|发|付|拨|列)?(?:上年|以前年度|历年|往年|20\d\d年)|一次性|历史欠账|历年欠账|清欠|上年未|以前年度/;

/** Words that mark a line as one-off (补上年, 一次性, 历史欠账…); undefined where there are none. */
export function oneOffWords(text: string): string | undefined {
	return ONE_OFF.exec(halfWidth(text))?.[0];
}

const NUMERALS: { readonly [numeral: string]: number } = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5 };

/** Months that a text says an amount pays for: "9个月" 9, "1-9月" 9, "两年" 24, "2019-2021年" 36. */
export function monthsIn(text: string): { readonly months: number; readonly words: string } | undefined {
	if (!/[年月]|20\d\d/.test(text)) return undefined;
	const plain = halfWidth(text).replace(/\s/g, '');
	const months = /(?<!\d)(\d{1,3})个月/.exec(plain);
	if (months) return sound(Number(months[1]), months[0]);
	const span = /(?<!\d)(\d{1,2})月?[-—~至到](\d{1,2})月/.exec(plain);
	if (span) return sound(Number(span[2]) - Number(span[1]) + 1, span[0]);
	const dated = /(20\d\d)[年./-](\d{1,2})月?[-—~至到](20\d\d)[年./-](\d{1,2})(?!\d)月?/.exec(plain);
	if (dated) {
		const [from, to] = [Number(dated[1]) * 12 + Number(dated[2]), Number(dated[3]) * 12 + Number(dated[4])];
		return sound(to - from + 1, dated[0]);
	}
	const years = /(20\d\d)年?度?[-—~至到](20\d\d)年/.exec(plain);
	if (years) return sound((Number(years[2]) - Number(years[1]) + 1) * 12, years[0]);
	const count = /(?<![\d每第近前上逐])([一二两三四五]|[1-5])年(?![级以内度代期制一初底末间前后来\d])/.exec(
		plain
	);
	if (count) return sound((NUMERALS[count[1] ?? ''] ?? Number(count[1])) * 12, count[0]);
	return undefined;
}

function sound(months: number, words: string): { months: number; words: string } | undefined {
	return months >= 1 && months <= 120 ? { months, words } : undefined;
}

const GRADE = /[特一二三四五六甲乙丙]级/;

/** A service grade named inside a text: "二级道路清扫" → "二级". */
export function gradeIn(text: string): string | undefined {
	return GRADE.exec(text)?.[0];
}

/** Whether a whole text is a grade, a class or a tier, and not a specification. */
export function isGrade(text: string): boolean {
	return text.length <= 20 && (GRADE.test(text) || /^[A-Z\d一二三四五六]+[类档等]$/i.test(text));
}

/** The cost element whose own name a line carries: "人工费" → labour. Never guessed from other words. */
export function elementNamed(name: string): CostElement | undefined {
	const bare = name.replace(/^[\s\d.、()（）一二三四五六七八九十]+/, '');
	const known = Object.keys(COST_ELEMENTS) as CostElement[];
	return known.find((element) => COST_ELEMENTS[element] === bare);
}

/** Beginnings of rows that are notes under a table. */
export function isNote(text: string): boolean {
	return /^[\s*※]*(注|备注|说明|附注|附件|资料来源|数据来源|来源|填表|填报|制表|审核|编制|复核|单位负责人|联系)/.test(
		text
	);
}

/** Totals rows: 小计 closes a block, 合计 and 总计 the table. */
export function totalKind(text: string): 'sub' | 'total' | 'grand' | undefined {
	const bare = simplified(halfWidth(text)).replace(/[\s:：]|\([^)]*\)/g, '');
	if (/(总计|总合计)$/.test(bare)) return 'grand';
	if (/(合计|共计)$/.test(bare)) return 'total';
	return /小计$/.test(bare) ? 'sub' : undefined;
}

/**
 * Rank of an outline number: 一、 above (一) above 1. above 1.1 above (1) above ①. Undefined where the text does not
 * begin with one.
 */
export function outlineRank(text: string): number | undefined {
	const plain = halfWidth(text).trim();
	if (/^[一二三四五六七八九十]+(?=[、.,\s]|$)/.test(plain)) return 1;
	if (/^\([一二三四五六七八九十]+\)/.test(plain)) return 2;
	// What Excel makes of a long code (3.10101E+17) is one number, not an outline.
	if (/^\d(?:\.\d+)?E\+?\d+$/i.test(plain)) return 3;
	const dotted = /^(\d+(?:[.．-]\d+)*)(?=[、.)\s]|$|[^\d.%年月])/.exec(plain);
	if (dotted) return plain.startsWith(`${dotted[1]})`) ? 41 : 2 + (dotted[1] ?? '').split(/[.．-]/).length;
	if (/^\(\d+\)/.test(plain)) return 40;
	return /^[①-⑳]/.test(plain) ? 42 : undefined;
}
