import {
	compare,
	dec,
	equals,
	isNegative,
	multiply,
	ONE,
	round,
	subtract,
	toFixedText,
	toText,
	ZERO,
	type Decimal
} from '../decimal/decimal.ts';
import { problem } from '../problem.ts';
import { ok, refuse, type Result } from '../result.ts';
import { readParameter } from './parameter.ts';
import type { ExpenditureContent } from './standard-snapshot.ts';

export type PaymentTerms = {
	readonly share: Decimal;
	readonly income: Decimal;
	readonly ceiling: Decimal | null;
	/** Omitted where nothing keeps the payment from falling. */
	readonly floor?: Decimal | null;
};

export type Payment = {
	readonly net: Decimal;
	readonly value: Decimal;
	/** What decided instead of the formula: `floor` is zero, `minimum` the stated 下限, `ceiling` the stated 上限. */
	readonly bound: 'floor' | 'minimum' | 'ceiling' | null;
};

/** 元 per unit and year: exact until the one rounding at the end; never below zero or the floor, never above the ceiling. */
export function payment(
	quota: Decimal,
	{ share, income, ceiling, floor = null }: PaymentTerms,
	rounding: ExpenditureContent['rounding']
): Payment {
	const net = subtract(multiply(quota, share), income);
	const rounded = (value: Decimal) => round(value, rounding.places, rounding.mode);
	// Rounding a floor down would pay less than the floor.
	if (floor && compare(net, floor) < 0)
		return { net, value: round(floor, rounding.places, 'ceiling'), bound: 'minimum' };
	if (isNegative(net)) return { net, value: ZERO, bound: 'floor' };
	if (!ceiling || compare(net, ceiling) <= 0) return { net, value: rounded(net), bound: null };
	// Rounding a ceiling up would pay more than the ceiling: it is cut, not rounded.
	return { net, value: round(ceiling, rounding.places, 'down'), bound: 'ceiling' };
}

/** Share, income, ceiling and floor of an expenditure standard as numbers within their bounds. */
export function readTerms(content: ExpenditureContent): Result<PaymentTerms> {
	const amount = { from: ZERO, words: '不小于 0 的金额（元）' };
	const share = readParameter('财政负担比例', content.fiscalShare, {
		from: ZERO,
		to: ONE,
		words: '0 到 1 之间的比例（即 0% 到 100%）'
	});
	if (!share.ok) return share;
	const income = readParameter('单位自有收入', content.ownIncome, amount);
	if (!income.ok) return income;
	const terms = { share: share.value, income: income.value };
	const ceiling = content.ceiling === null ? ok(null) : readParameter('上限', content.ceiling, amount);
	if (!ceiling.ok) return ceiling;
	if (content.floor === undefined) return ok({ ...terms, ceiling: ceiling.value });
	// The floor is paid as it stands, so it has no more decimals than the standard.
	const floor = readParameter('下限', content.floor, {
		from: ZERO,
		...(ceiling.value ? { to: ceiling.value } : {}),
		words: `不小于 0${ceiling.value ? '、不高于上限' : ''}的金额（元）`
	});
	if (!floor.ok) return floor;
	const { places } = content.rounding;
	return equals(floor.value, round(floor.value, places, 'down'))
		? ok({ ...terms, ceiling: ceiling.value, floor: floor.value })
		: refuse(
				problem('standard/bad-parameter', {
					...{ name: '下限', text: content.floor },
					expected: `最多 ${places} 位小数的金额（元）`
				})
			);
}

/** The calculation of one value in words. */
export function paymentWords(
	quota: string,
	unit: string,
	{ share, income, ceiling, floor }: PaymentTerms,
	{ net, value, bound }: Payment,
	{ rounding }: Pick<ExpenditureContent, 'rounding'>
): string {
	const deduction = income.coefficient === 0n ? '' : ` − 单位自有收入 ${toText(income)} 元`;
	const formula = `成本定额 ${quota} ${unit} × 财政负担比例 ${toText(multiply(share, dec(100)))}%${deduction}`;
	const shown = `${toFixedText(value, rounding.places)} ${unit}`;
	if (bound === 'floor')
		return `${formula} = ${toText(net)} 元，自有收入已超过财政应负担部分，财政支出标准为 ${shown}`;
	if (bound === 'minimum')
		return `${formula} = ${toText(net)} 元，低于下限${floor ? ` ${toText(floor)} 元` : ''}，财政支出标准取下限 ${shown}`;
	if (bound === 'ceiling')
		return `${formula} = ${toText(net)} 元，高于上限 ${ceiling ? toText(ceiling) : ''} 元，财政支出标准取上限 ${shown}`;
	const within = ceiling ? `，不超过上限 ${toText(ceiling)} 元` : '';
	const exact = compare(net, value) === 0 ? '' : ` = ${toText(net)} 元，取整`;
	return `${formula}${exact} = ${shown}${within}`;
}
