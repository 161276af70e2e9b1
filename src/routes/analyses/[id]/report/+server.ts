import { analysisReportFile } from '#lib/server/reporting/analysis-report.ts';
import { findingText } from '#lib/text/findings.ts';
import { contextOf, refusePage } from '../../../refusal.ts';
import type { RequestHandler } from './$types';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Downloads 成本预算绩效分析报告 of a confirmed analysis. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const report = await analysisReportFile(contextOf(locals), params.id, findingText);
	if (!report.ok) refusePage(report.problem);
	const { name, bytes } = report.value;
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': DOCX,
			'content-disposition': `attachment; filename="report.docx"; filename*=UTF-8''${encodeURIComponent(name)}`
		}
	});
};
