import type { Hash } from '#lib/core/address/value-ref.ts';
import { isOfTheService } from '#lib/core/comparison/place-attribute.ts';
import type { ParameterSetContent } from '#lib/core/comparison/comparison-snapshot.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, unwrap, type Result } from '#lib/core/result.ts';
import { mayAnywhere } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, today, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { ParameterDraftTable, ParameterEntryTable } from '../database/schema.ts';
import { putSnapshot } from '../snapshots/service.ts';
import { hidesEntry } from './named-projects.ts';
import { byKeyAndVersion, readEntry, readSeries, type EntryInput, type SeriesInput } from './series.ts';
import {
	closeDraft,
	insertDraft,
	insertEntry,
	insertSeries,
	selectAllSeries,
	selectDraft,
	selectDrafts,
	selectEntries,
	selectSeries
} from './store.ts';

type SeriesHead = Omit<ParameterSetContent, 'entries'>;

export type SeriesSummary = SeriesHead & { readonly entries: number };

/** A series with every version ever entered, newest version of a key last, and what waits for a second person. */
export interface SeriesDetail {
	readonly series: SeriesHead;
	readonly entries: readonly SeriesEntry[];
	readonly drafts: readonly PendingEntry[];
	/** Entries and proposals that are left out, because they name projects this reader may not see. */
	readonly hidden: number;
}

export type SeriesEntry = ParameterSetContent['entries'][number] & {
	readonly author: string;
	readonly approver: string;
};

export interface PendingEntry {
	readonly id: string;
	readonly key: string;
	readonly value: string;
	readonly validFrom: string;
	readonly document: string;
	readonly authorId: string;
	readonly author: string;
}

export async function listSeries(context: Context): Promise<Result<readonly SeriesSummary[]>> {
	const allowed = mayAnywhere(context.actor, 'parameter.read');
	if (!allowed.ok) return allowed;
	const rows = await selectAllSeries(context.db);
	return ok(rows.map((row) => ({ ...unwrap(readSeries(row)), entries: row.entries })));
}

export async function seriesDetail(context: Context, code: string): Promise<Result<SeriesDetail>> {
	const allowed = mayAnywhere(context.actor, 'parameter.read');
	if (!allowed.ok) return allowed;
	const series = await seriesHead(context, code);
	if (!series.ok) return series;
	const hides = await hidesEntry(context, series.value.kind);
	const [allEntries, allDrafts] = [
		await selectEntries(context.db, code),
		await selectDrafts(context.db, code)
	];
	const entries = allEntries.filter(({ key }) => !hides(key));
	const drafts = allDrafts.filter(({ key }) => !hides(key));
	return ok({
		hidden: allEntries.length + allDrafts.length - entries.length - drafts.length,
		series: series.value,
		entries: entries
			.map(({ key, value, version, valid_from, document, author, approver }) => ({
				key,
				value,
				version,
				validFrom: valid_from,
				document,
				author,
				approver
			}))
			.sort(byKeyAndVersion),
		drafts: drafts.map(({ id, key, value, valid_from, document, created_by, author }) => ({
			id,
			key,
			value,
			validFrom: valid_from,
			document,
			authorId: created_by,
			author
		}))
	});
}

/** A proposal that waits for a second person, with its series. */
export async function pendingEntry(
	context: Context,
	id: string
): Promise<Result<{ readonly series: SeriesHead; readonly entry: PendingEntry }>> {
	const draft = await selectDraft(context.db, id);
	const detail = draft ? await seriesDetail(context, draft.series) : undefined;
	if (detail && !detail.ok) return detail;
	const entry = detail?.value.drafts.find((one) => one.id === id);
	return detail && entry
		? ok({ series: detail.value.series, entry })
		: refuse(problem('parameter/draft-not-found', {}));
}

/** Opens an empty series. It has no force until its first entry was approved by a second person. */
export async function createSeries(context: Context, input: SeriesInput): Promise<Result<SeriesHead>> {
	const allowed = mayAnywhere(context.actor, 'parameter.propose');
	if (!allowed.ok) return allowed;
	const series = readSeries(input);
	if (!series.ok) return series;
	if (series.value.kind === 'place-attribute' && isOfTheService(series.value.name))
		return refuse(problem('parameter/not-a-place', { name: series.value.name }));
	return inTransaction(context, async (tx) => {
		if (await selectSeries(tx.db, series.value.code))
			return refuse(problem('parameter/series-exists', { series: series.value.code }));
		await insertSeries(tx.db, series.value);
		await recordAudit(tx, {
			action: 'parameter.create-series',
			subjectKind: 'parameter_series',
			subjectId: series.value.code,
			before: null,
			after: contentHash(series.value)
		});
		return series;
	});
}

