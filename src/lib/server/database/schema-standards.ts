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
	state: string;
	snapshot: string | null;
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
