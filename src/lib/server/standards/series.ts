import { problem } from '#lib/core/problem.ts';
import { chineseDate, date, type DateText } from '#lib/core/period/date.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { LinkedStandards } from '#lib/core/standards/draft.ts';
import type { QuotaResults, ServiceContent } from '#lib/core/standards/standard-snapshot.ts';
import type { AppDatabase } from '../database/database.ts';
import { frozenComparison } from './proposal.ts';
import { selectIssuedByCodes, type IssuedRow, type ProposalRow } from './store.ts';

/**
 * A code names one series of versions of one standard: refuses a code that another organisation or another category
 * already uses and, where the effective date is known, a version that would not come after the last one.
 */
export async function checkCodes(
	db: AppDatabase,
	proposal: ProposalRow,
	standards: LinkedStandards,
	effectiveFrom?: DateText
): Promise<Result<true>> {
	const comparison = await frozenComparison(db, proposal);
	if (!comparison.ok) return comparison;
	const { category, unit } = comparison.value.snapshot.content;
	const codes = [standards.service.code, standards.quota.code, standards.expenditure.code];
	for (const version of await selectIssuedByCodes(db, codes)) {
		if (version.organisation_id !== proposal.organisation_id || !measuresTheSame(version, category, unit))
			return refuse(problem('standard/code-of-other', { code: version.code, title: version.title }));
		if (effectiveFrom !== undefined && version.effective_from >= effectiveFrom)
			return refuse(codeTaken(version.code, date(version.effective_from)));
	}
	return ok(true);
}

export function codeTaken(code: string, from: DateText) {
	return problem('standard/code-taken', { code, from: chineseDate(from) });
}

/** A service standard states its category; the two others carry category and unit in their results. */
function measuresTheSame(version: IssuedRow, category: string, unit: string): boolean {
	// The column `kind` decides the shape of the snapshot the row names.
	const { content, results } = JSON.parse(version.body) as { content: ServiceContent; results: QuotaResults };
	if (version.kind === 'service') return content.category === category;
	return results.category === category && results.unitId === unit;
}
