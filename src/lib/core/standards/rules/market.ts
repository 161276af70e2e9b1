import { mean } from '../../comparison/statistics/mean.ts';
import { isNegative, isZero, minimum, parseDecimal, toText, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { parseDate, yearOf } from '../../period/date.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { MarketQuote } from '../standard-snapshot.ts';
import { quotaMethod } from './quota-rule.ts';

const FEWEST_QUOTES = 3;
const OLDEST_YEARS = 3;

/** 市场询价: three or more dated quotes from named sources; their mean, or the lowest valid one. */
export const marketQuota = quotaMethod({
	rule: 'market',
	version: 1,
	words: '取不少于三家市场报价的平均价或最低有效价，每家写明来源、日期和价格。',
	source: '成本定额测算常用口径：市场询价，不少于三家',
	read({ content }, { parameters }) {
		const quotes = (parameters.quotes ?? []).filter(({ source, price }) => (source + price).trim() !== '');
		const prices: Decimal[] = [];
		for (const [i, quote] of quotes.entries()) {
			const asked = readQuote(quote, i + 1, content.targetYear);
			if (!asked.ok) return asked;
			prices.push(asked.value);
		}
		const sources = new Set(quotes.map(({ source }) => source.trim()));
		if (sources.size < FEWEST_QUOTES)
			return refuse(problem('standard/quotes-few', { n: String(sources.size) }));
		const lowest = parameters.take === 'lowest';
		const value = lowest
			? prices.reduce((least, price) => minimum(least, price))
			: mean(prices, LIMITS.unitCostScale);
		const words = `${sources.size} 家报价 ${prices.map(toText).join('、')} 元的${lowest ? '最低有效价' : '平均价'}`;
		return ok({
			value,
			read: [],
			reasons: [{ allows: 'standard', text: `取 ${words}，不少于三家，可以作为标准。` }]
		});
	}
});

function readQuote(quote: MarketQuote, at: number, targetYear: number): Result<Decimal> {
	const bad = (name: string, text: string, expected: string) =>
		refuse(
			problem('standard/bad-parameter', { name: `第 ${at} 家${name}`, text: text.slice(0, 40), expected })
		);
	if (quote.source.trim() === '') return bad('报价来源', '', '报价单位或网址名称');
	const price = parseDecimal(quote.price);
	if (!price.ok || isNegative(price.value) || isZero(price.value))
		return bad('价格', quote.price, '大于 0 的金额（元）');
	const day = parseDate(quote.date);
	if (!day.ok) return bad('报价日期', quote.date, '有效的日期');
	const year = yearOf(day.value);
	if (year > targetYear + 1 || targetYear - year > OLDEST_YEARS)
		return bad('报价日期', quote.date, `目标年度 ${targetYear} 年前 ${OLDEST_YEARS} 年以内的日期`);
	return price;
}
