import { isFlow } from '../quantity/flow.ts';
import { unitById } from '../quantity/units.ts';
import { YUAN } from './currency.ts';

/** The unit of a comparable unit cost: "元/平方米·年", "元/吨"; of a set in other money "美元/人·年". */
export function comparableRate(unitId: string, money: string = YUAN): string {
	const unit = unitById(unitId);
	return `${money}/${unit.name}${isFlow(unit) ? '' : `·${unitById('year').name}`}`;
}
