import type { Hash } from '#lib/core/address/value-ref.ts';
import type { AnalysisContent, AnalysisResults } from '#lib/core/costing/analysis-snapshot.ts';
import type { FindingRecord } from '#lib/core/costing/finding.ts';
import { sourceTable } from '#lib/core/lineage/source-cell.ts';
import { chineseDate } from '#lib/core/period/date.ts';
import { problem } from '#lib/core/problem.ts';
import { addressAnnex } from '#lib/core/reporting/address-annex.ts';
import {
	analysisReport,
	type ReportSource,
	type SuggestedStandard
} from '#lib/core/reporting/analysis-report.ts';
import {
	derivationWords,
	payerSentence,
	standardBasis,
	standardRows
} from '#lib/core/reporting/standard-basis.ts';
import { ok, refuse, type Result } from '#lib/core/result.ts';
import type { Snapshot } from '#lib/core/snapshot/snapshot.ts';
import { FORCES } from '#lib/core/standards/expenditure.ts';
import { STATE_LABELS } from '#lib/core/workflow/states.ts';
import { dayInChina, today, type Context } from '../context.ts';
import { reportedComparisons } from '../comparison/reported.ts';
import { loadAnalysis } from '../costing/analyses.ts';
import { fileNameOf, restsOn } from '../lineage/rests-on.ts';
import { signaturesOn } from '../lineage/signatures.ts';
import { getSnapshot } from '../snapshots/service.ts';
import { lookUp } from '../standards/library.ts';
import { docxOf } from './docx.ts';

export interface ReportFile {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/**
 * 成本预算绩效分析报告 of a confirmed analysis as a Word file. Every figure comes from the confirmed snapshot; whoever may
 * read the project may have it. `words` gives the sentence of a finding.
 */
export async function analysisReportFile(
	context: Context,
	analysisId: string,
	words: (finding: FindingRecord) => string
): Promise<Result<ReportFile>> {
	const analysis = await loadAnalysis(context, analysisId);
	if (!analysis.ok) return analysis;
	const { state, snapshot: hash, projectName, fiscalYear } = analysis.value;
	if (state !== 'confirmed' || hash === null)
		return refuse(problem('report/not-confirmed', { state: STATE_LABELS[state] ?? state }));
	const snapshot = await getSnapshot(context.db, hash);
	if (!snapshot.ok) return snapshot;
	const sources = await sourcesOf(context, snapshot.value);
	if (!sources.ok) return sources;
	// Only `analysis/unit-cost@1` writes what an analysis is confirmed as.
	const { content, results } = snapshot.value as Snapshot<AnalysisContent, AnalysisResults>;
	const report = analysisReport({
		snapshot: hash,
		content,
		results,
		findings: results.findings.map(words),
		standards: await standardsUsing(context, hash),
		comparisons: await reportedComparisons(context, hash),
		sources: sources.value,
		signatures: await signatureLines(context, hash)
	});
	const bytes = await docxOf({ ...report, blocks: [...report.blocks, ...addressAnnex(report.blocks)] });
	return ok({ name: `${projectName}${fiscalYear}年成本预算绩效分析报告.docx`, bytes });
}

async function sourcesOf(context: Context, snapshot: Snapshot): Promise<Result<readonly ReportSource[]>> {
	const sources: ReportSource[] = [];
	for (const { hash } of snapshot.inputs) {
		const read = await getSnapshot(context.db, hash);
		if (!read.ok) return read;
		const table = sourceTable(read.value);
		if (!table) continue;
		const fileName = await fileNameOf(context.db, table.file);
		sources.push({ fileName, sheet: table.sheet, file: table.file, snapshot: hash });
	}
	return ok(sources);
}

/** Issued expenditure standards that rest on this analysis; none where the reader may not see the library. */
async function standardsUsing(context: Context, hash: Hash): Promise<readonly SuggestedStandard[]> {
	const above = await restsOn(context.db, hash);
	const library = await lookUp(context, { date: today(context), all: true });
	if (!library.ok) return [];
	return library.value
		.filter((entry) => above.has(entry.hashes.expenditure))
		.flatMap(({ expenditure, quota, service, hashes, documentNumber }) =>
			standardRows(expenditure.results).map(({ tier, value, pointer }, i) => ({
				title: expenditure.content.title,
				code: expenditure.content.code,
				grade: [service.grade, tier].filter((part) => part !== '').join('，'),
				value,
				unit: expenditure.results.unit,
				snapshot: hashes.expenditure,
				pointer,
				basis: standardBasis(quota),
				note: `${FORCES[expenditure.content.force]}；${documentNumber}`,
				derivation:
					i > 0
						? []
						: [
								...derivationWords(expenditure.content.title, quota),
								...payerSentence(expenditure.content.title, expenditure.results)
							]
			}))
		);
}

async function signatureLines(context: Context, hash: Hash): Promise<readonly string[]> {
	const signatures = await signaturesOn(context.db, hash);
	return signatures.map(
		({ when, organisation, role, who, action }) =>
			`${chineseDate(dayInChina(new Date(when)))} ${organisation} ${role} ${who} ${action}`
	);
}
