import type { Hash } from '#lib/core/address/value-ref.ts';
import {
	anonymousObservation,
	anonymousProblem,
	anonymousResults,
	WITHHELD,
	type Aliases
} from '#lib/core/comparison/anonymous.ts';
import type {
	ComparisonContent,
	ComparisonResults,
	ParameterSetContent
} from '#lib/core/comparison/comparison-snapshot.ts';
import { YUAN } from '#lib/core/comparison/currency.ts';
import { FACTOR_STEPS, type FactorStep, type SeriesByStep } from '#lib/core/comparison/normalise/chain.ts';
import { labelOf } from '#lib/core/comparison/observation.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { findUnit } from '#lib/core/quantity/units.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { COMPARISON_MACHINE } from '#lib/core/workflow/states.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { aliasesOf } from '../lineage/hidden-members.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { actingFor } from './acting-for.ts';
import { unitsOf, type ConfirmedUnit } from './confirmed-units.ts';
import { compareDraft, loadDraft, moneyOfDraft, type Draft, type Member } from './draft.ts';
import { inDraft } from './edit.ts';
import { headOf, openComparison, type ComparisonHead } from './head.ts';
import { readSettings, type Settings, type SettingsInput } from './settings.ts';
import { insertComparison, selectComparisons, updateComparison } from './store.ts';

export type ComparisonSummary = ComparisonHead & { readonly members: number };

export type ComparisonView = Draft & {
	readonly results: ComparisonResults | null;
	/** What the unit costs are counted in: 元, or what all members have in common. */
	readonly money: string;
	/** Why there are no results yet. */
	readonly problem: Problem | null;
	/** What the reader may do with it, so that the screen offers only that. */
	readonly rights: { readonly edit: boolean; readonly freeze: boolean };
};

export interface NewComparison extends SettingsInput {
	readonly category: string;
	/** Physical unit in any of its spellings. */
	readonly unit: string;
	/** In whose name; needed only by people who may compare for several organisations. */
	readonly organisationId?: string;
}

/** Comparisons the actor may see, newest first. */
export async function listComparisons(context: Context): Promise<Result<readonly ComparisonSummary[]>> {
	const allowed = mayAnywhere(context.actor, 'comparison.read');
	if (!allowed.ok) return allowed;
	const rows = await selectComparisons(context.db);
	return ok(
		rows
			.filter((row) => may(context.actor, 'comparison.read', { path: row.path }).ok)
			.map((row) => ({ ...headOf(row), members: row.members }))
	);
}

/** Starts an empty comparison in the organisation in whose name the actor does so. Returns its id. */
export async function createComparison(context: Context, input: NewComparison): Promise<Result<string>> {
	const organisation = actingFor(context.actor, input.organisationId);
	if (!organisation.ok) return organisation;
	const settings = await readSettings(context, input);
	if (!settings.ok) return settings;
	const category = input.category.trim();
	if (category === '' || category.length > LIMITS.nameLength)
		return refuse(problem('name/malformed', { field: '类别', characters: String(LIMITS.nameLength) }));
	const unit = findUnit(input.unit);
	if (!unit) return refuse(problem('unit/unknown', { unit: input.unit.slice(0, 40) }));
	return inTransaction(context, async (tx) => {
		const id = tx.newId();
		await insertComparison(tx.db, {
			id,
			...columnsOf(settings.value),
			organisation_id: organisation.value,
			category,
			unit: unit.id,
			state: COMPARISON_MACHINE.initial,
			snapshot: null,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'comparison.create',
			subjectKind: 'comparison',
			subjectId: id,
			before: null,
			after: contentHash({ ...settings.value, category, unit: unit.id })
		});
		return ok(id);
	});
}

/** Changes title, purpose, target year, steps and series of a draft. */
export async function setSettings(
	context: Context,
	input: SettingsInput & { readonly id: string }
): Promise<Result<true>> {
	return inDraft(context, input.id, 'comparison.edit', async (tx, head) => {
		const settings = await readSettings(tx, input);
		if (!settings.ok) return settings;
		const { title, purpose, targetYear, steps, series, bounds } = head;
		await updateComparison(tx.db, head.id, columnsOf(settings.value));
		await recordAudit(tx, {
			action: 'comparison.settings',
			subjectKind: 'comparison',
			subjectId: head.id,
			before: contentHash({ title, purpose, targetYear, steps, series, bounds }),
			after: contentHash({ ...settings.value })
		});
		return ok(true);
	});
}

