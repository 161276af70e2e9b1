import {
	add,
	compare,
	dec,
	decimal,
	divide,
	multiply,
	ONE,
	round,
	subtract,
	toText,
	ZERO,
	type Decimal
} from '../../decimal/decimal.ts';
import { problem } from '../../problem.ts';
import { ok, refuse, type Result } from '../../result.ts';
import { payment } from '../payment.ts';
import { readParameter } from '../parameter.ts';
import type { ExpenditureContent, QuotaContent } from '../standard-snapshot.ts';
import type { Period } from './frequency.ts';

/**
 * Three linked standards as levers that can be moved (三标准联动): what a unit costs at the frequencies of the service
 * standard, what the treasury pays of it, and what a year comes to. Numbers are decimal text as people type them.
 */
export interface LinkedState {
	readonly services: readonly LinkedService[];
	/** 元 per unit and year at the frequencies the quota was derived for: its price level. */
	readonly quota: string;
	readonly coefficient: string;
	readonly fiscalShare: string;
	readonly ownIncome: string;
	/** 元 per unit and year; null = none. */
	readonly ceiling: string | null;
	/** Units served. */
	readonly volume: string;
	/** Months paid for; null where the unit is a flow, which is paid by quantity alone. */
	readonly months: string | null;
}

/** A service item whose cost moves with its frequency. */
export interface LinkedService {
	readonly name: string;
	readonly per: Period;
	readonly count: string;
}

/** What does not move: how the quota hangs on each service, and how the standards are rounded. */
export interface Linkage {
	/** Frequency the quota was derived for, and the part of it (0–1) that moves with that frequency. */
	readonly services: readonly { readonly count: string; readonly share: string }[];
	readonly quotaRounding: QuotaContent['rounding'];
	readonly expenditureRounding: ExpenditureContent['rounding'];
	/** 元 per unit and year the payment does not fall below; omitted = none. */
	readonly floor?: string;
}

export interface LinkedFigures {
	/** 元 per unit and year, rounded by the stored rule. */
	readonly quota: Decimal;
	readonly expenditure: Decimal;
	/** 元, rounded half-up to 分. */
	readonly total: Decimal;
	/** The ceiling pays less than the fiscal share of the cost. */
	readonly capped: boolean;
}

/** A state with its numbers read and held against their bounds. */
export interface ReadState {
	readonly counts: readonly Decimal[];
	readonly quota: Decimal;
	readonly coefficient: Decimal;
	readonly share: Decimal;
	readonly income: Decimal;
	readonly ceiling: Decimal | null;
	readonly volume: Decimal;
	readonly months: Decimal | null;
}

export interface ReadLinkage extends Pick<Linkage, 'quotaRounding' | 'expenditureRounding'> {
	readonly services: readonly { readonly count: Decimal; readonly share: Decimal }[];
	readonly floor: Decimal | null;
}

/** Times in one period: far beyond any service, and small enough to search. */
export const MOST_TIMES = 10_000;
const LONGEST_MONTHS = 120;
const MOST_COEFFICIENT = 100;

/**
 * quota = level × coefficient × (1 − Σ share + Σ share × count / count₀), rounded once;
 * expenditure = min(quota × fiscal share − own income, ceiling), rounded once; total = expenditure × volume × months / 12.
 */
export function linkedFigures(state: ReadState, linkage: ReadLinkage): LinkedFigures {
	const { quotaRounding, expenditureRounding, services, floor } = linkage;
	// One exact fraction, divided once: two sweeps made three must be 12.30 × 3 / 2 to the last digit.
	const under = services.reduce((product, { count }) => multiply(product, count), ONE);
	const fixed = services.reduce((rest, { share }) => subtract(rest, share), ONE);
	const moving = services.map(({ share }, i) => {
		const others = services.reduce(
			(product, { count }, j) => (j === i ? product : multiply(product, count)),
			ONE
		);
		return multiply(multiply(share, state.counts[i] ?? ZERO), others);
	});
	const over = moving.reduce(add, multiply(fixed, under));
	const level = multiply(multiply(state.quota, state.coefficient), over);
	const quota = divide(level, under, quotaRounding.mode, quotaRounding.places);
	const { share, income, ceiling } = state;
	const paid = payment(quota, { share, income, ceiling, floor }, expenditureRounding);
	return {
		quota,
		expenditure: paid.value,
		total: yearTotal(paid.value, state),
		capped: paid.bound === 'ceiling'
	};
}

