/** A row whatever its table. */
export type AnyRow = Readonly<Record<string, unknown>>;

/** Rows of one table that belong to the subject of an audit entry. */
export interface SubjectTable {
	readonly table: string;
	/** Column that holds the subject's id. */
	readonly of: string;
	/** Where `of` stands in a table of its own: this table's column → that table and its key. */
	readonly through?: { readonly column: string; readonly table: string; readonly key: string };
	/** Columns that count; all of them where nothing is said. */
	readonly only?: readonly string[];
	/** Columns that change with entries about other subjects, and are proved in other ways. */
	readonly except?: readonly string[];
	/** What a row of it is called. */
	readonly words: string;
	/** Column that says which one it is. */
	readonly name?: string;
}

/**
 * By subject kind (of `recordAudit`) the rows that only change with an entry about that subject. Each entry keeps their
 * hash, table by table, so that the last one proves every row and every column as they stand. A table that is not here is
 * proved by what is derived from it (snapshots, edits, issues: `lineage/verify-audit.ts`) or bears no figure; a law test
 * holds the list against the schema. Columns added later must be null in rows of before: null is not hashed.
 */
export const SUBJECT_ROWS: { readonly [subjectKind: string]: readonly SubjectTable[] } = {
	project: [{ table: 'project', of: 'id', words: '项目', name: 'name' }],
	analysis: [
		{
			table: 'analysis',
			of: 'id',
			// They change with imports and remarks as well, and are proved by the edits and by counting the remarks.
			except: ['revision', 'remarks', 'allocation_method'],
			words: '成本分析'
		}
	],
	comment: [{ table: 'cell_comment', of: 'id', words: '批注', name: 'body' }],
	intake: [{ table: 'intake', of: 'id', words: '导入记录', name: 'file_name' }],
	sample: [{ table: 'sample_table', of: 'id', words: '外部样本', name: 'file_name' }],
	comparison: [
		{ table: 'comparison', of: 'id', words: '同类比对', name: 'title' },
		{ table: 'comparison_member', of: 'comparison_id', words: '比对成员' },
		{ table: 'comparison_analysis', of: 'comparison_id', words: '比对分析' },
		{
			table: 'cost_cause',
			of: 'comparison_id',
			through: { column: 'analysis_id', table: 'comparison_analysis', key: 'id' },
			words: '成本偏高原因',
			name: 'cause'
		}
	],
	recipe: [
		{ table: 'recipe', of: 'id', words: '定额测算', name: 'name' },
		{ table: 'recipe_version', of: 'recipe_id', words: '定额版本', name: 'note' }
	],
	parameter_series: [{ table: 'parameter_series', of: 'code', words: '参数', name: 'name' }],
	parameter_draft: [{ table: 'parameter_draft', of: 'id', words: '参数修改建议', name: 'key' }],
	proposal: [{ table: 'standard_proposal', of: 'id', words: '标准编制', name: 'title' }],
	rule: [{ table: 'rule_proposal', of: 'id', words: '条件规则', name: 'title' }],
	repeal: [{ table: 'repeal_proposal', of: 'id', words: '废止建议', name: 'document_number' }],
	'rule-repeal': [{ table: 'rule_repeal', of: 'id', words: '废止建议', name: 'document_number' }],
	'budget-check': [{ table: 'budget_check', of: 'id', words: '预算审核' }],
	'rule-check': [{ table: 'rule_check', of: 'id', words: '预算审核' }],
	workpaper: [{ table: 'review_workpaper', of: 'id', words: '审核工作底稿', name: 'title' }],
	replay: [{ table: 'replay_run', of: 'id', words: '夜间复算记录', name: 'started_at' }],
	organisation: [{ table: 'organisation', of: 'id', words: '单位', name: 'name' }],
	user: [
		// Sign-in keeps the rest of the row, and changes it.
		{ table: 'user', of: 'id', only: ['id', 'name', 'username', 'email'], words: '用户', name: 'name' },
		{ table: 'appointment', of: 'user_id', words: '任职' }
	]
};
