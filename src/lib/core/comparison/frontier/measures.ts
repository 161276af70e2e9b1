import type { AnalysisContent } from '../../costing/analysis-snapshot.ts';
import { COST_ELEMENTS, type CostElement } from '../../costing/line.ts';
import {
	dec,
	divide,
	isZero,
	multiply,
	parseDecimal,
	sum,
	toText,
	type Decimal
} from '../../decimal/decimal.ts';
import { findUnit } from '../../quantity/units.ts';
import type { AnalysedMember, Breakdown } from '../analysis/analysed-set.ts';
import { fromDecimal } from '../numeric/decimal-column.ts';
import { toDouble } from '../numeric/two-double.ts';
import type { Producer } from './envelopment.ts';

/** What a member uses or delivers, as the frontier reads it. */
export interface Measure {
	/** "cost", "staff", "element:labour", "output", "indicator:居民满意度". */
	readonly id: string;
	readonly label: string;
	readonly side: 'input' | 'output';
}

export interface MeasuredMember extends AnalysedMember {
	readonly breakdown: Breakdown | undefined;
}

/** Decimals carried by shares of a cost. */
const CARRIED = 12;

/**
 * The measures that every member has, from which a person chooses: comparable cost and its elements, staff (the quantity
 * of lines counted in persons), output, and indicators whose reached value is a number under the same name everywhere.
 */
export function measuresOf(members: readonly MeasuredMember[]): readonly Measure[] {
	const elements = Object.keys(COST_ELEMENTS) as readonly CostElement[];
	const indicators = new Set(
		members.flatMap(({ breakdown }) => breakdown?.content.indicators.map(({ level3 }) => level3) ?? [])
	);
	const offered: readonly Measure[] = [
		{ id: 'cost', label: '可比总成本', side: 'input' },
		{ id: 'staff', label: '人员数量', side: 'input' },
		...elements.map((element): Measure => ({
			id: `element:${element}`,
			label: COST_ELEMENTS[element],
			side: 'input'
		})),
		{ id: 'output', label: '产出数量', side: 'output' },
		...[...indicators].map((name): Measure => ({ id: `indicator:${name}`, label: name, side: 'output' }))
	];
	return offered.filter(
		({ id }) => members.length > 0 && members.every((member) => valueOf(member, id) !== null)
	);
}

/** The members as producers of the measures chosen; what a member lacks is NaN, which the frontier refuses by name. */
export function producersOf(
	members: readonly MeasuredMember[],
	inputs: readonly string[],
	outputs: readonly string[]
): readonly Producer[] {
	const read = (member: MeasuredMember) => (id: string) => {
		const value = valueOf(member, id);
		return value === null ? Number.NaN : toDouble(fromDecimal(value));
	};
	return members.map((member) => ({
		name: member.result.label,
		inputs: inputs.map(read(member)),
		outputs: outputs.map(read(member))
	}));
}

/** An indicator (绩效指标) with the value reached by each member that states one, for the quadrant of cost and performance. */
export interface Performance {
	readonly label: string;
	readonly values: readonly { readonly member: number; readonly value: number; readonly text: string }[];
}

/** Indicators that at least two members reached a number in, most members first; those without one are left out of it. */
export function performancesOf(members: readonly MeasuredMember[]): readonly Performance[] {
	const names = new Set(
		members.flatMap(({ breakdown }) => breakdown?.content.indicators.map(({ level3 }) => level3) ?? [])
	);
	return [...names]
		.map((label) => ({
			label,
			values: members.flatMap((one) => {
				const value = valueOf(one, `indicator:${label}`);
				return value === null
					? []
					: [{ member: one.member, value: toDouble(fromDecimal(value)), text: toText(value) }];
			})
		}))
		.filter(({ values }) => values.length >= 2)
		.sort((a, b) => b.values.length - a.values.length);
}

function valueOf(member: MeasuredMember, id: string): Decimal | null {
	const { result, breakdown } = member;
	if (id === 'output') return dec(result.output);
	const cost = multiply(dec(result.comparable), dec(result.output));
	if (id === 'cost') return cost;
	if (id === 'staff') return breakdown ? staffOf(breakdown.content, breakdown.results) : null;
	const [kind, name = ''] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
	if (kind === 'element') return elementCost(member, cost, name as CostElement);
	return breakdown && kind === 'indicator' ? reached(breakdown.content, name) : null;
}

/** Quantity of the lines that count persons (人), of the whole breakdown; null where there is none. */
function staffOf({ lines }: AnalysisContent, results: Breakdown['results']): Decimal | null {
	const counted = lines.flatMap(({ unit }, i) => {
		const quantity = results.lines[i]?.quantity ?? null;
		return quantity !== null && findUnit(unit)?.dimension === 'count:person' ? [dec(quantity)] : [];
	});
	return counted.length > 0 ? sum(counted) : null;
}

/** The element's share of the cost unit, of its comparable cost: normalisation moved all elements alike. */
function elementCost({ observation }: AnalysedMember, cost: Decimal, element: CostElement): Decimal | null {
	const amount = observation.elements[element];
	const whole = sum(Object.values(observation.elements).map(dec));
	if (amount === undefined || isZero(whole)) return null;
	return divide(multiply(cost, dec(amount)), whole, 'half-up', CARRIED);
}

/** The number in "≥ 92.5%" or "8个"; null where there is none, as in "及时". */
function reached({ indicators }: AnalysisContent, name: string): Decimal | null {
	const written = indicators.find(({ level3 }) => level3 === name)?.actual.normalize('NFKC') ?? '';
	const number = /\d+(\.\d+)?/.exec(written)?.[0];
	const value = number === undefined ? undefined : parseDecimal(number);
	return value?.ok ? value.value : null;
}
