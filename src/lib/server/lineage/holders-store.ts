import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AppDatabase } from '../database/database.ts';

/** A row of the workflow that names a snapshot. */
export interface HolderRow {
	readonly id: string;
	readonly title: string;
	readonly state: string;
	/** Organisation whose it is. */
	readonly path: string;
	readonly snapshot: Hash;
}

/** A budget line held against an issued standard or rule. */
export interface CheckHolderRow {
	readonly id: string;
	readonly snapshot: Hash;
	readonly checked_by: string;
	readonly path: string;
	/** Code of the standard or rule. */
	readonly code: string;
}

/** Hashes one statement asks for; both databases allow many more. */
const AT_ONCE = 500;

export async function selectComparisonsOf(db: AppDatabase, hashes: readonly Hash[]): Promise<HolderRow[]> {
	return inParts(hashes, async (part) => {
		const rows = await db
			.selectFrom('comparison as c')
			.innerJoin('organisation as o', 'o.id', 'c.organisation_id')
			.select(['c.id', 'c.title', 'c.state', 'c.snapshot', 'o.path'])
			.where('c.snapshot', 'in', part)
			.orderBy('c.id')
			.execute();
		return rows.flatMap(({ snapshot, ...row }) => (snapshot === null ? [] : [{ ...row, snapshot }]));
	});
}

const PARTS = ['service_snapshot', 'quota_snapshot', 'expenditure_snapshot'] as const;

/** Proposals under signature one of whose three standards is one of these; what was issued is asked for separately. */
export async function selectProposalsOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<(HolderRow & { readonly part: 'service' | 'quota' | 'expenditure' })[]> {
	return inParts(hashes, async (part) => {
		const rows = await db
			.selectFrom('standard_proposal as p')
			.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
			.leftJoin('issued_standard as i', 'i.proposal_id', 'p.id')
			.select(['p.id', 'p.title', 'p.state', 'o.path', ...PARTS])
			.where('i.id', 'is', null)
			.where((e) => e.or(PARTS.map((column) => e(column, 'in', part))))
			.orderBy('p.id')
			.execute();
		const wanted = new Set(part);
		return rows.flatMap(({ id, title, state, path, ...snapshots }) =>
			PARTS.flatMap((column) => {
				const snapshot = snapshots[column];
				const name = column.replace('_snapshot', '') as 'service' | 'quota' | 'expenditure';
				return snapshot !== null && wanted.has(snapshot)
					? [{ id, title, state, path, snapshot, part: name }]
					: [];
			})
		);
	});
}

/** Proposals still being drafted on one of these comparisons. */
export async function selectDraftProposalsOn(
	db: AppDatabase,
	comparisons: readonly Hash[]
): Promise<HolderRow[]> {
	return inParts(comparisons, async (part) => {
		const rows = await db
			.selectFrom('standard_proposal as p')
			.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
			.innerJoin('comparison as c', 'c.id', 'p.comparison_id')
			.select(['p.id', 'p.title', 'p.state', 'o.path', 'c.snapshot'])
			.where('p.quota_snapshot', 'is', null)
			.where('c.snapshot', 'in', part)
			.orderBy('p.id')
			.execute();
		return rows.flatMap(({ snapshot, ...row }) => (snapshot === null ? [] : [{ ...row, snapshot }]));
	});
}

export async function selectIssuedOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<(HolderRow & { readonly kind: string; readonly document_number: string })[]> {
	return inParts(hashes, (part) =>
		db
			.selectFrom('issued_standard as i')
			.innerJoin('standard_proposal as p', 'p.id', 'i.proposal_id')
			.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
			.select(['i.id', 'p.title', 'p.state', 'o.path', 'i.snapshot', 'i.kind', 'i.document_number'])
			.where('i.snapshot', 'in', part)
			.orderBy('i.effective_from')
			.orderBy('i.code')
			.execute()
	);
}

export async function selectChecksOf(db: AppDatabase, hashes: readonly Hash[]): Promise<CheckHolderRow[]> {
	return inParts(hashes, (part) =>
		db
			.selectFrom('budget_check as b')
			.innerJoin('issued_standard as i', 'i.id', 'b.issued_id')
			.innerJoin('standard_proposal as p', 'p.id', 'i.proposal_id')
			.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
			.select(['b.id', 'b.snapshot', 'b.checked_by', 'o.path', 'i.code'])
			.where('b.snapshot', 'in', part)
			.orderBy('b.checked_at')
			.orderBy('b.id')
			.execute()
	);
}

