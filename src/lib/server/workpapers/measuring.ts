import type { Hash } from '#lib/core/address/value-ref.ts';
import { LIMITS } from '#lib/core/limits.ts';
import type { DateText } from '#lib/core/period/date.ts';
import { problem, type Problem } from '#lib/core/problem.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import { matchRule, nearestRuleWords } from '#lib/core/standards/rule-pack/match-rule.ts';
import {
	matchStandard,
	type LinePlace,
	type MatchableStandard
} from '#lib/core/standards/workpaper/match-standard.ts';
import type { TypedLine } from '#lib/core/standards/workpaper/requested-lines.ts';
import type { WorkpaperLine } from '#lib/core/standards/workpaper/review-workpaper.ts';
import type { Context } from '../context.ts';
import { organisationTree, type Organisation } from '../organisations/service.ts';
import { answersTo, keepRuleCheck } from '../rules/applying.ts';
import { issuedRules, type IssuedRule } from '../rules/library.ts';
import { keepCheck } from '../standards/budget-checks.ts';
import { lookUp, type LibraryEntry } from '../standards/library.ts';

type Standard = LibraryEntry & MatchableStandard;

/** What budget lines are measured by on one day: standards and rules, and who is where. */
export interface Measures {
	readonly date: DateText;
	/** 项目所在地区; "" = not said. */
	readonly region: string;
	readonly standards: readonly Standard[];
	readonly rules: readonly IssuedRule[];
	readonly organisations: readonly Organisation[];
	/** The organisation whose workpaper it is; a line of no known organisation is its own. */
	readonly owner: Organisation;
}

/** One line measured: what stands in the workpaper, and the check it rests on, null where nothing applies. */
export interface MeasuredLine {
	readonly line: Omit<WorkpaperLine, 'check'>;
	readonly check: KeptCheck | null;
}

/** A check as kept: its snapshot, and the hash of its row, by which the audit entry of the workpaper vouches for it. */
export interface KeptCheck {
	readonly kind: 'standard' | 'rule';
	readonly id: string;
	readonly hash: Hash;
	readonly row: Hash;
}

/** Everything that has or had force, with its status on the day. */
export async function measuresOn(
	context: Context,
	at: DateText,
	{ owner, region }: Pick<Measures, 'owner' | 'region'>
): Promise<Result<Measures>> {
	const library = await lookUp(context, { date: at, all: true });
	if (!library.ok) return library;
	const organisations = await organisationTree(context.db);
	const standards = library.value.map((entry) => ({
		...entry,
		grade: entry.service.grade,
		region: entry.expenditure.content.standing?.region ?? '',
		scope: scopeOf(entry, organisations)
	}));
	const rules = await issuedRules(context, at);
	return ok({ date: at, region, owner, organisations, standards, rules });
}

/** A department or the treasury sets standards for the whole district or town it belongs to, everybody else for itself. */
function scopeOf(entry: LibraryEntry, organisations: readonly Organisation[]): string {
	const keeper = organisations.find(({ id }) => id === entry.organisationId);
	const above = organisations.find(({ id }) => id === keeper?.parentId);
	const forAll = keeper?.kind === 'department' || keeper?.kind === 'finance';
	return forAll && above ? above.path : entry.path;
}

/**
 * Holds a line against the standard or rule that applies to it and keeps the check; where none applies the line carries
 * the reason. Refuses, with the number of the row, what was said for a rule or a coefficient and cannot be.
 */
export async function measureLine(
	tx: Context,
	row: number,
	typed: TypedLine,
	measures: Measures
): Promise<Result<MeasuredLine>> {
	const place = placeOf(typed, measures);
	const standard = matchStandard(typed, place, measures.standards);
	if (typeof standard !== 'string') return byStandard(tx, row, typed, { measures, ...standard });
	const matter = typed.code === '' ? typed.category : typed.code;
	const known = measures.rules.some(
		(rule) => matter !== '' && (rule.code === matter || rule.matter === matter)
	);
	if (!known) return ok(unmeasured(typed, standard));
	const rule = matchRule({ matter, region: place.region }, measures.rules);
	return typeof rule === 'string' ? ok(unmeasured(typed, rule)) : byRule(tx, row, typed, { measures, rule });
}