/** Proposes a value with its source; somebody else approves it. Returns the proposal's id. */
export async function proposeEntry(context: Context, input: EntryInput): Promise<Result<string>> {
	const allowed = mayAnywhere(context.actor, 'parameter.propose');
	if (!allowed.ok) return allowed;
	const series = await seriesHead(context, input.series);
	if (!series.ok) return series;
	const entry = readEntry(series.value.kind, input);
	if (!entry.ok) return entry;
	return inTransaction(context, async (tx) => {
		const id = tx.newId();
		await insertDraft(tx.db, {
			id,
			series: input.series,
			key: entry.value.key,
			value: entry.value.value,
			valid_from: entry.value.validFrom,
			document: entry.value.document,
			state: 'proposed',
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'parameter.propose',
			subjectKind: 'parameter_draft',
			subjectId: id,
			before: null,
			after: contentHash({ ...entry.value })
		});
		return ok(id);
	});
}

/**
 * Decides a proposal: approving makes it the next version of its key, never an edit; refusing closes it. Not open to
 * whoever proposed it (DOMAIN §5.4, rule 5).
 */
export async function decideEntry(
	context: Context,
	input: { readonly id: string; readonly approve: boolean }
): Promise<Result<{ readonly series: string; readonly key: string; readonly version: number | null }>> {
	const draft = await selectDraft(context.db, input.id);
	if (!draft) return refuse(problem('parameter/draft-not-found', {}));
	const allowed = mayAnywhere(context.actor, 'parameter.approve', [draft.created_by]);
	if (!allowed.ok) return allowed;
	return inTransaction(context, async (tx) => {
		const state = input.approve ? 'approved' : 'refused';
		if (!(await closeDraft(tx.db, draft.id, state)))
			return refuse(problem('parameter/decided', { state: await stateWords(tx, draft.id) }));
		const entry = input.approve ? await enter(tx, draft) : null;
		const version = entry?.version ?? null;
		await recordAudit(tx, {
			action: input.approve ? 'parameter.approve' : 'parameter.refuse',
			subjectKind: 'parameter_draft',
			subjectId: draft.id,
			before: contentHash({ key: draft.key, value: draft.value, document: draft.document }),
			after: version === null ? null : contentHash({ key: draft.key, value: draft.value, version }),
			details: {
				series: draft.series,
				key: draft.key,
				version,
				...(entry ? { entry: entryHash(entry) } : {})
			}
		});
		return ok({ series: draft.series, key: draft.key, version });
	});
}

/** The series as it stands today: every version of every entry whose day has come. */
export async function seriesContent(context: Context, code: string): Promise<Result<ParameterSetContent>> {
	const series = await seriesHead(context, code);
	if (!series.ok) return series;
	const day = today(context);
	const entries = (await selectEntries(context.db, code))
		.filter((entry) => entry.valid_from <= day)
		.map(({ key, value, version, valid_from, document }) => ({
			key,
			value,
			version,
			validFrom: valid_from,
			document
		}))
		.sort(byKeyAndVersion);
	return ok({ ...series.value, entries });
}

/** Freezes the series as it stands today. Runs inside the transaction of the use case that needs it. */
export async function parameterSnapshot(tx: Context, code: string): Promise<Result<Hash>> {
	const content = await seriesContent(tx, code);
	if (!content.ok) return content;
	return ok(
		await putSnapshot(tx.db, {
			kind: 'parameter-set',
			schema: 1,
			method: null,
			inputs: [],
			content: content.value,
			results: {}
		})
	);
}

async function seriesHead(context: Context, code: string): Promise<Result<SeriesHead>> {
	const row = await selectSeries(context.db, code);
	return row ? readSeries(row) : refuse(problem('parameter/series-not-found', { series: code.slice(0, 40) }));
}

/** Hash of an entry, every column of it, as the audit entry of its approval keeps it. */
export function entryHash(entry: ParameterEntryTable): Hash {
	return contentHash({ ...entry });
}

async function enter(tx: Context, draft: ParameterDraftTable): Promise<ParameterEntryTable> {
	const versions = (await selectEntries(tx.db, draft.series)).filter(({ key }) => key === draft.key);
	const version = 1 + Math.max(0, ...versions.map((entry) => entry.version));
	const entry = {
		series: draft.series,
		key: draft.key,
		version,
		value: draft.value,
		valid_from: draft.valid_from,
		document: draft.document,
		created_by: draft.created_by,
		approved_by: tx.actor.userId,
		created_at: timestamp(tx)
	};
	await insertEntry(tx.db, entry);
	return entry;
}

async function stateWords(tx: Context, id: string): Promise<string> {
	return (await selectDraft(tx.db, id))?.state === 'approved' ? '已通过' : '未通过';
}
