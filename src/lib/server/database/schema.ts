import type { ColumnType } from 'kysely';
import type {
	ComparisonAnalysisTable,
	ComparisonTable,
	SampleTableTable,
	CostCauseTable,
	IssuedRepealTable,
	IssuedRuleTable,
	IssuedStandardTable,
	RepealProposalTable,
	ReviewWorkpaperTable,
	RuleProposalTable,
	StandardOutturnTable,
	StandardProposalTable,
	StandardReviewTable
} from './schema-standards.ts';

/** Tables as TypeScript sees them; migrations/ is the truth for the databases. JSON columns are text, parsed in stores. */
export interface Schema {
	user: UserTable;
	session: { id: string; token: string; userId: string; expiresAt: unknown };
	account: AccountTable;
	organisation: OrganisationTable;
	appointment: { user_id: string; organisation_id: string; role: string };
	stored_file: { hash: string; size: number; format: string; bytes: Uint8Array };
	snapshot: { hash: string; kind: string; body: string };
	snapshot_input: { snapshot: string; position: number; role: string; input: string };
	project: ProjectTable;
	analysis: AnalysisTable;
	cost_line: CostLineTable;
	cost_unit: CostUnitTable;
	performance_indicator: PerformanceIndicatorTable;
	analysis_part: AnalysisPartTable;
	cell_comment: CellCommentTable;
	cost_change: CostChangeTable;
	presence: PresenceTable;
	recipe: RecipeTable;
	recipe_version: RecipeVersionTable;
	user_setting: { user_id: string; key: string; value: string };
	intake_habit: IntakeHabitTable;
	cost_edit: CostEditTable;
	frozen_line: { snapshot: string; position: number; line_id: string };
	intake: IntakeTable;
	parameter_series: { code: string; name: string; kind: string; form: string };
	parameter_entry: ParameterEntryTable;
	parameter_draft: ParameterDraftTable;
	comparison: ComparisonTable;
	sample_table: SampleTableTable;
	comparison_analysis: ComparisonAnalysisTable;
	cost_cause: CostCauseTable;
	comparison_member: {
		comparison_id: string;
		snapshot: string;
		unit: number;
		included: number;
		reason: string;
	};
	standard_proposal: StandardProposalTable;
	issued_standard: IssuedStandardTable;
	review_workpaper: ReviewWorkpaperTable;
	repeal_proposal: RepealProposalTable;
	issued_repeal: IssuedRepealTable;
	standard_review: StandardReviewTable;
	standard_outturn: StandardOutturnTable;
	budget_check: { id: string; issued_id: string; snapshot: string; checked_by: string; checked_at: string };
	rule_proposal: RuleProposalTable;
	issued_rule: IssuedRuleTable;
	/** Repeals of rules have the columns of those of standards; `proposal_id` names a rule. */
	rule_repeal: RepealProposalTable;
	issued_rule_repeal: IssuedRepealTable;
	rule_check: { id: string; issued_id: string; snapshot: string; checked_by: string; checked_at: string };
	decision: DecisionTable;
	replay_run: ReplayRunTable;
	audit_entry: AuditEntryTable;
	audit_head: { id: number; seq: number; hash: string };
	schema_version: { version: number; name: string; applied_at: string };
}

export interface UserTable {
	id: string;
	name: string;
	email: string;
	username: string | null;
	displayUsername: string | null;
	role: string | null;
	banned: boolean | number | null;
	emailVerified: boolean | number;
	createdAt: AuthTime;
	updatedAt: AuthTime;
}

/** better-auth's sign-in ways of a person; ours all have the provider "credential". */
export interface AccountTable {
	id: string;
	accountId: string;
	providerId: string;
	userId: string;
	password: string | null;
	createdAt: AuthTime;
	updatedAt: AuthTime;
}

/** better-auth's own times come back as text or Date, by engine; only better-auth reads them. ISO text may be written. */
type AuthTime = ColumnType<unknown, string, string>;

export interface OrganisationTable {
	id: string;
	parent_id: string | null;
	code: string;
	name: string;
	kind: string;
	path: string;
}

export interface ProjectTable {
	id: string;
	code: string;
	name: string;
	organisation_id: string;
	category: string;
	source_note: string;
	created_by: string;
	created_at: string;
}

export interface AnalysisTable {
	id: string;
	project_id: string;
	fiscal_year: number;
	period_months: number;
	price_year: number;
	region: string;
	tax_basis: string;
	staff_scope: string;
	delivery_mode: string;
	allocation_method: string;
	state: string;
	revision: number;
	/** Grows by one with everything said about a cell. */
	remarks: ColumnType<number, number | undefined, number>;
	snapshot: string | null;
	created_by: string;
	created_at: string;
}

/** 分 columns: PostgreSQL's int8 is parsed to a number by the driver set-up, SQLite's is one already; both are safe integers. */
type FenColumn = ColumnType<number, number, number>;

