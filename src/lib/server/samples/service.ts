import type { Hash } from '#lib/core/address/value-ref.ts';
import {
	checkReading,
	checkRows,
	checkSample,
	checkYears
} from '#lib/core/comparison/samples/check-sample.ts';
import { proposeReading } from '#lib/core/comparison/samples/propose-reading.ts';
import { readSample } from '#lib/core/comparison/samples/read-sample.ts';
import { isTextFile, SAMPLE_METHOD } from '#lib/core/comparison/samples/sample-method.ts';
import type {
	SampleContent,
	SampleFacts,
	SampleReading,
	SampleResults
} from '#lib/core/comparison/samples/sample-table.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import type { SourceTableContent } from '#lib/core/snapshot/source-table.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { storeFile } from '../files/service.ts';
import { sha256 } from '../hash.ts';
import type { SheetSummary } from '../intake/reading.ts';
import { askBytes, askWorkbook } from '../intake/workbooks.ts';
import { putSnapshot, putSnapshotText } from '../snapshots/service.ts';
import {
	insertSample,
	selectConfirmedSamples,
	selectSample,
	selectSamples,
	updateSample,
	type SampleTableRow
} from './store.ts';

export type SampleState = 'preview' | 'confirmed';

/** A sample as lists show it. */
export interface SampleSummary {
	readonly id: string;
	readonly facts: SampleFacts;
	readonly fileName: string;
	readonly organisation: string;
	readonly state: SampleState;
	readonly snapshot: Hash | null;
	readonly observations: number | null;
	readonly createdAt: string;
}

/** A sample with its sheet, for the page where it is described, checked and confirmed. */
export interface SampleView extends SampleSummary {
	readonly sheet: string;
	readonly sheets: readonly SheetSummary[];
	readonly reading: SampleReading;
	readonly table: Pick<SourceTableContent, 'cells'>;
	/** What the sheet gives as it is described now; null where it cannot be read so, and `problem` says why. */
	readonly results: SampleResults | null;
	readonly problem: Problem | null;
	readonly mayEdit: boolean;
}

/** Facts of a sample nobody has described yet. Unknown bases are said to be unknown, never guessed. */
const BLANK_FACTS: SampleFacts = {
	name: '',
	category: '',
	unit: '',
	source: '',
	licence: '',
	asOf: '',
	credibility: 'C',
	currency: '',
	rate: '',
	year: '',
	region: '',
	grade: '',
	periodMonths: 12,
	taxBasis: 'unknown',
	staffScope: 'unknown',
	deliveryMode: 'unknown',
	note: ''
};

/** Samples everybody who compares may use, newest first; those still being described only to who may edit them. */
export async function listSamples(context: Context): Promise<Result<readonly SampleSummary[]>> {
	const allowed = mayAnywhere(context.actor, 'sample.read');
	if (!allowed.ok) return allowed;
	const rows = await selectSamples(context.db);
	return ok(rows.filter((row) => row.state === 'confirmed' || mayEdit(context, row)).map(summaryOf));
}

/** Snapshots of the confirmed samples, oldest first; none for people who compare nothing. */
export async function confirmedSamples(context: Context): Promise<readonly Hash[]> {
	return mayAnywhere(context.actor, 'sample.read').ok ? selectConfirmedSamples(context.db) : [];
}

/** Keeps the original, reads its first filled sheet and proposes how its columns are read. Returns the sample's id. */
export async function uploadSample(
	context: Context,
	input: { readonly fileName: string; readonly bytes: Uint8Array }
): Promise<Result<string>> {
	const allowed = mayAnywhere(context.actor, 'sample.edit');
	if (!allowed.ok) return allowed;
	const fileName = plainName(input.fileName);
	const hash = sha256(input.bytes);
	const read = await askBytes(input.bytes, hash, fileName, { kind: 'table', file: hash, sheet: null });
	if (!read.ok) return read;
	const { format, sheet, table } = read.value;
	const reading = proposeReading(tableIn(table).content);
	return inTransaction(context, async (tx) => {
		const file = await storeFile(tx.db, input.bytes, format);
		const id = tx.newId();
		await insertSample(tx.db, {
			id,
			organisation_id: allowed.value.organisationId,
			file,
			file_name: fileName,
			sheet,
			facts: JSON.stringify({ ...BLANK_FACTS, name: fileName.replace(/\.[^.]*$/, '') }),
			reading: JSON.stringify(reading),
			state: 'preview',
			snapshot: null,
			observations: null,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'sample.upload',
			subjectKind: 'sample',
			subjectId: id,
			before: null,
			after: file,
			details: { fileName }
		});
		return ok(id);
	});
}

export async function viewSample(context: Context, id: string): Promise<Result<SampleView>> {
	const row = await openSample(context, id);
	if (!row.ok) return row;
	const table = await sheetOf(context, row.value, row.value.sheet);
	if (!table.ok) return table;
	const { facts, reading } = contentOf(row.value);
	const { snapshot, sheets, sheet } = table.value;
	const read = readTable({ facts, reading }, snapshot);
	return ok({
		...summaryOf(row.value),
		sheet,
		sheets,
		reading,
		table: { cells: snapshot.content.cells },
		results: read.ok ? read.value : null,
		problem: read.ok ? null : read.problem,
		mayEdit: row.value.state === 'preview' && mayEdit(context, row.value)
	});
}

