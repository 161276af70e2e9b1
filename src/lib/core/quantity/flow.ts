import { findUnit, type Dimension, type Unit } from './units.ts';

/**
 * Dimensions whose output adds up over time (吨, 人次, 场次): the cost of one does not depend on the months it was counted
 * over, so 元/吨 is never annualised. Everything else (平方米, 座, 盏) is a stock that is served all year: 元/平方米·年.
 */
const FLOWS: ReadonlySet<Dimension> = new Set([
	'mass',
	'volume',
	'person-months',
	'person-days',
	'count:person-time',
	'count:machine-shift',
	'count:piece',
	'count:session',
	'count:time',
	'count:item',
	'count:copy',
	'count:function-point'
]);

/** True where outputs of two half years add up to the output of the year. */
export function isFlow(unit: Unit): boolean {
	return FLOWS.has(unit.dimension);
}

/** The same for a unit as written; an unknown one is taken for a stock. */
export function isFlowText(text: string): boolean {
	const unit = findUnit(text);
	return unit !== undefined && isFlow(unit);
}
