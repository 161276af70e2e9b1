import type { Hash } from '#lib/core/address/value-ref.ts';
import { isNegative, parseDecimal, toText } from '#lib/core/decimal/decimal.ts';
import { readNumberText } from '#lib/core/intake/number-text.ts';
import { LIMITS } from '#lib/core/limits.ts';
import { fenFromYuan, type Fen } from '#lib/core/money/fen.ts';
import { chineseDate, date, parseDate, type DateText } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { budgetCheck } from '#lib/core/standards/budget-check.ts';
import { codesOf, seriesOf } from '#lib/core/standards/draft.ts';
import { coversRegion, isOwnPlace } from '#lib/core/standards/rule-pack/region.ts';
import { inForceOn, statusOn, STATUS_WORDS, type IssuedVersion } from '#lib/core/standards/look-up.ts';
import type {
	BudgetCheckContent,
	BudgetCheckResults,
	ExpenditureContent,
	ExpenditureResults,
	ServiceContent
} from '#lib/core/standards/standard-snapshot.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import { contentHash, recordAudit } from '../audit/service.ts';
import { timestamp, type Context } from '../context.ts';
import { inTransaction } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import { getInputs, putSnapshot } from '../snapshots/service.ts';
import { insertCheck, selectChecks, selectIssuedByCodes, type CheckRow, type IssuedRow } from './store.ts';

export interface BudgetLineInput {
	/** Code of the expenditure standard, e.g. "CL-DLBJ-01-E". The version in force on `date` is applied. */
	readonly code: string;
	readonly date: string;
	/** Name of the budget line. */
	readonly line: string;
	readonly quantity: string;
	readonly unit: string;
	readonly months: number;
	/** 申报金额, 元 */
	readonly requested: string;
	/** 调整系数 by name; a blank one is not claimed. */
	readonly coefficients?: { readonly [name: string]: string };
	/**
	 * 服务等级 and 项目所在地区, held against those of the standard; blank ones are not. Where payers differ by region, the
	 * region says who pays, and a blank one is that of the general table.
	 */
	readonly grade?: string;
	readonly region?: string;
}

export interface CheckedLine {
	readonly id: string;
	readonly hash: Hash;
	readonly issuedId: string;
	readonly code: string;
	readonly documentNumber: string;
	readonly content: BudgetCheckContent;
	readonly results: BudgetCheckResults;
	readonly checkedAt: string;
	readonly checker: string;
}

const CHECKS_SHOWN = 20;
const CHECKS_LOOKED_THROUGH = 200;

/** 对照标准审核预算: holds a budget line against the standard in force on a date and keeps the calculation. */
export async function checkBudgetLine(
	context: Context,
	input: BudgetLineInput
): Promise<Result<CheckedLine>> {
	const allowed = mayAnywhere(context.actor, 'budget-check.run');
	if (!allowed.ok) return allowed;
	const content = readLine(input);
	if (!content.ok) return content;
	const standard = await standardOn(context, input.code.trim(), content.value.date);
	if (!standard.ok) return standard;
	const region = await insideScope(context, standard.value, input);
	if (!region.ok) return region;
	const line = { ...content.value.content, ...(region.value === '' ? {} : { region: region.value }) };
	return inTransaction(context, async (tx) => {
		const { id: issuedId, snapshot: standardHash } = standard.value;
		const kept = await keepCheck(tx, { id: issuedId, hash: standardHash }, line);
		if (!kept.ok) return kept;
		const { id, hash, results, checkedAt } = kept.value;
		await recordAudit(tx, {
			action: 'budget-check.run',
			subjectKind: 'budget-check',
			subjectId: id,
			before: null,
			after: hash,
			details: { standard: standardHash }
		});
		return ok({
			id,
			hash,
			issuedId,
			code: standard.value.code,
			documentNumber: standard.value.document_number,
			content: line,
			results,
			checkedAt,
			checker: tx.actor.name
		});
	});
}

