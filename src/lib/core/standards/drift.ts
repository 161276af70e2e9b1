import { refText } from '../address/value-ref.ts';
import type { ParameterSetContent } from '../comparison/comparison-snapshot.ts';
import { priceByElement } from '../comparison/normalise/price-by-element.ts';
import { normalisePriceYear } from '../comparison/normalise/price-year.ts';
import type { StepOutcome } from '../comparison/normalise/step-outcome.ts';
import type { Observation } from '../comparison/observation.ts';
import {
	add,
	compare,
	dec,
	decimal,
	divide,
	isZero,
	multiply,
	ONE,
	round,
	toFixedText,
	toText,
	type Decimal
} from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { sumFen, type Fen } from '../money/fen.ts';
import type { Result } from '../result.ts';
import type { QuotaResults } from './standard-snapshot.ts';

/** A standard holds while the composite index since its price year stays within these, both included (DOMAIN §2.9). */
export const DRIFT_BAND = { low: dec('0.95'), high: dec('1.05') } as const;
/** An index is judged as it is and shown with these places. */
const SHOWN_PLACES = 4;

/** 物价漂移: what prices did since the price year of a standard. */
export type IndexDrift = {
	readonly series: string;
	readonly from: number;
	/** The last year the series knows, up to the year asked. */
	readonly to: number;
	/** Composite index, 1 = unchanged. */
	readonly index: string;
	/** The values it is made of, with their documents; those of an index by element name the element, too. */
	readonly read: readonly {
		readonly year: string;
		readonly value: string;
		readonly document: string;
		/** Address of the value. */
		readonly ref: string;
	}[];
	readonly alarm: boolean;
	readonly words: string;
};

/**
 * The composite index from a price year up to the last year known, read from the price index the standard was made
 * with. An index by element (分要素) is weighted by the cost of the set, which `set` then is. Null where the series does
 * not know the years, or the weights are not known: without an index nothing is said, never guessed.
 */
export function indexDrift(
	series: ParameterSetContent,
	priceYear: number,
	asked: number,
	set: Observation | null = null
): IndexDrift | null {
	for (let to = asked; to > priceYear; to--) {
		const outcome = composite(series, priceYear, to, set);
		if (!outcome?.ok) continue;
		const alarm = outside(outcome.value.factor, DRIFT_BAND);
		const index = shownIndex(outcome.value.factor, alarm);
		const read = outcome.value.read.flatMap((pointer) => readEntry(series, pointer) ?? []);
		const years = read.map(({ year, value }) => `${year} 年 ${value}`).join('、');
		const until = to < asked ? `（${asked} 年的指数还没有登记）` : '';
		const judged = alarm ? '已超出 0.95 至 1.05 的范围' : '在 0.95 至 1.05 的范围内';
		const form = series.form === 'fixed-base-100' ? '定基' : '上年=100';
		return {
			...{ series: series.name, from: priceYear, to, index, read, alarm },
			words: `价格由 ${priceYear} 年到 ${to} 年，按“${series.name}”（${form}：${years}）的综合指数为 ${index}，${judged}${until}。`
		};
	}
	return null;
}

function composite(
	series: ParameterSetContent,
	from: number,
	to: number,
	set: Observation | null
): Result<StepOutcome> | null {
	if (series.kind === 'price-index') return normalisePriceYear(ONE, from, to, series);
	if (series.kind !== 'element-index' || set === null) return null;
	return priceByElement(ONE, { ...set, basis: { ...set.basis, priceYear: from } }, to, series);
}

/** "/content/entries/3/value" → the entry it names. */
function readEntry(
	{ code, entries }: ParameterSetContent,
	pointer: string
): IndexDrift['read'][number] | null {
	const entry = entries[Number(pointer.split('/')[3])];
	if (!entry) return null;
	const { key, version, document } = entry;
	const ref = refText({ kind: 'parameter', series: code, at: key, version });
	return { year: key, value: toText(dec(entry.value)), document, ref };
}

/** One observation that stands for a set: the cost of all its members by element. Null where there is no member. */
export function wholeSet(members: readonly Observation[]): Observation | null {
	const [first] = members;
	if (!first) return null;
	const elements: Record<string, string> = {};
	for (const member of members)
		for (const [element, amount] of Object.entries(member.elements))
			elements[element] = String(BigInt(elements[element] ?? '0') + BigInt(amount));
	return { ...first, elements };
}