function yearTotal(expenditure: Decimal, { volume, months }: ReadState): Decimal {
	const year = multiply(expenditure, volume);
	return months === null ? round(year, 2, 'half-up') : divide(multiply(year, months), dec(12), 'half-up', 2);
}

export function readLinkage(linkage: Linkage, names: readonly string[]): Result<ReadLinkage> {
	const services: ReadLinkage['services'][number][] = [];
	let total = ZERO;
	for (const [i, { count, share }] of linkage.services.entries()) {
		const name = names[i] ?? '';
		const times = readCount(name, count);
		if (!times.ok) return times;
		const part = readParameter(`${name} 随频次变动的比例`, share, {
			from: ZERO,
			to: ONE,
			words: '0% 到 100% 之间的比例'
		});
		if (!part.ok) return part;
		total = add(total, part.value);
		services.push({ count: times.value, share: part.value });
	}
	if (compare(total, ONE) > 0)
		return refuse(
			problem('standard/bad-parameter', {
				name: '各服务项目随频次变动的比例合计',
				text: `${toText(multiply(total, dec(100)))}%`,
				expected: '不超过 100%'
			})
		);
	if (linkage.floor === undefined) return ok({ ...linkage, services, floor: null });
	const floor = readParameter('下限', linkage.floor, { from: ZERO, words: '不小于 0 的金额（元）' });
	return floor.ok ? ok({ ...linkage, services, floor: floor.value }) : floor;
}

export function readState(state: LinkedState): Result<ReadState> {
	const counts: Decimal[] = [];
	for (const { name, count } of state.services) {
		const times = readCount(name, count, true);
		if (!times.ok) return times;
		counts.push(times.value);
	}
	const amount = { from: ZERO, words: '不小于 0 的金额（元）' };
	const quota = readParameter('成本定额', state.quota, amount);
	if (!quota.ok) return quota;
	const coefficient = readParameter('调整系数', state.coefficient, {
		from: ZERO,
		to: dec(MOST_COEFFICIENT),
		words: `0 到 ${MOST_COEFFICIENT} 之间的数字`
	});
	if (!coefficient.ok) return coefficient;
	const share = readParameter('财政负担比例', state.fiscalShare, {
		from: ZERO,
		to: ONE,
		words: '0 到 1 之间的比例（即 0% 到 100%）'
	});
	if (!share.ok) return share;
	const income = readParameter('单位自有收入', state.ownIncome, amount);
	if (!income.ok) return income;
	const ceiling = state.ceiling === null ? null : readParameter('上限', state.ceiling, amount);
	if (ceiling && !ceiling.ok) return ceiling;
	const volume = readParameter('数量', state.volume, { from: ZERO, words: '不小于 0 的数字' });
	if (!volume.ok) return volume;
	const months = state.months === null ? null : readMonths(state.months);
	if (months && !months.ok) return months;
	return ok({
		counts,
		quota: quota.value,
		coefficient: coefficient.value,
		share: share.value,
		income: income.value,
		ceiling: ceiling && ceiling.value,
		volume: volume.value,
		months: months && months.value
	});
}

function readCount(name: string, text: string, zero = false): Result<Decimal> {
	const read = readParameter(`${name} 频次`, text, {
		from: ZERO,
		to: decimal(BigInt(MOST_TIMES)),
		words: `大于 0、不超过 ${MOST_TIMES} 的次数`
	});
	if (!read.ok || zero || read.value.coefficient > 0n) return read;
	return refuse(problem('standard/bad-parameter', { name: `${name} 频次`, text, expected: '大于 0 的次数' }));
}

function readMonths(text: string): Result<Decimal> {
	return readParameter('服务月数', text, {
		from: ZERO,
		to: decimal(BigInt(LONGEST_MONTHS)),
		words: `0 到 ${LONGEST_MONTHS} 之间的月数`
	});
}
