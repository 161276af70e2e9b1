import { chineseDate } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { linkStandards } from '#lib/core/standards/draft.ts';
import { applies, STATUS_WORDS } from '#lib/core/standards/look-up.ts';
import {
	promotedDraft,
	promotionChecks,
	type DistrictStandard,
	type PromotionCheck
} from '#lib/core/standards/promotion.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { PROPOSAL_MACHINE } from '#lib/core/workflow/states.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, today, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { organisationById, type Organisation } from '../organisations/service.ts';
import { libraryLines, type LibraryLine } from './facts.ts';
import { issuedStandard, type LibraryEntry } from './library.ts';
import { draftHash, draftRows, loadProposal, PROPOSAL, storedDraft } from './proposal.ts';
import { owners } from './proposals.ts';
import { insertProposal, selectComparison } from './store.ts';

export interface PromotionView {
	readonly checks: readonly PromotionCheck[];
	/** Departments of the district for which this person may take the standard over. */
	readonly departments: readonly Organisation[];
}

/** Whether and how a town's standard may become the district's; null where it is not a town's, or not this person's to carry. */
export async function promotionOf(context: Context, entry: LibraryEntry): Promise<PromotionView | null> {
	const lines = await libraryLines(context, today(context));
	const line = lines.find(({ proposalId }) => proposalId === entry.proposalId);
	if (line?.level !== 'town' || !applies(line.status)) return null;
	const departments = (await owners(context)).filter(({ kind }) => kind === 'department');
	if (departments.length === 0 || !(await mayReadSet(context, entry.proposalId))) return null;
	const { value, unit } = entry.expenditure.results;
	const district = await districtStandard(context, lines, line);
	const base = entry.expenditure.content.standing?.nationalBase ?? null;
	// The department that keeps the district's own standard is the likely one.
	const likely = departments.filter(({ path }) => path === district?.path);
	return {
		departments: [...likely, ...departments.filter(({ path }) => path !== district?.path)],
		checks: promotionChecks(value, unit, district?.standard ?? null, base)
	};
}

/**
 * 推广到区: opens a proposal of a district department that carries over a town's standard, held against the district's
 * own. It goes the whole way of a standard: proposed, confirmed twice and issued.
 */
export async function promote(
	context: Context,
	input: { readonly id: string; readonly organisationId: string }
): Promise<Result<{ readonly proposalId: string }>> {
	const view = await issuedStandard(context, input.id, today(context));
	if (!view.ok) return view;
	const { entry } = view.value;
	const owner = await organisationById(context.db, input.organisationId);
	if (!owner.ok) return owner;
	const allowed = may(context.actor, 'standard.edit', { path: owner.value.path });
	if (!allowed.ok) return allowed;
	if (owner.value.kind !== 'department')
		return refuse(problem('standard/not-district', { organisation: owner.value.name }));
	const lines = await libraryLines(context, today(context));
	const line = lines.find(({ proposalId }) => proposalId === entry.proposalId);
	if (line?.level !== 'town')
		return refuse(problem('standard/not-town', { organisation: entry.organisation }));
	if (!applies(line.status)) return refuse(notInForce(context, line));
	const source = await loadProposal(context.db, entry.proposalId);
	if (!source.ok) return source;
	const set = await readableSet(context, source.value.comparison_id);
	if (!set.ok) return set;
	const district = await districtStandard(context, lines, line);
	const draft = promotedDraft(
		storedDraft(source.value),
		{
			code: entry.code,
			title: entry.title,
			organisation: entry.organisation,
			document: entry.documentNumber,
			value: entry.expenditure.results.value,
			hash: entry.hashes.expenditure
		},
		district?.standard ?? null,
		district?.path === owner.value.path
	);
	const drafts = draftRows(draft.title, linkStandards(draft, entry.service.category));
	return inTransaction(context, async (tx) => {
		const id = tx.newId();
		await insertProposal(tx.db, {
			id,
			...drafts,
			comparison_id: source.value.comparison_id,
			organisation_id: owner.value.id,
			state: PROPOSAL_MACHINE.initial,
			service_snapshot: null,
			quota_snapshot: null,
			expenditure_snapshot: null,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'standard.create',
			subjectKind: PROPOSAL,
			subjectId: id,
			before: null,
			after: draftHash(drafts),
			details: { title: draft.title, derivedFrom: entry.hashes.expenditure }
		});
		return ok({ proposalId: id });
	});
}

function notInForce(context: Context, { code, status }: LibraryLine) {
	return problem('standard/not-in-force', {
		code,
		date: chineseDate(today(context)),
		status: STATUS_WORDS[status],
		advice: '只有现行有效或试行的镇标准可以推广，请选用现行的版本。'
	});
}

/** The district's standard in force for the same category, unit, grade and tier. */
async function districtStandard(
	context: Context,
	lines: readonly LibraryLine[],
	town: LibraryLine
): Promise<{ readonly standard: DistrictStandard; readonly path: string } | null> {
	const found = lines.find(
		(line) =>
			line.level === 'district' &&
			applies(line.status) &&
			line.category === town.category &&
			line.unitId === town.unitId &&
			line.grade === town.grade &&
			line.tiers.join() === town.tiers.join()
	);
	if (!found) return null;
	const view = await issuedStandard(context, found.ids.expenditure, today(context));
	if (!view.ok) return null;
	const { entry } = view.value;
	const { series, title, organisation, documentNumber, effectiveFrom, expenditure } = entry;
	const { value, unit } = expenditure.results;
	const nationalBase = expenditure.content.standing?.nationalBase ?? null;
	return {
		standard: { series, title, organisation, documentNumber, effectiveFrom, value, unit, nationalBase },
		path: entry.path
	};
}

/** The new draft rests on the town's comparison, so whoever carries it over must be allowed to read that. */
async function readableSet(context: Context, comparisonId: string): Promise<Result<true>> {
	const comparison = await selectComparison(context.db, comparisonId);
	if (!comparison) return refuse(problem('standard/not-found', {}));
	const readable = may(context.actor, 'comparison.read', { path: comparison.organisation_path });
	return readable.ok ? ok(true) : readable;
}

async function mayReadSet(context: Context, proposalId: string): Promise<boolean> {
	const source = await loadProposal(context.db, proposalId);
	return source.ok && (await readableSet(context, source.value.comparison_id)).ok;
}
