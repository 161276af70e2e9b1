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
	selectProposalsOf
} from './holders-store.ts';

export const HOLDER_KINDS = {
	analysis: '成本分析',
	comparison: '同类比对',
	proposal: '标准编制',
	standard: '印发的标准',
	'budget-check': '预算审核'
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
	const { db } = context;
	const analyses = (await selectAnalysesOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		kind: 'analysis',
		href: `/analyses/${row.id}`,
		draft: false,
		readable: may(context.actor, 'project.read', { path: row.path }).ok
	}));
	const comparisons = (await selectComparisonsOf(db, hashes)).map((row): Holder => ({
		...pick(row),
		kind: 'comparison',
		href: `/comparisons/${row.id}`,
		draft: false,
		readable: may(context.actor, 'comparison.read', { path: row.path }).ok
	}));
	return [...analyses, ...comparisons, ...(await standardsOf(context, hashes))];
}

async function standardsOf(context: Context, hashes: readonly Hash[]): Promise<readonly Holder[]> {
	const { db, actor } = context;
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
	const checks = (await selectChecksOf(db, hashes)).map(
		({ id, snapshot, checked_by, path, code }): Holder => ({
			kind: 'budget-check',
			id,
			title: `按 ${code} 审核`,
			state: 'frozen',
			href: `/budget-check?code=${encodeURIComponent(code)}`,
			snapshot,
			draft: false,
			readable: checked_by === actor.userId || may(actor, 'budget-check.run', { path }).ok
		})
	);
	return [...drafted, ...signed, ...issued, ...checks];
}

function pick({ id, title, state, snapshot }: Pick<Holder, 'id' | 'title' | 'state' | 'snapshot'>) {
	return { id, title, state, snapshot };
}
