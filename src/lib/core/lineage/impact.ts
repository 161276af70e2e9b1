import type { Hash } from '../address/value-ref.ts';
import { analyse, totalTexts } from '../costing/figures.ts';
import { freezeAnalysis } from '../costing/freeze.ts';
import type { SourceTableAt } from '../costing/freeze-line.ts';
import type { AnalysisDraft } from '../costing/line.ts';
import { toText } from '../decimal/decimal.ts';
import type { Problem } from '../problem.ts';
import { ok, type Result } from '../result.ts';
import { snapshotHash, type Snapshot } from '../snapshot/snapshot.ts';
import { movedHeadlines, type Moved } from './headline.ts';
import { rederive, type DependentGraph, type Keyed, type Rederived } from './rederive.ts';

/** An analysis before and after the edits in question. */
export interface EditedAnalysis {
	/** Every version of it that was ever confirmed. */
	readonly versions: readonly Hash[];
	/** What its own figures are held against: the version confirmed last, or the draft as it is stored. */
	readonly before: Snapshot;
	readonly after: AnalysisDraft;
	readonly sources: readonly SourceTableAt[];
}

export interface Prediction {
	/** The analysis' own figures that move. */
	readonly own: readonly Moved[];
	/** The snapshot that confirming would make; null while something stands against it. */
	readonly next: Keyed | null;
	/** What stands against it. */
	readonly blocked: Problem | null;
	/** What would become of everything that rests on any version; empty while blocked. */
	readonly dependents: ReadonlyMap<Hash, Rederived>;
}

/**
 * 改前看影响: what would move if the draft were confirmed as it is given here and everything above it computed again. It
 * is made by the functions that really do these things, so what it says and what then happens are one. Refuses only
 * drafts whose amounts are beyond the limit; one that cannot be confirmed yet still shows its own figures.
 */
export function predict(
	graph: DependentGraph,
	{ versions, before, after, sources }: EditedAnalysis,
	dependents: readonly Hash[]
): Result<Prediction> {
	const frozen = freezeAnalysis(after, sources);
	if (!frozen.ok) {
		const standing = standingSnapshot(after);
		if (!standing.ok) return standing;
		const own = movedHeadlines(before, standing.value);
		return ok({ own, next: null, blocked: frozen.problem, dependents: new Map() });
	}
	const next = { hash: snapshotHash(frozen.value, graph.sha256), snapshot: frozen.value };
	const replaced = new Map(versions.map((hash) => [hash, next]));
	return ok({
		own: movedHeadlines(before, frozen.value),
		next,
		blocked: null,
		dependents: rederive(graph, replaced, dependents)
	});
}

/**
 * The headlines of a draft in the form of a snapshot, whatever stands against freezing it; never stored. A cost unit
 * that has no unit cost yet has no figure.
 */
export function standingSnapshot(draft: AnalysisDraft): Result<Snapshot> {
	const figures = analyse(draft);
	if (!figures.ok) return figures;
	const { total, units } = figures.value;
	return ok({
		kind: 'analysis',
		schema: 1,
		method: null,
		inputs: [],
		content: { units: draft.units.map(({ name, unit }) => ({ name, unit })) },
		results: {
			total: totalTexts(total),
			units: units.map((unit) => (unit.ok ? { annualUnitCost: toText(unit.value.annualUnitCost) } : {}))
		}
	});
}
