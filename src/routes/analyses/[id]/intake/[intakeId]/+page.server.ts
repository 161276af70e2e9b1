import { intakeReport } from '#lib/server/intake/desk.ts';
import { intakeFindingText } from '#lib/text/intake.ts';
import { contextOf, refusePage } from '../../../../refusal.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const report = await intakeReport(contextOf(locals), params.id, params.intakeId);
	if (!report.ok) refusePage(report.problem);
	const findings = report.value.findings.map((found) => ({ ...found, text: intakeFindingText(found) }));
	return { report: { ...report.value, findings } };
};
