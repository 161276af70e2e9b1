export interface ComparisonTable {
	id: string;
	title: string;
	purpose: string;
	organisation_id: string;
	category: string;
	unit: string;
	target_year: number;
	steps: string;
	series: string;
	/** Grade, period and checklist that members are held to, as JSON. */
	bounds: string;
	state: string;
	snapshot: string | null;
	created_by: string;
	created_at: string;
}

/** 外部样本: one imported table of observations. */
export interface SampleTableTable {
	id: string;
	organisation_id: string;
	file: string;
	file_name: string;
	sheet: string;
	/** What it is and how it is read, as JSON. */
	facts: string;
	reading: string;
	state: string;
	snapshot: string | null;
	observations: number | null;
	created_by: string;
	created_at: string;
}

export interface ComparisonAnalysisTable {
	id: string;
	comparison_id: string;
	snapshot: string;
	created_by: string;
	created_at: string;
}

export interface CostCauseTable {
	analysis_id: string;
	cause: string;
	/** 元 per unit, as the split has it. */
	effect: string;
	confirmed_by: string;
	confirmed_at: string;
}

export interface StandardProposalTable {
	id: string;
	title: string;
	comparison_id: string;
	organisation_id: string;
	state: string;
	service: string;
	quota: string;
	expenditure: string;
	service_snapshot: string | null;
	quota_snapshot: string | null;
	expenditure_snapshot: string | null;
	created_by: string;
	created_at: string;
}

export interface IssuedStandardTable {
	id: string;
	proposal_id: string;
	kind: string;
	code: string;
	snapshot: string;
	document_number: string;
	effective_from: string;
	effective_to: string | null;
	trial: number;
	issued_by: string;
	issued_at: string;
	/** 复核日期; null in issues of before it was kept: a year after they took effect. */
	review_on: string | null;
}

/** 废止建议 */
export interface RepealProposalTable {
	id: string;
	/** The issue it is about. */
	proposal_id: string;
	document_number: string;
	reason: string;
	repealed_from: string;
	state: string;
	created_by: string;
	created_at: string;
}

export interface IssuedRepealTable {
	proposal_id: string;
	repeal_id: string;
	document_number: string;
	reason: string;
	repealed_from: string;
	approved_by: string;
	approved_at: string;
}

export interface StandardReviewTable {
	id: string;
	proposal_id: string;
	reviewed_on: string;
	conclusion: string;
	note: string;
	next_review_on: string;
	reviewed_by: string;
	at: string;
}

/** 执行结果 of one project in one year, held against the series of a standard. */
export interface StandardOutturnTable {
	id: string;
	/** Of the series, e.g. "CL-DLBJ-01". */
	code: string;
	year: number;
	project: string;
	quantity: string;
	/** 分 */
	amount: number;
	document: string;
	recorded_by: string;
	recorded_at: string;
}

export interface RuleProposalTable {
	id: string;
	title: string;
	code: string;
	organisation_id: string;
	state: string;
	/** The rule pack as JSON. */
	pack: string;
	snapshot: string | null;
	created_by: string;
	created_at: string;
}

export interface IssuedRuleTable {
	id: string;
	proposal_id: string;
	code: string;
	region: string;
	snapshot: string;
	document_number: string;
	effective_from: string;
	effective_to: string | null;
	trial: number;
	issued_by: string;
	issued_at: string;
}

export interface ReviewWorkpaperTable {
	id: string;
	title: string;
	organisation_id: string;
	year: number;
	/** The day whose standards apply. */
	as_of: string;
	snapshot: string;
	created_by: string;
	created_at: string;
}
