/** A column of amounts of one year: what was spent (实际) or budgeted (预算), e.g. "2023:actual". */
export type YearColumn = `${number}:${'actual' | 'budget'}`;

/** 元 as canonical decimals of at most two places, or formulas; a column left out is blank: not involved, not zero. */
export type YearAmounts = { readonly [column: YearColumn]: string };

export const YEAR_KINDS = { actual: '实际', budget: '预算' } as const;

/** History years shown before the fiscal year (DOMAIN §2.4: at least three). */
export const HISTORY_YEARS = 3;

const PATTERN = /^((?:19|20|21)\d\d):(actual|budget)$/;

export function isYearColumn(text: string): text is YearColumn {
	return PATTERN.test(text);
}

/** "2023年实际" */
export function yearColumnLabel(column: YearColumn): string {
	const [year = '', kind = ''] = column.split(':');
	return `${year}年${kind === 'actual' ? YEAR_KINDS.actual : YEAR_KINDS.budget}`;
}
