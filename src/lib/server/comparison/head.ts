import type { SetBounds } from '#lib/core/comparison/bounds.ts';
import type { StepId } from '#lib/core/comparison/comparison-snapshot.ts';
import { STEPS } from '#lib/core/comparison/comparison-snapshot.ts';
import type { FactorStep } from '#lib/core/comparison/normalise/chain.ts';
import type { Hash } from '#lib/core/address/value-ref.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Appointment } from '#lib/core/workflow/actor.ts';
import { may, type Action } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { selectComparison, type ComparisonRow } from './store.ts';

/** A comparison without its members: what it is for and how it normalises. */
export type ComparisonHead = {
	readonly id: string;
	readonly title: string;
	readonly purpose: string;
	readonly organisation: string;
	readonly category: string;
	/** Id of the physical unit. */
	readonly unit: string;
	readonly targetYear: number;
	readonly steps: readonly StepId[];
	/** Code of the series chosen for each factor step; kept while a step is off. */
	readonly series: SeriesCodes;
	readonly bounds: SetBounds;
	readonly state: string;
	readonly snapshot: Hash | null;
};

export type SeriesCodes = { readonly [S in FactorStep]?: string };

/** The comparison and the appointment by which the actor may do this to it. */
export async function openComparison(
	context: Context,
	id: string,
	action: Action
): Promise<Result<{ readonly head: ComparisonHead; readonly appointment: Appointment }>> {
	const row = await selectComparison(context.db, id);
	if (!row) return refuse(problem('comparison/not-found', {}));
	const allowed = may(context.actor, action, { path: row.path });
	return allowed.ok ? ok({ head: headOf(row), appointment: allowed.value }) : allowed;
}

export function headOf(row: ComparisonRow): ComparisonHead {
	// Written by this service from validated settings.
	const steps = JSON.parse(row.steps) as readonly StepId[];
	const series = JSON.parse(row.series) as SeriesCodes;
	return {
		id: row.id,
		title: row.title,
		purpose: row.purpose,
		organisation: row.organisation,
		category: row.category,
		unit: row.unit,
		targetYear: row.target_year,
		steps: STEPS.filter((step) => steps.includes(step)),
		series,
		bounds: JSON.parse(row.bounds) as SetBounds,
		state: row.state,
		snapshot: row.snapshot
	};
}
