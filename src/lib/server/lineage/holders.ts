import type { Hash } from '#lib/core/address/value-ref.ts';
import { STANDARD_KINDS, type StandardKind } from '#lib/core/standards/standard-snapshot.ts';
import { may, mayAnywhere } from '#lib/core/workflow/permission.ts';
import type { Context } from '../context.ts';
import {
	selectAnalysesOf,
	selectChecksOf,
	selectComparisonsOf,
	selectDraftProposalsOn,
	selectIssuedOf,
	selectIssuedRulesOf,
	selectProposalsOf,
	selectRuleChecksOf,
	selectRuleProposalsOf,
	selectSetAnalysesOf,
	selectWorkpapersOf,
	type CheckHolderRow
} from './holders-store.ts';

export const HOLDER_KINDS = {
	analysis: '成本分析',
	report: '分析报告',
	comparison: '同类比对',
	'set-analysis': '比对分析',
	proposal: '标准编制',
	standard: '印发的标准',
	rule: '印发的条件规则',
	'budget-check': '预算审核',
	workpaper: '审核工作底稿'
} as const;

/** Something people work with that is or rests on a snapshot. */
export interface Holder {
	readonly kind: keyof typeof HOLDER_KINDS;
	readonly id: string;
	readonly title: string;
	readonly state: string;
	/** Where it is opened. */
	readonly href: string;
	/** The snapshot it is; for a standard still drafted, the comparison it is drafted on. */
	readonly snapshot: Hash;
	/** True while it can still be changed. */
	readonly draft: boolean;
	/** Whether the actor may see it; of others only the number is told. */
	readonly readable: boolean;
}

/** Whatever people made of these snapshots, in the order in which one rests on the other. */
export async function holdersOf(context: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	return [
		...(await analysesOf(context, hashes)),
		...(await comparisonsOf(context, hashes)),
		...(await standardsOf(context, hashes)),
		...(await rulesOf(context, hashes)),
		...(await checksOf(context, hashes)),
		...(await workpapersOf(context, hashes))
	];
}

/** An analysis, and the report that is written from the version confirmed last. */
async function analysesOf({ db, actor }: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	return (await selectAnalysesOf(db, hashes)).flatMap((row): readonly Holder[] => {
		const href = `/analyses/${row.id}`;
		const readable = may(actor, 'project.read', { path: row.path }).ok;
		const analysis = { ...pick(row), kind: 'analysis', href, draft: false, readable } as const;
		const report = { ...analysis, kind: 'report', state: '', href: `${href}/report` } as const;
		return row.snapshot === row.current ? [analysis, report] : [analysis];
	});
}

async function comparisonsOf({ db, actor }: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	const comparisons = (await selectComparisonsOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		kind: 'comparison',
		href: `/comparisons/${row.id}`,
		draft: false,
		readable: may(actor, 'comparison.read', { path: row.path }).ok
	}));
	const analysed = (await selectSetAnalysesOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		kind: 'set-analysis',
		href: `/comparisons/${row.comparison_id}/analysis`,
		draft: false,
		readable: may(actor, 'comparison.read', { path: row.path }).ok
	}));
	return [...comparisons, ...analysed];
}

async function standardsOf({ db, actor }: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	const proposal = { kind: 'proposal' } as const;
	const drafted = (await selectDraftProposalsOn(db, hashes)).map((row): Holder => ({
		...pick(row),
		...proposal,
		href: `/proposals/${row.id}`,
		draft: true,
		readable: may(actor, 'standard.read', { path: row.path }).ok
	}));
	const signed = (await selectProposalsOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		...proposal,
		title: `${row.title} ${STANDARD_KINDS[row.part]}`,
		href: `/proposals/${row.id}`,
		draft: false,
		readable: may(actor, 'standard.read', { path: row.path }).ok
	}));
	const issued = (await selectIssuedOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		kind: 'standard',
		// The column only ever holds one of the three kinds.
		title: `${row.title} ${STANDARD_KINDS[row.kind as StandardKind]}（${row.document_number}）`,
		href: `/standards/${row.id}`,
		draft: false,
		readable: mayAnywhere(actor, 'standard.read').ok
	}));
	return [...drafted, ...signed, ...issued];
}

async function rulesOf({ db, actor }: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	const signed = (await selectRuleProposalsOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		kind: 'proposal',
		href: `/standards/rules/${row.id}`,
		draft: false,
		readable: may(actor, 'standard.read', { path: row.path }).ok
	}));
	const issued = (await selectIssuedRulesOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		kind: 'rule',
		title: `${row.title}（${row.document_number}）`,
		href: `/standards/rules/${row.proposal_id}`,
		draft: false,
		readable: mayAnywhere(actor, 'standard.read').ok
	}));
	return [...signed, ...issued];
}

async function checksOf({ db, actor }: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	const check = (row: CheckHolderRow, href: string): Holder => ({
		kind: 'budget-check',
		id: row.id,
		title: `按 ${row.code} 审核`,
		state: 'frozen',
		href,
		snapshot: row.snapshot,
		draft: false,
		readable: row.checked_by === actor.userId || may(actor, 'budget-check.run', { path: row.path }).ok
	});
	const byStandard = await selectChecksOf(db, hashes);
	const byRule = await selectRuleChecksOf(db, hashes);
	return [
		...byStandard.map((row) => check(row, `/budget-check?code=${encodeURIComponent(row.code)}`)),
		...byRule.map((row) => check(row, `/standards/rules/${row.proposal_id}`))
	];
}

async function workpapersOf({ db, actor }: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	return (await selectWorkpapersOf(db, hashes)).map((row): Holder => ({
		...pick({ ...row, state: 'frozen' }),
		kind: 'workpaper',
		href: `/budget-check/workpapers/${row.id}`,
		draft: false,
		readable: row.created_by === actor.userId || may(actor, 'project.read', { path: row.path }).ok
	}));
}

function pick({ id, title, state, snapshot }: Pick<Holder, 'id' | 'title' | 'state' | 'snapshot'>) {
	return { id, title, state, snapshot };
}
