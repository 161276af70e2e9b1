import { multiply, ONE, round, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { moneyName, moneyOf, YUAN } from '../currency.ts';
import { labelOf, type Observation } from '../observation.ts';
import { entryFor } from './entry.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

/** The key of a money in a series of exchange rates: its name and the price year of the cost, "美元 2022". */
export function exchangeKey(money: string, year: number): string {
	return `${money} ${year}`;
}

/** "USD 2022" → "美元 2022"; undefined for what is no other money and year. */
export function readExchangeKey(text: string): string | undefined {
	const [, money = '', year = ''] = /^(\S.*?)\s+((?:19|20)\d{2})$/.exec(text.trim()) ?? [];
	const name = moneyName(money);
	return year === '' || name === YUAN ? undefined : exchangeKey(name, Number(year));
}

/**
 * normalise/exchange@1: brings a unit cost in other money to 元 at the rate (汇率, 元 for one of the other) of the year the
 * cost was incurred in; the price-year step then carries it on by a home index. What is in 元 stays. A year without a
 * rate is refused: the rate of another year is another price.
 */
export function normaliseExchange(
	value: Decimal,
	observation: Observation,
	series: ParameterSetContent
): Result<StepOutcome> {
	const money = moneyOf(observation);
	if (money === YUAN) return ok(outcome(ONE, value, [], `已是人民币，不作折算：${shown(value)}`));
	const key = exchangeKey(money, observation.basis.priceYear);
	const entry = entryFor(series, key);
	if (!entry || entry.value.coefficient <= 0n)
		return refuse(
			problem('comparison/missing-factor', { series: series.name, key, member: labelOf(observation) })
		);
	const converted = round(multiply(value, entry.value), LIMITS.intermediateScale, 'half-up');
	const words = `按“${series.name}”（${key}年，1 ${money}合 ${shown(entry.value)} 元）折为人民币：${shown(value)} × ${shown(entry.value)} = ${shown(converted)}`;
	return ok(outcome(entry.value, converted, [entry.pointer], words));
}

function outcome(factor: Decimal, value: Decimal, read: readonly string[], words: string): StepOutcome {
	return { step: 'exchange', method: 'normalise/exchange@1', factor, value, read, words };
}
