import {
	add,
	divide,
	isZero,
	multiply,
	ONE,
	round,
	subtract,
	sum,
	ZERO,
	type Decimal
} from '../decimal/decimal.ts';
import { LIMITS } from '../limits.ts';
import { ok, type Result } from '../result.ts';
import { CARRIED, OVERHEAD, type CostProfile, type ProfileLine } from './cost-profile.ts';
import { apportion } from './decomposition/apportion.ts';
import { logMeanOfSum, type Term } from './decomposition/log-mean-sum.ts';
import { shapley } from './decomposition/shapley.ts';

/** What makes a unit cost differ (成本偏高原因), in the order of chained substitution: volumes before grades before prices. */
export const CAUSES = {
	quantity: '单位服务用量',
	mix: '项目构成',
	grade: '服务等级',
	price: '要素价格',
	overhead: '间接费用'
} as const;
export type Cause = keyof typeof CAUSES;
const PLAYERS = Object.keys(CAUSES) as readonly Cause[];

/** How a difference is split: what the method is called, and what to know of it. */
export const SPLIT_METHODS = {
	shapley: { label: '夏普利法', note: '与先后无关' },
	chain: { label: '连环替代法', note: `依次替换${Object.values(CAUSES).join('、')}` },
	lmdi: { label: '对数平均迪氏法（LMDI）', note: '与先后无关，无余项' }
} as const;
export type SplitMethod = keyof typeof SPLIT_METHODS;

/** A difference split, 元 per unit of output at `LIMITS.unitCostScale` decimals. */
export interface Split {
	readonly method: SplitMethod;
	readonly own: Decimal;
	readonly benchmark: Decimal;
	readonly difference: Decimal;
	/** Adds up exactly to the difference. */
	readonly causes: readonly { readonly cause: Cause; readonly effect: Decimal }[];
	/** Lines by the size of what they add to the difference, largest first; they add up to it as well. */
	readonly lines: readonly LineDifference[];
}

export interface LineDifference {
	readonly label: string;
	readonly own: Decimal;
	readonly benchmark: Decimal;
	readonly difference: Decimal;
	/** Index of the line in its own analysis; null where only the benchmark has it. */
	readonly line: number | null;
}

/**
 * Why one project is dearer than another (我们为什么贵): u = g · Σ pᵢqᵢ + g · (lines only one of them has) + overhead rate ×
 * direct cost, with grade g, price p and consumption q per unit of output of the lines both have. The difference is split
 * over price, quantity, mix, grade and overhead by Shapley (free of any order), by chained substitution (连环替代, in the
 * order of `CAUSES`) or by logarithmic means (LMDI). All give the same total, exactly. LMDI refuses a line whose price or
 * consumption changes its sign; the other two refuse nothing.
 */
export function whyDear(own: CostProfile, benchmark: CostProfile, method: SplitMethod): Result<Split> {
	const places = LIMITS.unitCostScale;
	const pair = pairUp(own, benchmark);
	const valueOf = (mask: number) => unitCost(pair, (cause) => (mask & (1 << PLAYERS.indexOf(cause))) !== 0);
	const all = (1 << PLAYERS.length) - 1;
	const ownCost = round(valueOf(all), places, 'half-up');
	const benchmarkCost = round(valueOf(0), places, 'half-up');
	const difference = subtract(ownCost, benchmarkCost);
	const effects = effectsBy(method, pair, valueOf, difference);
	if (!effects.ok) return effects;
	return ok({
		method,
		own: ownCost,
		benchmark: benchmarkCost,
		difference,
		causes: PLAYERS.map((cause, i) => ({ cause, effect: effects.value[i] ?? ZERO })),
		lines: lineDifferences(pair, difference, places)
	});
}

function effectsBy(
	method: SplitMethod,
	pair: Pair,
	valueOf: (mask: number) => Decimal,
	difference: Decimal
): Result<readonly Decimal[]> {
	const places = LIMITS.unitCostScale;
	if (method === 'shapley') return ok(shapley(PLAYERS.length, valueOf, places, difference));
	if (method === 'chain') return ok(chained(valueOf, difference, places));
	return logMeanOfSum(Object.values(CAUSES), termsOf(pair), difference, places);
}

/** The unit cost as a sum of products: a term per line both have, and one for what only one of them has. */
function termsOf(pair: Pair): readonly Term[] {
	const { own, benchmark } = pair;
	const all = [
		{ name: CAUSES.grade, base: benchmark.grade, actual: own.grade },
		{ name: CAUSES.overhead, base: add(ONE, overheadRate(benchmark)), actual: add(ONE, overheadRate(own)) }
	];
	const lines = pair.matched.map((line) => ({
		label: line.own.label,
		factors: [
			...all,
			{ name: CAUSES.price, base: line.benchmark.price ?? ZERO, actual: line.own.price ?? ZERO },
			{ name: CAUSES.quantity, base: line.benchmark.quantity ?? ZERO, actual: line.own.quantity ?? ZERO }
		]
	}));
	const mix = { name: CAUSES.mix, base: mixOf(pair, 'benchmark'), actual: mixOf(pair, 'own') };
	return [...lines, { label: CAUSES.mix, factors: [...all, mix] }];
}