/** A comparison with everything its screen shows: live while it is a draft, from the snapshot once frozen. */
export async function viewComparison(context: Context, id: string): Promise<Result<ComparisonView>> {
	const opened = await openComparison(context, id, 'comparison.read');
	if (!opened.ok) return opened;
	const { head } = opened.value;
	if (head.snapshot !== null) return frozenView(context, head, head.snapshot);
	const rights = {
		edit: (await openComparison(context, id, 'comparison.edit')).ok,
		freeze: (await openComparison(context, id, 'comparison.freeze')).ok
	};
	const draft = await loadDraft(context, head);
	if (!draft.ok) return draft;
	const aliases = await aliasesIn(context, draft.value.members);
	const members = withoutNames(draft.value.members, aliases);
	const money = moneyOfDraft(draft.value);
	const compared = compareDraft(draft.value);
	const labels = labelsOf(draft.value.members, aliases);
	return ok({
		...draft.value,
		members,
		money: money.ok ? money.value : YUAN,
		results: compared.ok ? anonymousResults(compared.value, aliases) : null,
		problem: compared.ok ? null : anonymousProblem(compared.problem, labels),
		rights
	});
}

function aliasesIn(context: Context, members: readonly Member[]): Promise<Aliases> {
	return aliasesOf(
		context,
		members.map(({ snapshot, observation }) => ({ analysis: snapshot, project: observation.project }))
	);
}

/** Members whose breakdown the reader may not see go by an alias: names only by permission. */
function withoutNames(members: readonly Member[], aliases: Aliases): readonly Member[] {
	return members.map((member, i) => {
		const alias = aliases.get(i);
		return alias === undefined
			? member
			: {
					...member,
					hidden: true,
					reason: member.reason === '' ? '' : WITHHELD,
					observation: anonymousObservation(member.observation, alias)
				};
	});
}

/** Names of the hidden members → aliases. */
export function labelsOf(members: readonly Member[], aliases: Aliases): ReadonlyMap<string, string> {
	return new Map(
		members.flatMap(({ observation }, i) => {
			const alias = aliases.get(i);
			return alias === undefined ? [] : [[labelOf(observation), alias]];
		})
	);
}

async function frozenView(
	context: Context,
	head: ComparisonHead,
	hash: Hash
): Promise<Result<ComparisonView>> {
	const snapshot = await getSnapshot(context.db, hash);
	if (!snapshot.ok) return snapshot;
	// The column that named this hash only ever holds comparison snapshots.
	const content = snapshot.value.content as ComparisonContent;
	const members: Member[] = [];
	// A sample gives thousands of members; it is read once.
	const known = new Map<number, ReadonlyMap<number, ConfirmedUnit>>();
	for (const { analysis, unit, included, reason } of content.members) {
		let taken = known.get(analysis);
		if (!taken) {
			const units = await unitsOf(context, snapshot.value.inputs[analysis]?.hash ?? '');
			if (!units.ok) return units;
			taken = new Map(units.value.map((candidate) => [candidate.unit, candidate]));
			known.set(analysis, taken);
		}
		const found = taken.get(unit);
		if (!found) throw new Error(`Comparison ${hash} names a cost unit that its analysis lacks`);
		members.push({ ...found, included, reason });
	}
	const series = await frozenSeries(context, snapshot.value, content);
	if (!series.ok) return series;
	const { title, purpose, category, unit, targetYear, steps, bounds = {} } = content;
	const aliases = await aliasesIn(context, members);
	return ok({
		head: { ...head, title, purpose, category, unit, targetYear, steps, bounds },
		members: withoutNames(members, aliases),
		series: series.value,
		money: content.currency ?? YUAN,
		results: anonymousResults(snapshot.value.results as ComparisonResults, aliases),
		problem: null,
		rights: { edit: false, freeze: false }
	});
}

/** The series as they stood when the comparison was frozen. */
async function frozenSeries(
	context: Context,
	snapshot: Snapshot,
	content: ComparisonContent
): Promise<Result<SeriesByStep>> {
	const found: { [S in FactorStep]?: ParameterSetContent } = {};
	for (const step of FACTOR_STEPS) {
		const input = snapshot.inputs[content.parameters[step] ?? -1];
		if (!input) continue;
		const series = await getSnapshot(context.db, input.hash);
		if (!series.ok) return series;
		found[step] = series.value.content as ParameterSetContent;
	}
	return ok(found);
}

function columnsOf({ title, purpose, targetYear, steps, series, bounds }: Settings) {
	return {
		title,
		purpose,
		target_year: targetYear,
		steps: JSON.stringify(steps),
		series: JSON.stringify(series),
		bounds: JSON.stringify(bounds)
	};
}