/** Computes one line against an issued expenditure standard and keeps it. Inside the caller's transaction; no audit entry. */
export async function keepCheck(
	tx: Context,
	issued: { readonly id: string; readonly hash: Hash },
	content: BudgetCheckContent
): Promise<Result<Pick<CheckedLine, 'id' | 'hash' | 'results' | 'checkedAt'> & { readonly row: Hash }>> {
	const inputs = [{ role: 'standard', hash: issued.hash }];
	const read = await getInputs(tx.db, inputs);
	if (!read.ok) return read;
	const results = budgetCheck.compute(read.value, content);
	if (!results.ok) return results;
	const snapshot: Snapshot = {
		kind: budgetCheck.kind,
		schema: 1,
		method: budgetCheck.id,
		inputs,
		content,
		results: results.value
	};
	const row = {
		id: tx.newId(),
		issued_id: issued.id,
		snapshot: await putSnapshot(tx.db, snapshot),
		checked_by: tx.actor.userId,
		checked_at: timestamp(tx)
	};
	await insertCheck(tx.db, row);
	// Results of this method have this one type.
	const kept = results.value as BudgetCheckResults;
	const { id, snapshot: hash, checked_at: checkedAt } = row;
	return ok({ id, hash, results: kept, checkedAt, row: checkRowHash(row) });
}

/** Hash of the row of a check, every column of it: what vouches for checks that have no audit entry of their own. */
export function checkRowHash({
	id,
	issued_id,
	snapshot,
	checked_by,
	checked_at
}: Schema['budget_check']): Hash {
	return contentHash({ id, issued_id, snapshot, checked_by, checked_at });
}

/** The latest checks: one's own, and those against the standards of organisations one reviews. */
export async function recentChecks(context: Context): Promise<Result<readonly CheckedLine[]>> {
	const allowed = mayAnywhere(context.actor, 'budget-check.run');
	if (!allowed.ok) return allowed;
	const rows = await selectChecks(context.db, CHECKS_LOOKED_THROUGH);
	const visible = rows.filter(
		(row) =>
			row.checked_by === context.actor.userId || may(context.actor, 'budget-check.run', { path: row.path }).ok
	);
	return ok(visible.slice(0, CHECKS_SHOWN).map(checkedLine));
}

type ReadLine = { readonly content: BudgetCheckContent; readonly date: DateText };

function readLine(input: BudgetLineInput): Result<ReadLine> {
	const at = parseDate(input.date);
	if (!at.ok) return at;
	const line = input.line.trim();
	if (line === '' || line.length > LIMITS.nameLength)
		return refuse(badParameter('预算项目名称', line, `1 到 ${LIMITS.nameLength} 字的名称`));
	const requested = readRequested(input.requested);
	if (!requested.ok) return requested;
	const { months } = input;
	const claimed = Object.entries(input.coefficients ?? {}).flatMap(([name, text]) =>
		text.trim() === '' ? [] : [{ name, value: plainNumber(text) }]
	);
	const content = {
		line,
		date: at.value,
		quantity: plainNumber(input.quantity),
		unit: input.unit.trim(),
		months,
		requested: String(requested.value),
		...(claimed.length > 0 ? { coefficients: claimed } : {})
	};
	return ok({ content, date: at.value });
}

function readRequested(text: string): Result<Fen> {
	const yuan = parseDecimal(plainNumber(text));
	if (!yuan.ok || isNegative(yuan.value) || yuan.value.scale > 2)
		return refuse(badParameter('申报金额', text, '不小于 0、最多两位小数的金额（元）'));
	return fenFromYuan(yuan.value, 'half-up');
}

/** A number as people type and paste it, with thousands separators or full-width digits, in plain digits. */
function plainNumber(text: string): string {
	const read = readNumberText(text);
	return read.kind === 'number' && read.suffix === '' ? toText(read.value) : text.trim();
}

function badParameter(name: string, text: string, expected: string) {
	return problem('standard/bad-parameter', { name, text: text.slice(0, 40), expected });
}

