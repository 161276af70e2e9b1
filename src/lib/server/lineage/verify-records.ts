import { problem, type Problem } from '#lib/core/problem.ts';
import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable, DecisionTable } from '../database/schema.ts';
import { contentHash } from '../audit/service.ts';
import { decisionHash } from '../decisions/service.ts';
import { upkeepRows } from '../standards/upkeep-record.ts';
import { transitionWords } from './signatures.ts';
import {
	selectCheckReaders,
	selectCheckRows,
	selectDecisionRows,
	selectParameterRows,
	selectRecipeRows,
	selectSetAnalysisRows,
	selectSignedRows,
	type SignedRow
} from './verify-records-store.ts';

/** What an audit entry says of one row that was written with it. */
interface Recorded {
	/** Which row: nothing of it but what names it. */
	readonly key: string;
	/** What stood in it. */
	readonly print: string;
	readonly seq: number;
	readonly what: string;
	/** Whether a row must stand for it. */
	readonly sure: boolean;
}

/** A row as it stands, with the prints of it that an entry may have kept: older entries kept less. */
interface Standing {
	readonly key: string;
	readonly prints: readonly string[];
	readonly what: string;
	readonly which: string;
	/** True where something else that is recorded vouches for it, so that it needs no entry of its own. */
	readonly vouched?: boolean;
}

/**
 * Holds the rows that give snapshots and parameters their meaning against the audit entries written with them: who
 * decided what and why, every version of a parameter, the checks, set analyses and build-ups, and the snapshots that
 * analyses, comparisons and drafts of standards are signed as. `note` is told every entry of the chain in order.
 */
export async function recordKeeper(db: AppDatabase) {
	const decisions = await selectDecisionRows(db);
	const decided = new Set(decisions.map(decisionKey));
	const recorded = new Map<string, Recorded[]>();
	const proposals = new Map<string, AuditEntryTable>();
	/** Workpapers (评审底稿) by snapshot and person: the checks they hold have no entries of their own. */
	const workpapers = new Set<string>();
	return {
		note(entry: AuditEntryTable): void {
			if (entry.action === 'parameter.propose') proposals.set(entry.subject_id, entry);
			if (entry.action === 'workpaper.create') workpapers.add(`${entry.after_hash} ${entry.actor_id}`);
			for (const fact of recordedBy(entry, proposals, decided))
				recorded.set(fact.key, [...(recorded.get(fact.key) ?? []), fact]);
		},
		async faults(): Promise<readonly Problem[]> {
			const standing = [...decisions.map(standingDecision), ...(await standingRows(db, workpapers))];
			return [...differences(recorded, standing), ...signedFaults(await selectSignedRows(db), decisions)];
		}
	};
}

function differences(
	recorded: ReadonlyMap<string, readonly Recorded[]>,
	standing: readonly Standing[]
): Problem[] {
	const faults: Problem[] = [];
	const claimed = new Set<Recorded>();
	const altered = new Set<string>();
	for (const { key, prints, what, which, vouched } of standing) {
		const fact = recorded.get(key)?.find((one) => !claimed.has(one) && prints.includes(one.print));
		if (fact) claimed.add(fact);
		else if (vouched !== true) {
			altered.add(key);
			faults.push(problem('audit/row-altered', { what, which }));
		}
	}
	for (const [key, facts] of recorded)
		for (const fact of facts)
			if (fact.sure && !claimed.has(fact) && !altered.has(key))
				faults.push(problem('audit/row-missing', { what: fact.what, seq: String(fact.seq) }));
	return faults;
}

const PARAMETER = '参数';
const CHECK = '预算审核';
const SET_ANALYSIS = '比对分析';
const RECIPE = '定额测算';
const DECISION = '签署记录';
const UPKEEP = '标准维护';
/** Repeals, reviews and outturn of issued standards: the entry keeps the hash of the whole row. */
const UPKEEP_ACTIONS = ['standard.repeal-propose', 'standard.repeal', 'standard.review', 'standard.outturn'];

function recordedBy(
	entry: AuditEntryTable,
	proposals: ReadonlyMap<string, AuditEntryTable>,
	decided: ReadonlySet<string>
): readonly Recorded[] {
	const { seq, action, subject_kind, subject_id, before_hash, after_hash, actor_id } = entry;
	const details = detailsOf(entry);
	const fact = (what: string, key: readonly unknown[], print: readonly unknown[]): Recorded => ({
		key: rowKey(what, key),
		print: print.join(' '),
		seq,
		what,
		sure: true
	});
	switch (action) {
		case 'parameter.create-series':
			return [fact(PARAMETER, [subject_id], [after_hash])];
		case 'parameter.approve': {
			const proposed = proposals.get(subject_id);
			const print = [before_hash, after_hash, actor_id, proposed?.after_hash, proposed?.actor_id];
			return [fact(PARAMETER, [details.series, details.key, details.version], print)];
		}
		case 'budget-check.run':
			return [fact(CHECK, [subject_kind, subject_id], [after_hash, actor_id])];
		case 'comparison.freeze-analysis':
			return [fact(SET_ANALYSIS, [subject_id], [after_hash, actor_id])];
		case 'recipe.create':
		case 'recipe.add-version':
			return [fact(RECIPE, [subject_id, details.version], [after_hash])];
	}
	const kept = UPKEEP_ACTIONS.includes(action) ? [fact(UPKEEP, [action, subject_id], [after_hash])] : [];
	// An entry from before decisions were kept whole only names the person, and not every one had a decision beside it.
	const key = decisionKey(entry);
	const whole = details.decision !== undefined;
	if (!whole && !decided.has(key)) return kept;
	const print = String(details.decision ?? personPrint(entry));
	return [...kept, { key, print, seq, what: DECISION, sure: whole }];
}