/** 审核工作底稿 that are one of these. */
export async function selectWorkpapersOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<(Omit<HolderRow, 'state'> & { readonly created_by: string })[]> {
	return inParts(hashes, (part) =>
		db
			.selectFrom('review_workpaper as w')
			.innerJoin('organisation as o', 'o.id', 'w.organisation_id')
			.select(['w.id', 'w.title', 'w.snapshot', 'w.created_by', 'o.path'])
			.where('w.snapshot', 'in', part)
			.orderBy('w.created_at')
			.orderBy('w.id')
			.execute()
	);
}

/** Saved analyses of comparisons; each opens on the page of its comparison. */
export async function selectSetAnalysesOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<(HolderRow & { readonly comparison_id: string })[]> {
	return inParts(hashes, (part) =>
		db
			.selectFrom('comparison_analysis as a')
			.innerJoin('comparison as c', 'c.id', 'a.comparison_id')
			.innerJoin('organisation as o', 'o.id', 'c.organisation_id')
			.select(['a.id', 'a.comparison_id', 'c.title', 'c.state', 'a.snapshot', 'o.path'])
			.where('a.snapshot', 'in', part)
			.orderBy('a.created_at')
			.orderBy('a.id')
			.execute()
	);
}

/** Rules under signature that are one of these; what was issued is asked for separately. */
export async function selectRuleProposalsOf(db: AppDatabase, hashes: readonly Hash[]): Promise<HolderRow[]> {
	return inParts(hashes, async (part) => {
		const rows = await db
			.selectFrom('rule_proposal as p')
			.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
			.leftJoin('issued_rule as i', 'i.proposal_id', 'p.id')
			.select(['p.id', 'p.title', 'p.state', 'o.path', 'p.snapshot'])
			.where('i.id', 'is', null)
			.where('p.snapshot', 'in', part)
			.orderBy('p.id')
			.execute();
		return rows.flatMap(({ snapshot, ...row }) => (snapshot === null ? [] : [{ ...row, snapshot }]));
	});
}

export async function selectIssuedRulesOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<(HolderRow & { readonly proposal_id: string; readonly document_number: string })[]> {
	return inParts(hashes, (part) =>
		db
			.selectFrom('issued_rule as i')
			.innerJoin('rule_proposal as p', 'p.id', 'i.proposal_id')
			.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
			.select(['i.id', 'i.proposal_id', 'p.title', 'p.state', 'o.path', 'i.snapshot', 'i.document_number'])
			.where('i.snapshot', 'in', part)
			.orderBy('i.effective_from')
			.orderBy('i.code')
			.execute()
	);
}

export async function selectRuleChecksOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<(CheckHolderRow & { readonly proposal_id: string })[]> {
	return inParts(hashes, (part) =>
		db
			.selectFrom('rule_check as b')
			.innerJoin('issued_rule as i', 'i.id', 'b.issued_id')
			.innerJoin('rule_proposal as p', 'p.id', 'i.proposal_id')
			.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
			.select(['b.id', 'b.snapshot', 'b.checked_by', 'o.path', 'i.code', 'i.proposal_id'])
			.where('b.snapshot', 'in', part)
			.orderBy('b.checked_at')
			.orderBy('b.id')
			.execute()
	);
}

/** Analyses one of whose confirmed versions, present or past, is one of these. */
export async function selectAnalysesOf(
	db: AppDatabase,
	hashes: readonly Hash[]
): Promise<(HolderRow & { readonly current: Hash | null })[]> {
	const wanted = new Set(hashes);
	const rows = await db
		.selectFrom('decision as d')
		.innerJoin('analysis as a', 'a.id', 'd.subject_id')
		.innerJoin('project as p', 'p.id', 'a.project_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.select(['a.id', 'p.name', 'a.fiscal_year', 'a.state', 'o.path', 'a.snapshot', 'd.snapshots'])
		.where('d.subject_kind', '=', 'analysis')
		.where('d.action', '=', 'analysis.approve')
		.orderBy('d.at')
		.orderBy('d.id')
		.execute();
	return rows.flatMap(({ name, fiscal_year, snapshots, snapshot: current, ...row }) =>
		// Written by `recordDecision` as a canonical array of hashes.
		(JSON.parse(snapshots) as Hash[])
			.filter((hash) => wanted.has(hash))
			.map((snapshot) => ({ ...row, title: `${name} ${fiscal_year} 年`, snapshot, current }))
	);
}

async function inParts<T>(
	hashes: readonly Hash[],
	select: (part: readonly Hash[]) => Promise<T[]>
): Promise<T[]> {
	const found: T[] = [];
	for (let from = 0; from < hashes.length; from += AT_ONCE)
		found.push(...(await select(hashes.slice(from, from + AT_ONCE))));
	return found;
}
