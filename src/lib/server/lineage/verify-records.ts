import type { AppDatabase } from '../database/database.ts';
import type { AuditEntryTable, DecisionTable } from '../database/schema.ts';
import { contentHash } from '../audit/service.ts';
import { decisionHash } from '../decisions/service.ts';
import { entryHash } from '../parameters/service.ts';
import { checkRowHash } from '../standards/budget-checks.ts';
import { upkeepRows } from '../standards/upkeep-record.ts';
import { detailsOf } from './entry-details.ts';
import type { Place } from './resting-standards.ts';
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
	readonly place: Place;
}

/** Rows that are not as they were recorded; `seq` names the entry where the row itself is gone. */
export type RecordFault = { readonly what: string; readonly place: Place } & (
	{ readonly which: string } | { readonly seq: number }
);

/** A row as it stands, with the prints of it that an entry may have kept: older entries kept less. */
interface Standing {
	readonly key: string;
	readonly prints: readonly string[];
	readonly what: string;
	readonly which: string;
	/** True where something else that is recorded vouches for it, so that it needs no entry of its own. */
	readonly vouched?: boolean;
	readonly place: Place;
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
	/** Workpapers (评审底稿) by snapshot and person, from before their entries named the checks they hold. */
	const workpapers = new Set<string>();
	return {
		note(entry: AuditEntryTable): void {
			if (entry.action === 'parameter.propose') proposals.set(entry.subject_id, entry);
			if (entry.action === 'workpaper.create' && detailsOf(entry).checks === undefined)
				workpapers.add(`${entry.after_hash} ${entry.actor_id}`);
			for (const fact of recordedBy(entry, proposals, decided))
				recorded.set(fact.key, [...(recorded.get(fact.key) ?? []), fact]);
		},
		async faults(): Promise<readonly RecordFault[]> {
			const standing = [...decisions.map(standingDecision), ...(await standingRows(db, workpapers))];
			return [...differences(recorded, standing), ...signedFaults(await selectSignedRows(db), decisions)];
		}
	};
}

function differences(
	recorded: ReadonlyMap<string, readonly Recorded[]>,
	standing: readonly Standing[]
): RecordFault[] {
	const faults: RecordFault[] = [];
	const claimed = new Set<Recorded>();
	const altered = new Set<string>();
	for (const { key, prints, what, which, vouched, place } of standing) {
		const fact = recorded.get(key)?.find((one) => !claimed.has(one) && prints.includes(one.print));
		if (fact) claimed.add(fact);
		else if (vouched !== true) {
			altered.add(key);
			faults.push({ what, which, place });
		}
	}
	for (const [key, facts] of recorded)
		for (const fact of facts)
			if (fact.sure && !claimed.has(fact) && !altered.has(key))
				faults.push({ what: fact.what, seq: fact.seq, place: fact.place });
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
	const place: Place = { kind: 'subject', subject: subject_kind, id: subject_id };
	const fact = (what: string, key: readonly unknown[], print: readonly unknown[]): Recorded => ({
		key: rowKey(what, key),
		print: print.join(' '),
		seq,
		what,
		sure: true,
		place
	});
	switch (action) {
		case 'parameter.create-series':
			return [fact(PARAMETER, [subject_id], [after_hash])];
		case 'parameter.approve': {
			const proposed = proposals.get(subject_id);
			// Entries from before the whole row was kept hold its figures and people only.
			const kept = [before_hash, after_hash, actor_id, proposed?.after_hash, proposed?.actor_id];
			const print = details.entry === undefined ? kept : [details.entry];
			return [fact(PARAMETER, [details.series, details.key, details.version], print)];
		}
		case 'budget-check.run':
			return [fact(CHECK, [subject_kind, subject_id], [after_hash, actor_id])];
		case 'comparison.freeze-analysis':
			return [fact(SET_ANALYSIS, [subject_id], [after_hash, actor_id])];
		case 'workpaper.create':
			return [
				...Object.entries(details.checks ?? {}).map(([id, hash]) =>
					fact(CHECK, ['budget-check', id], [hash])
				),
				...Object.entries(details.ruleChecks ?? {}).map(([id, hash]) =>
					fact(CHECK, ['rule-check', id], [hash])
				)
			];
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
	return [...kept, { key, print, seq, what: DECISION, sure: whole, place }];
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
		which: `${row.actor_name} ${row.at.slice(0, 10)} ${transitionWords(row.action)}`,
		place: { kind: 'subject', subject: row.subject_kind, id: row.subject_id }
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
		place: Place,
		key: readonly unknown[],
		print: readonly unknown[]
	): Standing => ({ key: rowKey(what, key), prints: [print.join(' ')], what, which, place });
	const made = (snapshot: string): Place => ({ kind: 'snapshots', hashes: [snapshot] });
	return [
		...series.map(({ code, name, kind, form }) =>
			row(PARAMETER, name, { kind: 'series', code }, [code], [contentHash({ code, name, kind, form })])
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
			const place = { kind: 'series', code: entry.series } as const;
			const one = row(PARAMETER, which, place, [entry.series, key, version], print);
			return { ...one, prints: [...one.prints, entryHash(entry)] };
		}),
		...checks.map((check) => {
			const { id, kind, snapshot, checked_by } = check;
			const which = `快照 ${snapshot.slice(0, 12)}`;
			const one = row(CHECK, which, made(snapshot), [kind, id], [snapshot, checked_by]);
			return {
				...one,
				prints: [...one.prints, checkRowHash(check)],
				vouched: held.has(`${snapshot} ${checked_by}`)
			};
		}),
		...(await selectSetAnalysisRows(db)).map(({ comparison_id, snapshot, created_by, title }) =>
			row(SET_ANALYSIS, title, made(snapshot), [comparison_id], [snapshot, created_by])
		),
		...(await selectRecipeRows(db)).map(({ recipe_id, version, snapshot, name }) =>
			row(RECIPE, `${name} 第 ${version} 版`, made(snapshot), [recipe_id, version], [snapshot])
		),
		...(await upkeepRows(db)).map(({ action, id, which, hash, issue }) =>
			row(UPKEEP, which, { kind: 'subject', subject: 'proposal', id: issue }, [action, id], [hash])
		)
	];
}

const SIGNED: { readonly [K in SignedRow['kind']]: string } = {
	analysis: '成本分析',
	comparison: '同类比对',
	proposal: '标准编制',
	rule: '条件规则'
};

/** Things that name a snapshot nobody signed for them. */
function signedFaults(rows: readonly SignedRow[], decisions: readonly DecisionTable[]): RecordFault[] {
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
		.map(({ kind, id, name }) => ({
			what: SIGNED[kind],
			which: name,
			place: { kind: 'subject', subject: kind, id }
		}));
}

function rowKey(what: string, parts: readonly unknown[]): string {
	return [what, ...parts].join(' ');
}