function decisionKey({ action, subject_kind, subject_id }: DecisionTable | AuditEntryTable): string {
	return rowKey(DECISION, [action, subject_kind, subject_id]);
}

function personPrint({ actor_id, actor_name }: DecisionTable | AuditEntryTable): string {
	return `${actor_id} ${actor_name}`;
}

function standingDecision(row: DecisionTable): Standing {
	return {
		key: decisionKey(row),
		prints: [decisionHash(row), personPrint(row)],
		what: DECISION,
		which: `${row.actor_name} ${row.at.slice(0, 10)} ${transitionWords(row.action)}`
	};
}

async function standingRows(db: AppDatabase, workpapers: ReadonlySet<string>): Promise<readonly Standing[]> {
	const { series, entries } = await selectParameterRows(db);
	const held = new Set(
		(await selectCheckReaders(db)).map(({ reader, check, checked_by }) =>
			workpapers.has(`${reader} ${checked_by}`) ? `${check} ${checked_by}` : ''
		)
	);
	const checks = [
		...(await selectCheckRows(db, 'budget_check')).map((row) => ({ ...row, kind: 'budget-check' })),
		...(await selectCheckRows(db, 'rule_check')).map((row) => ({ ...row, kind: 'rule-check' }))
	];
	const row = (
		what: string,
		which: string,
		key: readonly unknown[],
		print: readonly unknown[]
	): Standing => ({ key: rowKey(what, key), prints: [print.join(' ')], what, which });
	return [
		...series.map(({ code, name, kind, form }) =>
			row(PARAMETER, name, [code], [contentHash({ code, name, kind, form })])
		),
		...entries.map((entry) => {
			const { key, value, version, document, valid_from: validFrom } = entry;
			const which = `${series.find(({ code }) => code === entry.series)?.name ?? entry.series} ${key} 第 ${version} 版`;
			const print = [
				contentHash({ key, value, document }),
				contentHash({ key, value, version }),
				entry.approved_by,
				contentHash({ key, value, validFrom, document }),
				entry.created_by
			];
			return row(PARAMETER, which, [entry.series, key, version], print);
		}),
		...checks.map(({ id, kind, snapshot, checked_by }) => ({
			...row(CHECK, `快照 ${snapshot.slice(0, 12)}`, [kind, id], [snapshot, checked_by]),
			vouched: held.has(`${snapshot} ${checked_by}`)
		})),
		...(await selectSetAnalysisRows(db)).map(({ comparison_id, snapshot, created_by, title }) =>
			row(SET_ANALYSIS, title, [comparison_id], [snapshot, created_by])
		),
		...(await selectRecipeRows(db)).map(({ recipe_id, version, snapshot, name }) =>
			row(RECIPE, `${name} 第 ${version} 版`, [recipe_id, version], [snapshot])
		),
		...(await upkeepRows(db)).map(({ action, id, which, hash }) => row(UPKEEP, which, [action, id], [hash]))
	];
}

const SIGNED: { readonly [K in SignedRow['kind']]: string } = {
	analysis: '成本分析',
	comparison: '同类比对',
	proposal: '标准编制',
	rule: '条件规则'
};

/** Things that name a snapshot nobody signed for them. */
function signedFaults(rows: readonly SignedRow[], decisions: readonly DecisionTable[]): Problem[] {
	const signed = new Set(
		decisions.flatMap(({ subject_kind, subject_id, snapshots }) =>
			// A tampered column may be no JSON any more; whatever looks like a hash counts.
			(snapshots.match(/[0-9a-f]{64}/g) ?? []).map((hash) => `${subject_kind} ${subject_id} ${hash}`)
		)
	);
	return rows
		.filter(({ kind, id, snapshots }) =>
			snapshots.some((hash) => hash !== null && !signed.has(`${kind} ${id} ${hash}`))
		)
		.map(({ kind, name }) => problem('audit/row-altered', { what: SIGNED[kind], which: name }));
}

function rowKey(what: string, parts: readonly unknown[]): string {
	return [what, ...parts].join(' ');
}

/** What an entry says beside its columns; nothing where it was tampered with, which the chain itself names. */
function detailsOf({ details }: AuditEntryTable): { readonly [name: string]: unknown } {
	try {
		const parsed: unknown = JSON.parse(details);
		return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
	} catch {
		// No JSON any more.
		return {};
	}
}
