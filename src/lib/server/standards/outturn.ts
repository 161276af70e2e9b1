import { refText } from '#lib/core/address/value-ref.ts';
import { compare, dec, isNegative, parseDecimal, toText, ZERO } from '#lib/core/decimal/decimal.ts';
import { readNumberText } from '#lib/core/intake/number-text.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { fen, fenFromYuan, type Fen } from '#lib/core/money/fen.ts';
import { yearOf, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { OutturnEntry } from '#lib/core/standards/drift.ts';
import { may } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, today, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import { issuedStandard } from './library.ts';
import { libraryLines, type LibraryLine } from './facts.ts';
import { measuredOutturn, type MeasuredOutturn } from './measured-outturn.ts';
import { insertOutturn, selectOutturn, type OutturnRow } from './upkeep-store.ts';

export interface OutturnInput {
	/** Any of the three standards of the series. */
	readonly id: string;
	readonly year: string;
	readonly project: string;
	/** In the unit of the standard, of a whole year. */
	readonly quantity: string;
	/** 元 */
	readonly amount: string;
	/** Where the figure comes from: 决算, 支付凭证汇总… */
	readonly document: string;
}

/**
 * 登记执行结果: what one project really paid in a year, for how much of the service. Entered again for the same year and
 * project it takes the place of the entry before, which stays on record.
 */
export async function recordOutturn(context: Context, input: OutturnInput): Promise<Result<OutturnEntry>> {
	const view = await issuedStandard(context, input.id, today(context));
	if (!view.ok) return view;
	const { entry, versions } = view.value;
	const allowed = may(context.actor, 'standard.outturn', { path: entry.path });
	if (!allowed.ok) return allowed;
	const first = Math.min(...versions.map(({ effectiveFrom }) => yearOf(effectiveFrom)));
	const content = readOutturn(input, first, yearOf(today(context)));
	if (!content.ok) return content;
	const line = (await libraryLines(context, today(context))).find(
		(candidate) => candidate.proposalId === entry.proposalId
	);
	const measured = line ? await (await measuredOutturn(context, today(context)))(line) : [];
	const { year, project } = content.value;
	if (measured.some((own) => own.year === year && own.project === project))
		return refuse(problem('standard/outturn-measured', { project, year: String(year) }));
	return inTransaction(context, async (tx) => {
		const row = {
			id: tx.newId(),
			code: entry.series,
			...content.value,
			recorded_by: tx.actor.userId,
			recorded_at: timestamp(tx)
		};
		await insertOutturn(tx.db, row);
		await recordAudit(tx, {
			action: 'standard.outturn',
			subjectKind: 'outturn',
			subjectId: row.id,
			before: null,
			after: contentHash({ ...row, amount: String(row.amount) }),
			details: { standard: entry.series, year: String(row.year) }
		});
		return ok(entryOf(row));
	});
}

function readOutturn(input: OutturnInput, first: number, last: number) {
	const year = Number(input.year.trim());
	if (!Number.isSafeInteger(year) || year < first || year > last)
		return refuse(
			problem('standard/outturn-year', { year: input.year.trim().slice(0, 20), from: String(first) })
		);
	const project = readName('项目名称', input.project);
	if (!project.ok) return project;
	const document = readName('数据来源', input.document);
	if (!document.ok) return document;
	const quantity = readPositive('数量', input.quantity);
	if (!quantity.ok) return quantity;
	const amount = readAmount(input.amount);
	if (!amount.ok) return amount;
	return ok({
		year,
		project: project.value,
		quantity: quantity.value,
		amount: amount.value,
		document: document.value
	});
}

function readName(name: string, text: string): Result<string> {
	const value = text.trim();
	const good = value !== '' && value.length <= LIMITS.nameLength;
	return good ? ok(value) : refuse(bad(name, value, `1 到 ${LIMITS.nameLength} 字的文字`));
}

function readPositive(name: string, text: string): Result<string> {
	const value = parseDecimal(plainNumber(text));
	if (!value.ok || compare(value.value, ZERO) <= 0) return refuse(bad(name, text, '大于 0 的数字'));
	return ok(toText(value.value));
}

function readAmount(text: string): Result<Fen> {
	const yuan = parseDecimal(plainNumber(text));
	if (!yuan.ok || isNegative(yuan.value) || yuan.value.scale > 2)
		return refuse(bad('实际支出', text, '不小于 0、最多两位小数的金额（元）'));
	return fenFromYuan(yuan.value, 'half-up');
}

/** A number as people type and paste it, in plain digits. */
function plainNumber(text: string): string {
	const read = readNumberText(text);
	return read.kind === 'number' && read.suffix === '' ? toText(read.value) : text.trim();
}

function bad(name: string, text: string, expected: string) {
	return problem('standard/bad-parameter', { name, text: text.slice(0, 40), expected });
}

export interface OutturnView {
	readonly id: string;
	readonly year: number;
	readonly project: string;
	readonly quantity: string;
	readonly amount: Fen;
	readonly document: string;
	readonly recorder: string;
	/** Where it is read from a confirmed breakdown: the address of its unit cost, null where that is not open to the reader. */
	readonly source: 'typed' | 'analysis';
	readonly ref: string | null;
}

const HIDDEN_PROJECT = '不在您查看范围内的项目';

/**
 * Everything that counts as outturn of one standard, the newest year first: what confirmed breakdowns say, and what was
 * typed in for projects and years they do not know. The caller has asked whether standards may be read.
 */
export async function outturnOf(
	context: Context,
	line: LibraryLine,
	at: DateText
): Promise<readonly OutturnView[]> {
	const measured = await (await measuredOutturn(context, at))(line);
	const typed = unmeasured(latest(await selectOutturn(context.db, yearOf(at), line.series)), measured);
	return [
		...measured.map(({ year, project, quantity, amount, readable, snapshot, pointer }): OutturnView => ({
			...{ id: `${snapshot}${pointer}`, year, quantity, amount, recorder: '' },
			...{ project: readable ? project : HIDDEN_PROJECT, document: '已确认的成本分析', source: 'analysis' },
			ref: readable ? refText({ kind: 'frozen', snapshot, pointer }) : null
		})),
		...typed.toReversed().map(({ id, year, project, quantity, amount, document, recorder }): OutturnView => ({
			...{ id, year, project, quantity, document, recorder },
			...{ amount: fen(amount), source: 'typed', ref: null }
		}))
	].sort((a, b) => b.year - a.year);
}

/** What counts for a standard up to the year of a date, of all series at once. */
export async function outturnEntries(
	context: Context,
	at: DateText
): Promise<(line: LibraryLine) => Promise<readonly OutturnEntry[]>> {
	const rows = latest(await selectOutturn(context.db, yearOf(at)));
	const bySeries = Map.groupBy(rows, ({ code }) => code);
	const measured = await measuredOutturn(context, at);
	return async (line) => {
		const own = await measured(line);
		return [...own, ...unmeasured(bySeries.get(line.series) ?? [], own).map(entryOf)];
	};
}

/** A confirmed breakdown says more than what somebody typed in for the same project and year. */
function unmeasured(
	rows: readonly OutturnRow[],
	measured: readonly MeasuredOutturn[]
): readonly OutturnRow[] {
	return rows.filter(
		(row) => !measured.some(({ year, project }) => year === row.year && project === row.project)
	);
}

/** A later entry of the same series, year and project takes the place of one before. */
function latest(rows: readonly OutturnRow[]): readonly OutturnRow[] {
	return [...new Map(rows.map((row) => [JSON.stringify([row.code, row.year, row.project]), row])).values()];
}

function entryOf({ year, quantity, amount }: Pick<OutturnRow, 'year' | 'quantity' | 'amount'>): OutturnEntry {
	return { year, quantity: toText(dec(quantity)), amount: fen(amount) };
}
