import type { AnalysisContent } from '#lib/core/costing/analysis-snapshot.ts';
import { boundsInput } from '#lib/core/comparison/read-bounds.ts';
import { laterPlaces } from '#lib/core/lineage/follow-units.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { officesToCompareFor } from '../comparison/acting-for.ts';
import type { Member } from '../comparison/draft.ts';
import { addMembers, setIncluded } from '../comparison/members.ts';
import { createComparison, viewComparison } from '../comparison/service.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { getProposal } from '../standards/proposals.ts';
import { newerAnalyses } from './staleness.ts';

const AGAIN = '（按新数据）';

/**
 * 按新数据重新比对: a new draft with the purpose, settings and members of a frozen comparison, each member in the version
 * confirmed last, in or out as before and for the reason given before. Made by the use cases a person would go through
 * by hand, with their permissions and their entries in the record. It belongs to the office chosen; where none is, to the
 * one the old comparison belongs to if the person holds it, else to their first. Returns the id of the draft.
 */
export async function renewComparison(
	context: Context,
	id: string,
	organisationId?: string
): Promise<Result<string>> {
	const view = await viewComparison(context, id);
	if (!view.ok) return view;
	const { head, members } = view.value;
	const newest = await newestOf(context, members);
	if (!newest.ok) return newest;
	return inTransaction(context, async (tx) => {
		const { purpose, category, unit, targetYear, steps, series } = head;
		const title = head.title.endsWith(AGAIN)
			? head.title
			: `${head.title.slice(0, LIMITS.nameLength - AGAIN.length)}${AGAIN}`;
		const bounds = boundsInput(head.bounds);
		const settings = {
			title,
			purpose,
			category,
			unit,
			targetYear: String(targetYear),
			steps,
			series,
			bounds,
			...officeFor(context, head.organisation, organisationId)
		};
		const made = await createComparison(tx, settings);
		if (!made.ok) return made;
		const added = await addMembers(tx, { id: made.value, members: newest.value });
		if (!added.ok) return added;
		const fresh = await viewComparison(tx, made.value);
		if (!fresh.ok) return fresh;
		for (const [i, key] of newest.value.entries()) {
			const old = members[i];
			const now = fresh.value.members.find((m) => m.snapshot === key.snapshot && m.unit === key.unit);
			if (!old || !now || old.included === now.included) continue;
			const { included, reason } = old;
			const placed = await setIncluded(tx, { id: made.value, ...key, included, reason });
			if (!placed.ok) return placed;
		}
		return made;
	});
}

/** The same for the comparison that an issued standard was derived from. */
export async function renewStandard(
	context: Context,
	proposalId: string,
	organisationId?: string
): Promise<Result<string>> {
	const proposal = await getProposal(context, proposalId);
	return proposal.ok ? renewComparison(context, proposal.value.comparisonId, organisationId) : proposal;
}

function officeFor({ actor }: Context, owner: string, chosen: string | undefined) {
	const organisationId = chosen ?? officesToCompareFor(actor).find(({ name }) => name === owner)?.id;
	return organisationId === undefined ? {} : { organisationId };
}

/** Where the members stand by now; refused where a cost unit is gone from the newer version of its analysis. */
async function newestOf(
	context: Context,
	members: readonly Member[]
): Promise<Result<readonly { readonly snapshot: string; readonly unit: number }[]>> {
	const hashes = [...new Set(members.map(({ snapshot }) => snapshot))];
	const current = new Map((await newerAnalyses(context, hashes)).map((newer) => [newer.old, newer.current]));
	const found: { snapshot: string; unit: number }[] = [];
	for (const { snapshot, unit, observation } of members) {
		const next = current.get(snapshot);
		if (next === undefined) {
			found.push({ snapshot, unit });
			continue;
		}
		const [before, after] = [await getSnapshot(context.db, snapshot), await getSnapshot(context.db, next)];
		if (!before.ok) return before;
		if (!after.ok) return after;
		// Members name snapshots of analyses only.
		const places = laterPlaces(
			before.value.content as AnalysisContent,
			after.value.content as AnalysisContent
		);
		const place = places[unit];
		if (typeof place !== 'number')
			return refuse(
				problem('lineage/unit-gone', { unit: observation.name, project: observation.projectName })
			);
		found.push({ snapshot: next, unit: place });
	}
	return ok(found);
}