async function standardOn(context: Context, code: string, at: DateText): Promise<Result<IssuedRow>> {
	const rows = (await selectIssuedByCodes(context.db, [code])).filter((row) => row.kind === 'expenditure');
	if (rows.length === 0) return refuse(problem('standard/not-found', {}));
	const versions = rows.map((row) => ({ ...versionOf(row), row }));
	const [found] = inForceOn(versions, { date: at });
	if (found) return ok(found.row);
	// Nothing applies: the status of the version nearest before the date, or of the first one still to come, says why.
	const nearest = versions.findLast((version) => version.effectiveFrom <= at) ?? versions[0];
	if (!nearest) throw new Error('A standard has versions');
	const status = statusOn(nearest, versions, at);
	const advice =
		status === 'upcoming'
			? `该标准自 ${chineseDate(nearest.effectiveFrom)} 起施行，请改用该日以后的日期，或选用当日有效的其他标准。`
			: status === 'repealed' && nearest.repealedFrom
				? `该标准自 ${chineseDate(nearest.repealedFrom)} 起废止，请选择当日有效的标准，或先编制印发新标准。`
				: `该标准至 ${nearest.effectiveTo === null ? '' : chineseDate(nearest.effectiveTo)} 失效，请选用当日有效的标准，或先编制印发新版本。`;
	return refuse(
		problem('standard/not-in-force', { code, date: chineseDate(at), status: STATUS_WORDS[status], advice })
	);
}

/** Refuses a standard of another grade or region than the line says it is of; the region whose payers pay, "" = all alike. */
async function insideScope(
	context: Context,
	row: IssuedRow,
	{ grade = '', region = '' }: Pick<BudgetLineInput, 'grade' | 'region'>
): Promise<Result<string>> {
	// An expenditure row names an expenditure snapshot, and the service standard issued with it a service snapshot.
	const { content } = JSON.parse(row.body) as { content: ExpenditureContent };
	const own = content.standing?.region ?? '';
	// A region that payers are given for lies in that of the standard, whatever it is called.
	const ofPayers = (content.payers ?? []).some((row) => row.region.trim() !== '');
	const paying = ofPayers ? region.trim() : '';
	if (region.trim() !== '' && paying === '' && !isOwnPlace(own) && !coversRegion(own, region))
		return refuse(
			problem('standard/other-region', {
				title: content.title,
				region: own,
				asked: region.trim().slice(0, 40)
			})
		);
	if (grade.trim() === '') return ok(paying);
	const rows = await selectIssuedByCodes(context.db, codesOf(seriesOf(row.code)));
	const service = rows.find((other) => other.kind === 'service' && other.proposal_id === row.proposal_id);
	if (!service) throw new Error(`Standard ${row.code} was issued without its service standard`);
	const { content: served } = JSON.parse(service.body) as { content: ServiceContent };
	return served.grade === '' || served.grade === grade.trim()
		? ok(paying)
		: refuse(
				problem('standard/other-grade', {
					title: content.title,
					grade: served.grade,
					asked: grade.trim().slice(0, 40)
				})
			);
}

function versionOf(row: IssuedRow): IssuedVersion {
	// An expenditure row names an expenditure snapshot.
	const { results } = JSON.parse(row.body) as { results: ExpenditureResults };
	return {
		code: row.code,
		category: results.category,
		unitId: results.unitId,
		effectiveFrom: date(row.effective_from),
		effectiveTo: row.effective_to === null ? null : date(row.effective_to),
		trial: row.trial === 1,
		repealedFrom: row.repealed_from === null ? null : date(row.repealed_from)
	};
}

function checkedLine(row: CheckRow): CheckedLine {
	// A budget check names a snapshot of that kind.
	const { content, results } = JSON.parse(row.body) as {
		content: BudgetCheckContent;
		results: BudgetCheckResults;
	};
	return {
		id: row.id,
		hash: row.snapshot,
		issuedId: row.issued_id,
		code: row.code,
		documentNumber: row.document_number,
		content,
		results,
		checkedAt: row.checked_at,
		checker: row.checker
	};
}
