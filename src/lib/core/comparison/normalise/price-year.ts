import { decimal, divide, multiply, ONE, round, type Decimal } from '../../decimal/decimal.ts';
import { LIMITS } from '../../limits.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import type { ParameterSetContent } from '../comparison-snapshot.ts';
import { entryFor, type Entry } from './entry.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

const PERCENT = decimal(1n, 2);

/**
 * normalise/price-year@1: brings a unit cost of price year y to price year Y (DOMAIN §2.6). With an index 上年=100 it is
 * u × Π_{t=y+1..Y} I_t/100, going back in time u ÷ that chain; with a fixed-base index u × I_Y / I_y. One series has one
 * form, so the two are never mixed. A year the series lacks is refused: a guess would be a price nobody published.
 */
export function normalisePriceYear(
	value: Decimal,
	from: number,
	to: number,
	series: ParameterSetContent
): Result<StepOutcome> {
	if (from === to) return ok(outcome(ONE, value, [], `价格年份已是 ${to} 年，不作调整：${shown(value)}`));
	return series.form === 'fixed-base-100'
		? byFixedBase(value, from, to, series)
		: byChain(value, from, to, series);
}

function byChain(value: Decimal, from: number, to: number, series: ParameterSetContent): Result<StepOutcome> {
	const years = yearsAfter(Math.min(from, to), Math.max(from, to));
	const read = entriesOf(series, years);
	if (!read.ok) return read;
	const entries = read.value;
	const chain = entries.reduce((product, entry) => multiply(product, multiply(entry.value, PERCENT)), ONE);
	const pointers = entries.map((entry) => entry.pointer);
	const factors = entries.map((entry, i) => `${years[i]}年 ${shown(entry.value)}`).join('、');
	const said = `价格由 ${from} 年调整到 ${to} 年，按“${series.name}”（上年=100：${factors}）连乘得 ${shown(chain)}`;
	if (from < to) {
		// Kept to the intermediate scale, because a chain of thirty published indices has hundreds of digits.
		const adjusted = round(multiply(value, chain), LIMITS.intermediateScale, 'half-up');
		const factor = round(chain, LIMITS.intermediateScale, 'half-up');
		return ok(
			outcome(factor, adjusted, pointers, `${said}：${shown(value)} × ${shown(chain)} = ${shown(adjusted)}`)
		);
	}
	const adjusted = divide(value, chain, 'half-up', LIMITS.intermediateScale);
	const factor = divide(ONE, chain, 'half-up', LIMITS.intermediateScale);
	return ok(
		outcome(
			factor,
			adjusted,
			pointers,
			`${said}，向前折算用除法：${shown(value)} ÷ ${shown(chain)} = ${shown(adjusted)}`
		)
	);
}

function byFixedBase(
	value: Decimal,
	from: number,
	to: number,
	series: ParameterSetContent
): Result<StepOutcome> {
	const read = entriesOf(series, [from, to]);
	if (!read.ok) return read;
	// Two years were asked for, so two entries came back.
	const [base, target] = read.value as [Entry, Entry];
	const adjusted = divide(multiply(value, target.value), base.value, 'half-up', LIMITS.intermediateScale);
	const factor = divide(target.value, base.value, 'half-up', LIMITS.intermediateScale);
	const said = `价格由 ${from} 年调整到 ${to} 年，按“${series.name}”（定基）`;
	const words = `${said}：${shown(value)} × ${shown(target.value)} ÷ ${shown(base.value)} = ${shown(adjusted)}`;
	return ok(outcome(factor, adjusted, [base.pointer, target.pointer], words));
}

function entriesOf(series: ParameterSetContent, years: readonly number[]): Result<readonly Entry[]> {
	const entries: Entry[] = [];
	for (const year of years) {
		const entry = entryFor(series, String(year));
		if (!entry || entry.value.coefficient <= 0n)
			return refuse(problem('comparison/missing-index', { series: series.name, year: String(year) }));
		entries.push(entry);
	}
	return ok(entries);
}

function yearsAfter(first: number, last: number): readonly number[] {
	return Array.from({ length: last - first }, (_, i) => first + 1 + i);
}

function outcome(factor: Decimal, value: Decimal, read: readonly string[], words: string): StepOutcome {
	return { step: 'price-year', method: 'normalise/price-year@1', factor, value, read, words };
}
