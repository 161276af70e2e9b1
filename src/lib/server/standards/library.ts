import type { Hash } from '#lib/core/address/value-ref.ts';
import { date, yearsLater, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { codesOf, seriesOf } from '#lib/core/standards/draft.ts';
import {
	applies,
	matches,
	statusOn,
	type IssuedVersion,
	type LookUpQuery,
	type StatusOnDate
} from '#lib/core/standards/look-up.ts';
import type {
	ExpenditureContent,
	ExpenditureResults,
	QuotaContent,
	QuotaResults,
	ServiceContent,
	StandardKind
} from '#lib/core/standards/standard-snapshot.ts';
import { mayAnywhere } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import { decisionsOf, type Decision } from '../decisions/service.ts';
import { PROPOSAL } from './proposal.ts';
import { selectAllIssued, selectIssued, selectIssuedByCodes, type IssuedRow } from './store.ts';

/** One issue (印发) of a series: three linked standards with one document and one span of force. */
export interface LibraryEntry extends IssuedVersion {
	/** Row of each kind; the expenditure standard is what budgets are held against. */
	readonly ids: { readonly [K in StandardKind]: string };
	readonly hashes: { readonly [K in StandardKind]: Hash };
	readonly codes: { readonly [K in StandardKind]: string };
	readonly series: string;
	readonly title: string;
	readonly organisation: string;
	readonly documentNumber: string;
	readonly issuedAt: string;
	readonly proposalId: string;
	readonly service: ServiceContent;
	readonly quota: { readonly content: QuotaContent; readonly results: QuotaResults };
	readonly expenditure: { readonly content: ExpenditureContent; readonly results: ExpenditureResults };
	/** The organisation that keeps it. */
	readonly organisationId: string;
	readonly path: string;
	readonly reviewOn: DateText;
	readonly repeal: Repeal | null;
	/** As of the date asked. */
	readonly status: StatusOnDate;
}

/** 废止: by what document, why and from when. */
export interface Repeal {
	readonly documentNumber: string;
	readonly reason: string;
	readonly from: DateText;
}

export interface LookUpInput extends LookUpQuery {
	/** Words that must all occur in title, code, category, document number or organisation. */
	readonly text?: string;
	/** Also those not (or no longer) in force on the date. */
	readonly all?: boolean;
}

/** 标准库: what is in force on a date, or everything with its status on that date; the newest version first. */
export async function lookUp(context: Context, input: LookUpInput): Promise<Result<readonly LibraryEntry[]>> {
	const allowed = mayAnywhere(context.actor, 'standard.read');
	if (!allowed.ok) return allowed;
	const entries = await library(context, input.date);
	const words = (input.text ?? '').trim().toLowerCase().split(/\s+/);
	return ok(
		entries.filter(
			(entry) =>
				(input.all === true || applies(entry.status)) &&
				matches(entry, input) &&
				words.every((word) => searchText(entry).includes(word))
		)
	);
}

export interface IssuedView {
	readonly kind: StandardKind;
	readonly entry: LibraryEntry;
	/** Every version of the series with its status on the date, the newest first. */
	readonly versions: readonly LibraryEntry[];
	readonly decisions: readonly Decision[];
}

/** One issued standard with its two companions, its other versions and who signed it. */
export async function issuedStandard(
	context: Context,
	id: string,
	at: DateText
): Promise<Result<IssuedView>> {
	const allowed = mayAnywhere(context.actor, 'standard.read');
	if (!allowed.ok) return allowed;
	const row = await selectIssued(context.db, id);
	if (!row) return refuse(problem('standard/not-found', {}));
	const versions = dated(await selectIssuedByCodes(context.db, codesOf(seriesOf(row.code))), at).toReversed();
	const entry = versions.find(({ proposalId }) => proposalId === row.proposal_id);
	if (!entry) throw new Error(`Issued standard ${id} is not in the library`);
	return ok({
		kind: kindOf(row),
		entry,
		versions,
		decisions: await decisionsOf(context.db, PROPOSAL, row.proposal_id)
	});
}

/** Every issue with its status on a date, the latest effective date first. */
async function library(context: Context, at: DateText): Promise<readonly LibraryEntry[]> {
	return dated(await selectAllIssued(context.db), at);
}

/** Issues with their status on a date, in the order of their rows. A status is decided among versions of one code. */
function dated(rows: readonly IssuedRow[], at: DateText): readonly LibraryEntry[] {
	const entries = [...Map.groupBy(rows, (row) => row.proposal_id).values()].map(entryOf);
	const byCode = Map.groupBy(entries, ({ code }) => code);
	return entries.map((entry) => ({
		...entry,
		status: statusOn(entry, byCode.get(entry.code) ?? [], at)
	}));
}

function entryOf(rows: readonly IssuedRow[]): Omit<LibraryEntry, 'status'> {
	const service = part<ServiceContent, { items: number }>(rows, 'service');
	const quota = part<QuotaContent, QuotaResults>(rows, 'quota');
	const expenditure = part<ExpenditureContent, ExpenditureResults>(rows, 'expenditure');
	const { row } = expenditure;
	return {
		ids: { service: service.row.id, quota: quota.row.id, expenditure: row.id },
		hashes: { service: service.row.snapshot, quota: quota.row.snapshot, expenditure: row.snapshot },
		codes: { service: service.row.code, quota: quota.row.code, expenditure: row.code },
		code: row.code,
		series: seriesOf(row.code),
		title: expenditure.snapshot.content.title,
		category: expenditure.snapshot.results.category,
		unitId: expenditure.snapshot.results.unitId,
		effectiveFrom: date(row.effective_from),
		effectiveTo: row.effective_to === null ? null : date(row.effective_to),
		trial: row.trial === 1,
		repealedFrom: row.repealed_from === null ? null : date(row.repealed_from),
		reviewOn: reviewDate(row),
		repeal: repealOf(row),
		organisation: row.organisation_name,
		organisationId: row.organisation_id,
		path: row.organisation_path,
		documentNumber: row.document_number,
		issuedAt: row.issued_at,
		proposalId: row.proposal_id,
		service: service.snapshot.content,
		quota: quota.snapshot,
		expenditure: expenditure.snapshot
	};
}

function repealOf({ repealed_from, repeal_document, repeal_reason }: IssuedRow): Repeal | null {
	if (repealed_from === null) return null;
	return { documentNumber: repeal_document ?? '', reason: repeal_reason ?? '', from: date(repealed_from) };
}

/** 复核日期: what the last review set, else what the issue set, else a year after it took effect. */
export function reviewDate(row: {
	readonly next_review_on: string | null;
	readonly review_on: string | null;
	readonly effective_from: string;
}): DateText {
	const set = row.next_review_on ?? row.review_on;
	return set === null ? yearsLater(date(row.effective_from), 1) : date(set);
}

function part<C extends Snapshot['content'], R extends Snapshot['results']>(
	rows: readonly IssuedRow[],
	kind: StandardKind
): { readonly row: IssuedRow; readonly snapshot: { readonly content: C; readonly results: R } } {
	const row = rows.find((candidate) => candidate.kind === kind);
	if (!row) throw new Error(`An issue lacks its ${kind} standard`);
	// The column `kind` decides the shape of the snapshot the row names.
	const { content, results } = JSON.parse(row.body) as { content: C; results: R };
	return { row, snapshot: { content, results } };
}

function kindOf({ kind }: IssuedRow): StandardKind {
	if (kind !== 'service' && kind !== 'quota' && kind !== 'expenditure')
		throw new Error(`Unknown kind ${kind}`);
	return kind;
}

function searchText(entry: LibraryEntry): string {
	const { title, category, documentNumber, organisation, codes } = entry;
	return [title, category, documentNumber, organisation, ...Object.values(codes)].join(' ').toLowerCase();
}
