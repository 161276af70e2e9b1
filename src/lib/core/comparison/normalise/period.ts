import { ONE, type Decimal } from '../../decimal/decimal.ts';
import { annualise } from '../../period/months.ts';
import { shown, type StepOutcome } from './step-outcome.ts';

/**
 * normalise/period@1: brings the unit cost of a stock (平方米, 座) to twelve months, u × 12 / months (DOMAIN §2.6, T).
 * A flow (吨, 人次) is already independent of the months it was counted over and stays as it is.
 */
export function normalisePeriod(value: Decimal, months: number, flow: boolean): StepOutcome {
	const step = { step: 'period', method: 'normalise/period@1', read: [] } as const;
	if (flow)
		return {
			...step,
			factor: ONE,
			value,
			words: `产出为全期累计量，单位成本与成本期长短无关，不作年化：${shown(value)}`
		};
	const annual = annualise(value, months);
	return {
		...step,
		factor: annualise(ONE, months),
		value: annual,
		words: `折合全年：${shown(value)} × 12 ÷ ${months} 个月 = ${shown(annual)}`
	};
}
