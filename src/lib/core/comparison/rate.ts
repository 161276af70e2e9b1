import { isFlow } from '../quantity/flow.ts';
import { rateText } from '../quantity/rate.ts';
import { unitById } from '../quantity/units.ts';

/** The unit of a comparable unit cost: "元/平方米·年", "元/吨". */
export function comparableRate(unitId: string): string {
	const unit = unitById(unitId);
	return isFlow(unit) ? rateText(unit) : rateText(unit, unitById('year'));
}
