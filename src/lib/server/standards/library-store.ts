import type { AppDatabase } from '../database/database.ts';

/** One issue without the texts of its three snapshots, as the library lists it. */
export interface IssueHead {
	readonly proposal_id: string;
	readonly code: string;
	readonly document_number: string;
	readonly effective_from: string;
	readonly effective_to: string | null;
	readonly trial: number;
	readonly review_on: string | null;
	readonly next_review_on: string | null;
	readonly repealed_from: string | null;
	readonly service_id: string;
	readonly service_hash: string;
	readonly quota_id: string;
	readonly quota_hash: string;
	readonly expenditure_id: string;
	readonly expenditure_hash: string;
	readonly organisation_name: string;
	readonly organisation_path: string;
	/** Series of the comparison it was derived from, as JSON: step → series. */
	readonly series: string;
	readonly comparison_hash: string | null;
}

/** Every issue, the latest effective date first. */
export async function selectIssueHeads(db: AppDatabase): Promise<IssueHead[]> {
	return db
		.selectFrom('issued_standard as e')
		.innerJoin('issued_standard as s', (on) =>
			on.onRef('s.proposal_id', '=', 'e.proposal_id').on('s.kind', '=', 'service')
		)
		.innerJoin('issued_standard as q', (on) =>
			on.onRef('q.proposal_id', '=', 'e.proposal_id').on('q.kind', '=', 'quota')
		)
		.innerJoin('standard_proposal as p', 'p.id', 'e.proposal_id')
		.innerJoin('comparison as c', 'c.id', 'p.comparison_id')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.leftJoin('issued_repeal as r', 'r.proposal_id', 'e.proposal_id')
		.where('e.kind', '=', 'expenditure')
		.select((b) => [
			'e.proposal_id',
			'e.code',
			'e.document_number',
			'e.effective_from',
			'e.effective_to',
			'e.trial',
			'e.review_on',
			'r.repealed_from',
			's.id as service_id',
			's.snapshot as service_hash',
			'q.id as quota_id',
			'q.snapshot as quota_hash',
			'e.id as expenditure_id',
			'e.snapshot as expenditure_hash',
			'o.name as organisation_name',
			'o.path as organisation_path',
			'c.series',
			'c.snapshot as comparison_hash',
			b
				.selectFrom('standard_review as w')
				.whereRef('w.proposal_id', '=', 'e.proposal_id')
				.select('w.next_review_on')
				.orderBy('w.at', 'desc')
				.orderBy('w.id', 'desc')
				.limit(1)
				.as('next_review_on')
		])
		.orderBy('e.effective_from', 'desc')
		.orderBy('e.code')
		.execute();
}

/** Texts of snapshots, a few hundred at a time. */
export async function selectBodies(
	db: AppDatabase,
	hashes: readonly string[]
): Promise<{ readonly hash: string; readonly body: string }[]> {
	const found: { hash: string; body: string }[] = [];
	for (let from = 0; from < hashes.length; from += BODIES_PER_QUERY)
		found.push(
			...(await db
				.selectFrom('snapshot')
				.select(['hash', 'body'])
				.where('hash', 'in', hashes.slice(from, from + BODIES_PER_QUERY))
				.execute())
		);
	return found;
}

const BODIES_PER_QUERY = 500;

/** How often each issued standard was used: budget checks by its row, everything frozen by its snapshot. */
export async function selectUses(
	db: AppDatabase,
	ids: readonly string[],
	hashes: readonly string[]
): Promise<{ readonly key: string; readonly kind: string; readonly n: number }[]> {
	if (ids.length === 0) return [];
	const checks = await db
		.selectFrom('budget_check')
		.select((e) => ['issued_id as key', e.fn.countAll().as('n')])
		.where('issued_id', 'in', [...ids])
		.groupBy('issued_id')
		.execute();
	const frozen = await db
		.selectFrom('snapshot_input as i')
		.innerJoin('snapshot as s', 's.hash', 'i.snapshot')
		.select((e) => ['i.input as key', 's.kind', e.fn.count('i.snapshot').distinct().as('n')])
		.where('i.input', 'in', [...hashes])
		.where('i.role', '!=', 'quota')
		.groupBy(['i.input', 's.kind'])
		.execute();
	return [
		...checks.map(({ key, n }) => ({ key, kind: 'check', n: Number(n) })),
		...frozen
			.filter(({ kind }) => kind !== 'budget-check')
			.map(({ key, kind, n }) => ({ key, kind, n: Number(n) }))
	];
}

/** Analyses in the frozen comparison behind each issue: the report of each cites the standard. */
export async function selectReportsCiting(
	db: AppDatabase,
	proposalIds: readonly string[]
): Promise<ReadonlyMap<string, number>> {
	if (proposalIds.length === 0) return new Map();
	const rows = await db
		.selectFrom('standard_proposal as p')
		.innerJoin('comparison as c', 'c.id', 'p.comparison_id')
		.innerJoin('snapshot_input as i', 'i.snapshot', 'c.snapshot')
		.select((e) => ['p.id', e.fn.count('i.input').distinct().as('n')])
		.where('p.id', 'in', [...proposalIds])
		.where('i.role', '=', 'analysis')
		.groupBy('p.id')
		.execute();
	return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}

/** Sets of standards that were proposed and are not issued yet, as far as they say which series they revise. */
export async function selectRevisions(
	db: AppDatabase
): Promise<{ readonly id: string; readonly expenditure: string; readonly path: string }[]> {
	return db
		.selectFrom('standard_proposal as p')
		.innerJoin('organisation as o', 'o.id', 'p.organisation_id')
		.leftJoin('issued_standard as i', 'i.proposal_id', 'p.id')
		.select(['p.id', 'p.expenditure', 'o.path'])
		.where('i.id', 'is', null)
		.where('p.expenditure_snapshot', 'is not', null)
		.orderBy('p.created_at')
		.orderBy('p.id')
		.execute();
}
