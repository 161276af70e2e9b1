import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { findUnit, unitById, type Unit } from './units.ts';

/** A price's unit: money per physical unit, and per period where it recurs: 元/平方米·年. */
export interface RateUnit {
	readonly money: Unit;
	readonly per: Unit;
	/** 年, 月 or 日; null where the price is paid once per unit (元/吨). */
	readonly period: Unit | null;
}

const PERIOD_DIMENSIONS: readonly string[] = ['months', 'days'];

/** Reads "元/平方米·年", "元/座/年", "万元/公里", "元/㎡.年". A 人·年 stays one unit: 元/人·年. */
export function parseRate(text: string): Result<RateUnit> {
	const [moneyText = '', ...rest] = text.normalize('NFKC').split('/');
	const money = findUnit(moneyText);
	const per =
		rest.length === 1 ? perUnit(rest[0] ?? '') : rest.length === 2 ? perUnit(`${rest[0]}·${rest[1]}`) : null;
	if (money?.dimension !== 'money' || !per)
		return refuse(problem('unit/unknown', { unit: text.slice(0, 40) }));
	return ok({ money, ...per });
}

/** "元/平方米·年", from the parts; the one way a rate's unit is written. */
export function rateText(unit: Unit, period: Unit | null = null, money: Unit = unitById('yuan')): string {
	return `${money.name}/${unit.name}${period ? `·${period.name}` : ''}`;
}

function perUnit(text: string): { per: Unit; period: Unit | null } | null {
	const whole = findUnit(text);
	if (whole) return { per: whole, period: null };
	const match = /^(.+?)[·.•*\s](年|月|日|天|季度|季)$/.exec(text.trim());
	const per = findUnit(match?.[1] ?? '');
	const period = findUnit(match?.[2] ?? '');
	return per && period && PERIOD_DIMENSIONS.includes(period.dimension) ? { per, period } : null;
}