export interface CostLineTable {
	id: string;
	analysis_id: string;
	parent_id: string | null;
	position: number;
	code: string;
	name: string;
	grade: string;
	element: string | null;
	unit: string;
	quantity: string | null;
	unit_price: string | null;
	frequency: string | null;
	months: string | null;
	coefficient: string | null;
	amount_basis: string;
	stated_amount: FenColumn | null;
	verified_amount: FenColumn | null;
	reason: string | null;
	period_months: number;
	recurrence: string;
	nature: string | null;
	time_basis: string | null;
	behaviour: string | null;
	necessity: string | null;
	cost_kind: string | null;
	supply: string | null;
	funding_source: string | null;
	fund_type: string | null;
	function_code: string;
	economic_code: string;
	tax_basis: string | null;
	evidence: string;
	evidence_level: number | null;
	remark: string;
	years: string | null;
	fills: string | null;
	recipe: string | null;
	sources: string;
}

export interface CostUnitTable {
	id: string;
	analysis_id: string;
	position: number;
	name: string;
	grade: string;
	unit: string;
	output: string;
	output_source: string | null;
	year_outputs: string;
	/** What the cost of the unit contains and what not, as JSON: item → side. */
	boundary: string;
	line_ids: string;
}

export interface PerformanceIndicatorTable {
	id: string;
	analysis_id: string;
	position: number;
	level1: string;
	level2: string;
	level3: string;
	benchmark: string;
	actual: string;
}

/** Named parameters, shared cost pools and combined units of an analysis, each whole as JSON. */
export interface AnalysisPartTable {
	id: string;
	analysis_id: string;
	kind: string;
	position: number;
	body: string;
}

/** A remark on a cell (批注); it stays with its line wherever that moves. */
export interface CellCommentTable {
	id: string;
	analysis_id: string;
	line_id: string;
	/** A column of the grid; "" for the whole line. */
	field: string;
	/** The comment this one answers; null opens a thread. */
	reply_to: string | null;
	body: string;
	/** Ids of the people mentioned, JSON. */
	mentions: string;
	author_id: string;
	at: string;
	resolved_by: string | null;
	resolved_at: string | null;
}

export interface RecipeTable {
	id: string;
	code: string;
	organisation_id: string;
	name: string;
	unit: string;
	created_by: string;
	created_at: string;
}

/** Append-only: a changed recipe is a new version. */
export interface RecipeVersionTable {
	recipe_id: string;
	version: number;
	snapshot: string;
	note: string;
	created_by: string;
	created_at: string;
}

/** How a sender's sheets were read last (列对应), found again by the sender and the header. */
export interface IntakeHabitTable {
	sender: string;
	header: string;
	mapping: string;
	updated_by: string;
	updated_at: string;
}

export interface CostEditTable {
	id: string;
	analysis_id: string;
	revision: number;
	actor_id: string;
	at: string;
	commands: string;
	inverse: string;
	/** The edit a person sees as one: several batches when it is large. Null: this batch alone. */
	step: string | null;
	/** The step that this one takes back. */
	undoes: string | null;
	/** The page that made it: what one page types never collides with itself. */
	client: string | null;
	/** Why, where the person said so. */
	why: string | null;
}

/** One change as people read it in the history. */
export interface CostChangeTable {
	analysis_id: string;
	revision: number;
	/** Order within the batch; the lines of one `add` after the first stand behind everything else. */
	seq: number;
	line_id: string | null;
	/** A column of the grid; "" where the change is about more than one cell. */
	field: string;
	what: string;
	before: string | null;
	after: string | null;
}

/** An open page: where its person stands, and when it was last heard of. */
export interface PresenceTable {
	id: string;
	analysis_id: string;
	user_id: string;
	line_id: string;
	field: string;
	seen_at: string;
}

export interface IntakeTable {
	id: string;
	analysis_id: string;
	file: string;
	file_name: string;
	sheet: string;
	snapshot: string | null;
	mapping: string;
	findings: string;
	state: string;
	/** 报送单位 as typed; "" when nobody said. */
	sender: string;
	/** Lines that were written; null while it is a preview. */
	lines: number | null;
	created_by: string;
	created_at: string;
}

export interface ParameterEntryTable {
	series: string;
	key: string;
	version: number;
	value: string;
	valid_from: string;
	document: string;
	created_by: string;
	approved_by: string;
	created_at: string;
}

export interface ParameterDraftTable {
	id: string;
	series: string;
	key: string;
	value: string;
	valid_from: string;
	document: string;
	state: string;
	created_by: string;
	created_at: string;
}

export interface DecisionTable {
	id: string;
	actor_id: string;
	actor_name: string;
	role: string;
	organisation_id: string;
	organisation_name: string;
	at: string;
	subject_kind: string;
	subject_id: string;
	action: string;
	from_state: string;
	to_state: string;
	snapshots: string;
	opinion: string;
}

export interface AuditEntryTable {
	seq: number;
	at: string;
	actor_id: string;
	actor_name: string;
	action: string;
	subject_kind: string;
	subject_id: string;
	before_hash: string | null;
	after_hash: string | null;
	details: string;
	previous_hash: string;
	hash: string;
}

export interface ReplayRunTable {
	id: string;
	started_at: string;
	finished_at: string;
	standards: number;
	snapshots: number;
	files: number;
	/** Canonical array of sentences. */
	faults: string;
}
