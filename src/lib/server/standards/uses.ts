import { today, type Context } from '../context.ts';
import { issuedRules } from '../rules/library.ts';
import { selectReportsCiting, selectUses } from './library-store.ts';

/** How often an issued standard is used. */
export interface Uses {
	/** Budget checks (预算审核) held against it. */
	readonly checks: number;
	/** Issued rules (条件规则) that name its code. */
	readonly rules: number;
	/** Analyses below it, whose reports cite it. */
	readonly reports: number;
	/** Other standards that were carried over from it, and other frozen results that read it. */
	readonly derived: number;
}

interface Used {
	readonly proposalId: string;
	readonly series: string;
	readonly ids: { readonly expenditure: string };
	readonly hashes: { readonly expenditure: string };
}

/** Counts the uses of a page of standards. */
export async function usesOf(context: Context, lines: readonly Used[]): Promise<(line: Used) => Uses> {
	const rows = await selectUses(
		context.db,
		lines.map(({ ids }) => ids.expenditure),
		lines.map(({ hashes }) => hashes.expenditure)
	);
	const reports = await selectReportsCiting(
		context.db,
		lines.map(({ proposalId }) => proposalId)
	);
	const packs = (await issuedRules(context, today(context))).map(({ pack }) => JSON.stringify(pack));
	return ({ proposalId, series, ids, hashes }) => ({
		checks: rows.find(({ key, kind }) => kind === 'check' && key === ids.expenditure)?.n ?? 0,
		rules: packs.filter((pack) => pack.includes(series)).length,
		reports: reports.get(proposalId) ?? 0,
		derived: rows
			.filter(({ key, kind }) => kind !== 'check' && key === hashes.expenditure)
			.reduce((all, { n }) => all + n, 0)
	});
}
