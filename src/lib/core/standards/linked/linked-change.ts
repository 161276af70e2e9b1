import { shapley } from '../../comparison/decomposition/shapley.ts';
import { equals, subtract, toText, type Decimal } from '../../decimal/decimal.ts';
import { ok, type Result } from '../../result.ts';
import {
	linkedFigures,
	readLinkage,
	readState,
	type Linkage,
	type LinkedFigures,
	type LinkedState,
	type ReadLinkage,
	type ReadState
} from './linked-state.ts';

/** Which of the standards a lever belongs to, in the words of the screen. */
export const LEVER_GROUPS = {
	service: '服务标准',
	quota: '成本定额',
	expenditure: '支出标准',
	volume: '数量和期限'
} as const;

export interface LeverEffect {
	readonly group: keyof typeof LEVER_GROUPS;
	/** "机械清扫 每日 2 次 → 3 次" */
	readonly label: string;
	/** What this lever adds to each of the three; over all levers they add up exactly. */
	readonly quota: Decimal;
	readonly expenditure: Decimal;
	readonly total: Decimal;
}

export interface LinkedChange {
	readonly before: LinkedFigures;
	readonly after: LinkedFigures;
	readonly effects: readonly LeverEffect[];
}

interface Lever {
	readonly group: keyof typeof LEVER_GROUPS;
	readonly label: string;
	/** The state with this lever where the target has it. */
	move(state: ReadState, target: ReadState): ReadState;
}

/**
 * 联动测算: moves any of the levers of three linked standards at once and says how much of the change of quota,
 * expenditure standard and next year's total each lever brings: Shapley, so no order is preferred and the effects add
 * up to the last 分.
 */
export function linkedChange(
	linkage: Linkage,
	before: LinkedState,
	after: LinkedState
): Result<LinkedChange> {
	const link = readLinkage(
		linkage,
		before.services.map(({ name }) => name)
	);
	if (!link.ok) return link;
	const base = readState(before);
	if (!base.ok) return base;
	const target = readState(after);
	if (!target.ok) return target;
	const levers = changedLevers(before, after, base.value, target.value);
	const figures = coalitions(levers, base.value, target.value, link.value);
	const first = figures(0);
	const last = figures((1 << levers.length) - 1);
	const split = (pick: (at: LinkedFigures) => Decimal, places: number) =>
		levers.length === 0
			? []
			: shapley(levers.length, (mask) => pick(figures(mask)), places, subtract(pick(last), pick(first)));
	const quota = split((at) => at.quota, linkage.quotaRounding.places);
	const expenditure = split((at) => at.expenditure, linkage.expenditureRounding.places);
	const total = split((at) => at.total, 2);
	return ok({
		before: first,
		after: last,
		effects: levers.map(({ group, label }, i) => ({
			group,
			label,
			quota: at(quota, i),
			expenditure: at(expenditure, i),
			total: at(total, i)
		}))
	});
}

function at(values: readonly Decimal[], i: number): Decimal {
	const value = values[i];
	if (!value) throw new Error('Every lever has an effect');
	return value;
}

/** Figures of each combination of moved levers, each computed once: the three splits read the same ones. */
function coalitions(
	levers: readonly Lever[],
	base: ReadState,
	target: ReadState,
	linkage: ReadLinkage
): (mask: number) => LinkedFigures {
	const known = new Map<number, LinkedFigures>();
	return (mask) => {
		const found = known.get(mask);
		if (found) return found;
		const state = levers.reduce(
			(moved, lever, i) => (mask & (1 << i) ? lever.move(moved, target) : moved),
			base
		);
		const made = linkedFigures(state, linkage);
		known.set(mask, made);
		return made;
	};
}

/** Levers whose value differs, in the order service, quota, expenditure, volume. More than five services move as one. */
function changedLevers(
	before: LinkedState,
	after: LinkedState,
	base: ReadState,
	target: ReadState
): readonly Lever[] {
	const moved = base.counts.flatMap((count, i) => {
		const to = target.counts[i];
		return to && !equals(count, to) ? [i] : [];
	});
	const services = moved.length > MOST_OWN_SERVICES ? [moved] : moved.map((i) => [i]);
	const service = services.map((own): Lever => ({
		group: 'service',
		label: own.map((i) => serviceWords(before, after, i)).join('、'),
		move: (state, to) => ({
			...state,
			counts: state.counts.map((count, i) => (own.includes(i) ? (to.counts[i] ?? count) : count))
		})
	}));
	return [...service, ...PLAIN_LEVERS.flatMap((lever) => plainLever(lever, base, target))];
}

/** Together with the seven other levers no more than the split can take. */
const MOST_OWN_SERVICES = 5;

function serviceWords(before: LinkedState, after: LinkedState, i: number): string {
	const from = before.services[i];
	const to = after.services[i];
	return `${from?.name ?? ''} 每${from?.per ?? ''} ${from?.count ?? ''} 次 → ${to?.count ?? ''} 次`;
}

type PlainField = Exclude<keyof ReadState, 'counts'>;

const PLAIN_LEVERS: readonly (readonly [PlainField, keyof typeof LEVER_GROUPS, string])[] = [
	['quota', 'quota', '定额水平'],
	['coefficient', 'quota', '调整系数'],
	['share', 'expenditure', '财政负担比例'],
	['income', 'expenditure', '单位自有收入'],
	['ceiling', 'expenditure', '上限'],
	['volume', 'volume', '数量'],
	['months', 'volume', '服务月数']
];

function plainLever(
	[field, group, name]: (typeof PLAIN_LEVERS)[number],
	base: ReadState,
	target: ReadState
): readonly Lever[] {
	const from = base[field];
	const to = target[field];
	const same = from === null || to === null ? from === to : equals(from, to);
	if (same) return [];
	const words = (value: Decimal | null) => (value === null ? '无' : toText(value));
	return [
		{
			group,
			label: `${name} ${words(from)} → ${words(to)}`,
			move: (state, aim) => ({ ...state, [field]: aim[field] })
		}
	];
}
