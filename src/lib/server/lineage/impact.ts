import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import type { EditCommand } from '#lib/core/costing/edit-command.ts';
import { applyCommands } from '#lib/core/costing/edit.ts';
import { observe } from '#lib/core/comparison/observation.ts';
import { laterPlaces } from '#lib/core/lineage/follow-units.ts';
import { movedHeadlines, type Moved } from '#lib/core/lineage/headline.ts';
import { predict, standingSnapshot, type Prediction } from '#lib/core/lineage/impact.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { Problem } from '#lib/core/problem.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { may } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { compareDraft, moneyOfDraft, type Draft } from '../comparison/draft.ts';
import { draftsHolding } from '../comparison/drafts-holding.ts';
import { confirmedVersions, loadDraft, readableAnalysis, sourceTablesOf } from '../costing/analyses.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { quotaOn } from '../standards/preview-on.ts';
import { graphAbove, type LoadedGraph } from './graph.ts';
import { holdersOf, type Holder } from './holders.ts';

/** What an edit of an analysis would move. */
export interface Impact {
	/** What the analysis' own figures are held against. */
	readonly since: 'confirmed' | 'saved';
	/** The version confirmed last, in which the own figures stand; null where there is none. */
	readonly confirmed: Hash | null;
	readonly own: readonly Moved[];
	/** Why the draft could not be confirmed as it is; what rests on it then cannot be told. */
	readonly blocked: Problem | null;
	readonly affected: readonly Affected[];
	/** Things that use the analysis and whose figures stay. */
	readonly unmoved: number;
	/** Things that would move and that the actor may not see. */
	readonly hidden: number;
	/** Things beyond what is computed at once. */
	readonly beyond: number;
}

/** One thing that would move, or that could not follow. */
export interface Affected extends Pick<Holder, 'kind' | 'title' | 'state' | 'href'> {
	/** Frozen things stay as they are and are only noted; drafts follow. */
	readonly frozen: boolean;
	/** Where the figures stand that would move; null where they are a draft's. */
	readonly snapshot: Hash | null;
	readonly moved: readonly Moved[];
	/** Why it could not be computed again; null where it can be. */
	readonly problem: Problem | 'detached' | 'blocked' | null;
}

/**
 * 改前看影响: what would move if these commands were saved and the draft confirmed; without commands, what the edits since
 * the last confirmation will move. Reads only. Whoever may read the analysis may ask; of things of others that would
 * move, only the number is told.
 */
export async function impact(
	context: Context,
	input: { readonly analysisId: string; readonly commands: readonly EditCommand[] }
): Promise<Result<Impact>> {
	const row = await readableAnalysis(context, input.analysisId);
	if (!row.ok) return row;
	const stored = await loadDraft(context.db, row.value);
	const edited = applyCommands(stored, input.commands);
	if (!edited.ok) return edited;
	const versions = await confirmedVersions(context.db, row.value);
	const before = await standing(context, row.value.snapshot, () => standingSnapshot(stored));
	if (!before.ok) return before;
	const graph = await graphAbove(context.db, versions);
	const sources = await sourceTablesOf(context.db, row.value.id);
	const analysis = { versions, before: before.value, after: edited.value.draft, sources };
	const prediction = predict(graph, analysis, graph.dependents);
	if (!prediction.ok) return prediction;
	const { own, blocked } = prediction.value;
	const all = [
		...ownReport(row.value, prediction.value),
		...(await draftComparisons(context, versions, graph, prediction.value)),
		...(await holders(context, graph, prediction.value))
	];
	const moving = all.filter(({ moved, problem }) => moved.length > 0 || problem !== null);
	return ok({
		since: row.value.snapshot === null ? 'saved' : 'confirmed',
		confirmed: row.value.snapshot,
		own,
		blocked,
		affected: moving.filter(({ readable }) => readable).map(({ readable: _, ...shown }) => shown),
		unmoved: all.length - moving.length,
		hidden: moving.filter(({ readable }) => !readable).length,
		beyond: graph.beyond
	});
}

/** The row of the analysis, as its own area hands it on. */
type StandingAnalysis = Extract<Awaited<ReturnType<typeof readableAnalysis>>, { ok: true }>['value'];

type Weighed = Affected & { readonly readable: boolean };

/** The report on the analysis is written anew from whatever version is confirmed last. */
function ownReport(
	{ id, project_name, fiscal_year, snapshot }: StandingAnalysis,
	{ own, blocked }: Prediction
): readonly Weighed[] {
	if (snapshot === null || blocked) return [];
	const [kind, href] = ['report', `/analyses/${id}/report`] as const;
	const title = `${project_name} ${fiscal_year} 年`;
	const asked = { kind, title, state: '', href, frozen: false, snapshot } as const;
	return [{ ...asked, moved: own, problem: null, readable: true }];
}

