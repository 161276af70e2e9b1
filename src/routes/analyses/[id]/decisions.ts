/** The decisions on a cost analysis as the screen offers them, the main one last. */
export const DECISIONS = {
	withdraw: {
		words: '撤回',
		question: '撤回后可以继续修改，改完须重新提交。',
		opinion: 'none',
		primary: false,
		danger: false
	},
	return: {
		words: '退回',
		question: '退回给经办人修改。请写明要改什么。',
		opinion: 'required',
		primary: false,
		danger: true
	},
	reopen: {
		words: '重新打开',
		question: '重新打开后形成新的版本；已确认的版本仍然有效，直到新版本确认。请写明原因。',
		opinion: 'required',
		primary: false,
		danger: false
	},
	submit: {
		words: '提交',
		question: '提交给部门主要领导审核。审核期间不能再改。',
		opinion: 'optional',
		primary: true,
		danger: false
	},
	approve: {
		words: '确认',
		question: '确认后这份成本分析即固化，其单位成本可用于同类比对。',
		opinion: 'optional',
		primary: true,
		danger: false
	}
} as const;

export type DecisionName = keyof typeof DECISIONS;

/** A comment that nobody has settled, with the cell it is about. */
export interface OpenThread {
	readonly id: string;
	readonly place: string;
	readonly column: string;
	readonly body: string;
}
