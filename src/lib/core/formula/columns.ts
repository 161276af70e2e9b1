/**
 * Columns of a line that a formula may read, with the Chinese words that are the grammar, in the order of the product.
 * Text columns serve SUMIF and look-ups; 合计 is another word for the amount, said of a line with lines below it.
 */
export const COLUMNS = {
	编码: 'code',
	名称: 'name',
	等级: 'grade',
	要素: 'element',
	单位: 'unit',
	数量: 'quantity',
	单价: 'unitPrice',
	频次: 'frequency',
	月数: 'months',
	系数: 'coefficient',
	金额: 'amount',
	核定金额: 'verifiedAmount'
} as const;

/** Amounts of another year; the same text as a year column of the cost model (core/costing). */
type YearColumn = `${number}:${'actual' | 'budget'}`;
export type Column = (typeof COLUMNS)[keyof typeof COLUMNS] | YearColumn;

const TOTAL_WORD = '合计';
const YEAR = /^((?:19|20|21)\d\d)年?(实际|预算)$/;
const BY_WORD = new Map<string, Column>([...Object.entries(COLUMNS), [TOTAL_WORD, 'amount']]);
const WORDS = new Map<Column, string>(Object.entries(COLUMNS).map(([word, column]) => [column, word]));

/** The column a word means, e.g. "数量" or "2023实际". */
export function columnOfWord(word: string): Column | undefined {
	const known = BY_WORD.get(word);
	if (known) return known;
	const [, year, kind] = YEAR.exec(word) ?? [];
	return year === undefined ? undefined : `${Number(year)}:${kind === '实际' ? 'actual' : 'budget'}`;
}

/** The word formulas and sentences use for a column. */
export function columnWord(column: Column): string {
	const known = WORDS.get(column);
	if (known !== undefined) return known;
	const [year = '', kind = ''] = column.split(':');
	return `${year}${kind === 'actual' ? '实际' : '预算'}`;
}