async function standing(
	context: Context,
	confirmed: Hash | null,
	draft: () => Result<Snapshot>
): Promise<Result<Snapshot>> {
	return confirmed === null ? draft() : getSnapshot(context.db, confirmed);
}

/** Comparisons still being put together: they hold cost units of the analysis and follow it. */
async function draftComparisons(
	context: Context,
	versions: readonly Hash[],
	graph: LoadedGraph,
	{ next }: Prediction
): Promise<readonly Weighed[]> {
	const found: Weighed[] = [];
	for (const { draft, path } of await draftsHolding(context, versions)) {
		const { id, title, state } = draft.head;
		const here = { title, state, href: `/comparisons/${id}`, frozen: false, snapshot: null };
		const after = next && followed(draft, versions, graph, next.snapshot);
		const readable = may(context.actor, 'comparison.read', { path }).ok;
		found.push({ kind: 'comparison', ...here, readable, ...weighDraft(draft, after) });
	}
	return found;
}

function weighDraft(before: Draft, after: Draft | null): Pick<Affected, 'moved' | 'problem'> {
	if (after === null) return { moved: [], problem: 'blocked' };
	if (after.members.length < before.members.length) return { moved: [], problem: 'detached' };
	const [was, is] = [compareDraft(before), compareDraft(after)];
	if (!is.ok) return { moved: [], problem: is.problem };
	const money = moneyOfDraft(before);
	const currency = money.ok ? { currency: money.value } : {};
	const shown = (results: Snapshot['results']): Snapshot => ({
		kind: 'comparison',
		schema: 1,
		method: null,
		inputs: [],
		content: { unit: before.head.unit, ...currency },
		results
	});
	return { moved: movedHeadlines(shown(was.ok ? was.value : {}), shown(is.value)), problem: null };
}

/** The draft with its members from the analysis as its next version has them; without those it no longer has. */
function followed(draft: Draft, versions: readonly Hash[], graph: LoadedGraph, next: Snapshot): Draft {
	// Snapshots of this kind have this content and these results.
	const content = next.content as AnalysisContent;
	const results = next.results as AnalysisResults;
	const members = draft.members.flatMap((member) => {
		if (!versions.includes(member.snapshot)) return [member];
		const old = graph.snapshots.get(member.snapshot);
		const place = old && laterPlaces(old.content as AnalysisContent, content)[member.unit];
		const observation = typeof place === 'number' ? observe(content, results, place) : undefined;
		return observation ? [{ ...member, observation }] : [];
	});
	return { ...draft, members };
}

/** Everything people made of the snapshots above, each with what would become of its own. */
async function holders(
	context: Context,
	graph: LoadedGraph,
	prediction: Prediction
): Promise<readonly Weighed[]> {
	const found: Weighed[] = [];
	for (const holder of await holdersOf(context, graph.dependents)) {
		const { kind, title, state, href, readable, draft } = holder;
		const snapshot = draft ? null : holder.snapshot;
		const asked = { kind, title, state, href, readable, frozen: true, snapshot };
		found.push({
			...asked,
			...(draft ? await weighProposal(context, graph, prediction, holder) : weigh(graph, prediction, holder))
		});
	}
	return found;
}

function weigh(
	graph: LoadedGraph,
	{ dependents }: Prediction,
	{ snapshot }: Holder
): Pick<Affected, 'moved' | 'problem'> {
	const outcome = dependents.get(snapshot);
	const before = graph.snapshots.get(snapshot);
	switch (outcome?.kind) {
		case 'same':
			return { moved: [], problem: null };
		case 'changed':
			return { moved: before ? movedHeadlines(before, outcome.next.snapshot) : [], problem: null };
		case 'refused':
			return { moved: [], problem: outcome.cause };
		default:
			return { moved: [], problem: outcome?.kind ?? 'blocked' };
	}
}

/** A standard still drafted rests on a frozen comparison: it moves when it is drafted anew on the next one. */
async function weighProposal(
	context: Context,
	graph: LoadedGraph,
	prediction: Prediction,
	{ id, snapshot }: Holder
): Promise<Pick<Affected, 'moved' | 'problem'>> {
	const outcome = prediction.dependents.get(snapshot);
	if (outcome?.kind !== 'changed')
		return outcome?.kind === 'same' ? { moved: [], problem: null } : { moved: [], problem: 'blocked' };
	const before = graph.snapshots.get(snapshot);
	const was = before ? await quotaOn(context.db, id, { hash: snapshot, snapshot: before }) : null;
	const is = await quotaOn(context.db, id, outcome.next);
	const same = was?.value === is?.value;
	const moved: Moved = {
		pointer: null,
		label: '成本定额',
		money: false,
		unit: is?.unit ?? was?.unit ?? null,
		before: was?.value ?? null,
		after: is?.value ?? null
	};
	return { moved: same ? [] : [moved], problem: null };
}
