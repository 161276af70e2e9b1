import { boundWarnings } from '#lib/core/comparison/bounds.ts';
import { centreOf, distancesFrom, sharedAttributes, type Distance } from '#lib/core/comparison/distance.ts';
import { moneyOfSet } from '#lib/core/comparison/currency.ts';
import { admit, requireCost } from '#lib/core/comparison/gate.ts';
import type { Observation } from '#lib/core/comparison/observation.ts';
import type { Problem } from '#lib/core/problem.ts';
import { allUnits, findUnit } from '#lib/core/quantity/units.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { yearOf } from '#lib/core/period/date.ts';
import { today, type Context } from '../context.ts';
import { listSeries, seriesContent, type SeriesSummary } from '../parameters/service.ts';
import { officesToCompareFor, type Office } from './acting-for.ts';
import { confirmedUnits, type ConfirmedUnit } from './confirmed-units.ts';
import { openComparison, type ComparisonHead } from './head.ts';
import { keyOf, type MemberKey } from './member-key.ts';
import { placeAttributes } from './place-attributes.ts';
import { selectMembers } from './store.ts';

/** A confirmed cost unit or external observation that could join. */
export type Candidate = ConfirmedUnit & {
	/** Why the gate keeps it out; nothing lets it in. */
	readonly problem: Problem | null;
	/** How it differs from what the set states; it can come in with a written reason only. */
	readonly differences: readonly string[];
	/** How far its place is from the subject's; null where it does not match, because likeness does not count before that. */
	readonly distance: Distance | null;
};

/** Candidates nearest first, and whose place they are near to. */
export interface CandidateList {
	readonly candidates: readonly Candidate[];
	/** The member or cost unit distances are measured from; null = the middle of the members. */
	readonly near: MemberKey | null;
}

/**
 * Confirmed cost units not yet in the set, external observations among them: those that match what the set states,
 * nearest to the subject first; then those that differ; then those the gate keeps out, each with the reason. Of external
 * samples only those of the set's category are proposed.
 */
export async function candidatesNear(
	context: Context,
	id: string,
	near: MemberKey | null = null
): Promise<Result<CandidateList>> {
	const opened = await openComparison(context, id, 'comparison.read');
	if (!opened.ok) return opened;
	const { head } = opened.value;
	const units = await confirmedUnits(context);
	if (!units.ok) return units;
	const inside = new Set((await selectMembers(context.db, id)).map(keyOf));
	const relevant = units.value.filter(
		({ observation }) => observation.external === undefined || observation.category === head.category
	);
	const members = relevant.filter((unit) => inside.has(keyOf(unit)));
	const standing = members.map(({ observation }) => observation);
	const judged = relevant
		.filter((unit) => !inside.has(keyOf(unit)))
		.map((unit) => judge(unit, head, standing));
	const matching = judged.filter(isMatch);
	const subject = near === null ? undefined : relevant.find((unit) => keyOf(unit) === keyOf(near));
	const places = await placeAttributes(context);
	const from = subject
		? places(subject.observation)
		: centreOf((members.length > 0 ? members : matching).map(({ observation }) => places(observation)));
	const around = matching.map(({ observation }) => places(observation));
	const distances = distancesFrom(from, around, sharedAttributes([from, ...around]));
	const ranked = matching
		.map((unit, i): Candidate => ({ ...unit, distance: distances[i] ?? null }))
		.sort((a, b) => rankOf(a) - rankOf(b));
	return ok({
		near: subject ? { snapshot: subject.snapshot, unit: subject.unit } : null,
		candidates: [
			...ranked,
			...judged.filter(({ problem, differences }) => problem === null && differences.length > 0),
			...judged.filter(({ problem }) => problem !== null)
		]
	});
}

/** The candidates alone. */
export async function listCandidates(context: Context, id: string): Promise<Result<readonly Candidate[]>> {
	const listed = await candidatesNear(context, id);
	return listed.ok ? ok(listed.value.candidates) : listed;
}

function judge(unit: ConfirmedUnit, head: ComparisonHead, standing: readonly Observation[]): Candidate {
	const money = moneyOfSet([...standing.slice(0, 1), unit.observation], head.steps);
	const gated = money.ok ? admit(unit.observation, head) : money;
	const admitted = gated.ok ? requireCost(unit.observation) : gated;
	const differences = admitted.ok ? boundWarnings(unit.observation, head) : [];
	return { ...unit, problem: admitted.ok ? null : admitted.problem, differences, distance: null };
}

function isMatch({ problem, differences }: Candidate): boolean {
	return problem === null && differences.length === 0;
}

/** A place nobody knows anything about comes last. */
function rankOf({ distance }: Candidate): number {
	const far = distance?.distance ?? null;
	return far === null ? Number.MAX_VALUE : Number(far);
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
	/** The group of the external sample one comes from, where there is one. */
	readonly preferred: ComparableGroup | null;
}

export async function newComparisonChoices(
	context: Context,
	sample: string | null = null
): Promise<Result<NewComparisonChoices>> {
	const units = await confirmedUnits(context);
	if (!units.ok) return units;
	const groups = groupsOf(units.value);
	const first = units.value.find(({ snapshot }) => snapshot === sample);
	const preferred = first ? groupsOf([first])[0] : undefined;
	const own = groups.find(
		({ unit, category }) => unit === preferred?.unit && category === preferred.category
	);
	const series = await listSeries(context);
	if (!series.ok) return series;
	const index = series.value.find(({ kind }) => kind === 'price-index');
	const content = index && (await seriesContent(context, index.code));
	const years = content?.ok ? content.value.entries.map(({ key }) => Number(key)) : [];
	const indexed = years.length > 0 ? Math.max(...years) : yearOf(today(context));
	// A table from abroad has prices of its own year, which no index of ours reaches.
	const targetYear = first?.observation.external ? first.observation.basis.priceYear : indexed;
	const offices = officesToCompareFor(context.actor);
	return ok({ groups, series: series.value, offices, targetYear, preferred: own ?? null });
}

/** Categories and units among the confirmed cost units the actor may see, for starting a comparison. */
export async function comparableGroups(context: Context): Promise<Result<readonly ComparableGroup[]>> {
	const units = await confirmedUnits(context);
	return units.ok ? ok(groupsOf(units.value)) : units;
}

function groupsOf(units: readonly ConfirmedUnit[]): readonly ComparableGroup[] {
	const groups = new Map<string, ComparableGroup>();
	for (const { observation } of units) {
		const written = findUnit(observation.unit);
		if (!written) continue;
		// 亩 and 平方米 are one group, under the first unit of their dimension in the table.
		const unit = allUnits().find(({ dimension }) => dimension === written.dimension) ?? written;
		const key = `${observation.category}|${unit.id}`;
		const count = (groups.get(key)?.count ?? 0) + 1;
		groups.set(key, { category: observation.category, unit: unit.id, unitName: unit.name, count });
	}
	return [...groups.values()];
}