function chained(
	valueOf: (mask: number) => Decimal,
	difference: Decimal,
	places: number
): readonly Decimal[] {
	const effects = PLAYERS.map((_, i) => subtract(valueOf((2 << i) - 1), valueOf((1 << i) - 1)));
	return apportion(effects, difference, places);
}

interface Matched {
	readonly own: ProfileLine;
	readonly benchmark: ProfileLine;
}

interface Pair {
	readonly own: CostProfile;
	readonly benchmark: CostProfile;
	/** Direct lines both have with quantity and price. */
	readonly matched: readonly Matched[];
	readonly ownOnly: readonly ProfileLine[];
	readonly benchmarkOnly: readonly ProfileLine[];
}

function pairUp(own: CostProfile, benchmark: CostProfile): Pair {
	const waiting = new Map<string, ProfileLine[]>();
	for (const line of partsOf(benchmark).direct) {
		const same = waiting.get(line.key);
		if (same) same.push(line);
		else waiting.set(line.key, [line]);
	}
	const matched: Matched[] = [];
	const ownOnly: ProfileLine[] = [];
	for (const line of partsOf(own).direct) {
		const partner =
			line.price === null ? undefined : waiting.get(line.key)?.find(({ price }) => price !== null);
		if (!partner) {
			ownOnly.push(line);
			continue;
		}
		matched.push({ own: line, benchmark: partner });
		const left = waiting.get(line.key) ?? [];
		waiting.set(
			line.key,
			left.filter((other) => other !== partner)
		);
	}
	return { own, benchmark, matched, ownOnly, benchmarkOnly: [...waiting.values()].flat() };
}

interface Parts {
	readonly direct: readonly ProfileLine[];
	readonly overhead: readonly ProfileLine[];
}

/** Overhead is a rate on direct cost; where there is no direct cost at all, nothing can be put on it and all is direct. */
function partsOf({ lines }: CostProfile): Parts {
	const isOverhead = ({ element }: ProfileLine) => element !== null && OVERHEAD.has(element);
	const direct = lines.filter((line) => !isOverhead(line));
	return isZero(sum(direct.map(({ cost }) => cost)))
		? { direct: lines, overhead: [] }
		: { direct, overhead: lines.filter(isOverhead) };
}

/** The unit cost with some causes as they are in the own project and the others as in the benchmark. */
function unitCost(pair: Pair, actual: (cause: Cause) => boolean): Decimal {
	const side = (cause: Cause) => (actual(cause) ? 'own' : 'benchmark');
	const grade = pair[side('grade')].grade;
	const volumes = side('quantity');
	const prices = side('price');
	const matched = sum(
		pair.matched.map((line) => multiply(line[prices].price ?? ZERO, line[volumes].quantity ?? ZERO))
	);
	const direct = multiply(grade, add(matched, mixOf(pair, side('mix'))));
	return multiply(direct, add(ONE, overheadRate(pair[side('overhead')])));
}

/** What only one side has, as it is at grade 1. */
function mixOf(pair: Pair, side: 'own' | 'benchmark'): Decimal {
	const only = side === 'own' ? pair.ownOnly : pair.benchmarkOnly;
	return divide(sum(only.map(({ cost }) => cost)), pair[side].grade, 'half-up', CARRIED);
}

function overheadRate(profile: CostProfile): Decimal {
	const { direct, overhead } = partsOf(profile);
	if (overhead.length === 0) return ZERO;
	const total = (lines: readonly ProfileLine[]) => sum(lines.map(({ cost }) => cost));
	return divide(total(overhead), total(direct), 'half-up', CARRIED);
}

function lineDifferences(pair: Pair, difference: Decimal, places: number): readonly LineDifference[] {
	const rows = [
		...pair.matched.map(({ own, benchmark }) => ({ own, benchmark })),
		...byName(pair.ownOnly, pair.benchmarkOnly),
		...byName(partsOf(pair.own).overhead, partsOf(pair.benchmark).overhead)
	];
	const raw = rows.map(({ own, benchmark }) => subtract(own?.cost ?? ZERO, benchmark?.cost ?? ZERO));
	const rounded = apportion(raw, difference, places);
	return rows
		.map(({ own, benchmark }, i) => ({
			label: own?.label ?? benchmark?.label ?? '',
			own: round(own?.cost ?? ZERO, places, 'half-up'),
			benchmark: round(benchmark?.cost ?? ZERO, places, 'half-up'),
			difference: rounded[i] ?? ZERO,
			line: own?.line ?? null
		}))
		.sort((a, b) => Math.abs(approximate(b.difference)) - Math.abs(approximate(a.difference)));
}

/** Lines without a price to compare, and overhead, matched by name: each side is told beside the other, not apart from it. */
function byName(own: readonly ProfileLine[], benchmark: readonly ProfileLine[]) {
	const others = [...benchmark];
	const rows = own.map((line): { own: ProfileLine | null; benchmark: ProfileLine | null } => {
		const at = others.findIndex(({ key }) => key === line.key);
		return { own: line, benchmark: at < 0 ? null : (others.splice(at, 1)[0] ?? null) };
	});
	return [...rows, ...others.map((line) => ({ own: null, benchmark: line }))];
}

/** For sorting only. */
function approximate({ coefficient, scale }: Decimal): number {
	return Number(coefficient) / 10 ** scale;
}
