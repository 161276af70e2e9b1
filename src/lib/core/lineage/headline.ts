import { pointer } from '../address/value-ref.ts';
import { comparableRate } from '../comparison/rate.ts';
import { annualRate } from '../costing/unit-cost.ts';
import { allUnits } from '../quantity/units.ts';
import type { Json } from '../snapshot/canonical.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { isRecord } from './stored-text.ts';

/** A figure people know a snapshot by. */
export interface Headline {
	readonly pointer: string;
	readonly label: string;
	/** Exact text; null where the snapshot has none. */
	readonly value: string | null;
	/** Whether the value is 分. */
	readonly money: boolean;
	/** Unit as people read it; null where the snapshot does not say. */
	readonly unit: string | null;
}

/** The figures by which people see that a snapshot has moved: totals and unit costs, statistics, standards, allowed sums. */
export function headlines(snapshot: Snapshot): readonly Headline[] {
	switch (snapshot.kind) {
		case 'analysis':
			return [
				money(snapshot, ['results', 'total', 'verified'], '核定合计'),
				...unitsOf(snapshot).map(({ name, unit }, i) =>
					figure(snapshot, ['results', 'units', i, 'annualUnitCost'], `${name} 单位成本`, annualRate(unit))
				)
			];
		case 'comparison': {
			const unit = rateOf(memberOf(snapshot.content, 'unit'), memberOf(snapshot.content, 'currency'));
			return [
				...memberLabels(snapshot).map((label, i) =>
					figure(snapshot, ['results', 'members', i, 'comparable'], `${label} 可比单位成本`, unit)
				),
				figure(snapshot, ['results', 'included', 'median'], '中位数', unit),
				figure(snapshot, ['results', 'included', 'mean'], '平均数', unit)
			];
		}
		case 'comparison-analysis':
			return SET_ANALYSIS_FIGURES.map(([path, label]) =>
				figure(snapshot, ['results', ...path], label, null)
			).filter(({ value }) => value !== null);
		case 'standard': {
			const unit = textOf(memberOf(snapshot.results, 'unit'));
			return [figure(snapshot, ['results', 'value'], '标准值', unit)].filter(({ value }) => value !== null);
		}
		case 'budget-check':
			return [
				money(snapshot, ['results', 'allowed'], '核定金额'),
				money(snapshot, ['results', 'over'], '超标准金额')
			];
		case 'recipe':
			return [figure(snapshot, ['results', 'price'], '单价', '元')];
		default:
			return [];
	}
}

/** Of a set analysis: the centres and the spread, the interval, and the difference that was split. */
const SET_ANALYSIS_FIGURES: readonly (readonly [path: readonly string[], label: string])[] = [
	[['robust', 'median'], '中位数'],
	[['robust', 'mean'], '简单平均'],
	[['robust', 'volumeWeighted'], '加权平均'],
	[['robust', 'mad'], '绝对中位差'],
	[['interval', 'percentileLow'], '百分位区间下限'],
	[['interval', 'percentileHigh'], '百分位区间上限'],
	[['split', 'difference'], '与对照的差异']
];

/** A headline as it was and as it is. */
export interface Moved {
	/** Where it stood; null where it is new. */
	readonly pointer: string | null;
	readonly label: string;
	readonly money: boolean;
	readonly unit: string | null;
	readonly before: string | null;
	readonly after: string | null;
}

/** What has moved between two versions of a snapshot, in the order of its headlines. */
export function movedHeadlines(before: Snapshot, after: Snapshot): readonly Moved[] {
	return movedBetween(headlines(before), headlines(after));
}

/**
 * The headlines that differ. They are told apart by their labels, not by their places: a cost unit put in before another
 * one moves the place of the second and nothing else.
 */
export function movedBetween(before: readonly Headline[], after: readonly Headline[]): readonly Moved[] {
	const then = byLabel(before);
	const now = byLabel(after);
	return [...new Set([...then.keys(), ...now.keys()])].flatMap((key) => {
		const [old, next] = [then.get(key), now.get(key)];
		const either = next ?? old;
		const [was, is] = [old?.value ?? null, next?.value ?? null];
		if (either === undefined || was === is) return [];
		const { label, unit } = either;
		const pointer = was === null ? null : (old?.pointer ?? null);
		return [{ pointer, label, money: either.money, unit, before: was, after: is }];
	});
}

/** Those with the same label are told apart by their order. */
function byLabel(all: readonly Headline[]): ReadonlyMap<string, Headline> {
	const found = new Map<string, Headline>();
	const seen = new Map<string, number>();
	for (const headline of all) {
		const times = seen.get(headline.label) ?? 0;
		seen.set(headline.label, times + 1);
		found.set(`${headline.label}\n${times}`, headline);
	}
	return found;
}

function money(snapshot: Snapshot, path: readonly (string | number)[], label: string): Headline {
	return { ...figure(snapshot, path, label, '元'), money: true };
}

function figure(
	snapshot: Snapshot,
	path: readonly (string | number)[],
	label: string,
	unit: string | null
): Headline {
	const whole: Json = { content: snapshot.content, results: snapshot.results };
	const value = path.reduce<Json | undefined>((here, key) => memberOf(here, key), whole);
	return {
		pointer: pointer(path),
		label,
		money: false,
		unit: unit === '' ? null : unit,
		value: typeof value === 'string' ? value : null
	};
}

/** The unit of a set's figures; null for one that this program does not know. */
function rateOf(unit: Json | undefined, money: Json | undefined): string | null {
	const known = typeof unit === 'string' ? allUnits().find(({ id }) => id === unit) : undefined;
	return known ? comparableRate(known.id, typeof money === 'string' ? money : undefined) : null;
}

function memberOf(value: Json | undefined, key: string | number): Json | undefined {
	if (Array.isArray(value)) return typeof key === 'number' ? (value[key] as Json | undefined) : undefined;
	return isRecord(value) ? value[key] : undefined;
}

function unitsOf({ content }: Snapshot): readonly { readonly name: string; readonly unit: string }[] {
	const units = memberOf(content, 'units');
	return Array.isArray(units)
		? units.map((unit: Json) => ({
				name: textOf(memberOf(unit, 'name')),
				unit: textOf(memberOf(unit, 'unit'))
			}))
		: [];
}

function memberLabels({ results }: Snapshot): readonly string[] {
	const members = memberOf(results, 'members');
	return Array.isArray(members) ? members.map((member: Json) => textOf(memberOf(member, 'label'))) : [];
}

function textOf(value: Json | undefined): string {
	return typeof value === 'string' ? value : '';
}