/** Describes a sample anew; another sheet is read by what is proposed for it. Nothing is refused that can still be put right. */
export async function describeSample(
	context: Context,
	input: {
		readonly id: string;
		readonly sheet: string;
		readonly facts: SampleFacts;
		readonly reading: SampleReading;
	}
): Promise<Result<true>> {
	const row = await openSample(context, input.id, 'edit');
	if (!row.ok) return row;
	const other = input.sheet !== row.value.sheet ? await sheetOf(context, row.value, input.sheet) : null;
	if (other && !other.ok) return other;
	const reading = other ? proposeReading(other.value.snapshot.content) : input.reading;
	return inTransaction(context, async (tx) => {
		const change = {
			sheet: input.sheet,
			facts: JSON.stringify(input.facts),
			reading: JSON.stringify(reading)
		};
		if (!(await updateSample(tx.db, input.id, change))) return refuse(problem('sample/confirmed', {}));
		await recordAudit(tx, {
			action: 'sample.settings',
			subjectKind: 'sample',
			subjectId: input.id,
			before: contentHash(contentOf(row.value)),
			after: contentHash({ facts: input.facts, reading })
		});
		return ok(true);
	});
}

/** 确认样本: freezes the sheet as read and the observations in it. From then on it may stand in comparisons, unchanged. */
export async function confirmSample(context: Context, id: string): Promise<Result<Hash>> {
	const row = await openSample(context, id, 'edit');
	if (!row.ok) return row;
	const content = checkSample(contentOf(row.value));
	if (!content.ok) return content;
	const table = await sheetOf(context, row.value, row.value.sheet);
	if (!table.ok) return table;
	const read = readTable(content.value, table.value.snapshot);
	if (!read.ok) return read;
	const usable = checkRows(read.value);
	if (!usable.ok) return usable;
	return inTransaction(context, async (tx) => {
		const source = await putSnapshotText(
			tx.db,
			'source-table',
			table.value.text,
			table.value.snapshot.inputs
		);
		const { id: method, kind } = SAMPLE_METHOD;
		const inputs = [{ role: 'source', hash: source }];
		const { value } = content;
		const hash = await putSnapshot(tx.db, {
			kind,
			schema: 1,
			method,
			inputs,
			content: value,
			results: read.value
		});
		const change = { state: 'confirmed', snapshot: hash, observations: read.value.rows.length };
		if (!(await updateSample(tx.db, id, change))) return refuse(problem('sample/confirmed', {}));
		await recordAudit(tx, {
			action: 'sample.confirm',
			subjectKind: 'sample',
			subjectId: id,
			before: null,
			after: hash,
			details: { observations: read.value.rows.length, left: read.value.left.length }
		});
		return ok(hash);
	});
}

async function openSample(
	context: Context,
	id: string,
	to: 'read' | 'edit' = 'read'
): Promise<Result<SampleTableRow>> {
	const row = await selectSample(context.db, id);
	if (!row) return refuse(problem('sample/not-found', {}));
	// A preview belongs to those who may edit it; what is confirmed, to everybody who compares.
	const allowed =
		to === 'read' && row.state === 'confirmed'
			? mayAnywhere(context.actor, 'sample.read')
			: may(context.actor, 'sample.edit', { path: row.path });
	if (!allowed.ok) return allowed;
	return to === 'edit' && row.state !== 'preview' ? refuse(problem('sample/confirmed', {})) : ok(row);
}

interface ReadTable {
	readonly sheet: string;
	readonly sheets: readonly SheetSummary[];
	readonly text: Uint8Array;
	readonly snapshot: Snapshot<SourceTableContent>;
}

async function sheetOf(
	context: Context,
	{ file, file_name }: SampleTableRow,
	sheet: string
): Promise<Result<ReadTable>> {
	const read = await askWorkbook(context.db, file, file_name, { kind: 'table', file, sheet });
	if (!read.ok) return read;
	const { table: text, sheets, sheet: name } = read.value;
	return ok({ sheet: name, sheets, text, snapshot: tableIn(text) });
}

/** The reading process wrote exactly such a snapshot's text. */
function tableIn(text: Uint8Array): Snapshot<SourceTableContent> {
	return JSON.parse(new TextDecoder().decode(text)) as Snapshot<SourceTableContent>;
}

function readTable(content: SampleContent, table: Snapshot<SourceTableContent>): Result<SampleResults> {
	const reading = checkReading(content.reading);
	if (!reading.ok) return reading;
	const years = checkYears(reading.value, table.content);
	if (!years.ok) return years;
	return ok(readSample({ facts: content.facts, reading: reading.value }, table.content, isTextFile(table)));
}

function contentOf(row: SampleTableRow): SampleContent {
	// Both columns hold exactly what this service wrote.
	return {
		facts: JSON.parse(row.facts) as SampleFacts,
		reading: JSON.parse(row.reading) as SampleReading
	};
}

function summaryOf(row: SampleTableRow): SampleSummary {
	return {
		id: row.id,
		facts: contentOf(row).facts,
		fileName: row.file_name,
		organisation: row.organisation,
		state: row.state === 'confirmed' ? 'confirmed' : 'preview',
		snapshot: row.snapshot,
		observations: row.observations === null ? null : Number(row.observations),
		createdAt: row.created_at
	};
}

function mayEdit({ actor }: Context, { path }: SampleTableRow): boolean {
	return may(actor, 'sample.edit', { path }).ok;
}

/** Browsers on Windows once sent whole paths; the last part is enough. */
function plainName(name: string): string {
	const last =
		name
			.split(/[\\/]/)
			.at(-1)
			?.replace(/\p{Cc}/gu, '')
			.trim() ?? '';
	return last === '' ? '未命名文件' : last.slice(0, 200);
}
