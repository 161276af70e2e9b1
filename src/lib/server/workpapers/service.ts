import type { Hash } from '#lib/core/address/value-ref.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { parseDate, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { readRequestedLines, type TypedLine } from '#lib/core/standards/workpaper/requested-lines.ts';
import {
	reviewWorkpaper,
	type WorkpaperContent,
	type WorkpaperLine,
	type WorkpaperResults
} from '#lib/core/standards/workpaper/review-workpaper.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { organisationById, organisationTree, type Organisation } from '../organisations/service.ts';
import { getInputs, putSnapshot } from '../snapshots/service.ts';
import { measureLine, measuresOn, type KeptCheck, type Measures } from './measuring.ts';
import { insertWorkpaper, selectWorkpaper, selectWorkpapers, type WorkpaperRow } from './store.ts';

export interface WorkpaperInput {
	readonly title: string;
	/** Whose workpaper it is: those who may read this organisation's projects may read it. */
	readonly organisationId: string;
	readonly year: string;
	/** The day whose standards apply. */
	readonly date: string;
	/** 项目所在地区: rules are chosen by it; blank where only standards of one's own place are to apply. */
	readonly region?: string;
	/** Requested lines as pasted from a sheet. */
	readonly lines: string;
}

export interface Workpaper {
	readonly id: string;
	readonly hash: Hash;
	readonly organisation: string;
	readonly author: string;
	readonly createdAt: string;
	readonly content: WorkpaperContent;
	readonly results: WorkpaperResults;
}

const EARLIEST_YEAR = 2000;
const LATEST_YEAR = 2100;

/** 生成审核工作底稿: holds every requested line against the standard in force on the day and keeps all of it as one record. */
export async function createWorkpaper(
	context: Context,
	input: WorkpaperInput
): Promise<Result<{ readonly id: string }>> {
	const owner = await organisationById(context.db, input.organisationId);
	if (!owner.ok) return owner;
	const allowed = may(context.actor, 'budget-check.run', { path: owner.value.path });
	if (!allowed.ok) return allowed;
	const head = readHead(input);
	if (!head.ok) return head;
	const typed = readRequestedLines(input.lines);
	if (!typed.ok) return typed;
	const region = (input.region ?? '').trim().slice(0, LIMITS.nameLength);
	const measures = await measuresOn(context, head.value.date, { owner: owner.value, region });
	if (!measures.ok) return measures;
	return inTransaction(context, async (tx) => {
		const checked = await checkLines(tx, typed.value, measures.value);
		if (!checked.ok) return checked;
		const { lines, checks } = checked.value;
		const inputs = checks.map(({ hash }) => ({ role: 'check', hash }));
		const content: WorkpaperContent = { ...head.value, ...(region === '' ? {} : { region }), lines };
		const read = await getInputs(tx.db, inputs);
		if (!read.ok) return read;
		const results = reviewWorkpaper.compute(read.value, content);
		if (!results.ok) return results;
		const { kind, id: method } = reviewWorkpaper;
		const hash = await putSnapshot(tx.db, {
			kind,
			schema: 1,
			method,
			inputs,
			content,
			results: results.value
		});
		const id = tx.newId();
		await insertWorkpaper(tx.db, {
			id,
			title: content.title,
			organisation_id: owner.value.id,
			year: content.year,
			as_of: content.date,
			snapshot: hash,
			created_by: tx.actor.userId,
			created_at: timestamp(tx)
		});
		await recordAudit(tx, {
			action: 'workpaper.create',
			subjectKind: 'workpaper',
			subjectId: id,
			before: null,
			after: hash,
			details: {
				title: content.title,
				lines: lines.length,
				checks: rowsOf(checks, 'standard'),
				ruleChecks: rowsOf(checks, 'rule')
			}
		});
		return ok({ id });
	});
}

type Head = { readonly title: string; readonly year: number; readonly date: DateText };

function readHead({ title, year, date }: WorkpaperInput): Result<Head> {
	const bad = (name: string, text: string, expected: string) =>
		refuse(problem('standard/bad-parameter', { name, text: text.slice(0, 40), expected }));
	const name = title.trim();
	if (name === '' || name.length > LIMITS.nameLength)
		return bad('底稿名称', name, `1 到 ${LIMITS.nameLength} 字的名称`);
	const of = Number(year);
	if (!Number.isInteger(of) || of < EARLIEST_YEAR || of > LATEST_YEAR)
		return bad('预算年度', year, '四位数的年份');
	const at = parseDate(date);
	return at.ok ? ok({ title: name, year: of, date: at.value }) : at;
}

interface CheckedLines {
	readonly lines: readonly WorkpaperLine[];
	/** The checks that were kept, in the order in which lines name them. */
	readonly checks: readonly KeptCheck[];
}

/** A check for each line a standard or rule applies to; the others carry the reason. */
async function checkLines(
	tx: Context,
	typed: readonly TypedLine[],
	measures: Measures
): Promise<Result<CheckedLines>> {
	const lines: WorkpaperLine[] = [];
	const checks: KeptCheck[] = [];
	for (const [i, asked] of typed.entries()) {
		const measured = await measureLine(tx, i + 1, asked, measures);
		if (!measured.ok) return measured;
		const { line, check } = measured.value;
		lines.push({ ...line, check: check === null ? null : checks.length });
		if (check) checks.push(check);
	}
	return ok({ lines, checks });
}

/** Hash of the row of each check of a kind, by its id. */
function rowsOf(checks: readonly KeptCheck[], kind: KeptCheck['kind']): { readonly [check: string]: Hash } {
	return Object.fromEntries(checks.filter((check) => check.kind === kind).map(({ id, row }) => [id, row]));
}

/** Organisations in whose name this person may review. */
export async function reviewableOrganisations(context: Context): Promise<readonly Organisation[]> {
	const all = await organisationTree(context.db);
	return all.filter(({ path }) => may(context.actor, 'budget-check.run', { path }).ok);
}

/** Workpapers this person may read, the latest first. */
export async function listWorkpapers(context: Context): Promise<Result<readonly Workpaper[]>> {
	const allowed = mayAnywhere(context.actor, 'project.read');
	if (!allowed.ok) return allowed;
	const rows = await selectWorkpapers(context.db);
	return ok(rows.filter((row) => mayRead(context, row)).map(workpaper));
}

export async function getWorkpaper(context: Context, id: string): Promise<Result<Workpaper>> {
	const row = await selectWorkpaper(context.db, id);
	if (!row) return refuse(problem('workpaper/not-found', {}));
	const allowed = may(context.actor, 'project.read', { path: row.path });
	if (!allowed.ok && row.created_by !== context.actor.userId) return allowed;
	return ok(workpaper(row));
}

function mayRead({ actor }: Context, row: WorkpaperRow): boolean {
	return row.created_by === actor.userId || may(actor, 'project.read', { path: row.path }).ok;
}

function workpaper(row: WorkpaperRow): Workpaper {
	// A workpaper names a snapshot of that method.
	const { content, results } = JSON.parse(row.body) as {
		content: WorkpaperContent;
		results: WorkpaperResults;
	};
	return {
		id: row.id,
		hash: row.snapshot,
		organisation: row.organisation_name,
		author: row.author,
		createdAt: row.created_at,
		content,
		results
	};
}