function placeOf({ organisation }: TypedLine, { organisations, owner, region }: Measures): LinePlace {
	const named = organisations.filter(({ name }) => name === organisation);
	const [only] = named;
	return { path: only && named.length === 1 ? only.path : owner.path, region };
}

function unmeasured({ code: _code, said: _said, ...line }: TypedLine, note: string): MeasuredLine {
	return { line: { ...line, code: '', document: '', clause: '', note }, check: null };
}

async function byStandard(
	tx: Context,
	row: number,
	typed: TypedLine,
	{ measures, standard, why }: { measures: Measures; standard: Standard; why: string }
): Promise<Result<MeasuredLine>> {
	const { code: _code, said, ...line } = typed;
	const { quantity, unit, months, requested } = line;
	const check = await keepCheck(
		tx,
		{ id: standard.ids.expenditure, hash: standard.hashes.expenditure },
		{
			line: line.line,
			date: measures.date,
			quantity,
			unit,
			months,
			requested,
			...(said.length > 0 ? { coefficients: said } : {})
		}
	);
	if (!check.ok) return refuse(ofRow(row, check.problem));
	const { code, documentNumber: document } = standard;
	return ok({
		line: { ...line, code, document, clause: clauseOf(standard), note: why },
		check: { kind: 'standard', ...check.value }
	});
}

async function byRule(
	tx: Context,
	row: number,
	typed: TypedLine,
	{ measures, rule }: { measures: Measures; rule: IssuedRule }
): Promise<Result<MeasuredLine>> {
	const { code: _code, said, ...line } = typed;
	const stranger = said.find(({ name }) => !rule.pack.inputs.some((input) => input.name === name));
	if (stranger) {
		const asked = rule.pack.inputs.map(({ name }) => name).join('、');
		const values = {
			row: String(row),
			name: '规则要素',
			text: stranger.name,
			expected: `“${rule.title}”的要素：${asked}`
		};
		return refuse(problem('workpaper/line', values));
	}
	const check = await keepRuleCheck(tx, rule, {
		line: line.line,
		date: measures.date,
		documentNumber: rule.documentNumber,
		region: measures.region,
		answers: answersTo(rule.pack, Object.fromEntries(said.map(({ name, value }) => [name, value]))),
		requested: line.requested
	});
	if (!check.ok && check.problem.code === 'standard/rule-condition') {
		const { words, clause } = check.problem.values;
		return ok(unmeasured(typed, `不符合“${rule.title}”的适用条件：${words}（${clause}）；`));
	}
	if (!check.ok) return refuse(ofRow(row, check.problem));
	return ok({
		line: {
			...line,
			code: rule.code,
			document: rule.documentNumber,
			clause: `条件规则“${rule.title}”（${rule.region}，${rule.pack.document}）`.slice(
				0,
				LIMITS.remarkLength
			),
			note: nearestRuleWords(rule, measures.region, measures.rules)
		},
		check: { kind: 'rule', ...check.value }
	});
}

/** What cannot be of one line, with the row it stands in, so that it can be found among hundreds. */
function ofRow(row: number, refusal: Problem): Problem {
	const where = { row: String(row) };
	if (refusal.code === 'standard/bad-parameter')
		return problem('workpaper/line', { ...where, ...refusal.values });
	if (refusal.code !== 'standard/coefficient-unknown') return refusal;
	const values = { name: '调整系数', text: refusal.values.name, expected: '标准列出的调整系数的名称' };
	return problem('workpaper/line', { ...where, ...values });
}

/** Where in the document the value stands: the clause that was written down, else the standard by its name and code. */
function clauseOf({ expenditure, title }: LibraryEntry): string {
	const own = expenditure.content.standing?.clauses.expenditure ?? '';
	return own.trim() === '' ? `财政支出标准“${title}”（${expenditure.content.code}）` : own;
}
