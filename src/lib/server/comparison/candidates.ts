import { admit } from '#lib/core/comparison/gate.ts';
import type { Problem } from '#lib/core/problem.ts';
import { allUnits, findUnit } from '#lib/core/quantity/units.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { yearOf } from '#lib/core/period/date.ts';
import { today, type Context } from '../context.ts';
import { listSeries, seriesContent, type SeriesSummary } from '../parameters/service.ts';
import { officesToCompareFor, type Office } from './acting-for.ts';
import { confirmedUnits, type ConfirmedUnit } from './confirmed-units.ts';
import { openComparison } from './head.ts';
import { selectMembers } from './store.ts';

/** A confirmed cost unit that could join; `problem` says why the gate keeps it out. */
export type Candidate = ConfirmedUnit & { readonly problem: Problem | null };

/** Confirmed cost units not yet in the set: those that pass the gate first, then the others with the reason. */
export async function listCandidates(context: Context, id: string): Promise<Result<readonly Candidate[]>> {
	const opened = await openComparison(context, id, 'comparison.read');
	if (!opened.ok) return opened;
	const units = await confirmedUnits(context);
	if (!units.ok) return units;
	const inside = new Set(
		(await selectMembers(context.db, id)).map(({ snapshot, unit }) => `${snapshot}/${unit}`)
	);
	const candidates = units.value
		.filter(({ snapshot, unit }) => !inside.has(`${snapshot}/${unit}`))
		.map((unit): Candidate => {
			const admitted = admit(unit.observation, opened.value.head);
			return { ...unit, problem: admitted.ok ? null : admitted.problem };
		});
	return ok([
		...candidates.filter((c) => c.problem === null),
		...candidates.filter((c) => c.problem !== null)
	]);
}

/** What could be compared at all: a category and unit of measure, and how many confirmed cost units there are. */
export interface ComparableGroup {
	readonly category: string;
	readonly unit: string;
	readonly unitName: string;
	readonly count: number;
}

/** What the form for a new comparison offers. */
export interface NewComparisonChoices {
	readonly groups: readonly ComparableGroup[];
	readonly series: readonly SeriesSummary[];
	/** In whose name the actor may compare. */
	readonly offices: readonly Office[];
	/** Latest year the first price index reaches; the current year where there is none. */
	readonly targetYear: number;
}

export async function newComparisonChoices(context: Context): Promise<Result<NewComparisonChoices>> {
	const groups = await comparableGroups(context);
	if (!groups.ok) return groups;
	const series = await listSeries(context);
	if (!series.ok) return series;
	const index = series.value.find(({ kind }) => kind === 'price-index');
	const content = index && (await seriesContent(context, index.code));
	const years = content?.ok ? content.value.entries.map(({ key }) => Number(key)) : [];
	const targetYear = years.length > 0 ? Math.max(...years) : yearOf(today(context));
	const offices = officesToCompareFor(context.actor);
	return ok({ groups: groups.value, series: series.value, offices, targetYear });
}

/** Categories and units among the confirmed cost units the actor may see, for starting a comparison. */
export async function comparableGroups(context: Context): Promise<Result<readonly ComparableGroup[]>> {
	const units = await confirmedUnits(context);
	if (!units.ok) return units;
	const groups = new Map<string, ComparableGroup>();
	for (const { observation } of units.value) {
		const written = findUnit(observation.unit);
		if (!written) continue;
		// 亩 and 平方米 are one group, under the first unit of their dimension in the table.
		const unit = allUnits().find(({ dimension }) => dimension === written.dimension) ?? written;
		const key = `${observation.category}|${unit.id}`;
		const count = (groups.get(key)?.count ?? 0) + 1;
		groups.set(key, { category: observation.category, unit: unit.id, unitName: unit.name, count });
	}
	return ok([...groups.values()]);
}