/** 1.05004 must not read "1.0500, above 1.05". */
function shownIndex(index: Decimal, alarm: boolean): string {
	const short = round(index, SHOWN_PLACES, 'half-up');
	return outside(short, DRIFT_BAND) === alarm ? toFixedText(short, SHOWN_PLACES) : toText(index);
}

/** What serving really cost in one year: all projects that reported. */
export type OutturnEntry = { readonly year: number; readonly quantity: string; readonly amount: Fen };

export type OutturnYear = {
	readonly year: number;
	readonly projects: number;
	/** 分 */
	readonly amount: Fen;
	readonly quantity: string;
	/** 元 per unit, four decimals. */
	readonly unitCost: string;
	readonly position: 'below' | 'within' | 'above';
};

export type OutturnDrift = {
	readonly low: string;
	readonly high: string;
	/** The range of the quota itself, or five per cent around its one value. */
	readonly bandWords: string;
	/** The newest year last. */
	readonly years: readonly OutturnYear[];
	readonly alarm: boolean;
	readonly words: string;
};

/**
 * 执行漂移 (IDEAS 13): total paid ÷ total quantity of each year against the band of the quota. Alarms when the last two
 * years follow each other and both lie outside. Null where nothing was reported or the quota has no value.
 */
export function outturnDrift(
	quota: Pick<QuotaResults, 'value' | 'low' | 'high' | 'unit'>,
	entries: readonly OutturnEntry[]
): OutturnDrift | null {
	const band = bandOf(quota);
	if (band === null) return null;
	const byYear = [...Map.groupBy(entries, ({ year }) => year)].sort(([a], [b]) => a - b);
	const years = byYear.flatMap(([year, list]) => yearOf(year, list, band) ?? []);
	const [before, last] = years.slice(-2);
	if (before === undefined) return null;
	const alarm =
		last !== undefined &&
		last.year === before.year + 1 &&
		before.position !== 'within' &&
		last.position !== 'within';
	const said = years
		.slice(-2)
		.map(({ year, unitCost, position }) => `${year} 年 ${unitCost} 元，${POSITIONS[position]}`)
		.join('；');
	const judged = alarm ? '连续两年偏离' : '没有连续两年偏离';
	return {
		low: toText(band.low),
		high: toText(band.high),
		bandWords: band.words,
		years,
		alarm,
		words: `实际执行的单位成本（金额合计 ÷ 数量合计）：${said}。定额区间为 ${toText(band.low)} 至 ${toText(band.high)} ${quota.unit}（${band.words}），${judged}。`
	};
}

export const POSITIONS: { readonly [P in OutturnYear['position']]: string } = {
	below: '低于区间',
	within: '在区间内',
	above: '高于区间'
};

type Band = { readonly low: Decimal; readonly high: Decimal };

function bandOf({ value, low, high }: Pick<QuotaResults, 'value' | 'low' | 'high'>) {
	if (value === null) return null;
	if (low !== null && high !== null) return { low: dec(low), high: dec(high), words: '定额自身的区间' };
	const around = (share: Decimal) => round(multiply(dec(value), share), LIMITS.unitCostScale, 'half-up');
	return { low: around(DRIFT_BAND.low), high: around(DRIFT_BAND.high), words: '定额上下 5%' };
}

function yearOf(year: number, list: readonly OutturnEntry[], band: Band): OutturnYear | null {
	const quantity = list.reduce((all, entry) => add(all, dec(entry.quantity)), dec(0));
	if (isZero(quantity)) return null;
	const amount = sumFen(list.map((entry) => entry.amount));
	const unitCost = divide(decimal(BigInt(amount), 2), quantity, 'half-up', LIMITS.unitCostScale);
	const position =
		compare(unitCost, band.low) < 0 ? 'below' : compare(unitCost, band.high) > 0 ? 'above' : 'within';
	return {
		year,
		projects: list.length,
		amount,
		quantity: toText(quantity),
		unitCost: toFixedText(round(unitCost, SHOWN_PLACES, 'half-up'), SHOWN_PLACES),
		position
	};
}

function outside(value: Decimal, { low, high }: Band): boolean {
	return compare(value, low) < 0 || compare(value, high) > 0;
}
