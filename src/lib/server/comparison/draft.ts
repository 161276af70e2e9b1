import type { Hash } from '#lib/core/address/value-ref.ts';
import { compareMembers } from '#lib/core/comparison/compare-members.ts';
import { requireCost } from '#lib/core/comparison/gate.ts';
import { moneyOfSet } from '#lib/core/comparison/currency.ts';
import type { ComparisonResults, ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { FACTOR_STEPS, type FactorStep, type SeriesByStep } from '#lib/core/comparison/normalise/chain.ts';
import { byMember, type Observation } from '#lib/core/comparison/observation.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Context } from '../context.ts';
import { seriesContent } from '../parameters/service.ts';
import { unitsOf, type ConfirmedUnit } from './confirmed-units.ts';
import type { ComparisonHead } from './head.ts';
import { selectMembers } from './store.ts';

export type Member = {
	readonly snapshot: Hash;
	readonly unit: number;
	readonly included: boolean;
	readonly reason: string;
	readonly observation: Observation;
	/** Set where the reader may not know whose it is. */
	readonly hidden?: true;
};

/** A draft as rows have it, in the order its snapshot would have. */
export interface Draft {
	readonly head: ComparisonHead;
	readonly members: readonly Member[];
	readonly series: SeriesByStep;
}

export async function loadDraft(context: Context, head: ComparisonHead): Promise<Result<Draft>> {
	const members = await loadMembers(context, head.id);
	if (!members.ok) return members;
	const series = await loadSeries(context, head);
	if (!series.ok) return series;
	return ok({ head, members: members.value, series: series.value });
}

/** What the unit costs of the set are counted in; refused where its members do not agree and no step converts them. */
export function moneyOfDraft({ head, members }: Pick<Draft, 'head' | 'members'>): Result<string> {
	return moneyOfSet(
		members.map(({ observation }) => observation),
		head.steps
	);
}

export function compareDraft(draft: Draft): Result<ComparisonResults> {
	const { head, members, series } = draft;
	const money = moneyOfDraft(draft);
	if (!money.ok) return money;
	const compared = compareMembers({ ...head, currency: money.value }, members, series);
	if (!compared.ok) return compared;
	for (const { observation } of members) {
		const costed = requireCost(observation);
		if (!costed.ok) return costed;
	}
	return compared;
}

async function loadMembers(context: Context, id: string): Promise<Result<readonly Member[]>> {
	const known = new Map<Hash, ReadonlyMap<number, ConfirmedUnit>>();
	const members: Member[] = [];
	for (const row of await selectMembers(context.db, id)) {
		let units = known.get(row.snapshot);
		if (!units) {
			const loaded = await unitsOf(context, row.snapshot);
			if (!loaded.ok) return loaded;
			units = new Map(loaded.value.map((unit) => [unit.unit, unit]));
			known.set(row.snapshot, units);
		}
		const found = units.get(row.unit);
		if (!found) throw new Error(`Snapshot ${row.snapshot} has no cost unit ${row.unit}`);
		members.push({ ...found, included: row.included === 1, reason: row.reason });
	}
	return ok(members.sort((a, b) => byMember(a.observation, b.observation)));
}

/** The series chosen for every step, on or off, so that switching one on in the browser needs no round trip. */
async function loadSeries(context: Context, head: ComparisonHead): Promise<Result<SeriesByStep>> {
	const found: { [S in FactorStep]?: ParameterSetContent } = {};
	for (const step of FACTOR_STEPS) {
		const code = head.series[step];
		if (code === undefined) continue;
		const content = await seriesContent(context, code);
		if (!content.ok) return content;
		found[step] = content.value;
	}
	return ok(found);
}
